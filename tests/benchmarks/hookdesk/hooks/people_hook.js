function beforePOST(req, res) {
  var b = req.body, e = [];
  if (typeof b.lastname !== 'string' || !b.lastname) e.push({ field: 'lastname', message: 'required' });
  if (!Number.isInteger(b.age) || b.age < 0 || b.age > 150) e.push({ field: 'age', message: 'not valid' });
  if (!/^[^@ ]+@[^@ ]+$/.test(b.email)) e.push({ field: 'email', message: 'not valid' });
  if (!/london|berlin/.test(b.address)) e.push({ field: 'address', message: 'must be London or Berlin' });
  if (e.length) return res.end({ error: e });
  b.tax = Number((b.salary * 0.33).toFixed(2));
  res.end({ data: b });
}
