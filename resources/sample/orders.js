// Hooks of the collection "orders": the total is computed here, whatever the client sends,
// and an order for an unknown customer is refused.

function beforePOST(req, res) {
  var order = req.body;
  order.total = (order.items || []).reduce(function (sum, item) {
    return sum + item.count * item.price;
  }, 0);

  db.get('/rest/customers', { email: order.customer }, { $max: 1 }, function (error, customers) {
    if (error || customers.length === 0) {
      log.warn('order without a known customer', order.customer);
      order.known = false;
    } else {
      order.known = true;
    }
    res.end({ data: order });
  });
}
