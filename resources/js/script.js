// SPDX-License-Identifier: GPL-3.0-or-later
// Makes of an author's script what hook hosts run: the text of a factory, `(function (db, log, …)
// { return function () { …script…; return {hooks}; } })`. The author's first line stays the first.
// A module's factory takes `module` and `exports` too, as CommonJS has them.
(function (compiler, parameters) {
  var VERSION = 3; // of the compiled form; the server compiles anew what has another (compiledscript.h)
  var HOOKS = ['beforeGET', 'beforePOST', 'beforePUT', 'beforePATCH', 'beforeDELETE',
    'afterPOST', 'afterPUT', 'afterPATCH', 'afterDELETE', 'runJob'];
  var global = (0, eval)('this');

  /// `Array.prototype`, `Math` and the like: the innermost object is a global of the engine.
  function isBuiltIn(node) {
    while (node && node.type === 'MemberExpression')
      node = node.object;
    return Boolean(node) && node.type === 'Identifier' && node.name in global;
  }

  function changesBuiltIn(node) {
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') {
      var target = node.left || node.argument;
      return target.type === 'MemberExpression' ? isBuiltIn(target.object) : isBuiltIn(target);
    }
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.arguments.length) {
      var name = node.callee.property.name;
      return /^(defineProperty|defineProperties|assign|setPrototypeOf)$/.test(name) && isBuiltIn(node.arguments[0]);
    }
    return false;
  }

  // Their closures hold what a run told them: no other run may share it.
  var TALKATIVE = ['moment', 'dayjs', 'handlebars'];

  /// The library of `require('…')`; undefined for other nodes.
  function required(node) {
    var isRequire = node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
    var name = isRequire && node.arguments.length && node.arguments[0].value;
    return typeof name === 'string' && /^([a-z]+|lib\/[A-Za-z][\w-]*)$/.test(name) ? name : undefined;
  }

  /// The names that a script reads or writes as variables.
  function references(tree) {
    var names = new Set(), onlyNames = new Set();
    compiler.walk(tree, function (node) {
      if (!node.computed && (node.type === 'MemberExpression' || node.key && !node.shorthand))
        onlyNames.add(node.type === 'MemberExpression' ? node.property : node.key);
      if (node.type === 'Identifier' && !onlyNames.has(node))
        names.add(node.name);
    });
    return names;
  }

  /// Names that the script assigns anywhere, the libraries that it uses, and whether it changes
  /// what all scripts share.
  function survey(tree) {
    var assigned = new Set(), libraries = new Set(), fresh = false;
    compiler.walk(tree, function (node) {
      var target = null;
      if (node.type === 'AssignmentExpression' || node.type === 'ForInStatement' || node.type === 'ForOfStatement')
        target = node.left;
      else if (node.type === 'UpdateExpression')
        target = node.argument;
      compiler.namesOf(target, []).forEach(function (name) { assigned.add(name); });
      var library = required(node);
      if (library)
        libraries.add(library);
      fresh = fresh || changesBuiltIn(node) || TALKATIVE.indexOf(library) >= 0;
    });
    var used = references(tree);
    if (used.has('template'))
      libraries.add('handlebars').add('dayjs');
    if (used.has('async'))
      libraries.add('async');
    return { assigned: assigned, libraries: libraries, fresh: fresh };
  }

  function declaredHooks(tree, assigned) {
    var names = new Set();
    tree.body.forEach(function (statement) {
      if (statement.type === 'FunctionDeclaration')
        names.add(statement.id.name);
      else if (statement.type === 'VariableDeclaration')
        statement.declarations.forEach(function (each) {
          compiler.namesOf(each.id, []).forEach(function (name) { names.add(name); });
        });
    });
    return HOOKS.filter(function (hook) { return names.has(hook) || assigned.has(hook); });
  }

  /// What stands before the factory: its version, `fresh` when no other run may share its process,
  /// and the libraries to be loaded. The server and runtime.js read it.
  function head(found) {
    return '/*hookdesk ' + VERSION + (found.fresh ? ' fresh' : '') + Array.from(found.libraries).map(function (name) { return ' +' + name; }).join('')
      + '*/';
  }

  /// Names that the script assigns without declaring them become variables of the run.
  function factory(lowered, hooks, found, more) {
    var known = parameters.concat(more);
    var implicit = lowered.variables.slice();
    found.assigned.forEach(function (name) {
      if (!(name in global) && known.indexOf(name) < 0)
        implicit.push(name);
    });
    var result = hooks.map(function (hook) {
      return hook + ':typeof ' + hook + "==='function'?" + hook + ':undefined';
    });
    var directive = lowered.tree.body.some(function (each) { return each.directive === 'use strict'; }) ? '"use strict";' : '';
    return '(function(' + known.concat(lowered.helpers).join(',') + '){'
      + (implicit.length ? 'var ' + implicit.join(',') + ';' : '') + 'return function(){' + directive + lowered.text
      + '\n;return {' + result.join(',') + '}}})';
  }

  /// Names for the functions that a traced script calls, which are none of its own.
  function traceNames(source) {
    var name = '$$t';
    while (source.indexOf(name) >= 0)
      name += 't';
    return { line: name + 'l', value: name + 'v' };
  }

  /// Gives {compiled, hooks, warnings}, or {message, line, column} where the script cannot be run.
  /// `options`: {isModule, tracer, check, warningsOf}; with a tracer the script tells what runs in it.
  function compile(source, options) {
    var lowered, more = options.isModule ? ['module', 'exports'] : [];
    try {
      lowered = compiler.lower(source);
      if (options.tracer) {
        var names = traceNames(source);
        lowered = compiler.lower(options.tracer.instrumented(source, names));
        more = [names.line, names.value];
      }
    } catch (error) {
      var at = error.loc || { line: 1, column: 0 };
      return { message: error.loc ? error.message.replace(/ \(\d+:\d+\)$/, '') : 'The script is nested too deeply', line: at.line, column: at.column + 1 };
    }
    var found = survey(lowered.tree);
    var hooks = options.isModule ? [] : declaredHooks(lowered.tree, found.assigned);
    var compiled = factory(lowered, hooks, found, more);
    var refused = /^(-?\d+):([^]*)$/.exec(options.check(compiled));
    if (refused)
      return { message: 'This engine does not know the syntax: ' + refused[2], line: Number(refused[1]), column: 0 };
    return { compiled: head(found) + compiled, hooks: hooks, warnings: options.warningsOf ? options.warningsOf(lowered.tree) : [] };
  }
  return { compile: compile, hooks: HOOKS };
})
