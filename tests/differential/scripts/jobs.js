// A nightly job: groups, reports, retries what failed, keeps a summary.
const STATUS = Object.freeze({ OK: 'ok', FAILED: 'failed' });
const summary = { done: 0, failed: 0, started: new Date('2026-03-29T00:30:00Z') };
const pad = (n, width = 2) => String(n).padStart(width, '0');
const stamp = (date) => `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;

class Progress {
  #total; #done = 0;
  constructor(total) { this.#total = total; }
  tick(label) { this.#done++; if (this.#done % 5 === 0 || this.#done === this.#total) log.info(`${label}: ${Math.floor(this.#done / this.#total * 100)} %`); }
}
async function pool(items, size, act) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => { while (next < items.length) { const at = next++; results[at] = await act(items[at], at).then((value) => ({ status: STATUS.OK, value }), (reason) => ({ status: STATUS.FAILED, reason })); } };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
  return results;
}
const nextRun = (from, minutes) => new Date(Math.ceil((from.getTime() + 1) / (minutes * 6e4)) * minutes * 6e4);
function* days(from, to) { for (const d = new Date(from); d <= to; d.setUTCDate(d.getUTCDate() + 1)) yield new Date(d); }

async function runJob(req, res) {
  log.info('begins', stamp(summary.started), Object.keys(req.hint).length === 0 || typeof req.hint);
  const orders = await db.get('/rest/orders', { status: { $ne: 'cancelled' } }), progress = new Progress(orders.length);
  const results = await pool(orders, 4, async ({ _id, customer, total }) => {
    progress.tick('orders');
    if (_id === 'o5') throw Object.assign(new Error('a bad order'), { id: _id });
    return (await db.put(`/rest/customers/${customer}`, { $inc: { spent: Math.round(total) } })).spent;
  });
  for (const { status, reason } of results) {
    summary[status === STATUS.OK ? 'done' : 'failed']++;
    if (reason) log.error(`${reason.id}: ${reason.message}`);
  }
  const written = await Promise.allSettled([db.post('/rest/reports', { ...summary, month: summary.started.toISOString().slice(0, 7) }), db.post('/rest/guarded', {})]);
  log.warn(written.map(({ reason }) => reason && `${reason.status} ${reason.message} ${JSON.stringify(reason.list)}`));
  log.info([...days('2026-02-27', new Date('2026-03-02'))].map((d) => `${d.getUTCDate()}/${d.getUTCMonth() + 1} ${'SMTWTFS'[d.getUTCDay()]}`), stamp(nextRun(summary.started, 15)), stamp(nextRun(new Date(0), 1440)));
  res.end({ status: summary.failed ? 'partly' : 'fine', ...summary });
  await new Promise((resolve) => setTimeout(resolve, 2));
  log.debug('after the end');
}
