const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
class Safe { constructor(text) { this.text = text; } toString() { return this.text; } }
const raw = (text) => new Safe(text);
function html(strings, ...values) {
  const text = strings.reduce((all, part, i) => {
    const value = values[i - 1];
    const shown = Array.isArray(value) ? value.join('') : value instanceof Safe ? value : String(value ?? '').replace(/[&<>"']/g, (c) => escapes[c]);
    return all + shown + part;
  });
  return raw(text);
}
const dedent = ({ raw: parts }, ...values) => {
  const text = String.raw({ raw: parts }, ...values);
  const indent = Math.min(...text.match(/^[ \t]+(?=\S)/gm).map((each) => each.length));
  return text.replace(new RegExp(`^[ \\t]{${indent}}`, 'gm'), '').trim();
};
const sites = new WeakMap();
const once = (strings) => { sites.set(strings, (sites.get(strings) ?? 0) + 1); return sites.get(strings); };
const query = {
  prefix: 'q',
  tag(strings, ...values) { return `${this.prefix}:${strings.join('?')}|${values}`; },
};

function beforePOST(req, res) {
  const { lines, name } = req.body;
  const table = html`<table title="${'"<&>"'}">
  ${lines.map(({ sku, count, price }) => html`<tr class='${count > 1 ? 'many' : 'one'}'><td>${sku}</td><td>${(count * price).toFixed(2)}</td></tr>`)}
</table>${null}${undefined}${0}`;
  log.info(String(table));
  log.info(dedent`
      Dear ${name},
        your path is C:\new\table \u00e9
      Bye`);
  log.info([1, 2, 3].map(() => once`same`), once`other`, once`other`);
  log.info(query.tag`a=${1} and b=${[2, 3]}`, query['tag']`x`, `${`in ${`in ${'in'}`}`}`);
  log.info(((s) => s[0] === undefined && s.raw[0])`\unicode and \xerxes`, `line 1
line 2`.split('\n').length, `\t|\${}|\``);
  log.info((() => (...given) => given.length)()`${1}${2}`);
  res.end({ data: { html: table.text.length, frozen: ((s) => Object.isFrozen(s) && Object.isFrozen(s.raw))`a${1}` } });
}
