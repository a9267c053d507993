class Range {
  constructor(from, to, step = 1) { Object.assign(this, { from, to, step }); }
  *[Symbol.iterator]() { for (let n = this.from; n <= this.to; n += this.step) yield n; }
  static of(...given) { return new this(...given); }
  get [Symbol.toStringTag]() { return 'Range'; }
  [Symbol.toPrimitive](hint) { return hint === 'number' ? this.to - this.from : `${this.from}..${this.to} (${hint})`; }
}
class Pages {
  constructor(list, size) { this.list = list; this.size = size; }
  [Symbol.iterator]() {
    let at = 0;
    const { list, size } = this;
    return {
      next: () => (at < list.length ? { value: list.slice(at, at += size), done: false } : { value: undefined, done: true }),
      return(value) { log.debug('closed at', at); return { value, done: true }; },
      [Symbol.iterator]() { return this; },
    };
  }
}
const lazy = {
  *map(list, act) { for (const each of list) yield act(each); },
  *filter(list, act) { for (const each of list) if (act(each)) yield each; },
  *take(list, count) { if (count <= 0) return; for (const each of list) { yield each; if (--count === 0) return; } },
};

function beforePOST(req, res) {
  const range = Range.of(1, 10, 3);
  log.info([...range], Math.max(...range), String(range), +range, `${range}`, range + '', Object.prototype.toString.call(range));
  for (const page of new Pages(['a', 'b', 'c', 'd', 'e'], 2)) {
    log.info(page);
    if (page.includes('c')) break;
  }
  const [[head]] = new Pages([7, 8, 9], 2);
  try {
    for (const page of new Pages([1, 2], 1)) throw new Error('in the loop ' + page);
  } catch (e) { log.warn(e.message); }
  outer: for (const a of range) {
    for (const [b] of new Pages([1, 4, 7], 1)) {
      if (b > a) continue outer;
      if (b === 7) break outer;
      log.debug(a, b);
    }
  }
  const evens = lazy.take(lazy.filter(lazy.map(new Range(1, Infinity), (n) => n * n), (n) => n % 2 === 0), 3);
  const map = new Map(Object.entries({ x: 1, y: 2 }));
  log.info([...map.entries()], [...map.keys()].join(), Array.from(new Set([3, 1, 3]).values()), Object.fromEntries(map));
  const it = ['p', 'q'][Symbol.iterator]();
  log.info(it.next(), it.next(), it.next(), [...it], typeof it[Symbol.iterator]);
  try { const [x] = {}; log.info(x); } catch (e) { log.warn(e.name); }
  res.end({ data: { head, evens: [...evens], weird: [...'a😀é'], entries: [...['u', 'v'].entries()] } });
}
