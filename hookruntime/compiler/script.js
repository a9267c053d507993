// SPDX-License-Identifier: GPL-3.0-or-later
// Turns an author's script into what hook hosts run, the text of a factory:
//   (function($$e){var db=$$e.db,log=$$e.log;return function(){ …script… ;return {hooks}}})
// The environment is one object whose members are taken by name, so a new function for hooks changes
// nothing for scripts that are compiled already. The places of its lines but the first are in its head (places.js). A module
// finds `module` and `exports` in its environment, as CommonJS has them; so does a script that exports its hooks.
// `names`: what the environment offers. `hooks`: the names of hooks. `hash`: of the sources that shape a
// compiled script, computed by CMake; the server compiles a stored script anew when its hash differs
// (compiledscript.h).
(function (compiler, names, hooks, hash) {
  var global = (function () { return this; })(), hasOwn = Object.prototype.hasOwnProperty;

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

  // Making lodash takes longer than forking a process that has it: its scripts get a process a run.
  var OWN_PROCESS = ['lodash', '_', 'underscore'];
  // Stands for all modules: the script requires some by a name that only the run knows.
  var ALL_MODULES = 'lib/*';

  /// The library of `require('…')`; undefined for other nodes.
  function required(node) {
    var isRequire = node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
    var name = isRequire && node.arguments.length && node.arguments[0].value;
    var part = typeof name === 'string' && /^(lodash|dayjs|moment)\/[\w\/.-]+$/.exec(name); // of a library
    if (part)
      return part[1];
    return typeof name === 'string' && /^([a-z]+|_|lib\/[A-Za-z][\w-]*)$/.test(name) ? name : undefined;
  }

  /// The names that a script reads or writes as variables.
  function references(tree) {
    var found = new compiler.tables.NameTable(), onlyNames = new compiler.tables.NodeTable();
    compiler.walk(tree, function (node) {
      if (!node.computed && (node.type === 'MemberExpression' || node.key && !node.shorthand))
        onlyNames.add(node.type === 'MemberExpression' ? node.property : node.key);
      if (node.type === 'Identifier' && !onlyNames.has(node))
        found.add(node.name);
      else if (node.type === 'MemberExpression' && !node.computed && node.object.name === 'globalThis')
        found.add(node.property.name);
    });
    return found;
  }

  /// The libraries and names that a script uses, and whether it changes what all scripts share.
  function survey(tree) {
    var libraries = new Set(), fresh = false, literalRequires = 0, requires = 0;
    compiler.walk(tree, function (node) {
      var library = required(node);
      if (library) {
        libraries.add(library);
        ++literalRequires;
      }
      if (node.type === 'Identifier' && node.name === 'require')
        ++requires;
      fresh = fresh || changesBuiltIn(node) || OWN_PROCESS.indexOf(library) >= 0;
    });
    var used = references(tree);
    if (used.has('template'))
      libraries.add('handlebars').add('dayjs');
    if (used.has('async'))
      libraries.add('async');
    // A text that eval() runs may name anything.
    var isOpen = used.has('eval');
    if (requires > literalRequires || isOpen)
      libraries.add(ALL_MODULES);
    return { libraries: libraries, fresh: fresh, used: isOpen ? { has: function () { return true; } } : used };
  }

  /// The names at the top of a script: `declared`, of them `global`, which a script of a browser makes members of the global
  /// object, and `exported`, as CommonJS modules export them.
  function namesAtTop(tree) {
    var top = { declared: new compiler.tables.NameTable(), global: new compiler.tables.NameTable(), exported: new compiler.tables.NameTable() };
    function declare(name, isGlobal) {
      top.declared.add(name);
      if (isGlobal)
        top.global.add(name);
    }
    tree.body.forEach(function (statement) {
      if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration')
        declare(statement.id.name, statement.type === 'FunctionDeclaration');
      else if (statement.type === 'VariableDeclaration')
        statement.declarations.forEach(function (each) {
          compiler.namesOf(each.id, []).forEach(function (name) { declare(name, statement.kind === 'var'); });
        });
    });
    compiler.exported(tree).forEach(function (each) { top.exported.add(each.name); });
    return top;
  }

  /// What stands before the factory: the hash, `fresh` when no other run may share its process,
  /// the libraries and modules that it uses, and the table of places. The server and headOf() read it.
  function head(found, table) {
    return '/*hookdesk ' + hash + (found.fresh ? ' fresh' : '') + Array.from(found.libraries).map(function (name) { return ' +' + name; }).join('')
      + ' @' + table + '*/';
  }
  /// What of this a run needs to know of a compiled script.
  function headOf(compiled) {
    var words = compiled.slice(0, compiled.indexOf('*/')).split(' ');
    return { isFresh: words.indexOf('fresh') > 0, places: words[words.length - 1].slice(1) };
  }

  /// The variable of the run for a name that the script assigns without declaring it; '' where it is none. What the global
  /// object inherits is its first value.
  function implicitVariable(lowered, name) {
    if (!(name in global))
      return lowered.variableName(name) + '=' + lowered.helpers + '.absent';
    return hasOwn.call(global, name) || name === '__proto__' ? '' : name + '=({}).' + name;
  }

  /// Names that the script assigns without declaring them become variables of the run. `top`: see namesAtTop(); `declared`: its
  /// hooks, {name, isExported}.
  /// `more`: further members of the environment, under which names the script finds them.
  function factory(lowered, top, declared, found, more) {
    var environment = lowered.environment;
    var bound = names.filter(function (name) { return found.used.has(name); }).map(function (name) { return name + '=' + environment + '.' + name; });
    Object.keys(more).forEach(function (name) { bound.push(name + '=' + environment + '.' + more[name]); });
    bound.push(lowered.helpers + '=' + environment + '.helpers');
    var implicit = lowered.variables.slice();
    lowered.written.names.forEach(function (name) {
      var variable = names.indexOf(name) < 0 && !hasOwn.call(more, name) ? implicitVariable(lowered, name) : '';
      if (variable)
        implicit.push(variable);
    });
    var result = declared.map(function (hook) {
      var value = hook.isExported ? 'module.exports.' + hook.name : hook.name;
      return hook.name + ':typeof ' + value + "==='function'?" + value + ':undefined';
    });
    return '(function(' + environment + '){var ' + bound.join(',') + ';' + (implicit.length ? 'var ' + implicit.join(',') + ';' : '')
      + 'return function(){' + members(lowered, top, more) + body(lowered) + '\n;return {' + result.join(',') + '}}})';
  }
  /// Makes the variables and functions at the top of a script, and those that it assigns without declaring them, members of the
  /// run's global object, as in a script of a browser; '' where it does not use this object.
  function members(lowered, top, more) {
    if (!lowered.usesGlobal || hasOwn.call(more, 'module'))
      return '';
    var value = lowered.prefix + '$v', H = lowered.helpers, implicit = lowered.written.names.filter(function (name) { return !(name in global) && !top.global.has(name); });
    return top.global.names.concat(implicit).filter(function (name) { return /^[\w$]+$/.test(name); }).map(function (name) {
      return H + '.expose(' + JSON.stringify(name) + ',function(){return ' + name + '===' + H + '.absent?void 0:' + name + '},function(' + value + '){' + name + '=' + value + '});';
    }).join('');
  }
  /// The author's part: what the function holds that makes the hooks.
  function body(lowered) {
    return (lowered.isStrict ? '"use strict";' : '') + lowered.text;
  }

  /// Names for the functions that a traced script calls, which are none of its own.
  function traceNames(source) {
    var prefix = compiler.unusedPrefix(source);
    return { line: prefix + '$l', value: prefix + '$v', recorder: prefix + '$r', frame: prefix + '$f' };
  }
  /// What of the environment a traced script finds under which names. A recorder is made of the tables of what it is told.
  function tracers(traced, instrumented) {
    var more = {};
    if (instrumented.tables) {
      const tables = JSON.stringify(instrumented.tables).replace(/[\u2028\u2029]/g, '');
      more[traced.recorder] = 'recorder(' + tables + ',' + JSON.stringify(instrumented.told) + ')';
      return more;
    }
    more[traced.line] = 'traceLine';
    more[traced.value] = 'traceValue';
    return more;
  }

  /// Gives {compiled, hooks}, or {message, line, column} where the script cannot be run.
  /// `options`: {isModule, tracer, check, look}; with a tracer, tracer.js or recording/instrument.js, the script tells what runs in it. `look(tree, hooks)` gives what
  /// is added to the result.
  /// `check(compiled, body)` gives `LINE:message` when the engine does not take both as they are meant.
  function compile(source, options) {
    var lowered, offsets, more = options.isModule ? { module: 'module', exports: 'exports' } : {};
    try {
      lowered = compiler.lower(source, names);
      offsets = lowered.offsets;
      if (options.tracer) {
        var traced = traceNames(source), instrumented = options.tracer.instrumented(lowered.source, traced);
        lowered = compiler.lower(instrumented.text, names);
        offsets = lowered.offsets.map(instrumented.offsetOf);
        Object.assign(more, tracers(traced, instrumented));
      }
    } catch (error) {
      return compiler.faultOf(error);
    }
    var found = survey(lowered.tree);
    var top = namesAtTop(lowered.tree), isCommonJs = !options.isModule && (found.used.has('exports') || found.used.has('module'))
      && !top.declared.has('module') && !top.declared.has('exports');
    if (isCommonJs)
      Object.assign(more, { module: 'scriptModule', exports: 'scriptExports' });
    var declared = options.isModule ? [] : hooks.map(function (name) {
      var isDeclared = top.declared.has(name) || lowered.written.has(name);
      return isDeclared || isCommonJs && top.exported.has(name) ? { name: name, isExported: !isDeclared } : null;
    }).filter(Boolean);
    var hookNames = declared.map(function (hook) { return hook.name; });
    var table = compiler.tableOf(offsets, source), compiled = head(found, table) + factory(lowered, top, declared, found, more);
    var refused = /^(-?\d+):([^]*)$/.exec(options.check(compiled, body(lowered)));
    if (refused)
      return Object.assign({ message: 'This engine does not know the syntax: ' + refused[2] }, compiler.placeIn(table, Number(refused[1])));
    return Object.assign({ compiled: compiled, hooks: hookNames }, options.look ? options.look(lowered.tree, hookNames) : {});
  }
  return { compile: compile, headOf: headOf };
})
