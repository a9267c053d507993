// SPDX-License-Identifier: GPL-3.0-or-later
// Errors with a cause, AggregateError.
(function (tools) {
  const replace = tools.replace, isObject = tools.isObject, textOf = tools.textOf, global = tools.global;

  /// `new Error(message, {cause})`
  function withCause(Original) {
    const name = Original.name;
    const Made = ({
      [name]: function (message, options) {
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
})
