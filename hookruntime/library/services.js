// SPDX-License-Identifier: GPL-3.0-or-later
// What hooks get to reach others: request, slack, sendMail and auth. `call(operation, arguments)` asks the server for
// the run whose turn it is; `functions()` gives those of functions.js.
(function (call, functions) {
  /// The classic request(): a text is an address, and the callback gets (error, response, body).
  function makeRequest() {
    function readable(response) {
      if (response.isBytes)
        response.body = functions().bytesOfBase64(response.body);
      delete response.isBytes;
      return response;
    }
    function request(options) {
      var given = Array.prototype.slice.call(arguments), callback = given[given.length - 1];
      var wanted = typeof options === 'string' ? Object.assign({ url: options }, typeof given[1] === 'object' ? given[1] : {}) : options;
      if (typeof callback !== 'function')
        return call('request', [wanted]).then(readable);
      return call('request', [wanted, function (error, response) {
        if (response)
          readable(response);
        callback(error, response || undefined, response ? response.body : undefined);
      }]);
    }
    ['get', 'post', 'put', 'patch', 'delete', 'head'].forEach(function (method) {
      request[method] = function (options) {
        var given = Array.prototype.slice.call(arguments);
        given[0] = Object.assign(typeof options === 'string' ? { url: options } : Object.assign({}, options), { method: method.toUpperCase() });
        return request.apply(undefined, given);
      };
    });
    return request;
  }
  /// Its callback is called in every case, with one argument.
  function slack(options, callback) {
    if (typeof callback !== 'function')
      return call('slack', [options]);
    return call('slack', [options, function (error, result) { callback(error ? { error: error } : result); }]);
  }
  function sendMail(options, callback) {
    return call('mail', [options, callback]);
  }
  /// Makes `function(…, callback)`, or with a Promise without the callback, of a plain function.
  function answering(act) {
    return function () {
      var given = Array.prototype.slice.call(arguments), callback = null, value, error = null;
      if (typeof given[given.length - 1] === 'function')
        callback = given.pop();
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
      verify_jwt: answering(function (token, key, options) { return functions().verifyToken(token, key, options); }),
      decode_jwt: answering(function (token, key, options) {
        // The key is left out as often as not.
        var wanted = options || (typeof key === 'object' ? key : null);
        var decoded = functions().decodeToken(token);
        return wanted && wanted.complete ? decoded : decoded.payload;
      }),
      sign_jwt: function (claims, key, options) { return functions().signToken(claims, key, options); },
    };
  }

  return { request: makeRequest(), slack: slack, sendMail: sendMail, auth: makeAuth() };
})
