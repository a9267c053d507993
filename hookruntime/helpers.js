// SPDX-License-Identifier: GPL-3.0-or-later
// What lowered scripts (compiler.js) call at run time. All runs of a child share it: it keeps nothing of them but, for a turn,
// the last text, number or the like that was thrown. `promises` and `errors`: what the files
// of library/polyfill of these names give; `members`: what members.js gives.
(function (promises, errors, members) {
  const OwnPromise = Promise, OwnRegExp = RegExp, hasOwn = Object.prototype.hasOwnProperty;
  const STATIC = 1, PRIVATE = 2, FIELD = 4, NAMED = 8, BLOCK = 16; // as compiler.js has them

  function isObject(value) {
    return value !== null && (typeof value === 'object' || typeof value === 'function');
  }

  // ---- the global object of a run

  const global = (function () { return this; })();
  let scopeOfRun = function () { return global; }; // see setScope()
  function scope() {
    return scopeOfRun();
  }
  /// Makes a variable of the script a member of the run's global object.
  function expose(name, get, set) {
    const object = scopeOfRun();
    if (object !== global)
      Object.defineProperty(object, name, { get: get, set: set, enumerable: true, configurable: false });
  }

  // ---- async functions and generators

  const ofAsync = Symbol('\u0000async');
  /// Whether a Promise is what a lowered async function gave.
  function isOfAsync(promise) {
    return promise[ofAsync] === true;
  }
  function run(self, given, body) {
    const made = promises.pending();
    let iterator;
    function advance(method, value) {
      let step;
      try {
        step = iterator[method](value);
      } catch (error) {
        made.reject(error);
        return;
      }
      if (step.done)
        made.resolve(step.value);
      else
        promises.wait(step.value, next, fail);
    }
    function next(value) { advance('next', value); }
    function fail(error) { advance('throw', error); }
    try {
      iterator = given ? body.apply(self, given) : body.call(self);
      next();
    } catch (error) {
      made.reject(error);
    }
    made.promise[ofAsync] = true;
    return made.promise;
  }

  /// Marks what an async generator waits for, to tell it from what it yields; `isReturn`: it is being left meanwhile.
  function Wait(value, isReturn) {
    this.value = value;
    this.isReturn = isReturn;
  }
  function wait(value) { return new Wait(value, false); }

  const asyncIteratorPrototype = {};
  asyncIteratorPrototype[Symbol.asyncIterator] = function () { return this; };
  const asyncGeneratorPrototype = Object.create(asyncIteratorPrototype);
  const asyncState = new Names('async generator');

  /// Works off the requests (next, throw, return) one after the other.
  function AsyncGenerator(iterator) {
    const queue = [];
    let isRunning = false, isDone = false;

    function settle(kind, value, done) {
      const request = queue.shift();
      isRunning = false;
      if (kind === 'throw')
        request.reject(value);
      else
        request.resolve({ value: value, done: done });
      work();
    }
    function advance(method, value) {
      let step;
      try {
        step = iterator[method](value);
      } catch (error) {
        isDone = true;
        settle('throw', error);
        return;
      }
      if (step.value instanceof Wait) {
        promises.wait(step.value.value, step.value.isReturn ? leave : next, fail);
      } else if (step.done) {
        isDone = true;
        promises.wait(step.value, function (result) { settle('next', result, true); }, function (error) { settle('throw', error); });
      } else {
        promises.wait(step.value, function (result) { settle('next', result, false); }, fail);
      }
    }
    function next(value) { advance('next', value); }
    function leave(value) { advance('return', value); }
    function fail(error) { advance('throw', error); }
    function work() {
      if (isRunning || !queue.length)
        return;
      isRunning = true;
      const request = queue[0];
      if (!isDone) {
        if (request.method === 'return') {
          promises.wait(request.value, leave, fail);
          return;
        }
        advance(request.method, request.value);
      } else if (request.method === 'next') {
        settle('next', undefined, true);
      } else if (request.method === 'throw') {
        settle('throw', request.value);
      } else {
        promises.wait(request.value, function (value) { settle('next', value, true); }, function (error) { settle('throw', error); });
      }
    }
    this.request = function (method, value) {
      return new OwnPromise(function (resolve, reject) {
        queue.push({ method: method, value: value, resolve: resolve, reject: reject });
        work();
      });
    };
  }

  ['next', 'throw', 'return'].forEach(function (method) {
    Object.defineProperty(asyncGeneratorPrototype, method, {
      value: function (value) {
        if (!isObject(this) || !has(this, asyncState))
          return OwnPromise.reject(new TypeError(method + '() of no async generator'));
        return entry(this, asyncState).request(method, value);
      },
      writable: true, configurable: true,
    });
  });

  function generate(self, given, body) {
    const generator = Object.create(asyncGeneratorPrototype);
    add(generator, asyncState, new AsyncGenerator(given ? body.apply(self, given) : body.call(self)));
    return generator;
  }

  function asyncIterator(iterable) {
    const method = iterable[Symbol.asyncIterator];
    if (method !== undefined && method !== null)
      return result(method.call(iterable));
    const iterator = result(iterable[Symbol.iterator]()), next = iterator.next;
    function later(step) {
      const done = Boolean(step.done);
      return OwnPromise.resolve(step.value).then(function (value) { return { value: value, done: done }; });
    }
    function ask(name, value, without) {
      const method = iterator[name];
      return method === undefined || method === null ? without() : later(result(method.call(iterator, value)));
    }
    return {
      next: function (value) { return later(result(next.call(iterator, value))); },
      return: function (value) { return ask('return', value, function () { return OwnPromise.resolve({ value: value, done: true }); }); },
      throw: function (error) { return ask('throw', error, function () { return OwnPromise.reject(error); }); },
    };
  }

  /// An iterator's answer.
  function result(step) {
    if (!isObject(step))
      throw new TypeError('An iterator gives no object.');
    return step;
  }
  /// What an iterator answers to its end; one that cannot be asked is content.
  function close(iterator) {
    const method = iterator.return;
    return method === undefined || method === null ? {} : method.call(iterator);
  }

  /// What `yield*` in an async generator goes through. It is no generator, because V4 forgets that one returns when a `finally` yields.
  function delegate(iterable) {
    const iterator = asyncIterator(iterable), next = iterator.next;
    let isWaiting = false, isUnable = false;
    function waitFor(answer, isReturn) {
      isWaiting = true;
      return { value: new Wait(answer, isReturn), done: false };
    }
    function answered(step) {
      isWaiting = false;
      result(step);
      if (isUnable)
        throw new TypeError('The iterator has no throw().');
      return { done: Boolean(step.done), value: step.value }; // read once
    }
    return {
      [Symbol.iterator]() { return this; },
      next(value) { return isWaiting ? answered(value) : waitFor(next.call(iterator, value), false); },
      throw(error) {
        if (isWaiting)
          throw error;
        const method = iterator.throw;
        if (method !== undefined && method !== null)
          return waitFor(method.call(iterator, error), false);
        isUnable = true;
        return waitFor(close(iterator), false);
      },
      return(value) {
        if (isWaiting)
          return answered(value);
        const method = iterator.return;
        return method === undefined || method === null ? { value: value, done: true } : waitFor(method.call(iterator, value), true);
      },
    };
  }

  // ---- patterns

  /// What an object's pattern finds nothing in.
  function nothing(value, key, source) {
    throw new TypeError('Cannot destructure ' + (key ? "property '" + key + "' of '" : "'") + (source || value) + "' as it is " + value + '.');
  }

  /// Matches a value with a list of nothing: V4 takes no iterator then.
  function none(value) {
    result(close(result(value[Symbol.iterator]())));
  }
  /// A property that hands on what is assigned to it.
  function sink(take) {
    return {
      set value(given) { take(given); },
    };
  }

  // ---- variables

  const absent = Object.freeze({}); // the value of a variable that the script assigns without declaring it, until it does
  function undeclared(name) {
    throw new ReferenceError(name + ' is not defined');
  }
  function dead(name) {
    throw new ReferenceError(name + ' is not initialised yet.');
  }
  function constant(name) {
    throw new TypeError(name + ' is a constant.');
  }

  // ---- errors

  const NOTHING = { value: {}, stack: '' };
  let last = NOTHING; // what was thrown last in this turn that is no object
  function thrown(value) {
    if (!isObject(value))
      last = { value: value, stack: new Error().stack };
    return value;
  }
  /// Called when a turn begins, because another run may have thrown the same.
  function forgetThrown() {
    last = NOTHING;
  }
  /// The stack of what was thrown.
  function stackOf(value) {
    if (isObject(value))
      return value.stack;
    return value === last.value ? last.stack : '';
  }

  // ---- calls

  const apply = Reflect.apply;
  /// Calls what was read before `given` was evaluated.
  function invoke(called, self, name, given) {
    if (typeof called !== 'function')
      throw new TypeError(name + ' is not a function');
    return apply(called, self, given);
  }

  /// What a tagged template's function gets: the texts between the values, and their raw form.
  function site(cooked, raw) {
    return Object.freeze(Object.defineProperty(cooked, 'raw', { value: Object.freeze(raw) }));
  }

  // ---- classes

  /// A private name. An object that has it keeps its entry under a symbol that polyfill/symbols.js hides:
  /// V4's WeakMap does not survive its own garbage collector (Qt 6.4).
  function Names(name) {
    this.name = name;
    this.symbol = Symbol('\u0000' + name);
  }
  function names(name) { return new Names(name); }
  function has(object, name) {
    if (!isObject(object))
      throw new TypeError('The right side of "in" is no object.');
    return hasOwn.call(object, name.symbol);
  }
  function entry(object, name) {
    if (!isObject(object) || !hasOwn.call(object, name.symbol))
      throw new TypeError('The object has no ' + name.name + '.');
    return object[name.symbol];
  }
  function add(object, name, made) {
    if (has(object, name))
      throw new TypeError('The object has ' + name.name + ' already.');
    Object.defineProperty(object, name.symbol, { value: made, writable: false, enumerable: false, configurable: false });
  }
  function get(object, name) {
    const found = entry(object, name);
    if ('value' in found)
      return found.value;
    if (!found.get)
      throw new TypeError(name.name + ' has no getter.');
    return found.get.call(object);
  }
  function set(object, name, value) {
    const found = entry(object, name);
    if ('value' in found) {
      if (found.isMethod)
        throw new TypeError(name.name + ' is a method and cannot be assigned.');
      found.value = value;
    } else if (found.set) {
      found.set.call(object, value);
    } else {
      throw new TypeError(name.name + ' has no setter.');
    }
    return value;
  }
  function step(object, name, by, isPrefix) {
    const before = Number(get(object, name));
    set(object, name, before + by);
    return isPrefix ? before + by : before;
  }
  function slot(object, name) {
    return {
      get value() { return get(object, name); },
      set value(value) { set(object, name, value); },
    };
  }

  /// What is known of a class: where its lowered elements lie, and what its instances begin with.
  function Description() {
    this.keys = {};
    this.symbols = [];
    this.methods = [];
    this.fields = [];
  }
  Description.prototype.place = function (index, name) {
    if (arguments.length > 1)
      this.keys[index] = members.key(name);
    return this.symbols[index] = Symbol();
  };
  function description() {
    return new Description();
  }

  function named(value, flags, name) {
    if (flags & NAMED) {
      const text = name instanceof Names ? name.name : (typeof name === 'symbol' ? '[' + String(name).slice(7, -1) + ']' : name);
      try {
        Object.defineProperty(value, 'name', { value: text, configurable: true });
      } catch (error) {
        // A class with a static member `name` keeps it.
      }
    }
    return value;
  }
  function setField(object, field) {
    const value = named(field.make.call(object), field.flags, field.name);
    if (field.name instanceof Names)
      add(object, field.name, { value: value });
    else
      members.defineMember(object, field.name, value);
  }

  /// Takes the lowered elements out of the class and brings its static ones to life.
  function defineClass(made, described, elements) {
    const later = [];
    const found = new Map();
    elements.forEach(function (element, index) {
      const flags = element[0], name = element[1];
      const holder = flags & STATIC ? made : made.prototype;
      const property = Object.getOwnPropertyDescriptor(holder, described.symbols[index]);
      delete holder[described.symbols[index]];
      if (flags & BLOCK) {
        later.push(function () { property.value.call(made); });
      } else if (flags & FIELD) {
        const field = { make: property.value, flags: flags, name: name };
        if (flags & STATIC)
          later.push(function () { setField(made, field); });
        else
          described.fields.push(field);
      } else {
        let known = found.get(name);
        if (!known) {
          known = {};
          found.set(name, known);
          if (flags & STATIC)
            add(made, name, known);
          else
            described.methods.push({ name: name, entry: known });
        }
        if ('value' in property) {
          named(property.value, NAMED, name);
          known.value = property.value;
          known.isMethod = true;
        } else {
          known.get = property.get || known.get;
          known.set = property.set || known.set;
        }
      }
    });
    later.forEach(function (act) { act(); });
  }

  /// Gives a new instance its private methods and its fields.
  function start(object, described) {
    described.methods.forEach(function (method) { add(object, method.name, method.entry); });
    described.fields.forEach(function (field) { setField(object, field); });
    return object;
  }

  /// A regular expression with flags that the engine does not know; see library/polyfill/flags.js.
  function expression(pattern, flags) {
    return new OwnRegExp(pattern, flags);
  }

  const helpers = Object.assign({
    global: global, scope: scope, expose: expose,
    run: run, generate: generate, wait: wait, delegate: delegate, asyncIterator: asyncIterator, result: result, close: close,
    nothing: nothing, none: none, thrown: thrown, sink: sink, absent: absent, undeclared: undeclared, dead: dead, constant: constant,
    expression: expression, stack: errors.stackOf, invoke: invoke, construct: Reflect.construct, site: site,
    names: names, get: get, set: set, has: has, step: step, slot: slot,
    description: description, define: defineClass, start: start,
  }, members);
  // What user code can reach through them and must not change: see freeze.js.
  const shared = [helpers, asyncIteratorPrototype, asyncGeneratorPrototype, Wait.prototype, Names.prototype, Description.prototype,
    AsyncGenerator.prototype];
  return {
    helpers: helpers, shared: shared, stackOf: stackOf, forgetThrown: forgetThrown, isOfAsync: isOfAsync,
    setScope: function (give) { scopeOfRun = give; }, // what the helpers take for the global object of the run
  };
})
