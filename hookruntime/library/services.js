// SPDX-License-Identifier: GPL-3.0-or-later
// What hooks get to reach others: request, slack, sendMail and auth. `call(operation, arguments)` asks the server for
// the run whose turn it is; `functions()` gives those of functions.js.
(function (call, functions) {
  function kindOf(value) {
    return value === null ? 'null' : (Array.isArray(value) ? 'an array' : 'a ' + (typeof value).replace('string', 'text'));
  }
  function isPlain(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  }
  function isBytes(value) {
    return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  }
  var KINDS = {
    text: [function (value) { return typeof value === 'string'; }, 'a text'],
    number: [function (value) { return typeof value === 'number' && value >= 0; }, 'a number'],
    truth: [function (value) { return typeof value === 'boolean'; }, 'true or false'],
    object: [isPlain, 'an object'],
    pairs: [function (value) { return typeof value === 'string' || isPlain(value); }, 'an object or a text'],
    address: [function (value) { return typeof value === 'string' || isPlain(value) && typeof value.href === 'string'; }, 'a text, or a URL'],
    form: [function (value) { return typeof value === 'string' || typeof value === 'boolean' || isPlain(value); }, 'an object or a text'],
    encoding: [function (value) { return value === null || Buffer.isEncoding(value); }, 'null or an encoding of Buffer, such as "latin1"'],
  };
  var OPTIONS = {
    url: 'address', uri: 'address', baseUrl: 'text', method: 'text', headers: 'object', qs: 'pairs', useQuerystring: 'truth', qsStringifyOptions: 'object',
    form: 'form', formData: 'object', auth: 'object', timeout: 'number', gzip: 'truth', followRedirect: 'truth', followAllRedirects: 'truth',
    maxRedirects: 'number', strictSSL: 'truth', rejectUnauthorized: 'truth', encoding: 'encoding',
  };
  /// Options that are left out may be undefined, and most may be null.
  function checkOptions(options) {
    Object.keys(OPTIONS).forEach(function (name) {
      var value = options[name], kind = KINDS[OPTIONS[name]];
      if (value !== undefined && value !== null && !kind[0](value))
        throw new TypeError('request: "' + name + '" is ' + kind[1] + ', not ' + kindOf(value) + '.');
    });
  }

  /// `a=1&a=2`, as Node's querystring writes it, or `a[]=1`, `a[0]=1` as the package qs does.
  function formText(value, arrayFormat) {
    var parts = [];
    function add(key, each) {
      if (each === undefined || typeof each === 'function')
        return;
      if (Array.isArray(each))
        each.forEach(function (item, i) { add(arrayFormat === 'repeat' ? key : key + (arrayFormat === 'brackets' ? '[]' : '[' + i + ']'), item); });
      else if (isPlain(each) && !(each instanceof Date))
        Object.keys(each).forEach(function (name) { add(key + '[' + name + ']', each[name]); });
      else
        parts.push(encodeURIComponent(key) + '=' + encodeURIComponent(each === null ? '' : each instanceof Date ? each.toISOString() : String(each)));
    }
    Object.keys(value).forEach(function (name) { add(name, value[name]); });
    return parts.join('&');
  }
  function joinedAddress(base, path) {
    if (typeof path !== 'string' || !base)
      return path;
    if (/^(https?:)?\/\//i.test(path))
      throw new TypeError('request: "url" is a path where there is a "baseUrl".');
    return base.replace(/\/$/, '') + (path === '' ? '' : '/') + path.replace(/^\//, '');
  }
  /// The options as the server takes them.
  function prepared(options) {
    var made = Object.assign({}, options), wanted = options.qsStringifyOptions && options.qsStringifyOptions.arrayFormat;
    var arrayFormat = options.useQuerystring ? 'repeat' : wanted || 'indices';
    if (['repeat', 'brackets', 'indices'].indexOf(arrayFormat) < 0)
      throw new TypeError('request: "arrayFormat" is one of indices, brackets and repeat.');
    ['qs', 'form'].forEach(function (name) {
      if (isPlain(made[name]))
        made[name] = formText(made[name], arrayFormat);
    });
    made.url = joinedAddress(options.baseUrl, options.url === undefined || options.url === null ? options.uri : options.url);
    delete made.uri;
    delete made.baseUrl;
    if (isBytes(made.body)) {
      made.bytes = Buffer.from(made.body.buffer || made.body, made.body.byteOffset || 0, made.body.byteLength).toString('base64');
      delete made.body;
    } else if (made.body !== undefined && made.body !== null && typeof made.body !== 'string' && !made.json) {
      throw new TypeError('request: "body" is a text or bytes; set json: true to send an object.');
    }
    if (typeof made.encoding === 'string')
      made.encoding = /^utf-?8$/i.test(made.encoding) ? undefined : null;
    return made;
  }
  /// Reads the arguments of request(): an address, options, or both, and a callback.
  function readArguments(given, fixed) {
    var list = Array.prototype.slice.call(given), last = list.length - 1, callback = null, options = {};
    while (last >= 0 && list[last] === undefined)
      --last;
    if (last > 0 && typeof list[last] === 'function')
      callback = list[last--];
    if (last > 2 || last === 2)
      throw new TypeError('request: the callback is a function, not ' + kindOf(list[2]) + '.');
    if (last === 1 && list[1] !== null && !isPlain(list[1]))
      throw new TypeError('request: the options are an object, not ' + kindOf(list[1]) + '.');
    if (last >= 1)
      Object.assign(options, list[1]);
    if (typeof list[0] === 'string' || list[0] instanceof URL)
      options.url = String(list[0]);
    else if (isPlain(list[0]))
      options = Object.assign({}, list[0], options);
    else
      throw new TypeError('request takes an address or an object with options, not ' + (list.length ? kindOf(list[0]) : 'nothing') + '.');
    checkOptions(options);
    var headers = Object.assign({}, fixed.headers, options.headers);
    options = Object.assign({}, fixed, options);
    if (Object.keys(headers).length)
      options.headers = headers;
    if (typeof options.callback === 'function')
      callback = callback || options.callback;
    delete options.callback;
    return { options: options, callback: callback };
  }
  /// The classic request(): a text is an address, and the callback gets (error, response, body).
  function makeRequest(fixed) {
    function readable(response, encoding) {
      if (response.isBytes) {
        var bytes = functions().bytesOfBase64(response.body);
        response.body = typeof encoding === 'string' ? bytes.toString(encoding) : bytes;
      }
      delete response.isBytes;
      return response;
    }
    function send(read) {
      var wanted = prepared(read.options), encoding = read.options.encoding, callback = read.callback;
      if (!callback)
        return call('request', [wanted]).then(function (response) { return readable(response, encoding); });
      return call('request', [wanted, function (error, response) {
        if (response)
          readable(response, encoding);
        callback(error, response || undefined, response ? response.body : undefined);
      }]);
    }
    function request() { return send(readArguments(arguments, fixed)); }
    ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].forEach(function (method) {
      request[method] = function () {
        var read = readArguments(arguments, fixed);
        read.options.method = method.toUpperCase();
        return send(read);
      };
    });
    request.del = request.delete;
    request.defaults = function (options) {
      if (!isPlain(options))
        throw new TypeError('request.defaults takes an object with options, not ' + kindOf(options) + '.');
      checkOptions(options);
      return makeRequest(Object.assign({}, fixed, options, { headers: Object.assign({}, fixed.headers, options.headers) }));
    };
    return request;
  }
  /// Its callback is called in every case, with one argument.
  function slack(options, callback) {
    if (typeof callback !== 'function')
      return call('slack', [options, callback]);
    return call('slack', [options, function (error, result) { callback(error ? { error: error } : result); }]);
  }
  function sendMail(options, callback) {
    return call('mail', [options, callback]);
  }
  /// Makes `function(…, callback)`, or with a Promise without the callback, of a plain function.
  function answering(name, act) {
    return function () {
      var given = Array.prototype.slice.call(arguments), callback = null, value, error = null;
      if (typeof given[given.length - 1] === 'function')
        callback = given.pop();
      if (given.length > 3 && given[3] !== undefined && given[3] !== null)
        throw new TypeError(name + ': the callback is a function, not ' + kindOf(given[3]) + '.');
      if (given[2] !== undefined && given[2] !== null && !isPlain(given[2]))
        throw new TypeError(name + ': the options are an object, not ' + kindOf(given[2]) + '.');
      try {
        value = act.apply(undefined, given);
      } catch (reason) {
        error = reason;
      }
      if (callback)
        return callback(error, value);
      return error ? Promise.reject(error) : Promise.resolve(value);
    };
  }
  function makeAuth() {
    return {
      verify_jwt: answering('auth.verify_jwt', function (token, key, options) { return functions().verifyToken(token, key, options); }),
      decode_jwt: answering('auth.decode_jwt', function (token, key, options) {
        // The key is left out as often as not.
        var wanted = options || (typeof key === 'object' ? key : null);
        var decoded = functions().decodeToken(token);
        return wanted && wanted.complete ? decoded : decoded.payload;
      }),
      sign_jwt: function (claims, key, options) { return functions().signToken(claims, key, options); },
    };
  }

  return { request: makeRequest({}), slack: slack, sendMail: sendMail, auth: makeAuth() };
})
