// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Web Tokens, as auth has them. Their signatures are the `host`'s; the others are functions of functions.js.
(function (host, textOfBytes, bytesOfBase64, toBytes) {
  function decodeToken(token) {
    var parts = String(token).split('.');
    if (parts.length !== 3)
      throw new Error('The token has not three parts.');
    return { header: JSON.parse(textOfBytes(bytesOfBase64(parts[0]))), payload: JSON.parse(textOfBytes(bytesOfBase64(parts[1]))) };
  }
  /// The text of a key. What is missing would otherwise become the secret "undefined".
  function keyOf(key) {
    var text = typeof key === 'string' ? key : textOfBytes(toBytes(key, 'key'));
    if (text === '')
      throw new TypeError('The key of a token is a secret text, or a key in PEM.');
    return text;
  }
  function listOf(value) {
    return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
  }
  /// Seconds of a number of them, or of a text such as "10m", "1h", "2 days".
  function secondsOf(value, name) {
    var found = typeof value === 'number' ? [0, value, 's'] : /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(String(value));
    var unit = found && { '': 1, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31557600 }[/^(sec|min|hour|day|week|year)/.test(found[2]) ? found[2][0] : found[2].replace(/^s$/, 's')];
    if (!unit || !isFinite(found[1]))
      throw new Error(name + ' is a number of seconds, or a text such as "10m", "1h" or "2 days".');
    return Math.floor(Number(found[1]) * unit);
  }
  /// The claims; the names of the options are those of the package jsonwebtoken.
  function verifyToken(token, key, given) {
    var options = given || {}, now = options.clockTimestamp || Math.floor(Date.now() / 1000);
    ['algorithms', 'issuer', 'audience'].forEach(function (name) {
      if (options[name] !== undefined && !listOf(options[name]).length)
        throw new TypeError('auth.verify_jwt: "' + name + '" is empty, so that no token would do; leave it out to take any.');
    });
    var answer = JSON.parse(host.verifyToken(String(token), keyOf(key), JSON.stringify({
      issuers: listOf(options.issuer), audiences: listOf(options.audience), subject: options.subject || '', algorithms: listOf(options.algorithms),
      now: now, leeway: options.clockTolerance || 0, ignoresExpiry: Boolean(options.ignoreExpiration),
    })));
    if (answer.error)
      throw new Error(answer.error);
    if (options.maxAge !== undefined && !(answer.claims.iat + secondsOf(options.maxAge, 'maxAge') >= now - (options.clockTolerance || 0)))
      throw new Error('The token is older than maxAge.');
    return options.complete ? decodeToken(token) : answer.claims;
  }
  function signToken(payload, key, given) {
    var options = given || {}, claims = Object.assign({}, payload), now = Math.floor(Date.now() / 1000);
    if (payload === null || typeof payload !== 'object' || Array.isArray(payload))
      throw new TypeError('The claims of a token are an object.');
    if (claims.iat === undefined && !options.noTimestamp)
      claims.iat = now;
    if (options.expiresIn !== undefined)
      claims.exp = now + secondsOf(options.expiresIn, 'expiresIn');
    if (options.notBefore !== undefined)
      claims.nbf = now + secondsOf(options.notBefore, 'notBefore');
    [['issuer', 'iss'], ['audience', 'aud'], ['subject', 'sub'], ['jwtid', 'jti']].forEach(function (pair) {
      if (options[pair[0]] !== undefined)
        claims[pair[1]] = options[pair[0]];
    });
    var answer = JSON.parse(host.signToken(JSON.stringify(claims), keyOf(key), options.algorithm || 'HS256', options.keyid || ''));
    if (answer.error)
      throw new Error(answer.error);
    return answer.token;
  }

  return { decode: decodeToken, verify: verifyToken, sign: signToken };
})
