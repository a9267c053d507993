// A job of the sample: what the orders of all customers come to, as one line of System_log.

async function runJob(req, res) {
  const orders = await db.get('/rest/orders?max=1000');
  let total = 0;
  for (const order of orders) {
    total += order.total || 0;
  }
  log.info('orders', orders.length);
  res.end(`${orders.length} orders, ${total.toFixed(2)} in all`);
}
