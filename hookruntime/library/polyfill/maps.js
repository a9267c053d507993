// SPDX-License-Identifier: GPL-3.0-or-later
// Map and Set, after ECMA-262. Those of V4 (Qt 6.4) compare a key with one entry after the other, and a loop over them leaves out an
// entry for each that is deleted while it runs.
(function (tools) {
  const replace = tools.replace, isObject = tools.isObject, requireFunction = tools.requireFunction, global = tools.global;
  tools.EngineMap = global.Map; // quick for a few keys, and for code of ours that deletes none while it loops
  const apply = Reflect.apply, indexOf = Array.prototype.indexOf, define = Object.defineProperty, setPrototype = Object.setPrototypeOf;
  const MOST_UNINDEXED = 8; // so many keys are looked through
  const GONE = {}; // in the place of a key that was deleted

  /// A list that inherits nothing: a script may give Array.prototype accessors for elements.
  function list() {
    return setPrototype([], null);
  }
  /// Keys and values in the order of their insertion. A table that is replaced by `next` says where its entries went, so that
  /// iterators can follow: `gone` are the places of those that were deleted; null: all were.
  function Table() {
    this.keys = list();
    this.values = list();
    this.size = 0;
    this.texts = null; // the places of keys that are texts, once there are many
    this.numbers = null;
    this.next = null;
    this.gone = null;
  }

  function placeOf(table, key) {
    const keys = table.keys;
    if (table.texts !== null) {
      const type = typeof key, known = type === 'string' ? table.texts[key] : type === 'number' ? table.numbers[key] : apply(indexOf, keys, [key]);
      return known === undefined ? -1 : known;
    }
    let at = keys.length - 1;
    if (key === key) {
      while (at >= 0 && keys[at] !== key)
        --at;
    } else {
      while (at >= 0 && keys[at] === keys[at])
        --at;
    }
    return at;
  }
  /// Notes the place of a key; undefined: it has none any more.
  function note(table, key, at) {
    if (typeof key === 'string')
      table.texts[key] = at;
    else if (typeof key === 'number')
      table.numbers[key] = at;
  }
  function append(table, key, value) {
    const at = table.keys.length;
    table.keys[at] = key === 0 ? 0 : key; // no -0
    table.values[at] = value;
    ++table.size;
    if (table.texts !== null) {
      note(table, key, at);
    } else if (at >= MOST_UNINDEXED) {
      table.texts = Object.create(null);
      table.numbers = Object.create(null);
      for (let i = 0; i <= at; ++i)
        note(table, table.keys[i], i);
    }
  }
  function put(state, key, value) {
    const table = state.table, at = placeOf(table, key);
    if (at < 0)
      append(table, key, value);
    else
      table.values[at] = value;
  }
  function remove(state, key) {
    const table = state.table, at = placeOf(table, key);
    if (at < 0)
      return false;
    if (table.texts !== null)
      note(table, key, undefined);
    table.keys[at] = GONE;
    table.values[at] = undefined;
    --table.size;
    if (table.keys.length > 2 * table.size + MOST_UNINDEXED)
      shrink(state);
    return true;
  }
  function shrink(state) {
    const table = state.table, made = new Table(), gone = list();
    for (let i = 0; i < table.keys.length; ++i) {
      if (table.keys[i] === GONE)
        gone[gone.length] = i;
      else
        append(made, table.keys[i], table.values[i]);
    }
    table.gone = gone;
    state.table = table.next = made;
  }
  function clear(state) {
    state.table = state.table.next = new Table();
  }

  /// A place in the entries of a collection, from which one goes on.
  function Position(table, kind) {
    this.table = table; // null: at the end, where it stays
    this.at = 0;
    this.kind = kind;
  }
  /// Goes to the next entry, whose place it gives; -1: there is none.
  function advance(position) {
    if (position.table === null)
      return -1;
    while (position.table.next !== null)
      follow(position);
    const keys = position.table.keys;
    let at = position.at;
    while (at < keys.length && keys[at] === GONE)
      ++at;
    if (at >= keys.length) {
      position.table = null;
      return -1;
    }
    position.at = at + 1;
    return at;
  }
  function follow(position) {
    const gone = position.table.gone, at = position.at;
    if (gone === null) {
      position.at = 0;
    } else {
      for (let i = 0; i < gone.length && gone[i] < at; ++i)
        --position.at;
    }
    position.table = position.table.next;
  }

  const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  function tagged(prototype, tag) {
    define(prototype, Symbol.toStringTag, { value: tag, configurable: true });
  }
  /// A function that makes iterators over the tables of `name`, of `kind` keys, values or entries.
  function iterators(name) {
    const kept = Symbol('\u0000iterator'), prototype = Object.create(iteratorPrototype);
    function Iterator(position) {
      this[kept] = position;
    }
    Iterator.prototype = prototype;
    replace(prototype, {
      next() {
        const position = isObject(this) ? this[kept] : undefined;
        if (position === undefined)
          throw new TypeError('next() of no ' + name + ' Iterator');
        const at = advance(position);
        if (at < 0)
          return { value: undefined, done: true };
        const table = position.table, kind = position.kind;
        return { value: kind === 'keys' ? table.keys[at] : kind === 'values' ? table.values[at] : [table.keys[at], table.values[at]], done: false };
      },
    });
    tagged(prototype, name + ' Iterator');
    return function (state, kind) { return new Iterator(new Position(state.table, kind)); };
  }

  /// Makes the class `name`. `fill(self, entries)` adds what it is made with; `methodsOf(stateOf, iterate)` gives its methods.
  function collection(name, fill, methodsOf) {
    const kept = Symbol('\u0000' + name);
    function stateOf(self) {
      const state = self[kept];
      if (state === undefined)
        throw new TypeError('this is no ' + name);
      return state;
    }
    const Made = ({
      [name]: function () {
        if (new.target === undefined)
          throw new TypeError(name + ' wants new');
        define(this, kept, { value: { table: new Table() } });
        const entries = arguments[0];
        if (entries !== undefined && entries !== null)
          fill(this, entries, stateOf(this));
      },
    })[name];
    define(Made, 'length', { value: 0, configurable: true });
    Made.prototype = {};
    replace(Made.prototype, { constructor: Made });
    replace(Made.prototype, methodsOf(stateOf, iterators(name)));
    define(Made.prototype, 'size', Object.getOwnPropertyDescriptor({ get size() { return stateOf(this).table.size; } }, 'size'));
    define(Made.prototype, 'size', { enumerable: false });
    define(Made.prototype, Symbol.iterator, { value: Made.prototype[name === 'Map' ? 'entries' : 'values'], writable: true, configurable: true });
    tagged(Made.prototype, name);
    define(Made, Symbol.species, Object.getOwnPropertyDescriptor({ get [Symbol.species]() { return this; } }, Symbol.species));
    define(Made, Symbol.species, { enumerable: false });
    define(Made, 'prototype', { writable: false, enumerable: false, configurable: false });
    define(global, name, { value: Made, writable: true, enumerable: false, configurable: true });
  }
  /// What both have.
  function common(stateOf, iterate) {
    return {
      has(key) { return placeOf(stateOf(this).table, key) >= 0; },
      delete(key) { return remove(stateOf(this), key); },
      clear() { clear(stateOf(this)); },
      forEach(act) {
        const position = new Position(stateOf(this).table, ''), self = arguments[1];
        requireFunction(act);
        for (let at = advance(position); at >= 0; at = advance(position))
          act.call(self, position.table.values[at], position.table.keys[at], this);
      },
      entries() { return iterate(stateOf(this), 'entries'); },
      values() { return iterate(stateOf(this), 'values'); },
    };
  }

  collection('Map', function (self, entries, state) {
    const set = self.set;
    requireFunction(set);
    for (const entry of entries) {
      if (!isObject(entry))
        throw new TypeError('Iterator value ' + String(entry) + ' is not an entry object');
      if (set === ownSet)
        put(state, entry[0], entry[1]);
      else
        set.call(self, entry[0], entry[1]);
    }
  }, function (stateOf, iterate) {
    return Object.assign(common(stateOf, iterate), {
      get(key) {
        const table = stateOf(this).table, at = placeOf(table, key);
        return at < 0 ? undefined : table.values[at];
      },
      set(key, value) {
        put(stateOf(this), key, value);
        return this;
      },
      keys() { return iterate(stateOf(this), 'keys'); },
    });
  });
  const ownSet = Map.prototype.set;

  collection('Set', function (self, entries, state) {
    const add = self.add;
    requireFunction(add);
    for (const entry of entries) {
      if (add === ownAdd)
        put(state, entry, entry === 0 ? 0 : entry);
      else
        add.call(self, entry);
    }
  }, function (stateOf, iterate) {
    return Object.assign(common(stateOf, iterate), {
      add(value) {
        put(stateOf(this), value, value === 0 ? 0 : value);
        return this;
      },
    });
  });
  const ownAdd = Set.prototype.add;
  define(Set.prototype, 'keys', { value: Set.prototype.values, writable: true, configurable: true });
})
