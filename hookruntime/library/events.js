// SPDX-License-Identifier: GPL-3.0-or-later
// DOMException, Event, EventTarget, AbortController and AbortSignal, after the DOM Standard. `setTimeout` is that of hooks.
// Puts them on the global object, and gives what others need of them.
(function (tools, setTimeout) {
  const define = tools.define, requireNew = tools.requireNew, isObject = tools.isObject, textOf = tools.textOf, replace = tools.replace;
  const kept = Symbol('\u0000event');
  const state = tools.stateUnder(kept), stateOf = state.of, keep = state.keep;

  // ---- exceptions

  const CODES = {
    IndexSizeError: 1, NotFoundError: 8, NotSupportedError: 9, InvalidStateError: 11, SyntaxError: 12, InvalidAccessError: 15, InvalidCharacterError: 5,
    TypeMismatchError: 17, NetworkError: 19, AbortError: 20, QuotaExceededError: 22, TimeoutError: 23, DataCloneError: 25,
  };
  const Exception = function DOMException(message = undefined, given = undefined) {
    requireNew(new.target, 'DOMException');
    const error = Reflect.construct(Error, [message === undefined ? '' : textOf(message)], new.target);
    const isNamed = given === undefined || !isObject(given), name = isNamed ? given : given.name;
    keep(error, { name: name === undefined ? 'Error' : textOf(name) });
    if (!isNamed && 'cause' in given)
      Object.defineProperty(error, 'cause', { value: given.cause, writable: true, enumerable: false, configurable: true });
    return error;
  };
  const members = {
    get name() { return this === Exception.prototype ? 'Error' : stateOf(this, 'DOMException').name; },
    get code() { return CODES[stateOf(this, 'DOMException').name] || 0; },
  };
  Exception.prototype = Object.create(Error.prototype, Object.getOwnPropertyDescriptors(members));
  replace(Exception.prototype, { constructor: Exception });
  Object.defineProperty(Exception.prototype, Symbol.toStringTag, { value: 'DOMException', configurable: true });
  Object.defineProperty(Exception, 'prototype', { writable: false, enumerable: false });
  Object.setPrototypeOf(Exception, Error);
  replace(tools.global, { DOMException: Exception });

  // ---- events

  const Event = define(function Event(type) {
    requireNew(new.target, 'Event');
    if (!arguments.length)
      throw new TypeError('An event wants a type');
    const given = arguments[1] || {};
    keep(this, { type: textOf(type), target: null, isCancelable: Boolean(given.cancelable), bubbles: Boolean(given.bubbles), isPrevented: false, isStopped: false, time: Date.now() });
  }, {
    get type() { return stateOf(this, 'Event').type; },
    get target() { return stateOf(this, 'Event').target; },
    get currentTarget() { return stateOf(this, 'Event').target; },
    get cancelable() { return stateOf(this, 'Event').isCancelable; },
    get bubbles() { return stateOf(this, 'Event').bubbles; },
    get defaultPrevented() { return stateOf(this, 'Event').isPrevented; },
    get timeStamp() { return stateOf(this, 'Event').time; },
    preventDefault() { stateOf(this, 'Event').isPrevented = stateOf(this, 'Event').isCancelable; },
    stopImmediatePropagation() { stateOf(this, 'Event').isStopped = true; },
    stopPropagation() { stateOf(this, 'Event'); },
  });
  const Target = define(function EventTarget() {
    requireNew(new.target, 'EventTarget');
    keep(this, { listeners: [] });
  }, {
    addEventListener(type, listener, options = undefined) {
      const state = stateOf(this, 'EventTarget'), given = isObject(options) ? options : {}, name = textOf(type);
      if (listener === null || listener === undefined)
        return;
      if (typeof listener !== 'function' && !isObject(listener))
        throw new TypeError('The "listener" argument must be a function or an object with handleEvent');
      if (given.signal && given.signal.aborted)
        return;
      if (!state.listeners.some(function (each) { return each.type === name && each.act === listener; }))
        state.listeners.push({ type: name, act: listener, isOnce: Boolean(given.once) });
      if (given.signal)
        given.signal.addEventListener('abort', () => this.removeEventListener(name, listener));
    },
    removeEventListener(type, listener) {
      const state = stateOf(this, 'EventTarget'), name = textOf(type);
      state.listeners = state.listeners.filter(function (each) { return each.type !== name || each.act !== listener; });
    },
    dispatchEvent(event) {
      const state = stateOf(this, 'EventTarget'), told = stateOf(event, 'Event');
      told.target = this;
      const handler = this['on' + told.type];
      if (typeof handler === 'function')
        handler.call(this, event);
      for (const each of state.listeners.slice()) {
        if (each.type !== told.type || told.isStopped || state.listeners.indexOf(each) < 0)
          continue;
        if (each.isOnce)
          this.removeEventListener(each.type, each.act);
        if (typeof each.act === 'function')
          each.act.call(this, event);
        else
          each.act.handleEvent(event);
      }
      return !told.isPrevented;
    },
  });

  // ---- signals

  const allowed = {}; // what only this file has: signals are not made by `new`
  const Signal = define(function AbortSignal(permission) {
    if (new.target === undefined || permission !== allowed)
      throw new TypeError('Illegal constructor');
    keep(this, { listeners: [], isAborted: false, reason: undefined, handler: null, due: null });
  }, {
    get aborted() { return stateOf(this, 'AbortSignal').isAborted; },
    get reason() { return stateOf(this, 'AbortSignal').reason; },
    get onabort() { return stateOf(this, 'AbortSignal').handler; },
    set onabort(act) { stateOf(this, 'AbortSignal').handler = typeof act === 'function' ? act : null; },
    throwIfAborted() {
      if (stateOf(this, 'AbortSignal').isAborted)
        throw stateOf(this, 'AbortSignal').reason;
    },
  });
  Object.setPrototypeOf(Signal.prototype, Target.prototype);
  Object.setPrototypeOf(Signal, Target);
  Object.defineProperty(Signal, 'length', { value: 0, configurable: true });
  function abort(signal, reason) {
    const state = stateOf(signal, 'AbortSignal');
    if (state.isAborted)
      return;
    state.isAborted = true;
    state.reason = reason === undefined ? new Exception('This operation was aborted', 'AbortError') : reason;
    signal.dispatchEvent(new Event('abort'));
  }
  replace(Signal, {
    abort(reason = undefined) {
      const signal = new Signal(allowed);
      abort(signal, reason);
      return signal;
    },
    timeout(delay) {
      if (typeof delay !== 'number' || !(delay >= 0))
        throw new TypeError('The "delay" argument must be a number of milliseconds');
      const signal = new Signal(allowed);
      signal[kept].due = Date.now() + delay;
      setTimeout(function () { abort(signal, new Exception('The operation was aborted due to timeout', 'TimeoutError')); }, delay);
      return signal;
    },
    any(signals) {
      const made = new Signal(allowed), list = Array.from(signals);
      const first = list.find(function (each) { return each.aborted; });
      if (first)
        abort(made, first.reason);
      else
        made[kept].due = list.reduce(function (due, each) { return Math.min(due, each[kept].due === null ? Infinity : each[kept].due); }, Infinity);
      if (made[kept].due === Infinity)
        made[kept].due = null;
      if (!first)
        list.forEach(function (each) { each.addEventListener('abort', function () { abort(made, each.reason); }); });
      return made;
    },
  });
  define(function AbortController() {
    requireNew(new.target, 'AbortController');
    keep(this, { signal: new Signal(allowed) });
  }, {
    get signal() { return stateOf(this, 'AbortController').signal; },
    abort(reason = undefined) { abort(stateOf(this, 'AbortController').signal, reason); },
  });

  /// Milliseconds until a signal of AbortSignal.timeout() ends what it was given to; null for another one.
  function timeLeft(signal) {
    const due = stateOf(signal, 'AbortSignal').due;
    return due === null ? null : due - Date.now();
  }
  return { Exception: Exception, Signal: Signal, timeLeft: timeLeft };
})
