// Hooks of the collection "tickets": only a caller who asks for the status sees closed ones.

function beforeGET(req, res) {
  if (!req.query.status && !req.query._id) {
    req.query.status = 'open';
  }
  res.end({ query: req.query });
}

function beforeDELETE(req, res) {
  res.end({ error: { statuscode: 403, message: 'Tickets are closed, never deleted.' } });
}
