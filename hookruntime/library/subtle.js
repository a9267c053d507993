// SPDX-License-Identifier: GPL-3.0-or-later
// crypto.subtle of the Web Cryptography API: hashes, and signatures by HMAC. `digest(hash, key, data)` gives an ArrayBuffer, with a key
// its HMAC; `randomBytes(count)` and `isEqual(left, right)` are the hook host's.
(function (tools, Exception, digest, randomBytes, isEqual) {
  const define = tools.define, isObject = tools.isObject, bytesOf = tools.bytesOf, Buffer = tools.Buffer, kept = Symbol('\u0000key');
  const HASHES = { 'SHA-1': ['sha1', 64], 'SHA-256': ['sha256', 64], 'SHA-384': ['sha384', 128], 'SHA-512': ['sha512', 128] };
  const USAGES = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];

  function fail(name, message) { throw new Exception(message, name); }
  function nameOf(algorithm) {
    return String(isObject(algorithm) ? algorithm.name : algorithm).toUpperCase();
  }
  function hashOf(algorithm) {
    const name = nameOf(algorithm);
    return HASHES.hasOwnProperty(name) ? name : fail('NotSupportedError', 'Unrecognized algorithm name: hooks have ' + Object.keys(HASHES).join(', ') + '.');
  }
  function requireHmac(algorithm) {
    if (nameOf(algorithm) !== 'HMAC')
      fail('NotSupportedError', 'Unrecognized algorithm name: hooks have HMAC alone.');
  }
  /// A copy: what is asked for later is asked for with what is there now.
  function copyOf(data, name) {
    return Buffer.from(bytesOf(data, name));
  }
  const allowed = {};
  const Key = define(function CryptoKey(permission, state) {
    if (new.target === undefined || permission !== allowed)
      throw new TypeError('Illegal constructor');
    Object.defineProperty(this, kept, { value: state });
  }, {
    get type() { return stateOf(this).type; },
    get extractable() { return stateOf(this).isExtractable; },
    get algorithm() { return { name: 'HMAC', length: stateOf(this).bytes.length * 8, hash: { name: stateOf(this).hash } }; },
    get usages() { return stateOf(this).usages.slice(); },
  });
  Object.defineProperty(Key, 'length', { value: 0, configurable: true });
  function stateOf(key) {
    if (!isObject(key) || !key[kept])
      throw new TypeError('The "key" argument must be a CryptoKey');
    return key[kept];
  }
  function makeKey(bytes, hash, isExtractable, usages) {
    const list = Array.from(usages);
    list.forEach(function (usage) {
      if (USAGES.indexOf(usage) < 0)
        throw new TypeError('There is no usage "' + usage + '" of a key');
      if (usage !== 'sign' && usage !== 'verify')
        fail('SyntaxError', 'Unsupported key usage for an HMAC key');
    });
    if (!list.length)
      fail('SyntaxError', 'Usages cannot be empty when importing a secret key.');
    if (!bytes.length)
      fail('DataError', 'Zero-length key is not supported');
    return new Key(allowed, { type: 'secret', bytes: bytes, hash: hash, isExtractable: Boolean(isExtractable), usages: list });
  }
  function usedFor(key, usage) {
    const state = stateOf(key);
    if (state.usages.indexOf(usage) < 0)
      fail('InvalidAccessError', 'Unable to use this key to ' + usage);
    return state;
  }
  function hmac(state, data) { return digest(HASHES[state.hash][0], state.bytes, data); }

  const actions = {
    digest(algorithm, data) { return digest(HASHES[hashOf(algorithm)][0], undefined, copyOf(data, 'data')); },
    importKey(format, data, algorithm, isExtractable, usages) {
      requireHmac(algorithm);
      const hash = hashOf(algorithm.hash);
      if (format === 'raw')
        return makeKey(copyOf(data, 'keyData'), hash, isExtractable, usages);
      if (format !== 'jwk')
        return fail('NotSupportedError', 'Unable to import HMAC key with format ' + format);
      if (!isObject(data) || data.kty !== 'oct' || typeof data.k !== 'string')
        return fail('DataError', 'Invalid keyData');
      return makeKey(Buffer.from(data.k, 'base64url'), hash, isExtractable, usages);
    },
    exportKey(format, key) {
      const state = stateOf(key);
      if (!state.isExtractable)
        fail('InvalidAccessError', 'key is not extractable');
      if (format === 'raw')
        return new Uint8Array(state.bytes).buffer;
      if (format !== 'jwk')
        return fail('NotSupportedError', 'Unable to export HMAC key with format ' + format);
      return { key_ops: state.usages.slice(), ext: true, kty: 'oct', k: state.bytes.toString('base64url'), alg: 'HS' + state.hash.slice(4) };
    },
    generateKey(algorithm, isExtractable, usages) {
      requireHmac(algorithm);
      const hash = hashOf(algorithm.hash), bits = algorithm.length === undefined ? HASHES[hash][1] * 8 : algorithm.length;
      if (!Number.isInteger(bits) || bits <= 0 || bits % 8 || bits > 65536 * 8)
        fail('OperationError', 'Invalid key length');
      return makeKey(randomBytes(bits / 8), hash, isExtractable, usages);
    },
    sign(algorithm, key, data) {
      requireHmac(algorithm);
      return hmac(usedFor(key, 'sign'), copyOf(data, 'data'));
    },
    verify(algorithm, key, signature, data) {
      requireHmac(algorithm);
      const wanted = hmac(usedFor(key, 'verify'), copyOf(data, 'data')), given = copyOf(signature, 'signature');
      return given.length === wanted.byteLength && isEqual(given, new Uint8Array(wanted));
    },
  };
  const subtle = {};
  Object.keys(actions).forEach(function (name) {
    const act = actions[name];
    subtle[name] = ({
      [name]() {
        const given = arguments;
        return new Promise(function (resolve) { resolve(act.apply(undefined, given)); });
      },
    })[name];
  });
  return subtle;
})
