// SPDX-License-Identifier: GPL-3.0-or-later
// The functions that hooks find beside `req` and `res` (contract: codehooks 4), but those that ask
// the server, which are runtime.js's. All runs of a child share them, frozen: what belongs to a
// run is reached through `host`.
(function (host) {
  var LIBRARIES = ['async', 'lodash', 'moment', 'dayjs', 'handlebars', 'uuid'];
  var makers = {}; // functions that make a library, by name
  var templates = new Map(); // functions that make the handlebars form of a template, by its text
  var precompile = null; // handlebars' compiler; nothing of the author's reaches it but texts
  var MAXIMUM_TEMPLATES = 100;
  var OwnFunction = Function; // the engine's own; scripts get that of dynamic.js

  // ---- bytes and texts

  function requireArguments(given, name) {
    if (given.length === 0)
      throw fault(TypeError, 'ERR_MISSING_ARGS', name + '() takes a text.');
  }
  /// A text; what is missing would otherwise be read as "undefined".
  function requireText(text, name) {
    if (typeof text !== 'string' && !(text instanceof String))
      throw new TypeError(name + ': the text is ' + (text === undefined || text === null ? text : 'a ' + typeof text) + '.');
    return String(text);
  }
  function textOfBytes(bytes) {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  }
  /// Throws where the text is no base64; both alphabets are read.
  function bytesOfBase64(given) {
    var text = String(given).replace(/\s/g, '').replace(/-/g, '+').replace(/_/g, '/').replace(/={1,2}$/, '');
    if (text.length % 4 === 1 || /[^A-Za-z0-9+\/]/.test(text))
      throw new Error('The text is not base64.');
    return Buffer.from(text, 'base64');
  }
  function btoa(given) {
    requireArguments(arguments, 'btoa');
    var text = String(given), bytes = Buffer.alloc(text.length);
    for (var i = 0; i < text.length; ++i) {
      if (text.charCodeAt(i) > 255)
        throw new Error('btoa() takes characters up to U+00FF; encode other texts as UTF-8 first.');
      bytes[i] = text.charCodeAt(i);
    }
    return bytes.toString('base64');
  }
  function atob(text) {
    requireArguments(arguments, 'atob');
    return bytesOfBase64(text).toString('latin1');
  }

  // ---- crypto

  function fault(Type, code, message) {
    var error = new Type(message);
    error.code = code;
    return error;
  }
  function toBytes(data, name) {
    if (typeof data === 'string')
      return new Uint8Array(host.utf8(data));
    if (data instanceof ArrayBuffer)
      return new Uint8Array(data);
    if (ArrayBuffer.isView(data))
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "' + name + '" argument must be a text or bytes.');
  }
  /// The ArrayBuffer of exactly these bytes: what the bridge takes.
  function bufferOf(bytes) {
    var buffer = bytes.buffer, from = bytes.byteOffset;
    return bytes.byteLength === buffer.byteLength ? buffer : buffer.slice(from, from + bytes.byteLength);
  }
  function bufferOfArgument(data, name) { return bufferOf(toBytes(data, name)); }
  function wholeNumber(value, name, least, most) {
    if (typeof value !== 'number')
      throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "' + name + '" argument must be a number.');
    if (!(Number.isInteger(value) && value >= least && value <= most))
      throw fault(RangeError, 'ERR_OUT_OF_RANGE', 'The "' + name + '" argument must be a whole number from ' + least + ' to ' + most + ', not ' + value + '.');
    return value;
  }
  /// Bytes as a Buffer, or as the text of an encoding.
  function encodedBytes(bytes, encoding) {
    var buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (encoding === undefined || encoding === null || encoding === 'buffer')
      return buffer;
    if (!Buffer.isEncoding(encoding))
      throw fault(TypeError, 'ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + encoding);
    return buffer.toString(encoding);
  }
  var HASHES = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
  /// The name of a hash as the bridge has it; nothing for another one.
  function hashName(algorithm) {
    var name = String(algorithm).toLowerCase().replace('-', '');
    return HASHES.indexOf(name) < 0 ? undefined : name;
  }
  function hash(algorithm, key) {
    var name = hashName(algorithm), parts = [], isDone = false;
    if (!name)
      throw new Error('The hash "' + algorithm + '" is none of ' + HASHES.join(', ') + '.');
    function joined() {
      if (parts.length === 1)
        return parts[0];
      var length = parts.reduce(function (sum, part) { return sum + part.length; }, 0), all = new Uint8Array(length), at = 0;
      parts.forEach(function (part) {
        all.set(part, at);
        at += part.length;
      });
      return all;
    }
    return {
      update: function (data, encoding) {
        if (isDone)
          throw new Error('digest() was called already.');
        if (typeof data === 'string' && encoding && !Buffer.isEncoding(encoding))
          throw fault(TypeError, 'ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + encoding);
        // Bytes may change before digest() is called.
        parts.push(typeof data === 'string' ? Buffer.from(data, encoding || 'utf8') : new Uint8Array(toBytes(data, 'data')));
        return this;
      },
      digest: function (encoding) {
        if (isDone)
          throw new Error('digest() was called already.');
        isDone = true;
        var keyBuffer = bufferOf(key || new Uint8Array(0));
        return encodedBytes(new Uint8Array(host.digest(name, keyBuffer, key !== undefined, bufferOf(joined()))), encoding);
      },
    };
  }
  function randomBytes(count, encoding) {
    if (typeof encoding === 'function') // as in Node
      return void setTimer(encoding, 0, [null, randomBytes(count)], false);
    return encodedBytes(new Uint8Array(host.randomBytes(wholeNumber(count, 'size', 0, 65536))), encoding);
  }
  function randomUUID() {
    var bytes = randomBytes(16);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    var hex = encodedBytes(bytes, 'hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  // ---- keys out of passwords

  var MAXIMUM_NUMBER = 0x7fffffff;
  /// The key of host.pbkdf2() or host.scrypt(), which give a text instead where they refuse.
  function derived(answer, code) {
    if (typeof answer === 'string')
      throw fault(RangeError, code, answer);
    return Buffer.from(answer);
  }
  function pbkdf2Sync(password, salt, iterations, keylen, digest) {
    var passwordBytes = bufferOfArgument(password, 'password'), saltBytes = bufferOfArgument(salt, 'salt');
    wholeNumber(iterations, 'iterations', 1, MAXIMUM_NUMBER);
    wholeNumber(keylen, 'keylen', 0, MAXIMUM_NUMBER);
    if (typeof digest !== 'string')
      throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "digest" argument must be a text: ' + HASHES.join(', ') + '.');
    if (!hashName(digest))
      throw fault(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest: ' + digest + '. There are ' + HASHES.join(', ') + '.');
    return derived(host.pbkdf2(passwordBytes, saltBytes, iterations, keylen, hashName(digest)), 'ERR_OUT_OF_RANGE');
  }
  // The two names of each parameter of scrypt, and its default.
  var COSTS = { N: ['N', 'cost', 16384], r: ['r', 'blockSize', 8], p: ['p', 'parallelization', 1], maxmem: ['maxmem', 'maxmem', 32 * 1024 * 1024] };
  function costOf(options, name) {
    var names = COSTS[name], short = options[names[0]], long = options[names[1]];
    if (names[0] !== names[1] && short !== undefined && long !== undefined)
      throw fault(TypeError, 'ERR_INCOMPATIBLE_OPTION_PAIR', 'The options "' + names[0] + '" and "' + names[1] + '" are the same one: give one of them.');
    var used = short === undefined ? long : short;
    return used === undefined ? names[2] : wholeNumber(used, short === undefined ? names[1] : names[0], 1, Number.MAX_SAFE_INTEGER);
  }
  function scryptSync(password, salt, keylen, given) {
    var passwordBytes = bufferOfArgument(password, 'password'), saltBytes = bufferOfArgument(salt, 'salt'), options = given === undefined ? {} : given;
    wholeNumber(keylen, 'keylen', 0, MAXIMUM_NUMBER);
    if (options === null || typeof options !== 'object' || Array.isArray(options))
      throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "options" argument must be an object.');
    Object.keys(options).forEach(function (name) {
      if (!Object.keys(COSTS).some(function (each) { return COSTS[each].indexOf(name) >= 0; }))
        throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', 'scrypt() has no option "' + name + '"; it has N (cost), r (blockSize), p (parallelization) and maxmem.');
    });
    return derived(host.scrypt(passwordBytes, saltBytes, keylen, costOf(options, 'N'), costOf(options, 'r'), costOf(options, 'p'), costOf(options, 'maxmem')),
      'ERR_CRYPTO_INVALID_SCRYPT_PARAMS');
  }
  /// `derive` as Node's asynchronous form has it, of at most `most` arguments and a callback; without
  /// the callback a Promise is given.
  function later(derive, most) {
    return function () {
      var given = Array.prototype.slice.call(arguments), last = given[given.length - 1];
      if (given.length > most && typeof last !== 'function' && last !== undefined)
        throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "callback" argument must be a function.');
      if (typeof last === 'function') {
        setTimer(last, 0, [null, derive.apply(undefined, given.slice(0, -1))], false);
        return undefined;
      }
      return new Promise(function (resolve) { resolve(derive.apply(undefined, given)); });
    };
  }
  function timingSafeEqual(left, right) {
    [left, right].forEach(function (each, i) {
      if (!(each instanceof ArrayBuffer || ArrayBuffer.isView(each)))
        throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "buf' + (i + 1) + '" argument must be bytes: an ArrayBuffer, a typed array or a DataView.');
    });
    if (left.byteLength !== right.byteLength)
      throw fault(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
    return host.isEqual(bufferOf(toBytes(left)), bufferOf(toBytes(right)));
  }
  var crypto = {
    randomUUID: randomUUID,
    randomBytes: randomBytes,
    getRandomValues: function (array) {
      if (!ArrayBuffer.isView(array) || [DataView, Float32Array, Float64Array].some(function (each) { return array instanceof each; }))
        throw new DOMException('The array is one of whole numbers, such as a Uint8Array.', 'TypeMismatchError');
      toBytes(array, 'array').set(randomBytes(array.byteLength));
      return array;
    },
    createHash: function (algorithm) { return hash(algorithm); },
    createHmac: function (algorithm, key) { return hash(algorithm, toBytes(key, 'key')); },
    pbkdf2: later(pbkdf2Sync, 5),
    pbkdf2Sync: pbkdf2Sync,
    scrypt: later(scryptSync, 4),
    scryptSync: scryptSync,
    timingSafeEqual: timingSafeEqual,
  };

  // ---- timers

  function setTimer(act, delay, list, interval) {
    if (typeof act !== 'function')
      throw new TypeError('A timer wants a function.');
    var wait = Math.min(Math.max(Number(delay) || 0, interval ? 1 : 0), 0x7fffffff);
    return host.timers().add(wait, interval, act, list);
  }
  var timers = {
    setTimeout: function (act, delay) { return setTimer(act, delay, Array.prototype.slice.call(arguments, 2), false); },
    setInterval: function (act, delay) { return setTimer(act, delay, Array.prototype.slice.call(arguments, 2), true); },
    setImmediate: function (act) { return setTimer(act, 0, Array.prototype.slice.call(arguments, 1), false); },
    clear: function (number) { host.timers().remove(number); },
  };

  host.parts['library/intl'](host.tools);
  var events = host.parts['library/events'](host.tools, timers.setTimeout);
  crypto.subtle = host.parts['library/subtle'](host.tools, events.Exception, function (hash, key, data) {
    return host.digest(hash, bufferOf(key || Buffer.alloc(0)), key !== undefined, bufferOf(data));
  }, randomBytes, function (left, right) { return host.isEqual(bufferOf(left), bufferOf(right)); });
  crypto.webcrypto = { subtle: crypto.subtle, getRandomValues: crypto.getRandomValues, randomUUID: crypto.randomUUID };
  Object.keys(crypto.subtle).forEach(function (name) { host.freeze(crypto.subtle[name]); });

  host.parts['library/fetch'](host.tools, events, function (options) { return host.request(options); });

  /// What there is of Node's `process`. Nobody's environment is a hook's: settings are in context.settings.
  var process = {
    env: host.freeze({}),
    nextTick: function (act) {
      var given = Array.prototype.slice.call(arguments, 1);
      queueMicrotask(function () { act.apply(undefined, given); });
    },
  };
  host.freeze(process.nextTick);
  host.freeze(process.nextTick.prototype);

  // ---- libraries

  /// What libraries find as `hookdesk`: what others have on the global object, and whether a Promise is that of an async function.
  var forLibraries = {
    setTimeout: timers.setTimeout, clearTimeout: timers.clear, setImmediate: timers.setImmediate, console: host.console,
    isOfAsync: host.isOfAsync,
    /// The languages of moment, and what one is; nothing where there is none of that name.
    languages: function () { return Object.keys(partsOf('momentlocales')).map(function (name) { return name.replace('_', '-'); }); },
    languageOf: function (library, name) {
      return /^[a-z-]+$/.test(name) && name !== 'en' ? partsOf('momentlocales')[name.replace('-', '_')] : undefined;
    },
  };
  /// Parts of a library, which a run loads when it asks for one.
  function partsOf(name) {
    var run = host.run(), parts = (run && run.libraries[name]) || maker(name)(crypto, forLibraries);
    if (run)
      run.libraries[name] = parts;
    return parts;
  }
  /// `dayjs/plugin/utc`, `dayjs/locale/de`, `moment/locale/de`; undefined for another name.
  function partOf(name) {
    var path = /^(dayjs|moment)\/(plugin|locale)\/([a-zA-Z-]+?)(\.js)?$/.exec(name);
    if (!path || path[1] === 'moment' && path[2] === 'plugin')
      return undefined;
    var parts = partsOf(path[1] === 'dayjs' ? 'dayjsparts' : 'momentlocales'), key = (path[2] === 'plugin' ? 'plugin_' : '') + path[3].replace('-', '_');
    var part = Object.prototype.hasOwnProperty.call(parts, key) ? parts[key] : undefined;
    if (part === undefined)
      throw new Error('There is no "' + name + '" for hooks; there are ' + Object.keys(parts).filter(function (each) { return /^plugin_/.test(each) === (path[2] === 'plugin'); })
        .map(function (each) { return each.replace('plugin_', '').replace('_', '-'); }).join(', ') + '.');
    if (path[2] === 'locale' && path[1] === 'moment')
      library('moment').locale(path[3]);
    if (path[2] === 'locale' && path[1] === 'dayjs')
      library('dayjs').locale(part, null, true);
    return part;
  }

  /// The function that makes a library; compiling it takes longer than calling it.
  function maker(name) {
    if (!makers[name])
      makers[name] = host.library(name);
    return makers[name];
  }
  /// Each run makes the libraries that it uses: they hold caches, settings, regular expressions and
  /// prototypes that no other run may see. A run that has its process for itself finds them made.
  function library(name) {
    var run = host.run();
    if (name === 'lodash' && !run.isFresh)
      throw new Error("Write the name of the module as a text: require('" + name + "').");
    if (!run.libraries[name])
      run.libraries[name] = (run.isFresh && prepared[name]) || maker(name)(crypto, forLibraries);
    return run.libraries[name];
  }
  var prepared = {}; // for runs with a process of their own
  /// To be called before a process is forked for runs that use the library.
  function prepare(name) {
    prepared[name] = maker(name)(crypto, forLibraries);
    // The state of core-js, which bundles put there: processes without the library must not see it.
    delete (function () { return this; })()['__core-js_shared__'];
    if (name === 'handlebars')
      precompile = prepared[name].precompile;
  }
  /// A function whose last argument is a callback, as one that gives a Promise.
  function promisify(act) {
    if (typeof act !== 'function')
      throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "original" argument must be of type function.');
    return function () {
      var self = this, given = Array.prototype.slice.call(arguments);
      return new Promise(function (resolve, reject) {
        act.apply(self, given.concat(function (error, value) { error ? reject(error) : resolve(value); }));
      });
    };
  }
  var util = {
    inspect: function (value) { return host.inspection.inspect(value); },
    format: function () { return host.inspection.format(arguments); },
    promisify: promisify,
  };
  Object.keys(util).forEach(function (name) {
    host.freeze(util[name].prototype);
    host.freeze(util[name]);
  });
  // The modules of Node that are offered, as far as they go.
  var MODULES = { crypto: crypto, buffer: { Buffer: Buffer }, url: { URL: URL, URLSearchParams: URLSearchParams }, util: util };
  Object.keys(MODULES).forEach(function (name) { host.freeze(MODULES[name]); });
  function require(given) {
    var name = String(given).replace(/^node:/, '');
    if (name === '_' || name === 'underscore')
      name = 'lodash';
    if (LIBRARIES.indexOf(name) >= 0)
      return library(name);
    if (MODULES.hasOwnProperty(name))
      return MODULES[name];
    if (name === 'request')
      return host.request;
    var part = partOf(name);
    if (part !== undefined)
      return part;
    if (/^lodash\/\w+$/.test(name) && typeof library('lodash')[name.slice(7)] === 'function')
      return library('lodash')[name.slice(7)];
    if (name.slice(0, 4) === 'lib/')
      return host.module(name);
    throw new Error('There is no module "' + given + '" for hooks; there are ' + LIBRARIES.concat(Object.keys(MODULES)).join(', ') + ', request and lib/<name>.');
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
  /// The helpers of the classic service's pages that need no page.
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
  function precompiled(source) {
    if (!precompile)
      precompile = maker('handlebars')(crypto, forLibraries).precompile;
    try {
      return precompile(source);
    } catch (error) {
      throw new Error(error.message); // its own class is one that all runs share
    }
  }
  function template(text, context) {
    var run = host.run(), source = requireText(text, 'template'), make = templates.get(source);
    if (!make) {
      make = new OwnFunction('return ' + precompiled(source));
      if (templates.size >= MAXIMUM_TEMPLATES)
        templates.clear();
      templates.set(source, make);
    }
    if (!run.environment)
      run.environment = makeEnvironment(library('handlebars'));
    return run.environment.template(make())(context === undefined ? {} : context);
  }
  function markdown(text, options) {
    return host.markdown(requireText(text, 'markdown'), Boolean(options && options.html));
  }

  var tokens = host.parts['library/tokens'](host, textOfBytes, bytesOfBase64, toBytes);

  return {
    // What scripts find by these names.
    facades: {
      template: template, markdown: markdown, require: require, crypto: crypto, btoa: btoa, atob: atob, process: host.freeze(process),
      setTimeout: timers.setTimeout, setInterval: timers.setInterval, setImmediate: timers.setImmediate,
      clearTimeout: timers.clear, clearInterval: timers.clear, clearImmediate: timers.clear,
    },
    decodeToken: tokens.decode, verifyToken: tokens.verify, signToken: tokens.sign, bytesOfBase64: bytesOfBase64, library: library, prepare: prepare,
  };
})
