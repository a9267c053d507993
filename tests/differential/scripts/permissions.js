// request {"method": "GET", "query": {"status": "paid"}, "body": {"_id": "o3", "owner": "jane@example.com", "locked": true}}
// Row rules: who may see and change what; bit flags, inheritance of roles, and a query builder.
const Permission = Object.freeze({ NONE: 0, READ: 1 << 0, WRITE: 1 << 1, DELETE: 1 << 2, ALL: ~(~0 << 3) });
const names = (bits) => Object.entries(Permission).filter(([name, bit]) => bit && name !== 'ALL' && (bits & bit) === bit).map(([name]) => name);
const roles = { guest: { can: Permission.READ }, clerk: { can: Permission.WRITE, inherits: ['guest'] }, boss: { can: Permission.DELETE, inherits: ['clerk', 'auditor'] }, auditor: { can: Permission.READ, inherits: ['boss'] } };
function bitsOf(role, seen = new Set()) {
  if (seen.has(role) || !(role in roles)) return Permission.NONE;
  seen.add(role);
  const { can, inherits = [] } = roles[role];
  return inherits.reduce((bits, each) => bits | bitsOf(each, seen), can);
}
class Query {
  #parts = [];
  static where(...given) { return new Query().and(...given); }
  and(field, operator, value) { this.#parts.push({ [field]: operator === '=' ? value : { [`$${operator}`]: value } }); return this; }
  or(build) { this.#parts.push({ $or: build(new Query()).#parts }); return this; }
  not() { return new Query().#with({ $not: this.toJSON() }); }
  #with(part) { this.#parts.push(part); return this; }
  toJSON() { return this.#parts.length === 1 ? this.#parts[0] : { $and: this.#parts }; }
}
const sessionOf = ({ hint: { '#usersession': { email, roles: given = ['guest'] } = {}, '#headers': headers } }) => ({ email: email?.toLowerCase() ?? null, given, isKey: 'x-apikey' in headers });
const deny = (message, statuscode = 403) => ({ error: { statuscode, message } });

function beforeGET(req, res) {
  const { email, given, isKey } = sessionOf(req), bits = given.map((role) => bitsOf(role)).reduce((a, b) => a | b, 0);
  log.info(email, isKey, names(bits), names(bitsOf('boss')), bitsOf('nobody'), Permission.ALL, (Permission.ALL ^ Permission.WRITE).toString(2));
  const rule = Query.where('owner', '=', email).or((q) => q.and('public', '=', true).and('status', 'in', ['sent', 'paid']));
  log.info(JSON.stringify(rule), JSON.stringify(Query.where('n', 'gt', 1).not()));
  res.end({ query: { $and: [req.query, rule] }, hint: { ...req.hint, $max: Math.min(req.hint.$max ?? 100, 100) } });
}
function beforePUT(req, res) {
  const { email } = sessionOf(req);
  if (req.body.owner !== email) return res.end(deny('Only its owner may change it.'));
  if (req.body.locked) return res.end(deny(`${req.body._id} is locked.`, 409));
  res.end();
}
function beforeDELETE(req, res) {
  const list = [req.body].flat(), locked = list.filter((each) => each.locked);
  if (locked.length) throw Object.assign(new Error(`${locked.length} of ${list.length} are locked`), { status: 423 });
  res.end();
}
const afterPUT = (req, res) => { res.end({ data: { ...req.result, seen: true } }); res.end({ data: 'too late' }); };
