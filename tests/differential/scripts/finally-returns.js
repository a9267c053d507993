const seen = [];
const note = (what) => { seen.push(what); return what; };
function early() { try { return note('try'); } finally { note('finally'); } }
function overridden() { try { throw new Error('lost'); } catch (e) { return note(e.message); } finally { return note('wins'); } }
function nested(n) {
  try {
    try { if (n === 0) throw new Error('inner'); if (n === 1) return 'one'; note('after'); } finally { note(`f${n}`); if (n === 2) throw new Error('from finally'); }
  } catch ({ message }) { return `caught ${message}`; }
  return 'end';
}
function loops() {
  const out = [];
  outer: for (let i = 0; i < 4; i++) {
    for (const j of [0, 1, 2]) {
      try {
        if (j === 1) continue outer;
        if (i === 2) break outer;
        out.push(`${i}${j}`);
      } finally {
        out.push(`f${i}${j}`);
        if (i === 1) continue;
      }
    }
  }
  return out.join(' ');
}
function switches(value) {
  const out = [];
  switch (value) {
    case 1: out.push('one');
    case 2: out.push('two'); break;
    default: out.push('default');
    case 3: { const scoped = 'three'; out.push(scoped); }
    case 'x': if (value === 'x') { out.push('x'); break; } out.push('last');
  }
  return out.join('-');
}
function labelled() {
  let n = 0;
  block: { n++; if (n) break block; n = 100; }
  again: do { n++; while (true) { if (n < 5) continue again; break again; } } while (n < 10);
  return n;
}
async function asynchronous() {
  try { await Promise.reject(new Error('no')); } catch (e) { note(`async ${e.message}`); return await note('value'); } finally { await null; note('async finally'); }
}
async function released(log) {
  for (const attempt of [1, 2]) {
    const connection = { close: async () => { if (attempt === 1) throw new Error('cannot close'); } };
    try {
      try { return await note(`attempt ${attempt}`); } finally { await connection.close(); }
    } catch (error) { log.warn(error.message); }
  }
  return 'never';
}
async function lastWins() { for (const n of [1, 2, 3]) { try { await n; if (n === 2) return n; } finally { if (n === 2) { await 0; continue; } note(n); } } return 'through'; }
function* guarded() { try { yield 1; yield 2; } finally { yield 'cleanup'; note('gen'); } }

async function beforePOST(req, res) {
  log.info(early(), overridden(), [0, 1, 2, 3].map(nested), loops(), [1, 2, 3, 4, 'x'].map(switches), labelled());
  log.info(await asynchronous(), await lastWins(), await released(log));
  const it = guarded();
  log.info(it.next(), it.return('r'), it.next(), it.next());
  log.info(await (async () => { try { return await Promise.reject(1); } catch { return 'c'; } finally { note('f'); } })(), (() => { for (;;) { try { return 1; } finally { break; } } return 2; })(), (() => { l: try { return 1; } finally { break l; } return 3; })());
  for (var i = 0, fns = []; i < 3; i++) fns.push(() => i);
  for (let k = 0; k < 3; k++) fns.push(() => k);
  for (const k in { a: 1, b: 2 }) fns.push(() => k);
  log.info(fns.map((f) => f()), i, seen);
  let caught;
  try { try { throw 1; } finally { caught = 'x'; } } catch (e) { caught += e; }
  res.end({ data: { caught, with: (() => { try { return 'a'; } finally { caught = 'late'; } })() + caught } });
}
