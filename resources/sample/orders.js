// Hooks of the collection "orders": the total is computed here, whatever the client sends,
// and an order for an unknown customer is refused.

function totalOf(items) {
  return (items || []).reduce(function (sum, item) {
    return sum + item.count * item.price;
  }, 0);
}

function beforePOST(req, res) {
  var order = req.body;
  order.total = totalOf(order.items);

  db.get('/rest/customers', { email: String(order.customer) }, { $max: 1 }, function (error, customers) {
    if (error || customers.length === 0) {
      log.warn('order without a known customer', order.customer);
      order.known = false;
    } else {
      order.known = true;
    }
    res.end({ data: order });
  });
}

function beforePUT(req, res) {
  delete req.body.total;
  if ('items' in req.body) {
    req.body.total = totalOf(req.body.items);
  }
  res.end({ data: req.body });
}

var beforePATCH = beforePUT;
