const INVOICE = `<h1>{{title}}</h1>
{{#each lines}}<tr class="{{#if @first}}first{{/if}}{{#if @last}} last{{/if}}"><td>{{@index}} {{sku}}</td><td>{{fixedNumber price 1}}</td>{{#unless count}}<td>none</td>{{/unless}}</tr>
{{else}}empty{{/each}}{{#with customer}}{{name}} &lt;{{email}}&gt;{{{raw}}}{{/with}}{{#ifCond total ">" 10}}much{{else}}little{{/ifCond}}{{! a comment }}{{missing.deep}}{{tojson tags}}{{#switch state}}{{#case "new"}}N{{/case}}{{#default}}D{{/default}}{{/switch}}`;
const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const node = (tag, attributes = {}, ...children) => ({ tag, attributes, children: children.flat(Infinity).filter((each) => each !== false && each != null) });
const VOID = new Set(['br', 'img', 'input']);
function render(tree) {
  if (typeof tree !== 'object') return escape(tree);
  const { tag, attributes, children } = tree;
  const text = Object.entries(attributes).reduce((all, [name, value]) => (value === true ? `${all} ${name}` : value === false || value == null ? all : `${all} ${name}="${escape(typeof value === 'object' ? Object.entries(value).map(([k, v]) => `${k.replace(/[A-Z]/g, '-$&').toLowerCase()}:${v}`).join(';') : value)}"`), '');
  return VOID.has(tag) ? `<${tag}${text}>` : `<${tag}${text}>${children.map(render).join('')}</${tag}>`;
}
const tags = new Proxy({}, { get: (_, tag) => (...given) => node(tag, ...(given[0] && given[0].constructor === Object && !given[0].tag ? given : [{}, ...given])) });
const compile = (text) => text.split(/\{\{|\}\}/).map((part, i) => (i % 2 ? (data) => part.trim().split('|').reduce((value, step, at) => (at ? ({ upper: (v) => v.toUpperCase(), money: (v) => v.toFixed(2), default: (v) => v ?? '-' })[step.trim()](value) : step.trim().split('.').reduce((o, k) => o?.[k], data)), '') : () => part));
const fill = (text) => { const parts = compile(text); return (data) => parts.map((each) => each(data)).join(''); };
const wrap = (text, width) => text.split(' ').reduce((lines, word) => { const last = lines.at(-1); if (`${last} ${word}`.trim().length > width) lines.push(word); else lines[lines.length - 1] = `${last} ${word}`.trim(); return lines; }, ['']);

function beforePOST(req, res) {
  const { body } = req;
  log.info(template(INVOICE, { title: 'A & "B"', lines: [...body.lines, { sku: '<C>', price: 1 }], customer: { name: body.name, email: body.email, raw: '<br>' }, total: 12, tags: body.tags, state: 'new' }));
  log.info(template(INVOICE, { total: 1, state: 'x' }), template('{{#each this}}{{@key}}={{this}};{{/each}}{{../x}}', { a: 1, b: false, c: null }), template('no holes'));
  const { div, ul, li, img, span } = tags;
  log.info(render(div({ class: 'order', hidden: true, title: '"<&', style: { fontSize: '2em', color: 'red' } }, span('1 < 2'), ul(body.lines.map(({ sku, count }) => li({ 'data-n': count }, sku, count > 1 && ` x${count}`))), img({ src: 'a.png', alt: null }), null)));
  const greet = fill('Dear {{ name | upper }}, you owe {{ total | money }} {{currency|default}}{{ no.such.thing | default }}');
  log.info(greet({ name: 'Ødegård', total: 9.999, currency: 'NOK' }), wrap('the quick brown fox jumps over the lazy dog', 12), 'x'.padEnd(5, '-=') + '|' + 'abc'.padStart(2));
  const rows = body.lines.map((line) => [line.sku, String(line.count), line.price.toFixed(2)]), widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  log.info(rows.map((row) => row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')).join('\n'));
  try { template('{{#each x}}', {}); } catch (e) { log.warn(e instanceof Error); }
  res.end({ data: { html: render(div('ok')), text: 'A\u00adB\u200b'.replace(/[\u00ad\u200b]/g, '').normalize('NFKC'), up: 'straße'.toUpperCase(), turkish: 'İ'.toLowerCase().length, words: 'Åse og Øyvind'.split(/\W+/), unicode: 'Åse og Øyvind'.match(/\p{L}+/gu) } });
}
