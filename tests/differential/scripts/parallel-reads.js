// One customer, its orders and the categories at once, then a total for each status.
async function beforePOST(req, res) {
  const [customer, orders, { length: categories }] = await Promise.all([
    db.get('/rest/customers/c2'),
    db.get('/rest/orders', { customer: 'c2', status: { $in: ['paid', 'sent'] } }, { $max: 10 }),
    db.get('/rest/categories'),
  ]);
  const totals = orders.reduce((all, { status, total }) => ({ ...all, [status]: (all[status] ?? 0) + total }), {});
  log.info('%s has %d orders in %d categories', customer.name, orders.length, categories);

  const results = await Promise.allSettled([
    db.get('/rest/customers/none'),
    db.put('/rest/customers/c2', { $inc: { visits: 1 } }),
    Promise.reject(new TypeError('own')),
    Promise.any([db.get('/rest/customers/none'), db.get('/rest/customers/c1')]),
    Promise.race([db.get('/rest/customers/c3'), db.get('/rest/customers/c1')]),
  ]);
  const seen = results.map(({ status, value, reason }) => (status === 'fulfilled' ? value?.name : `${reason.name}: ${reason.message} ${reason.status ?? ''}`));
  log.debug(seen);
  try {
    await Promise.any([db.get('/rest/customers/x'), db.get('/rest/customers/y')]);
  } catch (e) {
    log.error(e instanceof AggregateError, e.errors.map((each) => each.status));
  }
  res.end({ data: { ...req.body, customer: customer.email, totals, seen } });
}
