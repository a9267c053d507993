// SPDX-License-Identifier: GPL-3.0-or-later
// fetch, Headers, Request and Response, after the Fetch Standard, over the calls that `request` makes: the same rules, limits and
// times hold. `ask(options)` gives a Promise of what request() gives. Bodies are texts or bytes: there are no streams.
(function (tools, events, ask) {
  const define = tools.define, requireNew = tools.requireNew, isObject = tools.isObject, textOf = tools.textOf, Buffer = tools.Buffer;
  const kept = Symbol('\u0000fetch');
  const state = tools.stateUnder(kept), stateOf = state.of, keep = state.keep;

  // ---- headers

  function nameOf(name) {
    const text = textOf(name);
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(text))
      throw new TypeError('Invalid header name: ' + JSON.stringify(text.slice(0, 100)));
    return text.toLowerCase();
  }
  function valueOf(value) {
    const text = textOf(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    if (/[^\t\x20-\x7e\x80-\xff]/.test(text))
      throw new TypeError('Invalid header value: ' + JSON.stringify(text.slice(0, 100)));
    return text;
  }
  function listOf(self) { return stateOf(self, 'Headers').list; }
  /// The values under a name, joined as they are read.
  function joined(list, name) {
    const values = list.filter(function (pair) { return pair[0] === name; }).map(function (pair) { return pair[1]; });
    return values.length ? values.join(', ') : null;
  }
  /// In the order of their names; each cookie for itself.
  function sorted(list) {
    const names = Array.from(new Set(list.map(function (pair) { return pair[0]; }))).sort();
    return names.reduce(function (all, name) {
      return all.concat(name === 'set-cookie' ? list.filter(function (pair) { return pair[0] === name; }) : [[name, joined(list, name)]]);
    }, []);
  }
  const Headers = define(function Headers(init = undefined) {
    requireNew(new.target, 'Headers');
    keep(this, { list: [] });
    if (init === undefined)
      return;
    if (!isObject(init))
      throw new TypeError('Headers are an object, a list of pairs or Headers, not ' + String(init));
    const pairs = init[Symbol.iterator] ? Array.from(init) : Object.keys(init).map(function (name) { return [name, init[name]]; });
    pairs.forEach(function (pair) {
      const both = Array.from(pair);
      if (both.length !== 2)
        throw new TypeError('A header is a pair of a name and a value');
      this.append(both[0], both[1]);
    }, this);
  }, {
    append(name, value) { listOf(this).push([nameOf(name), valueOf(value)]); },
    delete(name) {
      const state = stateOf(this, 'Headers'), wanted = nameOf(name);
      state.list = state.list.filter(function (pair) { return pair[0] !== wanted; });
    },
    get(name) { return joined(listOf(this), nameOf(name)); },
    getSetCookie() { return listOf(this).filter(function (pair) { return pair[0] === 'set-cookie'; }).map(function (pair) { return pair[1]; }); },
    has(name) { return joined(listOf(this), nameOf(name)) !== null; },
    set(name, value) {
      const text = valueOf(value);
      this.delete(name);
      this.append(name, text);
    },
    forEach(act, self = undefined) {
      tools.requireFunction(act);
      sorted(listOf(this)).forEach(function (pair) { act.call(self, pair[1], pair[0], this); }, this);
    },
    entries() { return sorted(listOf(this))[Symbol.iterator](); },
    keys() { return sorted(listOf(this)).map(function (pair) { return pair[0]; })[Symbol.iterator](); },
    values() { return sorted(listOf(this)).map(function (pair) { return pair[1]; })[Symbol.iterator](); },
  });
  Object.defineProperty(Headers.prototype, Symbol.iterator, { value: Headers.prototype.entries, writable: true, enumerable: false, configurable: true });

  // ---- bodies

  /// A body as bytes, and its type: {bytes, type}; null for none.
  function bodyOf(body) {
    if (body === null || body === undefined)
      return null;
    if (body instanceof URLSearchParams)
      return { bytes: Buffer.from(body.toString()), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
    if (body instanceof ArrayBuffer || ArrayBuffer.isView(body))
      return { bytes: Buffer.from(tools.bytesOf(body, 'body')), type: null };
    if (isObject(body) && (typeof body.pipe === 'function' || typeof body.getReader === 'function' || body[Symbol.asyncIterator]))
      throw new TypeError('A body is a text, bytes or URLSearchParams: streams are not offered to hooks.');
    return { bytes: Buffer.from(textOf(body)), type: 'text/plain;charset=UTF-8' };
  }
  /// The bytes of a body that is read, which is read once.
  function consume(self, name, make) {
    return new Promise(function (resolve) {
      const state = stateOf(self, name);
      if (state.isUsed)
        throw new TypeError('Body is unusable: Body has already been read');
      state.isUsed = state.body !== null;
      resolve(make(state.body ? state.body.bytes : Buffer.alloc(0), state));
    });
  }
  function notOffered(what) {
    return new TypeError(what + ' is not offered to hooks: use text(), json() or arrayBuffer().');
  }
  function withBody(name, members) {
    return Object.defineProperties(members, Object.getOwnPropertyDescriptors({
      get bodyUsed() { return stateOf(this, name).isUsed; },
      get body() {
        if (stateOf(this, name).body === null)
          return null;
        throw notOffered('The stream body');
      },
      text() { return consume(this, name, function (bytes) { return new TextDecoder().decode(bytes); }); },
      json() { return consume(this, name, function (bytes) { return JSON.parse(new TextDecoder().decode(bytes)); }); },
      arrayBuffer() { return consume(this, name, function (bytes) { return new Uint8Array(bytes).buffer; }); },
      bytes() { return consume(this, name, function (bytes) { return new Uint8Array(bytes); }); },
      blob() { return Promise.reject(notOffered('blob()')); },
      formData() { return Promise.reject(notOffered('formData()')); },
    }));
  }
  function requireUnused(self, name) {
    if (stateOf(self, name).isUsed)
      throw new TypeError(name + '.clone: Body has already been consumed.');
    return stateOf(self, name);
  }

  // ---- requests

  function methodOf(method) {
    const text = textOf(method), upper = text.toUpperCase();
    if (!/^[A-Za-z]+$/.test(text) || ['CONNECT', 'TRACE', 'TRACK'].indexOf(upper) >= 0)
      throw new TypeError("'" + text + "' is not a valid HTTP method.");
    return ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH'].indexOf(upper) >= 0 ? upper : text;
  }
  function addressOf(input) {
    let address;
    try {
      address = new URL(textOf(input));
    } catch (error) {
      throw new TypeError('Failed to parse URL from ' + String(input), { cause: error });
    }
    if (address.username || address.password)
      throw new TypeError('Request cannot be constructed from a URL that includes credentials: ' + address.origin);
    return address.href;
  }
  function oneOf(value, name, list) {
    if (list.indexOf(value) < 0)
      throw new TypeError('fetch: "' + name + '" is one of ' + list.join(', ') + ', not ' + String(value) + '.');
    return value;
  }
  const Request = define(function Request(input) {
    requireNew(new.target, 'Request');
    const init = arguments[1], given = init === undefined || init === null ? {} : init;
    if (!isObject(given))
      throw new TypeError('fetch: the second argument is an object with options, not ' + String(given) + '.');
    const from = isObject(input) && input instanceof Request ? stateOf(input, 'Request') : null;
    const state = {
      url: from ? from.url : addressOf(input), isUsed: false,
      method: given.method === undefined ? (from ? from.method : 'GET') : methodOf(given.method),
      headers: new Headers(given.headers === undefined ? (from ? from.headers : undefined) : given.headers),
      redirect: oneOf(given.redirect === undefined ? (from ? from.redirect : 'follow') : given.redirect, 'redirect', ['follow', 'error', 'manual']),
      signal: given.signal === undefined ? (from ? from.signal : null) : given.signal, body: null,
    };
    if (state.signal !== null && !(state.signal instanceof events.Signal))
      throw new TypeError('fetch: "signal" is an AbortSignal.');
    if (from && from.isUsed && given.body === undefined)
      throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
    state.body = given.body === undefined ? (from ? from.body : null) : bodyOf(given.body);
    if (state.body && (state.method === 'GET' || state.method === 'HEAD'))
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    if (state.body && state.body.type && !state.headers.has('content-type'))
      state.headers.set('content-type', state.body.type);
    if (from && from.body && given.body === undefined)
      from.isUsed = true;
    keep(this, state);
  }, withBody('Request', {
    get url() { return stateOf(this, 'Request').url; },
    get method() { return stateOf(this, 'Request').method; },
    get headers() { return stateOf(this, 'Request').headers; },
    get redirect() { return stateOf(this, 'Request').redirect; },
    get signal() {
      const state = stateOf(this, 'Request');
      return state.signal || (state.signal = new AbortController().signal);
    },
    clone() {
      const state = requireUnused(this, 'Request'), copy = Object.create(Request.prototype);
      return keep(copy, Object.assign({}, state, { headers: new Headers(state.headers) }));
    },
  }));

  // ---- responses

  const Response = define(function Response(body = undefined, init = undefined) {
    requireNew(new.target, 'Response');
    const given = init === undefined || init === null ? {} : init, status = given.status === undefined ? 200 : Number(given.status);
    if (!(Number.isInteger(status) && status >= 200 && status <= 599))
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    const state = {
      status: status, statusText: given.statusText === undefined ? '' : textOf(given.statusText), headers: new Headers(given.headers), body: bodyOf(body),
      url: '', isRedirected: false, type: 'default', isUsed: false,
    };
    if (state.body && [204, 205, 304].indexOf(status) >= 0)
      throw new TypeError('Response constructor: Invalid response status code ' + status);
    if (state.body && state.body.type && !state.headers.has('content-type'))
      state.headers.set('content-type', state.body.type);
    keep(this, state);
  }, withBody('Response', {
    get status() { return stateOf(this, 'Response').status; },
    get statusText() { return stateOf(this, 'Response').statusText; },
    get ok() { return this.status >= 200 && this.status <= 299; },
    get headers() { return stateOf(this, 'Response').headers; },
    get url() { return stateOf(this, 'Response').url; },
    get redirected() { return stateOf(this, 'Response').isRedirected; },
    get type() { return stateOf(this, 'Response').type; },
    clone() {
      const state = requireUnused(this, 'Response');
      return keep(Object.create(Response.prototype), Object.assign({}, state, { headers: new Headers(state.headers) }));
    },
  }));
  tools.replace(Response, {
    json(data, init = undefined) {
      const text = JSON.stringify(data);
      if (text === undefined)
        throw new TypeError('Value is not JSON serializable');
      const made = new Response(text, init), headers = isObject(init) && init.headers ? new Headers(init.headers) : new Headers();
      if (!headers.has('content-type'))
        made.headers.set('content-type', 'application/json');
      return made;
    },
    error() { return keep(Object.create(Response.prototype), { status: 0, statusText: '', headers: new Headers(), body: null, url: '', isRedirected: false, type: 'error', isUsed: false }); },
    redirect(url, status = 302) {
      if ([301, 302, 303, 307, 308].indexOf(status) < 0)
        throw new RangeError('Invalid status code ' + status);
      return keep(Object.create(Response.prototype), {
        status: status, statusText: '', headers: new Headers({ location: new URL(textOf(url)).href }), body: null, url: '', isRedirected: false, type: 'default', isUsed: false,
      });
    },
  });
  /// The samples of a test run have bodies of any kind.
  function bytesOfAnswer(body) {
    return Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body === undefined ? null : body));
  }
  function responseOf(answer, asked) {
    const headers = new Headers(), hasBody = asked.method !== 'HEAD' && [204, 205, 304].indexOf(answer.statusCode) < 0;
    Object.keys(answer.headers).forEach(function (name) {
      [].concat(answer.headers[name]).forEach(function (value) { headers.append(name, value); });
    });
    const url = new URL(answer.request && answer.request.href || asked.url);
    const isRedirected = url.href.split('#')[0] !== asked.url.split('#')[0];
    return keep(Object.create(Response.prototype), {
      status: answer.statusCode, statusText: answer.statusMessage, headers: headers, body: hasBody ? { bytes: bytesOfAnswer(answer.body), type: null } : null,
      url: url.href.split('#')[0], isRedirected: isRedirected, type: 'basic', isUsed: false,
    });
  }

  // ---- fetch

  /// What request() gets for a request.
  function optionsOf(asked) {
    const headers = {};
    asked.headers.forEach(function (value, name) { headers[name] = value; });
    if (!asked.headers.has('accept'))
      headers.accept = '*/*';
    const options = {
      url: asked.url, method: asked.method.toUpperCase(), headers: headers, encoding: null, gzip: true, maxRedirects: 20,
      followRedirect: asked.redirect === 'follow', followAllRedirects: asked.redirect === 'follow',
    };
    if (asked.body)
      options.body = asked.body.bytes;
    const left = asked.signal ? events.timeLeft(asked.signal) : null;
    if (left !== null)
      options.timeout = Math.max(1, Math.ceil(left));
    return options;
  }
  tools.replace(tools.global, {
    fetch(input) {
      const given = arguments;
      return new Promise(function (resolve, reject) {
        const asked = stateOf(Reflect.construct(Request, given), 'Request'), signal = asked.signal;
        if (signal && signal.aborted)
          throw signal.reason;
        if (signal)
          signal.addEventListener('abort', function () { reject(signal.reason); }, { once: true });
        ask(optionsOf(asked)).then(function (answer) {
          if (asked.redirect === 'error' && answer.statusCode >= 300 && answer.statusCode < 400 && answer.headers.location)
            reject(new TypeError('fetch failed', { cause: new Error('unexpected redirect') }));
          else
            resolve(responseOf(answer, asked));
        }).catch(function (error) {
          const isLate = error && error.code === 'ETIMEDOUT' && signal && events.timeLeft(signal) !== null;
          reject(isLate ? new DOMException('The operation was aborted due to timeout', 'TimeoutError') : new TypeError('fetch failed: ' + error.message, { cause: error }));
        });
      });
    },
  });
})
