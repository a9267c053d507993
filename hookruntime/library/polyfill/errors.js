// SPDX-License-Identifier: GPL-3.0-or-later
// Errors with a cause, AggregateError, and errors in what hooks answer.
(function (tools) {
  const replace = tools.replace, isObject = tools.isObject, textOf = tools.textOf, global = tools.global;

  let made = 0; // errors that scripts made

  /// `new Error(message, {cause})`
  function withCause(Original) {
    const name = Original.name;
    const Made = ({
      [name]: function (message, options) {
        ++made;
        const target = new.target === undefined ? Made : new.target;
        const error = Reflect.construct(Original, message === undefined ? [] : [textOf(message)], target);
        if (isObject(options) && 'cause' in options)
          Object.defineProperty(error, 'cause', { value: options.cause, writable: true, enumerable: false, configurable: true });
        return error;
      },
    })[name];
    Object.defineProperty(Made, 'length', { value: 1, configurable: true });
    Object.defineProperty(Made, 'prototype', { value: Original.prototype, writable: false, enumerable: false, configurable: false });
    Object.setPrototypeOf(Made, Object.getPrototypeOf(Original));
    Object.defineProperty(Original.prototype, 'constructor', { value: Made, writable: true, enumerable: false, configurable: true });
    Object.defineProperty(global, name, { value: Made, writable: true, enumerable: false, configurable: true });
    return Made;
  }
  const OwnError = withCause(Error);
  ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'].forEach(function (name) {
    Object.setPrototypeOf(withCause(global[name]), OwnError);
  });
  if (!global.AggregateError) {
    const Aggregate = function AggregateError(errors, message, options) {
      const error = Reflect.construct(OwnError, [message, options], new.target || Aggregate);
      Object.defineProperty(error, 'errors', { value: [...errors], writable: true, enumerable: false, configurable: true });
      return error;
    };
    Object.defineProperty(Aggregate, 'length', { value: 2, configurable: true });
    Object.setPrototypeOf(Aggregate, OwnError);
    Aggregate.prototype = Object.create(OwnError.prototype);
    Object.defineProperty(Aggregate, 'prototype', { writable: false, enumerable: false });
    replace(Aggregate.prototype, { constructor: Aggregate, name: 'AggregateError', message: '' });
    replace(global, { AggregateError: Aggregate });
  }

  // ---- stacks

  // The engine writes them with the lines of compiled scripts, and scripts cannot replace its accessor on an error.
  let shownStack = null, nativeGetter; // see showStacks(); of the first error that is asked
  function hasNativeStack(object) {
    const property = isObject(object) ? Object.getOwnPropertyDescriptor(object, 'stack') : undefined;
    if (!property || !property.get || !shownStack)
      return false;
    nativeGetter = nativeGetter || Object.getOwnPropertyDescriptor(new OwnError(), 'stack').get;
    return property.get === nativeGetter;
  }
  /// What a script gets for its `object.stack`; `value` is what the engine gives for it.
  function stackOf(object, value) {
    return typeof value === 'string' && hasNativeStack(object) ? shownStack(object, value) : value;
  }
  tools.add(OwnError, {
    captureStackTrace(object) {
      if (!isObject(object))
        throw new TypeError('Invalid argument');
      if (!hasNativeStack(object))
        Object.defineProperty(object, 'stack', { value: shownStack(object, new OwnError().stack), writable: true, enumerable: false, configurable: true });
    },
  });

  /// The places of a stack behind those in the constructors of the error's own classes: it happened where it was made, as Node
  /// has it.
  function withoutMakers(places, error) {
    let makers = 0, from = 0;
    for (let each = error instanceof Error ? Object.getPrototypeOf(error) : null; each && each !== Error.prototype; each = Object.getPrototypeOf(each)) {
      const maker = Object.getOwnPropertyDescriptor(each, 'constructor');
      makers += maker && typeof maker.value === 'function' && maker.value.length > 0 ? 1 : 0; // one that is not written takes nothing
    }
    while (from < Math.min(makers, places.length - 1) && places[from].function === 'constructor')
      ++from;
    return places.slice(from);
  }

  // ---- errors in what hooks answer: JSON has nothing of them but what a script added to them

  /// `value` with the message of each error in its place; itself where it holds none. V4 crashes once Error.prototype has
  /// a toJSON().
  function withMessages(value, name, depth) {
    if (value === null || typeof value !== 'object' || depth > 100)
      return value;
    if (value instanceof Error) {
      const message = String(value.message || value);
      const isMore = name === 'error' && (value.statuscode !== undefined || Array.isArray(value.list));
      return isMore ? { statuscode: value.statuscode, message: message, list: value.list } : message;
    }
    if (typeof value.toJSON === 'function')
      return value;
    let copy = null;
    Object.keys(value).forEach(function (key) {
      const held = value[key], shown = withMessages(held, key, depth + 1);
      if (shown === held)
        return;
      copy = copy || (Array.isArray(value) ? value.slice() : Object.assign({}, value));
      tools.definedOn(copy, key, shown);
    });
    return copy || value;
  }
  /// The JSON of `value` with the messages of its errors. Few values hold any: those that have no property of their own
  /// are empty objects in the JSON, and others were made by the script. `before`: what count() gave when its run began.
  function stringify(toJson, value, before) {
    const text = toJson(value);
    if (text === undefined || made === before && text.indexOf('{}') < 0)
      return text;
    const shown = withMessages(value, '', 0);
    return shown === value ? text : toJson(shown);
  }

  return {
    stackOf: stackOf,
    errors: {
      count: function () { return made; }, stringify: stringify, stackOf: stackOf, withoutMakers: withoutMakers,
      /// `show(error, text)` gives a stack as scripts see it for what the engine wrote.
      showStacks: function (show) { shownStack = show; },
    },
  };
})
