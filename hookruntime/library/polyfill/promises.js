// SPDX-License-Identifier: GPL-3.0-or-later
// Promises, and microtasks.
(function (tools) {
  const add = tools.add, isObject = tools.isObject, requireFunction = tools.requireFunction, global = tools.global;

  const OwnPromise = Promise, then = Promise.prototype.then;

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
  const own = { resolve: Promise.resolve, reject: Promise.reject, all: Promise.all, race: Promise.race };
  function onConstructor(self, method, value) {
    if (typeof self !== 'function')
      throw new TypeError('this is no constructor');
    return method.call(self, value);
  }
  tools.replace(Promise, {
    resolve(value) { return onConstructor(this, own.resolve, value); },
    reject(reason) { return onConstructor(this, own.reject, reason); },
    all(iterable) { return onConstructor(this, own.all, iterable); },
    race(iterable) { return onConstructor(this, own.race, iterable); },
  });
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
      then.call(OwnPromise.resolve(), function () { act(); });
    },
  });
})
