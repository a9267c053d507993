const by = (list, key) => list.reduce((groups, each) => { (groups[key(each)] ??= []).push(each); return groups; }, {});
const sum = (list, pick = (x) => x) => list.reduce((all, each) => all + pick(each), 0);
const stats = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b), { length } = sorted, middle = length >> 1;
  const mean = sum(sorted) / length;
  return { count: length, mean: +mean.toFixed(3), median: length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
    deviation: Math.sqrt(sum(sorted, (n) => (n - mean) ** 2) / length).toFixed(3), min: Math.min(...sorted), max: sorted.at(-1) };
};
const pivot = (rows, row, column, value) => rows.reduce((table, each) => {
  const line = table.get(each[row]) ?? table.set(each[row], new Map()).get(each[row]);
  line.set(each[column], (line.get(each[column]) ?? 0) + value(each));
  return table;
}, new Map());
const compare = (...keys) => (a, b) => keys.reduce((result, key) => {
  if (result) return result;
  const [name, direction] = key.startsWith('-') ? [key.slice(1), -1] : [key, 1];
  return (a[name] > b[name] ? 1 : a[name] < b[name] ? -1 : 0) * direction;
}, 0);

async function beforeGET(req, res) {
  const orders = await db.get('/rest/orders'), customers = await db.get('/rest/customers');
  const names = new Map(customers.map(({ _id, name }) => [_id, name]));
  const joined = orders.map(({ customer, total, status, created }) => ({ who: names.get(customer) ?? '?', total, status, month: new Date(created).getUTCMonth() }));
  for (const [status, list] of Object.entries(by(joined, (each) => each.status))) log.info(status, stats(list.map(({ total }) => total)));
  const table = pivot(joined, 'who', 'status', ({ total }) => total);
  for (const [who, line] of table) log.info(who, ...[...line].map(([status, total]) => `${status}=${total.toFixed(1)}`));
  log.info(joined.sort(compare('status', '-total')).slice(0, 5).map(({ who, status, total }) => `${status} ${total} ${who}`));
  const running = orders.map(({ total }) => total).reduce((all, n) => [...all, (all.at(-1) ?? 0) + n], []).map((n) => n.toFixed(0));
  log.info(running.join(' '), Object.keys(by(joined, ({ month }) => `${month % 2 ? 'odd' : 'even'}`)), Object.keys(by(joined, ({ month }) => month)));
  const histogram = Object.entries(orders.flatMap((o) => o.lines).reduce((all, { sku, count }) => ({ ...all, [sku]: (all[sku] || 0) + count }), {})).sort(([, a], [, b]) => b - a);
  log.info(histogram.map(([sku, count]) => `${sku} ${'#'.repeat(count / 3)}`), stats([5]), sum([]), [].reduce((a, b) => a + b, 'none'));
  try { [].reduce((a, b) => a + b); } catch (e) { log.warn(e.name); }
  res.end({ query: { ...req.query, total: { $gt: stats(orders.map((o) => o.total)).median } }, hint: { $max: 5, $orderby: { total: -1 } } });
}
