// Hooks of the collection "customers".
// Every function with a hook name is called by the server; the rest are helpers of your own.

// We deliver to two cities only.
function checkAddress(address) {
  if (typeof address !== 'string' || !/london|berlin/i.test(address)) {
    return [{ field: 'address', message: 'must be in London or Berlin' }];
  }
  return null;
}

function taxOf(salary) {
  return Number(((salary || 0) * 0.33).toFixed(2));
}

function beforeGET(req, res) {
  log.debug('reading customers', req.query);
  res.end();
}

function beforePOST(req, res) {
  var errors = checkAddress(req.body.address);
  if (errors) {
    return res.end({ error: errors });
  }
  // A calculated field.
  req.body.tax = taxOf(req.body.salary);
  res.end({ data: req.body });
}

// req.body has the fields that change, whatever update operators were sent.
function beforePUT(req, res) {
  var errors = 'address' in req.body ? checkAddress(req.body.address) : null;
  if (errors) {
    return res.end({ error: errors });
  }
  delete req.body.tax;
  if ('salary' in req.body) {
    req.body.tax = taxOf(req.body.salary);
  }
  res.end({ data: req.body });
}

var beforePATCH = beforePUT;

function afterPOST(req, res) {
  log.info('new customer', req.result.email);
  res.end();
}
