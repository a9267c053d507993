// SPDX-License-Identifier: GPL-3.0-or-later
// URL and URLSearchParams, as the URL Standard has them; the package whatwg-url reads and writes addresses.
(function (tools) {
  const define = tools.define, requireNew = tools.requireNew, isObject = tools.isObject, textOf = tools.textOf, bridge = tools.bridge;
  const parser = bridge.library('whatwgurl')(undefined, Object.assign({
    domainToAscii(domain) {
      // What has none but these characters stays as it is.
      return /^[a-z0-9.-]*$/i.test(domain) && !/(^|\.)xn--/i.test(domain) ? domain.toLowerCase() : bridge.domainToAscii(domain) || null;
    },
  }, tools.hooks));
  const kept = Symbol('\u0000address');
  const stateOf = tools.stateUnder(kept).of;
  /// ToString, with U+FFFD for halves of surrogate pairs.
  function scalarText(value) {
    const text = textOf(value);
    return /[\ud800-\udfff]/.test(text) ? tools.hooks.textOfBytes(tools.hooks.bytesOfText(text), 0, Infinity) : text;
  }

  // ---- queries

  function pairsOf(init) {
    if (init[Symbol.iterator] !== undefined && init[Symbol.iterator] !== null) {
      return Array.from(init, function (pair) {
        if (!isObject(pair) || typeof pair[Symbol.iterator] !== 'function' || Array.from(pair).length !== 2)
          throw fault('ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
        return Array.from(pair, scalarText);
      });
    }
    return Reflect.ownKeys(init).filter(function (key) { return Object.getOwnPropertyDescriptor(init, key).enumerable; })
      .map(function (key) { return [scalarText(key), scalarText(init[key])]; });
  }
  function fault(code, message) {
    const error = new TypeError(message);
    error.code = code;
    return error;
  }
  function requireCount(given, count, names) {
    if (given.length < count)
      throw fault('ERR_MISSING_ARGS', 'The ' + names + ' arguments must be specified');
  }
  function paramsOf(self) { return stateOf(self, 'URLSearchParams'); }
  /// Tells the address of what became of its query.
  function tell(state) {
    if (state.address)
      state.address.query = parser.serializeUrlencoded(state.list) || null;
  }
  const iteratorPrototype = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
  tools.add(iteratorPrototype, {
    next() {
      const state = stateOf(this, 'URLSearchParams iterator'), pair = state.list()[state.at];
      if (!pair)
        return { value: undefined, done: true };
      ++state.at;
      return { value: state.give(pair), done: false };
    },
    [Symbol.toStringTag]: 'URLSearchParams Iterator',
  });
  function iterate(self, give) {
    const state = paramsOf(self), iterator = Object.create(iteratorPrototype);
    Object.defineProperty(iterator, kept, { value: { list: function () { return state.list; }, at: 0, give: give } });
    return iterator;
  }
  const URLSearchParams = define(function URLSearchParams(init) {
    requireNew(new.target, 'URLSearchParams');
    const state = { list: [], address: null };
    Object.defineProperty(this, kept, { value: state });
    if (isObject(init))
      state.list = pairsOf(init);
    else if (init !== undefined && init !== null)
      state.list = parser.parseUrlencodedString(scalarText(init).replace(/^\?/, ''));
  }, {
    append(name, value) {
      const state = paramsOf(this);
      requireCount(arguments, 2, '"name" and "value"');
      state.list.push([scalarText(name), scalarText(value)]);
      tell(state);
    },
    delete(name, value = undefined) {
      const state = paramsOf(this);
      requireCount(arguments, 1, '"name"');
      const key = scalarText(name), wanted = value === undefined ? undefined : scalarText(value);
      state.list = state.list.filter(function (pair) { return pair[0] !== key || (wanted !== undefined && pair[1] !== wanted); });
      tell(state);
    },
    get(name) {
      const state = paramsOf(this);
      requireCount(arguments, 1, '"name"');
      const key = scalarText(name), found = state.list.find(function (pair) { return pair[0] === key; });
      return found ? found[1] : null;
    },
    getAll(name) {
      const state = paramsOf(this);
      requireCount(arguments, 1, '"name"');
      const key = scalarText(name);
      return state.list.filter(function (pair) { return pair[0] === key; }).map(function (pair) { return pair[1]; });
    },
    has(name, value = undefined) {
      const state = paramsOf(this);
      requireCount(arguments, 1, '"name"');
      const key = scalarText(name), wanted = value === undefined ? undefined : scalarText(value);
      return state.list.some(function (pair) { return pair[0] === key && (wanted === undefined || pair[1] === wanted); });
    },
    set(name, value) {
      const state = paramsOf(this);
      requireCount(arguments, 2, '"name" and "value"');
      const key = scalarText(name), at = state.list.findIndex(function (pair) { return pair[0] === key; });
      if (at < 0)
        state.list.push([key, scalarText(value)]);
      else
        state.list = state.list.filter(function (pair, i) { return i <= at || pair[0] !== key; });
      if (at >= 0)
        state.list[at] = [key, scalarText(value)];
      tell(state);
    },
    sort() {
      const state = paramsOf(this);
      state.list.sort(function (a, b) { return a[0] < b[0] ? -1 : (a[0] > b[0] ? 1 : 0); });
      tell(state);
    },
    forEach(act, self = undefined) {
      const state = paramsOf(this);
      tools.requireFunction(act);
      for (let i = 0; i < state.list.length; ++i)
        act.call(self, state.list[i][1], state.list[i][0], this);
    },
    keys() { return iterate(this, function (pair) { return pair[0]; }); },
    values() { return iterate(this, function (pair) { return pair[1]; }); },
    entries() { return iterate(this, function (pair) { return [pair[0], pair[1]]; }); },
    toString() { return parser.serializeUrlencoded(paramsOf(this).list); },
    get size() { return paramsOf(this).list.length; },
  });
  Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
    value: URLSearchParams.prototype.entries, writable: true, enumerable: false, configurable: true,
  });

  // ---- addresses

  function parsedWith(given, base) {
    let from = null;
    if (base !== undefined) {
      from = parser.basicURLParse(scalarText(base));
      if (from === null)
        return null;
    }
    return parser.basicURLParse(scalarText(given), { baseURL: from });
  }
  /// Puts an address into an object; its query is the same object for ever.
  function settle(self, address) {
    const query = address.query === null ? [] : parser.parseUrlencodedString(address.query), known = self[kept];
    if (known) {
      known.params[kept].list = query;
      known.params[kept].address = address;
      known.address = address;
      return;
    }
    const params = new URLSearchParams();
    params[kept].list = query;
    params[kept].address = address;
    Object.defineProperty(self, kept, { value: { address: address, params: params } });
  }
  function addressOf(self) { return stateOf(self, 'URL').address; }
  function refuse(given, base) {
    const error = fault('ERR_INVALID_URL', 'Invalid URL');
    error.input = String(given);
    if (base !== undefined)
      error.base = String(base);
    throw error;
  }
  /// Changes a part, as the parser reads it from the state `override`.
  function change(address, value, override) {
    parser.basicURLParse(scalarText(value), { url: address, stateOverride: override });
  }
  const members = {
    get href() { return parser.serializeURL(addressOf(this)); },
    set href(value) {
      addressOf(this);
      settle(this, parsedWith(value) || refuse(value));
    },
    get origin() { return parser.serializeURLOrigin(addressOf(this)); },
    get protocol() { return addressOf(this).scheme + ':'; },
    set protocol(value) { change(addressOf(this), scalarText(value) + ':', 'scheme start'); },
    get username() { return addressOf(this).username; },
    set username(value) {
      const address = addressOf(this);
      if (!parser.cannotHaveAUsernamePasswordPort(address))
        parser.setTheUsername(address, scalarText(value));
    },
    get password() { return addressOf(this).password; },
    set password(value) {
      const address = addressOf(this);
      if (!parser.cannotHaveAUsernamePasswordPort(address))
        parser.setThePassword(address, scalarText(value));
    },
    get host() {
      const address = addressOf(this);
      return address.host === null ? '' : parser.serializeHost(address.host) + (address.port === null ? '' : ':' + address.port);
    },
    set host(value) {
      const address = addressOf(this);
      if (!parser.hasAnOpaquePath(address))
        change(address, value, 'host');
    },
    get hostname() {
      const address = addressOf(this);
      return address.host === null ? '' : parser.serializeHost(address.host);
    },
    set hostname(value) {
      const address = addressOf(this);
      if (!parser.hasAnOpaquePath(address))
        change(address, value, 'hostname');
    },
    get port() {
      const address = addressOf(this);
      return address.port === null ? '' : String(address.port);
    },
    set port(value) {
      const address = addressOf(this), text = scalarText(value);
      if (parser.cannotHaveAUsernamePasswordPort(address))
        return;
      if (text === '')
        address.port = null;
      else
        change(address, text, 'port');
    },
    get pathname() { return parser.serializePath(addressOf(this)); },
    set pathname(value) {
      const address = addressOf(this);
      if (parser.hasAnOpaquePath(address))
        return;
      address.path = [];
      change(address, value, 'path start');
    },
    get search() { return addressOf(this).query ? '?' + addressOf(this).query : ''; },
    set search(value) {
      const state = stateOf(this, 'URL'), text = scalarText(value).replace(/^\?/, '');
      state.address.query = scalarText(value) === '' ? null : '';
      if (state.address.query === '')
        change(state.address, text, 'query');
      state.params[kept].list = parser.parseUrlencodedString(text);
    },
    get searchParams() { return stateOf(this, 'URL').params; },
    get hash() { return addressOf(this).fragment ? '#' + addressOf(this).fragment : ''; },
    set hash(value) {
      const address = addressOf(this), text = scalarText(value);
      address.fragment = text === '' ? null : '';
      if (text !== '')
        change(address, text.replace(/^#/, ''), 'fragment');
    },
    toString() { return this.href; },
    toJSON() { return this.href; },
  };
  const Address = define(function URL(given) {
    const base = arguments[1];
    requireNew(new.target, 'URL');
    requireCount(arguments, 1, '"url"');
    settle(this, parsedWith(given, base) || refuse(given, base));
  }, members);
  tools.add(Address, {
    canParse(given, base = undefined) {
      requireCount(arguments, 1, '"url"');
      return parsedWith(given, base) !== null;
    },
  });
})
