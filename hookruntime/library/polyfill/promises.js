// SPDX-License-Identifier: GPL-3.0-or-later
// Promises, and microtasks. V4 does not tell of promises that are rejected and that nobody catches, so each promise that
// a script may get is watched: one that is rejected while it has no handler is lost, unless it gets one before the turn
// of its run ends (contract: codehooks 3; HTML, "unhandled promise rejections").
(function (tools) {
  const add = tools.add, isObject = tools.isObject, requireFunction = tools.requireFunction, global = tools.global;

  const Native = Promise, nativeThen = Promise.prototype.then, construct = Reflect.construct, getPrototype = Object.getPrototypeOf;
  const CAUGHT = Symbol('\0caught'); // on a promise that has a handler; symbols.js hides it
  let lost = []; // {promise, reason}

  function noteRejected(promise, reason) {
    if (!promise[CAUGHT] && Object.isExtensible(promise))
      lost.push({ promise: promise, reason: reason });
  }
  /// Gives `promise`. Those of a class of their own are watched by ofClass(): then() would make more of them.
  function watch(promise) {
    if (isObject(promise) && getPrototype(promise) === Native.prototype)
      derive(promise, undefined, function (reason) { noteRejected(promise, reason); });
    return promise;
  }
  /// The reasons of those that nobody has caught since the last call; null: there are none.
  function takeLost() {
    if (!lost.length)
      return null;
    const reasons = [];
    lost.forEach(function (each) {
      if (!each.promise[CAUGHT])
        reasons.push(each.reason);
      each.promise[CAUGHT] = true; // it is told once
    });
    lost = [];
    return reasons.length ? reasons : null;
  }
  function markCaught(promise) {
    if (!promise[CAUGHT] && Object.isExtensible(promise))
      promise[CAUGHT] = true;
  }

  /// What scripts know as Promise.
  const OwnPromise = function Promise(executor) {
    if (new.target === undefined)
      throw new TypeError("Promise constructor cannot be invoked without 'new'");
    return new.target === OwnPromise ? watch(new Native(executor)) : ofClass(new.target, executor);
  };
  /// A promise of a class that inherits from ours.
  function ofClass(Class, executor) {
    requireFunction(executor);
    let made, reason, isEarly = false;
    const fail = function (error) {
      reason = error;
      isEarly = !made;
      if (made)
        noteRejected(made, error);
    };
    made = construct(Native, [function (resolve, reject) {
      const refuse = function (error) {
        reject(error);
        fail(error);
      };
      try {
        executor(function (value) {
          resolve(value);
          if (value instanceof Native)
            value.then(undefined, fail);
        }, refuse);
      } catch (error) {
        refuse(error);
      }
    }], Class);
    if (isEarly)
      noteRejected(made, reason);
    return made;
  }
  Object.defineProperty(OwnPromise, 'prototype', { value: Native.prototype, writable: false, enumerable: false, configurable: false });
  // V4's then() makes its promise with what `constructor` says, whatever its Symbol.species says; its own are made fastest.
  let makesOwn = false;
  const constructorOf = {
    get() { return makesOwn ? Native : OwnPromise; },
    set(value) { tools.definedOn(this, 'constructor', value); },
  };
  Object.defineProperty(Native.prototype, 'constructor', { get: constructorOf.get, set: constructorOf.set, enumerable: false, configurable: true });
  function derive(promise, done, failed) {
    makesOwn = true;
    try {
      return nativeThen.call(promise, done, failed);
    } finally {
      makesOwn = false;
    }
  }
  tools.replace(Native.prototype, {
    then(done, failed) {
      const made = derive(this, done, failed);
      markCaught(this);
      return watch(made);
    },
    catch(failed) { return this.then(undefined, failed); },
  });
  const species = { get() { return this; } };
  Object.defineProperty(OwnPromise, Symbol.species, { get: species.get, enumerable: false, configurable: true });
  Object.defineProperty(global, 'Promise', { value: OwnPromise, writable: true, enumerable: false, configurable: true });

  function capability(Constructor) {
    const made = {};
    made.promise = new Constructor(function (resolve, reject) {
      made.resolve = resolve;
      made.reject = reject;
    });
    requireFunction(made.resolve);
    requireFunction(made.reject);
    return made;
  }
  /// The way of all(), allSettled() and any(): each element's end is noted; the last one ends it.
  function combine(Constructor, iterable, settle) {
    if (!isObject(Constructor))
      throw new TypeError('this is no constructor');
    const made = capability(Constructor);
    try {
      const resolve = Constructor.resolve;
      requireFunction(resolve);
      const values = [];
      let remaining = 1, index = 0;
      const finish = function () {
        if (--remaining === 0)
          settle.done(made, values);
      };
      for (const element of iterable) {
        const at = index++;
        values[at] = undefined;
        const next = resolve.call(Constructor, element);
        ++remaining;
        let isCalled = false;
        const once = function (act) {
          return function (value) {
            if (isCalled)
              return undefined;
            isCalled = true;
            return act(value);
          };
        };
        const note = function (make) {
          return once(function (value) {
            values[at] = make(value);
            finish();
          });
        };
        next.then(settle.fulfilled(made, note), settle.rejected(made, note));
      }
      finish();
    } catch (error) {
      made.reject(error);
    }
    return made.promise;
  }
  // V4 crashes where these are called on an object that is no function, such as `[Promise.resolve][0]()`.
  const own = { resolve: Native.resolve, reject: Native.reject, all: Native.all, race: Native.race };
  function onConstructor(self, method, value) {
    if (typeof self !== 'function')
      throw new TypeError('this is no constructor');
    return self === OwnPromise || self === Native ? watch(method.call(Native, value)) : method.call(self, value);
  }
  const statics = {
    resolve(value) {
      const isOurs = this === OwnPromise || this === Native;
      if (isOurs && value instanceof Native && value.constructor === OwnPromise)
        return value;
      return isOurs && !isObject(value) ? own.resolve.call(Native, value) : onConstructor(this, own.resolve, value);
    },
    reject(reason) { return onConstructor(this, own.reject, reason); },
    all(iterable) { return onConstructor(this, own.all, iterable); },
    race(iterable) { return onConstructor(this, own.race, iterable); },
  };
  tools.replace(OwnPromise, statics);
  tools.replace(Native, statics); // all() and race() ask it for resolve()
  add(Promise, {
    allSettled(iterable) {
      return combine(this, iterable, {
        fulfilled: function (made, note) { return note(function (value) { return { status: 'fulfilled', value: value }; }); },
        rejected: function (made, note) { return note(function (reason) { return { status: 'rejected', reason: reason }; }); },
        done: function (made, values) { made.resolve(values); },
      });
    },
    any(iterable) {
      return combine(this, iterable, {
        fulfilled: function (made) { return made.resolve; },
        rejected: function (made, note) { return note(function (reason) { return reason; }); },
        done: function (made, errors) { made.reject(new global.AggregateError(errors, 'All promises were rejected')); },
      });
    },
  });
  add(Promise.prototype, {
    finally(act) {
      if (!isObject(this))
        throw new TypeError('finally was called on no object');
      if (typeof act !== 'function')
        return this.then(act, act);
      let Constructor = this.constructor;
      Constructor = isObject(Constructor) && Constructor[Symbol.species] ? Constructor[Symbol.species] : OwnPromise;
      return this.then(
        function (value) { return Constructor.resolve(act()).then(function () { return value; }); },
        function (error) { return Constructor.resolve(act()).then(function () { throw error; }); });
    },
  });
  add(global, {
    queueMicrotask(act) {
      requireFunction(act);
      derive(own.resolve.call(Native), function () {
        try {
          act();
        } catch (error) {
          noteRejected({}, error);
        }
      });
    },
  });

  // ---- for async functions and calls, which know when their promises are rejected and need not watch them

  /// A promise with the functions that end it.
  function pending() {
    const made = {};
    made.promise = new Native(function (resolve, reject) {
      made.resolve = function (value) {
        resolve(value);
        if (value instanceof Native)
          watch(made.promise);
      };
      made.reject = function (reason) {
        reject(reason);
        noteRejected(made.promise, reason);
      };
    });
    return made;
  }
  /// What `await` does.
  function wait(value, next, fail) {
    let promise = value;
    if (value instanceof Native && value.constructor === OwnPromise)
      markCaught(value);
    else
      promise = own.resolve.call(Native, value);
    derive(promise, next, fail);
  }

  return { promises: { pending: pending, wait: wait, takeLost: takeLost, shared: [Native] } };
})
