/** A parser for RFC 4180, a state for each place. */
function parse(text, { separator = ',', header = true } = {}) {
  const rows = [];
  let row = [], cell = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { cell += '"'; i++; }
      else if (c === '"') quoted = false;
      else cell += c;
      continue;
    }
    switch (c) {
      case '"': quoted = true; break;
      case separator: row.push(cell); cell = ''; break;
      case '\r': if (text[i + 1] === '\n') i++;
      // falls through
      case '\n': rows.push([...row, cell]); row = []; cell = ''; break;
      default: cell += c;
    }
  }
  if (quoted) throw new SyntaxError(`a quote is not closed in row ${rows.length + 1}`);
  if (cell !== '' || row.length) rows.push([...row, cell]);
  if (!header) return rows;
  const [names, ...rest] = rows;
  return rest.map((cells, i) => Object.fromEntries(names.map((name, at) => [name.trim() || `column${at}`, cells[at] ?? null])), 1);
}
const typed = (value) => {
  if (value === null || value === '') return null;
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  const number = Number(value.replace(',', '.'));
  return Number.isNaN(number) ? value : number;
};
const quote = (value) => (/[",\r\n]/.test(value ?? '') ? `"${String(value).replace(/"/g, '""')}"` : `${value ?? ''}`);
const format = (list, names = [...new Set(list.flatMap(Object.keys))]) => [names, ...list.map((each) => names.map((name) => each[name]))].map((row) => row.map(quote).join(',')).join('\r\n');

async function beforePOST(req, res) {
  const text = 'sku,name,price,ok\r\nA-1,"Bok, ""fin""",12.50,true\nB-2,"to\nlinjer",7,FALSE\rC-3,,"1,5"\n"D",ÆØÅ,-3e2,x,more\n';
  const list = parse(text).map((each) => Object.entries(each).reduce((all, [key, value]) => ({ ...all, [key]: typed(value) }), {}));
  list.forEach((each, i) => log.info(i, each));
  log.info(JSON.stringify(format(list)), parse(format(list)).length === list.length);
  log.info(parse('a;b\n1;2', { separator: ';' }), parse('x', { header: false }), parse('', { header: false }), parse('\n\n', { header: false }));
  try { parse('a\n"b'); } catch ({ name, message }) { log.warn(name, message); }
  const answer = await fetch('https://api.example/text').then((r) => r.text());
  const sums = parse(answer, { separator: ';' }).map(({ a, b, c }) => Number(a) + Number(b) + Number(c));
  const saved = await Promise.all(list.filter(({ price }) => typeof price === 'number').map(({ sku, price }) => db.post('/rest/prices', { sku, price })));
  res.end({ data: { sums, saved: saved.map(({ _id, sku }) => `${_id}:${sku}`) } });
}
