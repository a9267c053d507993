async function everything(path, query, pageSize) {
  const all = [];
  let page, skip = 0;
  do {
    page = await db.get(path, query, { $max: pageSize, $skip: skip, $orderby: { created: -1 } });
    all.push(...page);
    skip += page.length;
  } while (page.length === pageSize);
  return all;
}
async function eachPage(path, act, { size = 10, most = Infinity } = {}) {
  for (let number = 0; number < most; number++) {
    const list = await db.get(path, {}, { $max: size, $skip: number * size });
    if (list.length === 0 || await act(list, number) === false) return number;
  }
  return most;
}
async function remote(url) {
  const items = [];
  while (url !== null) {
    const { body: { items: more, next } } = await request({ url, json: true });
    items.push(...more);
    url = next === null ? null : `https://api.example/page?page=${next}`;
  }
  return items;
}
const chunk = (list, size) => (list.length ? [list.slice(0, size), ...chunk(list.slice(size), size)] : []);

async function runJob(req, res) {
  const orders = await everything('/rest/orders', { status: 'paid' }, 4);
  log.info('paid', orders.length, orders.map(({ _id }) => _id).join());
  const pages = await eachPage('/rest/orders', async (list, number) => {
    const changed = [];
    for (const { _id, status } of list) {
      if (status !== 'new') continue;
      changed.push((await db.patch(`/rest/orders/${_id}`, { status: 'seen', $inc: { looks: 1 } }))._id);
    }
    log.debug(`page ${number}: ${changed.join(' ') || 'nothing'}`);
    return number < 1;
  }, { size: 9 });
  log.info('pages', pages, await remote('https://api.example/page?page=0'));
  for (const group of chunk([1, 2, 3, 4, 5], 2)) await Promise.all(group.map((n) => db.post('/rest/log', { n })));
  const { result } = await db.delete('/rest/orders/*', ['o1', 'o2']);
  log.info('gone', result, (await db.get('/rest/orders')).length);
  return res.end(`${orders.length} orders`);
}
