// request {"rawBody": "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\"}", "body": {"id": "evt_1", "type": "charge.succeeded"}}
const crypto = require('crypto');

const TOLERANCE = 300;
function parseHeader(header) {
  return header.split(',').reduce((all, item) => {
    const [key, value] = item.split('=');
    if (key === 't') all.timestamp = Number(value);
    if (key === 'v1') all.signatures.push(value);
    return all;
  }, { timestamp: -1, signatures: [] });
}
const sign = (payload, secret, timestamp) => crypto.createHmac('sha256', secret).update(`${timestamp}.${payload}`, 'utf8').digest('hex');
function secureCompare(a, b) {
  const left = Buffer.from(a), right = Buffer.from(b);
  if (left.length !== right.length) return false;
  return crypto.timingSafeEqual(left, right);
}
class SignatureVerificationError extends Error {
  constructor(message, detail = {}) {
    super(message);
    Object.assign(this, { name: this.constructor.name, type: 'signature', ...detail });
  }
}
function constructEvent(payload, header, secret, now) {
  const details = parseHeader(header);
  if (!details || details.timestamp === -1) throw new SignatureVerificationError('no timestamp', { header });
  const expected = sign(payload, secret, details.timestamp);
  if (!details.signatures.filter((each) => secureCompare(each, expected)).length) throw new SignatureVerificationError('no signature matches');
  if (now - details.timestamp > TOLERANCE) throw new SignatureVerificationError('too old', { age: now - details.timestamp });
  return JSON.parse(payload);
}

async function beforePOST(req, res) {
  const secret = context.settings.key, header = `t=1000,v0=x,v1=${sign(req.rawBody, secret, 1000)}`;
  log.info(constructEvent(req.rawBody, header, secret, 1200).type);
  for (const [text, now] of [[header, 2000], [header.replace(/.$/, '_'), 1000], ['v1=00', 0], ['t=1000,v1=', 1000]]) {
    try { constructEvent(req.rawBody, text, secret, now); } catch (e) { log.warn(`${e}`, e.type, e.age, e instanceof SignatureVerificationError, e.constructor === SignatureVerificationError); }
  }
  const body = Buffer.from(req.rawBody), base = body.toString('base64');
  log.info(base, Buffer.from(base, 'base64').equals(body), body.slice(2, 4).toString(), body.byteLength, Buffer.byteLength('é€'), Buffer.concat([Buffer.from([1, 2]), Buffer.alloc(2, 'a')]).toString('hex'));
  log.info(crypto.createHash('md5').update('a').update(Buffer.from('b')).digest('base64'), crypto.createHash('sha1').update('').digest('hex'), crypto.createHash('sha512').update('x').digest().length, crypto.createHmac('sha256', Buffer.from('k')).update('d').digest('base64url'));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('abc'));
  log.info(Array.from(new Uint8Array(hash), (b) => b.toString(16).padStart(2, '0')).join('').slice(0, 16), crypto.randomBytes(8).length, /^[0-9a-f-]{36}$/.test(crypto.randomUUID()));
  const key = crypto.pbkdf2Sync('pass', 'salt', 10, 16, 'sha256'), other = crypto.scryptSync('pass', 'salt', 16, { N: 16 });
  log.info(key.toString('hex'), other.toString('hex'), btoa('häh'), atob('aMOkaA=='), key.readUInt32BE(0), key.subarray(0, 3));
  const token = auth.sign_jwt({ sub: 1, iat: 5 }, 'k');
  const claims = await auth.verify_jwt(token, 'k');
  try { await auth.verify_jwt(token, 'other'); } catch (e) { log.warn(e instanceof Error); }
  throw new SignatureVerificationError('the end: ' + claims.sub, { status: 401 });
}
