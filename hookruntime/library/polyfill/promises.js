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

  /// What a promise is resolved with instead of `value`. V4 crashes where the then() of a thenable throws, and takes it from a Proxy of
  /// a promise without asking. `told` gets the reason where it comes to a rejection.
  function settling(value, told) {
    if (!isObject(value))
      return value;
    let then;
    try {
      then = value.then;
    } catch (error) {
      if (told)
        told(error);
      return { get then() { throw error; } };
    }
    return typeof then === 'function' ? thenableOf(value, then, told) : value;
  }
  /// What makes functions of which the first that is called does something.
  function settlingOnce() {
    let isDone = false;
    return function (act) {
      return function (given) {
        if (isDone)
          return;
        isDone = true;
        act(given);
      };
    };
  }
  function thenableOf(value, then, told) {
    return {
      then(resolve, reject) {
        const once = settlingOnce();
        const refuse = once(function (reason) {
          reject(reason);
          if (told)
            told(reason);
        });
        try {
          then.call(value, once(function (given) { resolve(settling(given, told)); }), refuse);
        } catch (error) {
          refuse(error);
        }
      },
    };
  }
  function cycle() {
    return new TypeError('Chaining cycle detected for promise #<Promise>');
  }

  /// What scripts know as Promise.
  const OwnPromise = function Promise(executor) {
    if (new.target === undefined)
      throw new TypeError("Promise constructor cannot be invoked without 'new'");
    requireFunction(executor);
    if (new.target !== OwnPromise)
      return ofClass(new.target, executor);
    let made;
    made = watch(new Native(function (resolve, reject) {
      executor(function (value) {
        if (value === made && made)
          reject(cycle());
        else
          resolve(settling(value));
      }, reject);
    }));
    return made;
  };
  /// A promise of a class that inherits from ours.
  function ofClass(Class, executor) {
    let made, reason, isEarly = false;
    const fail = function (error) {
      reason = error;
      isEarly = !made;
      if (made)
        noteRejected(made, error);
    };
    made = construct(Native, [function (resolve, reject) {
      const once = settlingOnce();
      const refuse = once(function (error) {
        reject(error);
        fail(error);
      });
      try {
        executor(once(function (value) { resolve(settling(value, fail)); }), refuse);
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
      let made;
      // Arrow functions, which V4 makes without a prototype.
      const handler = (act) => (typeof act !== 'function' ? undefined : (value) => {
        const given = act(value);
        if (given === made)
          throw cycle();
        return settling(given);
      });
      made = derive(this, handler(done), handler(failed));
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
  const resolveNative = Native.resolve;
  /// The engine's own, and those that it lacks: its all() and race() throw where a list is none, and crash where these are called on an
  /// object that is no function, such as `[Promise.resolve][0]()`.
  const statics = {
    resolve(value) {
      if (!isObject(this))
        throw new TypeError('this is no constructor');
      if (value instanceof Native && value.constructor === (this === Native ? OwnPromise : this))
        return value;
      if (this === OwnPromise || this === Native)
        return isObject(value) ? watch(resolveNative.call(Native, settling(value))) : resolveNative.call(Native, value);
      const made = capability(this);
      made.resolve(value);
      return made.promise;
    },
    reject(reason) {
      const made = capability(this);
      made.reject(reason);
      return made.promise;
    },
    all(iterable) {
      return combine(this, iterable, {
        fulfilled: function (made, note) { return note(function (value) { return value; }); },
        rejected: function (made) { return made.reject; },
        done: function (made, values) { made.resolve(values); },
      });
    },
    race(iterable) {
      return combine(this, iterable, {
        fulfilled: function (made) { return made.resolve; },
        rejected: function (made) { return made.reject; },
        done: function () { },
      });
    },
  };
  tools.replace(OwnPromise, statics);
  tools.replace(Native, statics);
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
      derive(resolveNative.call(Native), function () {
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
      const told = function (reason) { noteRejected(made.promise, reason); };
      made.resolve = function (value) { resolve(settling(value, told)); };
      made.reject = function (reason) {
        reject(reason);
        noteRejected(made.promise, reason);
      };
    });
    return made;
  }
  /// What `await` does.
  function wait(value, next, fail) {
    try {
      if (value instanceof Native && value.constructor === OwnPromise) {
        derive(value, next, fail);
        markCaught(value);
        return;
      }
    } catch (error) { // of what only inherits from promises
      derive(Native.reject(error), next, fail);
      return;
    }
    derive(resolveNative.call(Native, settling(value)), next, fail);
  }

  return { promises: { pending: pending, wait: wait, takeLost: takeLost, shared: [Native] } };
})
