const TOKEN = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_]\w*)|(?<op>[-+*/()^]))/y;
function* tokens(text) {
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex, match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`unexpected "${text.slice(at).trim()[0]}" at ${at}`);
    const [[kind, value]] = Object.entries(match.groups).filter(([, given]) => given !== undefined);
    yield { kind, value };
  }
}
function evaluate(text, names = {}) {
  const list = [...tokens(text)];
  let at = 0;
  const peek = () => list[at]?.value, take = () => list[at++];
  const levels = [['+', '-'], ['*', '/']];
  const acts = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b };
  function binary(level) {
    if (level === levels.length) return power();
    let left = binary(level + 1);
    while (levels[level].includes(peek())) left = acts[take().value](left, binary(level + 1));
    return left;
  }
  function power() { const base = unary(); return peek() === '^' ? (take(), base ** power()) : base; }
  function unary() {
    const token = take();
    switch (token?.kind) {
      case 'number': return parseFloat(token.value);
      case 'name': return names[token.value] ?? (() => { throw new ReferenceError(token.value); })();
      default:
        if (token?.value === '-') return -unary();
        if (token?.value !== '(') throw new SyntaxError(`unexpected ${token?.value ?? 'end'}`);
        const inner = binary(0);
        if (take()?.value !== ')') throw new SyntaxError('")" is missing');
        return inner;
    }
  }
  return binary(0);
}

function beforePOST(req, res) {
  for (const text of ['1 + 2 * 3', '2 ^ 3 ^ 2 / 4', '-(a - 4) * 2', '1 +', '1 $ 2', '(1', 'b']) {
    try { log.info(text, '=', evaluate(text, { a: 1 })); } catch (e) { log.warn(text, e.name, e.message); }
  }
  const logLine = '2026-03-01T10:20:30Z [WARN] order=17 user="Jane \\"J\\" Doe" took=12ms';
  const { groups: { when, level, rest } } = /^(?<when>\S+) \[(?<level>[A-Z]+)\] (?<rest>.*)$/.exec(logLine);
  const fields = Object.fromEntries([...rest.matchAll(/(?<key>\w+)=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>\S+))/g)].map(({ groups: { key, quoted, plain } }) => [key, quoted?.replace(/\\(.)/g, '$1') ?? plain]));
  log.info(when, level, fields);
  log.info('2026-03-01'.replace(/(?<y>\d+)-(?<m>\d+)-(?<d>\d+)/, '$<d>.$<m>.$<y>'), 'aBcD'.replace(/[A-Z]/g, (c, at, all) => `_${c.toLowerCase()}${at}/${all.length}`), 'x-y-z'.replaceAll('-', "$&$'"));
  log.info('one, two;three'.split(/([,;])\s*/), 'abc'.split(''), 'a1b22'.match(/\d+/g), 'none'.match(/\d/g), 'aaa'.lastIndexOf('a'), 'tel: 22 33'.search(/\d/));
  const global = /a(.)/g, seen = [];
  for (let match; (match = global.exec('abacad'));) seen.push(`${match[1]}@${match.index}>${global.lastIndex}`);
  log.info(seen, /^[\p{Lu}][\p{L} ]+$/u.test('Łukasz Żółć'), '😀x'.match(/./u)[0].length, /\bfoo\b/i.test('a FOO b'), new RegExp('[' + '.*'.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + ']', 'g').flags);
  log.info('camelCaseText'.replace(/([a-z])([A-Z])/g, '$1 $2'), 'a\nb'.replace(/^/gm, '> '), /(a)|(b)/.exec('b'), 'xAy'.replace(/a/i, '[$&$`$\']'), /(?:)/.source, String(new RegExp('/')));
  res.end({ data: { fields, sticky: TOKEN.sticky, named: '1.5'.match(/(?<whole>\d)\.(?<part>\d)/)?.groups } });
}
