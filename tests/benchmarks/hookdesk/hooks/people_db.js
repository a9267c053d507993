// Reads another document twice, one after the other, and computes from it.
function beforePOST(req, res) {
  db.get('/rest/people/' + req.body.ref, {}, {}, function (error, person) {
    if (error) return res.end({ error: [{ message: 'no ref' }] });
    db.get('/rest/people/' + person._id, {}, {}, function (again, same) {
      req.body.tax = Number((same.salary * 0.33).toFixed(2));
      res.end({ data: req.body });
    });
  });
}
