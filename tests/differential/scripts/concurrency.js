class Mutex {
  #tail = Promise.resolve();
  run(act) {
    const result = this.#tail.then(act);
    this.#tail = result.catch(() => {});
    return result;
  }
}
class Semaphore {
  #waiting = []; #free;
  constructor(count) { this.#free = count; }
  async acquire() {
    if (this.#free > 0) { this.#free--; return; }
    await new Promise((resolve) => this.#waiting.push(resolve));
  }
  release() { const next = this.#waiting.shift(); if (next) next(); else this.#free++; }
  async use(act) { await this.acquire(); try { return await act(); } finally { this.release(); } }
}
const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
const debounce = (act, wait) => { let timer; return function (...given) { clearTimeout(timer); timer = setTimeout(() => act.apply(this, given), wait); }; };
const throttle = (act, wait) => { let until = 0, now = 0; return { call: (...given) => { if (now >= until) { until = now + wait; return act(...given); } return 'skipped'; }, pass: (ms) => { now += ms; } }; };
const once = (act) => { let result, done = false; return (...given) => (done ? result : (done = true, result = act(...given))); };
const deferred = () => { const made = {}; made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject })); return made; };
const pipe = (...acts) => (value) => acts.reduce((promise, act) => promise.then(act), Promise.resolve(value));
const compose = (middleware) => (context) => (function dispatch(i) { return Promise.resolve(middleware[i]?.(context, () => dispatch(i + 1))); })(0);
function batcher(load) {
  let keys = null;
  return (key) => {
    if (!keys) { keys = new Map(); process.nextTick(async () => { const all = keys; keys = null; const found = await load([...all.keys()]); [...all.values()].forEach(({ resolve }, i) => resolve(found[i])); }); }
    if (!keys.has(key)) keys.set(key, deferred());
    return keys.get(key).promise;
  };
}

async function beforePOST(req, res) {
  const mutex = new Mutex(), order = [];
  const results = await Promise.allSettled([mutex.run(async () => { await sleep(3); order.push('a'); return 1; }), mutex.run(() => { order.push('b'); throw new Error('b fails'); }), mutex.run(() => order.push('c'))]);
  log.info(order, results.map(({ value, reason }) => value ?? reason.message));
  const semaphore = new Semaphore(2);
  let running = 0, most = 0;
  log.info(await Promise.all([1, 2, 3, 4, 5].map((n) => semaphore.use(async () => { most = Math.max(most, ++running); await null; await null; running--; return n * n; }))), most);
  const seen = [], bounced = debounce(function (value) { seen.push([this.name, value]); }, 4);
  [1, 2, 3].forEach((n) => bounced.call({ name: 'x' }, n));
  const slow = throttle((n) => n, 10);
  log.info([slow.call(1), slow.call(2), slow.pass(10), slow.call(3)], once((n) => n)(7));
  await sleep(10);
  log.info(seen);
  let loads = 0;
  const customer = batcher(async (ids) => { loads++; const all = await db.get('/rest/customers', { _id: { $in: ids } }); return ids.map((id) => all.find(({ _id }) => _id === id)?.name ?? null); });
  log.info(await Promise.all([customer('c1'), customer('c3'), customer('c1'), customer('no')]), loads);
  const trail = [];
  await compose([async (c, next) => { trail.push('1>'); await next(); trail.push('<1'); }, async (c, next) => { trail.push('2>'); try { await next(); } catch (e) { c.error = e.message; } trail.push('<2'); }, () => { throw new Error('inner'); }])(req);
  log.info(trail.join(' '), req.error, await pipe((n) => n + 1, async (n) => n * 2, (n) => ({ n }))(4));
  const ticks = [];
  setTimeout(() => ticks.push('timeout'), 0);
  queueMicrotask(() => ticks.push('microtask'));
  Promise.resolve().then(() => ticks.push('then')).finally(() => ticks.push('finally'));
  (async () => { ticks.push('sync'); await null; ticks.push('awaited'); })();
  ticks.push('end');
  await sleep(5);
  const gate = deferred();
  setTimeout(gate.resolve, 1, 'opened');
  const interval = await new Promise((resolve) => { let n = 0; const timer = setInterval(() => { if (++n === 3) { clearInterval(timer); resolve(n); } }, 1); });
  res.end({ data: { ticks, gate: await gate.promise, interval, race: await Promise.race([sleep(60, 'slow'), sleep(1, 'fast')]) } });
}
