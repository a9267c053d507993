// SPDX-License-Identifier: GPL-3.0-or-later
// The functions that hooks find beside `req` and `res` (PRODUCT.md section 3), but those that ask
// the server, which are runtime.js's. All runs of a child share them, frozen: what belongs to a
// run is reached through `host`.
(function (host) {
  var NAMES = ['hex', 'base64', 'base64url'];
  var LIBRARIES = ['async', 'lodash', 'moment', 'dayjs', 'handlebars', 'uuid'];
  var loaded = {}; // libraries by name
  var templates = new Map(); // compiled ones by their text
  var MAXIMUM_TEMPLATES = 100;

  // ---- bytes and texts

  var ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

  function bytesOfText(text) {
    var encoded = unescape(encodeURIComponent(text)), bytes = new Uint8Array(encoded.length);
    for (var i = 0; i < encoded.length; ++i)
      bytes[i] = encoded.charCodeAt(i);
    return bytes;
  }
  function textOfBytes(bytes) {
    var text = '';
    for (var i = 0; i < bytes.length; ++i)
      text += '%' + (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16);
    return decodeURIComponent(text);
  }
  function base64OfBytes(bytes) {
    var text = '';
    for (var i = 0; i < bytes.length; i += 3) {
      var chunk = bytes[i] << 16 | (bytes[i + 1] || 0) << 8 | (bytes[i + 2] || 0);
      text += ALPHABET[chunk >> 18] + ALPHABET[chunk >> 12 & 63] + (i + 1 < bytes.length ? ALPHABET[chunk >> 6 & 63] : '=')
        + (i + 2 < bytes.length ? ALPHABET[chunk & 63] : '=');
    }
    return text;
  }
  /// Throws where the text is no base64; both alphabets are read.
  function bytesOfBase64(given) {
    var text = String(given).replace(/\s/g, '').replace(/-/g, '+').replace(/_/g, '/').replace(/={1,2}$/, '');
    if (text.length % 4 === 1 || /[^A-Za-z0-9+\/]/.test(text))
      throw new Error('The text is not base64.');
    var bytes = new Uint8Array(Math.floor(text.length * 3 / 4)), at = 0, held = 0, bits = 0;
    for (var i = 0; i < text.length; ++i) {
      held = (held << 6 | ALPHABET.indexOf(text[i])) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = held >> bits & 255;
      }
    }
    return bytes;
  }
  function btoa(given) {
    var text = String(given), bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; ++i) {
      if (text.charCodeAt(i) > 255)
        throw new Error('btoa() takes characters up to U+00FF; encode other texts as UTF-8 first.');
      bytes[i] = text.charCodeAt(i);
    }
    return base64OfBytes(bytes);
  }
  function atob(text) {
    return String.fromCharCode.apply(null, Array.from(bytesOfBase64(text)));
  }

  // ---- crypto

  function toBytes(data) {
    if (typeof data === 'string')
      return bytesOfText(data);
    if (data instanceof ArrayBuffer)
      return new Uint8Array(data);
    if (ArrayBuffer.isView(data))
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    throw new TypeError('A text or bytes are wanted.');
  }
  function encodedBytes(bytes, encoding) {
    if (encoding === undefined || encoding === 'buffer')
      return bytes;
    if (encoding === 'hex')
      return Array.from(bytes).map(function (each) { return (each < 16 ? '0' : '') + each.toString(16); }).join('');
    var text = base64OfBytes(bytes);
    if (encoding === 'base64')
      return text;
    if (encoding === 'base64url')
      return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    throw new Error('The encoding "' + encoding + '" is none of ' + NAMES.join(', ') + '.');
  }
  function hash(algorithm, key) {
    var name = String(algorithm).toLowerCase().replace('-', '');
    var parts = [], isDone = false;
    if (['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].indexOf(name) < 0)
      throw new Error('The hash "' + algorithm + '" is none of md5, sha1, sha224, sha256, sha384, sha512.');
    return {
      update: function (data) {
        if (isDone)
          throw new Error('digest() was called already.');
        parts.push(toBytes(data));
        return this;
      },
      digest: function (encoding) {
        if (isDone)
          throw new Error('digest() was called already.');
        isDone = true;
        var length = parts.reduce(function (sum, part) { return sum + part.length; }, 0), all = new Uint8Array(length), at = 0;
        parts.forEach(function (part) {
          all.set(part, at);
          at += part.length;
        });
        return encodedBytes(bytesOfBase64(host.digest(name, key === undefined ? '' : base64OfBytes(key), key !== undefined, base64OfBytes(all))), encoding);
      },
    };
  }
  function randomBytes(count, encoding) {
    if (!(count >= 0 && count <= 65536))
      throw new RangeError('randomBytes() gives 0 to 65536 bytes.');
    return encodedBytes(bytesOfBase64(host.randomBytes(count)), encoding);
  }
  function randomUUID() {
    var bytes = randomBytes(16);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    var hex = encodedBytes(bytes, 'hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
  var crypto = {
    randomUUID: randomUUID,
    randomBytes: randomBytes,
    getRandomValues: function (array) {
      toBytes(array).set(randomBytes(array.byteLength));
      return array;
    },
    createHash: function (algorithm) { return hash(algorithm); },
    createHmac: function (algorithm, key) { return hash(algorithm, toBytes(key)); },
  };

  // ---- timers

  function setTimer(act, delay, list, interval) {
    if (typeof act !== 'function')
      throw new TypeError('A timer wants a function.');
    var wait = Math.min(Math.max(Number(delay) || 0, interval ? 1 : 0), 0x7fffffff);
    return host.run().timers.add(wait, interval, act, list);
  }
  var timers = {
    setTimeout: function (act, delay) { return setTimer(act, delay, Array.prototype.slice.call(arguments, 2), false); },
    setInterval: function (act, delay) { return setTimer(act, delay, Array.prototype.slice.call(arguments, 2), true); },
    setImmediate: function (act) { return setTimer(act, 0, Array.prototype.slice.call(arguments, 1), false); },
    clear: function (number) { host.run().timers.remove(number); },
  };

  // ---- libraries

  /// Loads a library, once in a process.
  function library(name) {
    if (!loaded[name]) {
      loaded[name] = host.library(name)(crypto);
      // Before the first run all is frozen together; what comes later is frozen by itself.
      if (!isTalkative(name))
        host.freezeLate(loaded[name]);
    }
    return loaded[name];
  }
  /// These keep what they were told: a script that requires one has no process in common with others
  /// (script.js). They cannot be frozen.
  function isTalkative(name) {
    return name === 'moment' || name === 'dayjs' || name === 'handlebars';
  }
  function forRun(name) {
    var run = host.run();
    if (isTalkative(name) && !run.isFresh)
      throw new Error("Write the name of the module as a text: require('" + name + "').");
    if (!run.libraries[name])
      run.libraries[name] = name === 'lodash' ? library(name).runInContext() : library(name);
    return run.libraries[name];
  }
  function require(given) {
    var name = String(given).replace(/^node:/, '');
    if (name === '_' || name === 'underscore')
      name = 'lodash';
    if (LIBRARIES.indexOf(name) >= 0)
      return forRun(name);
    if (name === 'crypto')
      return crypto;
    if (name === 'request')
      return host.request;
    if (name.slice(0, 4) === 'lib/')
      return host.module(name);
    throw new Error('There is no module "' + given + '" for hooks; there are ' + LIBRARIES.join(', ') + ', crypto, request and lib/<name>.');
  }

  // ---- templates

  function sortedBy(list, field, direction) {
    return Array.prototype.slice.call(list || []).sort(function (a, b) {
      return a[field] === b[field] ? 0 : (a[field] < b[field] ? -direction : direction);
    });
  }
  var COMPARISONS = {
    '==': function (a, b) { return a == b; }, '===': function (a, b) { return a === b; },
    '!=': function (a, b) { return a != b; }, '!==': function (a, b) { return a !== b; },
    '<': function (a, b) { return a < b; }, '<=': function (a, b) { return a <= b; },
    '>': function (a, b) { return a > b; }, '>=': function (a, b) { return a >= b; },
    '&&': function (a, b) { return a && b; }, '||': function (a, b) { return a || b; },
  };
  /// The helpers of the classic service's pages (classic-rest-api.md section 6) that need no page.
  function makeEnvironment(handlebars) {
    var environment = handlebars.create();
    function safe(text) { return new environment.SafeString(text); }
    environment.registerHelper({
      ifCond: function (left, operator, right, options) {
        if (!COMPARISONS.hasOwnProperty(operator))
          throw new Error('ifCond knows no operator ' + operator + '.');
        return COMPARISONS[operator](left, right) ? options.fn(this) : options.inverse(this);
      },
      tojson: function (value) { return JSON.stringify(value); },
      rawjson: function (value) { return safe(JSON.stringify(value)); },
      trimString: function (text, start, end) { return String(text).slice(start, typeof end === 'number' ? end : undefined); },
      fixedNumber: function (number, digits) { return Number(number).toFixed(typeof digits === 'number' ? digits : 2); },
      parseInt: function (text) { return parseInt(text, 10); },
      markdown: function (text) { return safe(host.markdown(String(text === undefined || text === null ? '' : text), false)); },
      moment: function (date, format) {
        var given = arguments.length > 2 ? library('dayjs')(date) : library('dayjs')();
        return given.format(typeof (arguments.length > 2 ? format : date) === 'string' ? (arguments.length > 2 ? format : date) : undefined);
      },
      sortBy: function (list, field, options) { return sortedBy(list, field, 1).map(options.fn).join(''); },
      sortByDesc: function (list, field, options) { return sortedBy(list, field, -1).map(options.fn).join(''); },
      switch: function (value, options) {
        this.$switch = { value: value, isFound: false };
        var text = options.fn(this);
        delete this.$switch;
        return text;
      },
      case: function (value, options) {
        if (this.$switch.isFound || value !== this.$switch.value)
          return '';
        this.$switch.isFound = true;
        return options.fn(this);
      },
      default: function (options) { return this.$switch.isFound ? '' : options.fn(this); },
    });
    return environment;
  }
  var environment = null;
  function template(text, context) {
    environment = environment || makeEnvironment(library('handlebars'));
    var source = String(text), compiled = templates.get(source);
    if (!compiled) {
      compiled = environment.compile(source);
      if (templates.size >= MAXIMUM_TEMPLATES)
        templates.clear();
      templates.set(source, compiled);
    }
    return compiled(context === undefined ? {} : context);
  }
  function markdown(text, options) {
    return host.markdown(String(text), Boolean(options && options.html));
  }

  // ---- tokens

  function decodeToken(token) {
    var parts = String(token).split('.');
    if (parts.length !== 3)
      throw new Error('The token has not three parts.');
    return { header: JSON.parse(textOfBytes(bytesOfBase64(parts[0]))), payload: JSON.parse(textOfBytes(bytesOfBase64(parts[1]))) };
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
    var answer = JSON.parse(host.verifyToken(String(token), String(key), JSON.stringify({
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
    var answer = JSON.parse(host.signToken(JSON.stringify(claims), String(key), options.algorithm || 'HS256', options.keyid || ''));
    if (answer.error)
      throw new Error(answer.error);
    return answer.token;
  }

  return {
    btoa: btoa, atob: atob, crypto: crypto, timers: timers, require: require, template: template, markdown: markdown,
    decodeToken: decodeToken, verifyToken: verifyToken, signToken: signToken, bytesOfBase64: bytesOfBase64, library: library,
    offers: function (name) { return LIBRARIES.indexOf(name) >= 0; },
    loaded: function (name) { return loaded[name]; },
    /// What a run may reach of the loaded libraries, for freeze.js.
    shared: function () {
      return Object.keys(loaded).filter(function (name) { return !isTalkative(name); }).map(function (name) { return loaded[name]; });
    },
  };
})
