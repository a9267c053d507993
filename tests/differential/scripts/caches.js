// Keyed caches: Map keeps order, WeakMap keeps no secrets, Set algebra by hand.
class Lru {
  #entries = new Map();
  #most;
  hits = 0;
  constructor(most) { this.#most = most; }
  get(key) {
    if (!this.#entries.has(key)) return undefined;
    const value = this.#entries.get(key);
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.hits++;
    return value;
  }
  set(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#most) this.#entries.delete(this.#entries.keys().next().value);
    return this;
  }
  toJSON() { return [...this.#entries]; }
}
const memoizeAsync = (act) => {
  const known = new Map();
  return (key) => known.get(key) ?? known.set(key, act(key)).get(key);
};
const privates = new WeakMap();
function Account(owner) { privates.set(this, { owner, balance: 0 }); }
Account.prototype.deposit = function (amount) {
  const own = privates.get(this);
  own.balance += amount;
  return this;
};
Object.defineProperty(Account.prototype, 'balance', { get() { return privates.get(this).balance; }, enumerable: true });
const union = (...sets) => new Set(sets.flatMap((each) => [...each]));
const minus = (a, b) => new Set([...a].filter((each) => !b.has(each)));

async function beforePOST(req, res) {
  const cache = new Lru(2);
  cache.set('a', 1).set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  log.info(JSON.stringify(cache), cache.get('b'), cache.hits);
  const customer = memoizeAsync((id) => db.get(`/rest/customers/${id}`));
  const found = await Promise.all(['c1', 'c2', 'c1'].map(customer));
  log.info(found.map((each) => each.name), found[0] === found[2]);
  const account = new Account('x').deposit(5).deposit(2.5);
  log.info(account.balance, Object.keys(account), 'balance' in account, privates.has({}), privates.delete(account), privates.has(account));
  const odd = new Map([[NaN, 'nan'], [0, 'zero'], ['0', 'text'], [null, 'null'], [undefined, 'nothing']]);
  log.info(odd.get(NaN), odd.get(-0), odd.get('0'), odd.get(), odd.size, [...odd.keys()]);
  const seen = [];
  const growing = new Set([1]);
  for (const n of growing) { seen.push(n); if (n < 4) growing.add(n + 1); growing.delete(n - 1); }
  const byCity = new Map();
  for (const { city, name } of await db.get('/rest/customers')) byCity.set(city, [...(byCity.get(city) ?? []), name]);
  byCity.forEach(function (names, city, map) { log.debug(city, names.length, map === byCity, this.x); }, { x: 1 });
  log.info(new Map([...byCity].sort(([a], [b]) => (a < b ? -1 : 1))), [...union(new Set('abc'), new Set('cd'))].join(''), minus(new Set([1, 2, 3]), growing));
  const ref = new WeakSet([account]);
  res.end({ data: { seen, cities: Object.fromEntries(byCity), weak: [ref.has(account), ref.has({})], set: JSON.stringify({ s: new Set([1]), m: new Map([[1, 2]]) }) } });
}
