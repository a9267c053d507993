function beforePOST(req, res) {
  async.waterfall([
    function (next) { db.get('/rest/customers/c1', next); },
    function (customer, next) {
      async.parallel({
        orders: function (done) { db.get('/rest/orders', { customer: customer._id }, done); },
        tags: function (done) { setTimeout(done, 3, null, customer.tags); },
      }, function (error, results) { next(error, customer, results); });
    },
    async function (customer, { orders, tags }) { return { name: customer.name, orders: orders.length, tags }; },
  ], function (error, summary) {
    log.info(error, summary);
    var order = [];
    async.eachLimit([80, 1, 3], 2, function (ms, done) { setTimeout(function () { order.push(ms); done(); }, ms); }, function () {
      log.info('order of ends', order);
      queues(summary, res);
    });
  });
}
async function queues(summary, res) {
  const done = [], queue = async.queue(async (task) => { done.push(task.n); if (task.n === 2) throw new Error('task 2'); }, 2);
  queue.error((error, task) => log.warn('queue', error.message, task));
  queue.push([{ n: 1 }, { n: 2 }, { n: 3 }]);
  await queue.drain();
  const squares = await async.mapLimit([1, 2, 3, 4], 2, async (n) => n * n);
  const reduced = await async.reduce([1, 2, 3], 10, async (sum, n) => sum + n);
  const sorted = await async.sortBy(['bbb', 'a', 'cc'], async (text) => text.length);
  const auto = await async.auto({ a: async () => 1, b: ['a', async ({ a }) => a + 1], c: ['a', 'b', async (r) => r.a + r.b] });
  let tries = 0;
  const retried = await async.retry({ times: 3, interval: 1 }, async () => { if (++tries < 3) throw new Error('again'); return 'at last'; });
  let i = 0;
  await async.whilst(async () => i < 3, async () => { i++; });
  const settled = await async.reflectAll([async () => 1, async () => { throw new Error('bad'); }]).map((task) => async.timeout(task, 50));
  async.parallelLimit([(cb) => cb(null, 'x'), (cb) => setImmediate(cb, new Error('stop')), (cb) => cb(null, 'y')], 1, (error, results) => {
    log.error(error.message, results);
    res.end({ data: { summary, done, squares, reduced, sorted, auto, retried, i, settled: settled.length } });
  });
}
