// Hooks of the collection "customers".
// Every function with a hook name is called by the server; the rest are helpers of your own.

// We deliver to two cities only.
function checkAddress(address) {
  if (!/london|berlin/i.test(address || '')) {
    return [{ field: 'address', message: 'must be in London or Berlin' }];
  }
  return null;
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
  req.body.tax = Number((req.body.salary * 0.33).toFixed(2));
  res.end({ data: req.body });
}

function beforePUT(req, res) {
  var errors = 'address' in req.body ? checkAddress(req.body.address) : null;
  res.end(errors ? { error: errors } : undefined);
}

function afterPOST(req, res) {
  log.info('new customer', req.result.email);
  res.end();
}
