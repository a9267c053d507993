async function* pages(path, size) {
  for (let skip = 0; ; skip += size) {
    const page = await db.get(path, {}, { $max: size, $skip: skip });
    if (!page.length) return skip;
    yield* page;
    if (page.length < size) return skip + page.length;
  }
}
const batched = async function* (source, size) {
  let batch = [];
  for await (const each of source) {
    batch.push(each);
    if (batch.length === size) { yield batch; batch = []; }
  }
  if (batch.length) yield batch;
};
class Feed {
  constructor(urls) { this.urls = urls; }
  async *[Symbol.asyncIterator]() {
    try {
      for (const url of this.urls) yield (await fetch(url)).status;
    } finally {
      await null;
      log.debug('feed closed');
    }
  }
}
async function beforePOST(req, res) {
  let sum = 0, count = 0;
  for await (const { total, status } of pages('/rest/orders', 5)) {
    if (status === 'cancelled') continue;
    sum += total;
    count++;
  }
  log.info('sum', sum.toFixed(2), count);
  for await (const batch of batched(pages('/rest/orders', 10), 8)) log.info(batch.map((o) => o._id).join(' '));
  for await (const status of new Feed(['https://api.example/a', 'https://api.example/missing', 'https://api.example/b'])) {
    log.info('status', status);
    if (status === 404) break;
  }
  const mixed = [1, Promise.resolve(2), (async () => 3)()];
  const seen = [];
  for await (const each of mixed) seen.push(each);
  const gen = pages('/rest/customers', 10);
  const first = await gen.next(), ended = await gen.return('early'), after = await gen.next();
  log.info(first.value.name, ended, after);
  try {
    for await (const each of (async function* () { yield 1; throw new RangeError('broken'); })()) log.debug(each);
  } catch (e) {
    log.warn(e instanceof RangeError, e.message);
  }
  res.end({ data: { seen } });
}
