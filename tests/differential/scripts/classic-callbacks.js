// As scripts for the classic service were written.
function beforePOST(req, res) {
  var body = req.body, self = this;
  if (!body.email || body.email.indexOf('@') === -1) {
    res.end({ 'error': { 'statuscode': 400, 'message': 'Email is not valid' } });
    return;
  }
  db.get('/rest/customers', { 'city': 'Oslo' }, { '$max': 2 }, function (error, data) {
    if (error) {
      log.error('get failed: ' + error);
      return res.end({ 'error': error.message });
    }
    var names = [];
    for (var i = 0; i < data.length; i++) {
      (function (index) {
        names.push(index + ':' + data[index].name);
      })(i);
    }
    log.debug('names', names.join(', '));
    db.put('/rest/customers/' + data[0]._id, { 'visits': data[0].visits + 1 }, function (err, changed) {
      log.info('visits', changed.visits, err, i);
      db.get('/rest/customers/nobody', {}, {}, function (missing, nothing) {
        log.info(missing.status, missing.message, nothing);
        body.names = names;
        body.when = new Date(0);
        delete body.lines;
        res.end({ 'data': body });
      });
    });
  });
}

function afterPOST(req, res) {
  slack({ message: 'A new order from ' + req.body.name }, function (result) {
    log.info('slack', result.statusCode);
    sendMail({ to: req.body.email, subject: 'Hello', html: '<b>' + req.body.name + '</b>', company: 'We' }, function (error, data) {
      log.info('mail', error, data.result[0].email_outbound_id);
      request({ url: 'https://api.example/hook', method: 'POST', json: true, body: { id: 7 } }, function (err, response, text) {
        log.info(err, response.statusCode, text.method, text.path);
        res.end();
      });
    });
  });
}
