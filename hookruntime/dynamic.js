// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that only the run knows: `new Function(…)` and eval(). V4 takes texts that no parser of JavaScript takes, such as the
// parameter `/*` with the body `*/){`, reads `<!--` and `-->` in its own way and runs today's JavaScript wrong. So acorn reads these
// texts too, and the engine gets what the compiler makes of them.
(function (compiler, helpers) {
  const OwnFunction = Function, MAXIMUM_TEXTS = 100, MAXIMUM_LENGTH = 10000;
  let known = new compiler.tables.NameTable(); // what was made of short texts, which scripts often use in loops

  /// The place in which the body of a function begins that is all of a program; -1 where it is not.
  function bodyOf(tree) {
    const expression = tree.body.length === 1 && tree.body[0].expression;
    return expression && expression.type === 'FunctionExpression' ? expression.body.start : -1;
  }
  function compile(text, isStrict) {
    try {
      const made = compiler.lower(text, [], { isStrict: isStrict });
      return { text: made.text, helpers: made.helpers, variables: made.variables, isStrict: made.isStrict, body: bodyOf(made.tree) };
    } catch (error) {
      throw new SyntaxError(error.message);
    }
  }
  /// What the compiler makes of a text in strict code or other.
  function lowered(text, isStrict) {
    if (text.length > MAXIMUM_LENGTH)
      return compile(text, isStrict);
    const key = (isStrict ? 's' : '') + ':' + text, found = known.get(key);
    if (found)
      return found;
    const made = compile(text, isStrict);
    if (known.names.length >= MAXIMUM_TEXTS)
      known = new compiler.tables.NameTable();
    known.set(key, made);
    return made;
  }

  // ---- functions

  /// The function that `given`, its parameters and its body, describe. Source: ECMA-262, CreateDynamicFunction.
  function functionOf(keyword, given) {
    const texts = Array.from(given, String), body = texts.length ? texts.pop() : '';
    const head = '(' + keyword + ' anonymous(' + texts.join(',') + '\n) ';
    const made = lowered(head + '{\n' + body + '\n})', false);
    // Where its body begins with our brace, no part of the text reaches into another one.
    if (made.body !== head.length)
      throw new SyntaxError('The text of a function does not end where it should.');
    const variables = made.variables.length ? 'var ' + made.variables.join(',') + ';' : '';
    return new OwnFunction(made.helpers, variables + 'return ' + made.text)(helpers);
  }
  /// Makes a constructor that inherits from `parent` and takes the place of `native` for all that inherits from that one.
  function replaceConstructor(native, keyword, parent) {
    const made = function (body) {
      const result = functionOf(keyword, arguments);
      return new.target && new.target !== made ? Object.setPrototypeOf(result, new.target.prototype) : result;
    };
    Object.defineProperty(made, 'name', { value: native.name });
    Object.defineProperty(made, 'prototype', { value: native.prototype, writable: false });
    Object.defineProperty(native.prototype, 'constructor', { value: made });
    return Object.setPrototypeOf(made, parent);
  }

  Object.defineProperty((function () { return this; })(), 'Function', { value: replaceConstructor(OwnFunction, 'function', OwnFunction.prototype) });
  replaceConstructor(Object.getPrototypeOf(function* () {}).constructor, 'function*', Function);

  // ---- eval()

  /// What V4's own eval() gets in the place of `text`, in code that has the helpers under the name `name`. Its variables are
  /// `let`s, which nothing outside of the text can see.
  function evalText(name, isStrict, text) {
    if (typeof text !== 'string')
      return text;
    const made = lowered(text, isStrict);
    const variables = made.helpers === name ? made.variables : [made.helpers + '=' + name].concat(made.variables);
    return (made.isStrict ? '"use strict";' : '') + (variables.length ? 'let ' + variables.join(',') + ';' : '') + made.text;
  }
  /// eval() under another name: no variable of the caller is seen. What the text declares is gone when it ends, since all runs
  /// share the global object.
  function indirect(text) {
    if (typeof text !== 'string')
      return text;
    const name = lowered(text, false).helpers;
    return new OwnFunction(name, 'return eval(arguments[1])')(helpers, evalText(name, false, text));
  }
  Object.defineProperty(indirect, 'name', { value: 'eval' });
  Object.assign(helpers, { eval: indirect, evalText: evalText });
})
