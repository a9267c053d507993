// SPDX-License-Identifier: GPL-3.0-or-later
// What a script that compiles is likely to get wrong: names that are nowhere declared, or never
// used, members that db, log and the like do not have, functions that are nearly hooks, and ways
// through a hook that never reach res.end(). The editor underlines it; nothing is refused for it.
(function (compiler, parameters, hooks) {
  var global = (function () { return this; })(), NameTable = compiler.tables.NameTable, NodeTable = compiler.tables.NodeTable;

  function isFunction(node) {
    return Boolean(node) && (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression');
  }

  // ---- scopes

  /// What is declared, and what of it is read.
  function Scope(parent, isOfFunction) {
    this.parent = parent;
    this.isOfFunction = isOfFunction;
    this.names = new NameTable(); // {node, kind, isRead}
    this.isStrict = Boolean(parent && parent.isStrict);
    this.lifted = []; // names of functions of blocks, which are variables of the function around too
  }
  Scope.prototype.declare = function (node, kind) {
    var known = this.names.get(node.name);
    if (!known)
      this.names.set(node.name, { node: node, kind: kind, isRead: false });
  };
  Scope.prototype.find = function (name) {
    for (var each = this; each; each = each.parent) {
      if (each.names.has(name))
        return each.names.get(name);
    }
    return null;
  };
  Scope.prototype.ofFunction = function () {
    return this.isOfFunction ? this : this.parent.ofFunction();
  };

  function Survey(warn) {
    var scopes = [];
    var unknown = new NameTable(); // name -> the places that read it
    var assigned = new NameTable(); // name -> where it is first assigned, of those nowhere declared
    var inBlocks = new NameTable(); // the functions that are declared in blocks

    function open(parent, isOfFunction) {
      var scope = new Scope(parent, isOfFunction);
      scopes.push(scope);
      return scope;
    }
    function declareAll(pattern, scope, kind) {
      var hasRest = pattern.type === 'ObjectPattern' && pattern.properties.some(function (each) { return each.type === 'RestElement'; });
      compiler.identifiersOf(pattern, []).forEach(function (each) { scope.declare(each, hasRest ? 'beside a rest' : kind); });
    }
    /// `var` belongs to the function, the others to the block that `statements` are in.
    function hoist(statements, scope) {
      statements.forEach(function (statement) {
        if (statement.type === 'FunctionDeclaration') {
          scope.declare(statement.id, 'function');
          if (!scope.isOfFunction)
            inBlocks.add(statement.id.name);
        }
        else if (statement.type === 'ClassDeclaration')
          scope.declare(statement.id, 'class');
        else if (statement.type === 'VariableDeclaration' && statement.kind !== 'var')
          statement.declarations.forEach(function (each) { declareAll(each.id, scope, 'variable'); });
      });
    }
    function hoistVars(node, scope) {
      var top = node.type === 'Program' || node.type === 'BlockStatement' ? node.body : [];
      scope.isStrict = Boolean(scope.parent && scope.parent.isStrict) || top.some(function (each) { return each.directive === 'use strict'; });
      compiler.walk(node, function (each) {
        if (each.type === 'FunctionDeclaration' && !each.async && !each.generator && !scope.isStrict && top.indexOf(each) < 0)
          scope.lifted.push(each.id);
        if (each.type === 'VariableDeclaration' && each.kind === 'var')
          each.declarations.forEach(function (one) { declareAll(one.id, scope, 'variable'); });
        return each === node || !isFunction(each);
      });
    }

    function read(node, scope) {
      var found = scope.find(node.name);
      if (found) {
        found.isRead = true;
      } else {
        if (!unknown.has(node.name))
          unknown.set(node.name, []);
        unknown.get(node.name).push(node);
      }
    }
    function write(node, scope) {
      if (!scope.find(node.name) && !assigned.has(node.name))
        assigned.set(node.name, node);
    }
    /// The parts of a pattern that are no names: defaults, computed keys, members.
    function pattern(node, scope, isAssignment) {
      if (!node)
        return;
      switch (node.type) {
      case 'Identifier': if (isAssignment) write(node, scope); break;
      case 'ObjectPattern':
        node.properties.forEach(function (each) {
          if (each.computed)
            visit(each.key, scope);
          pattern(each.value || each.argument, scope, isAssignment);
        });
        break;
      case 'ArrayPattern': node.elements.forEach(function (each) { pattern(each, scope, isAssignment); }); break;
      case 'AssignmentPattern': pattern(node.left, scope, isAssignment); visit(node.right, scope); break;
      case 'RestElement': pattern(node.argument, scope, isAssignment); break;
      default: visit(node, scope);
      }
    }

    function list(nodes, scope) {
      nodes.forEach(function (each) { visit(each, scope); });
    }
    function block(statements, scope) {
      hoist(statements, scope);
      scope.lifted.forEach(function (id) { scope.declare(id, 'lifted'); });
      list(statements, scope);
    }
    function functionOf(node, outer) {
      var scope = open(outer, true);
      if (node.type === 'FunctionExpression' && node.id)
        scope.declare(node.id, 'own name');
      if (node.type !== 'ArrowFunctionExpression')
        scope.declare({ type: 'Identifier', name: 'arguments' }, 'own name');
      node.params.forEach(function (each) {
        compiler.identifiersOf(each, []).forEach(function (one) { scope.declare(one, 'parameter'); });
        pattern(each, scope, false);
      });
      hoistVars(node.body, scope);
      if (node.body.type === 'BlockStatement')
        block(node.body.body, scope);
      else
        visit(node.body, scope);
    }
    function loop(node, outer, parts) {
      var scope = open(outer, false);
      if (parts[0] && parts[0].type === 'VariableDeclaration' && parts[0].kind !== 'var')
        hoist([parts[0]], scope);
      parts.forEach(function (each, i) {
        // What a loop assigns and never reads counts as read: `for (const each of list) ++count`.
        if (i === 0 && node.type !== 'ForStatement') {
          if (each.type === 'VariableDeclaration') {
            compiler.identifiersOf(each.declarations[0].id, []).forEach(function (one) { (scope.find(one.name) || {}).isRead = true; });
            pattern(each.declarations[0].id, scope, false);
          } else {
            pattern(each, scope, true);
          }
        } else if (each) {
          visit(each, scope);
        }
      });
    }

    var special = {
      Identifier: read,
      FunctionDeclaration: functionOf,
      FunctionExpression: functionOf,
      ArrowFunctionExpression: functionOf,
      BlockStatement: function (node, scope) { block(node.body, open(scope, false)); },
      StaticBlock: function (node, scope) { block(node.body, open(scope, true)); },
      ForStatement: function (node, scope) { loop(node, scope, [node.init, node.test, node.update, node.body]); },
      ForInStatement: function (node, scope) { loop(node, scope, [node.left, node.right, node.body]); },
      ForOfStatement: function (node, scope) { loop(node, scope, [node.left, node.right, node.body]); },
      SwitchStatement: function (node, scope) {
        visit(node.discriminant, scope);
        var inside = open(scope, false);
        node.cases.forEach(function (each) { hoist(each.consequent, inside); });
        node.cases.forEach(function (each) {
          if (each.test)
            visit(each.test, inside);
          list(each.consequent, inside);
        });
      },
      CatchClause: function (node, scope) {
        var inside = open(scope, false);
        compiler.identifiersOf(node.param, []).forEach(function (each) { inside.declare(each, 'parameter'); });
        pattern(node.param, inside, false);
        block(node.body.body, inside);
      },
      VariableDeclarator: function (node, scope) {
        pattern(node.id, scope, false);
        if (node.init)
          visit(node.init, scope);
      },
      ClassExpression: function (node, scope) {
        var inside = open(scope, false);
        if (node.id)
          inside.declare(node.id, 'own name');
        if (node.superClass)
          visit(node.superClass, inside);
        visit(node.body, inside);
      },
      ClassDeclaration: function (node, scope) {
        if (node.superClass)
          visit(node.superClass, scope);
        visit(node.body, scope);
      },
      AssignmentExpression: function (node, scope) {
        if (node.operator === '=') {
          pattern(node.left, scope, true);
        } else {
          if (node.left.type === 'Identifier')
            write(node.left, scope);
          visit(node.left, scope);
        }
        visit(node.right, scope);
      },
      UnaryExpression: function (node, scope) {
        // `typeof x` is how one asks whether x is there.
        var isQuestion = node.operator === 'typeof' && node.argument.type === 'Identifier' && !scope.find(node.argument.name);
        if (!isQuestion)
          visit(node.argument, scope);
      },
      MemberExpression: function (node, scope) {
        visit(node.object, scope);
        if (node.computed)
          visit(node.property, scope);
      },
      Property: keyed, MethodDefinition: keyed, PropertyDefinition: keyed,
      LabeledStatement: function (node, scope) { visit(node.body, scope); },
      BreakStatement: function () {}, ContinueStatement: function () {}, MetaProperty: function () {},
    };
    function keyed(node, scope) {
      if (node.computed)
        visit(node.key, scope);
      if (node.value)
        visit(node.value, scope);
    }
    function visit(node, scope) {
      var own = special[node.type];
      if (own)
        return own(node, scope);
      for (var key in node) {
        var value = node[key];
        if (Array.isArray(value))
          value.forEach(function (each) { if (each && typeof each.type === 'string') visit(each, scope); });
        else if (value && typeof value === 'object' && typeof value.type === 'string')
          visit(value, scope);
      }
    }

    /// Warns of what is wrong with the names of `tree`; gives the outermost scope.
    this.run = function (tree, known) {
      var root = open(null, true);
      hoistVars(tree, root);
      block(tree.body, root);
      function isKnown(name) {
        return known.indexOf(name) >= 0 || name in global;
      }
      unknown.forEach(function (places, name) {
        var fault = inBlocks.has(name) ? ' is declared in a block and known there alone: declare it outside of the block.' : ' is not declared.';
        if (!isKnown(name) && !assigned.has(name))
          places.forEach(function (node) { warn(node, name + fault); });
      });
      assigned.forEach(function (node, name) {
        if (!isKnown(name) && hooks.indexOf(name) < 0)
          warn(node, name + ' is assigned but not declared: write let or const before it.');
      });
      scopes.forEach(function (scope) {
        scope.names.forEach(function (found, name) {
          var isHook = scope === root && hooks.indexOf(name) >= 0;
          if (!found.isRead && !isHook && name[0] !== '_' && /^(variable|function|class)$/.test(found.kind))
            warn(found.node, name + ' is never used.');
        });
      });
      return root;
    };
  }

  // ---- what the offered objects have

  function checkMembers(tree, root, members, warn) {
    compiler.walk(tree, function (node) {
      if (node.type !== 'MemberExpression' || node.computed || node.object.type !== 'Identifier')
        return;
      var object = node.object.name, own = members[object];
      if (!own || root.names.has(object) || own.indexOf(node.property.name) >= 0)
        return;
      warn(node.property, object + ' has no ' + node.property.name + '; it has ' + own.join(', ') + '.');
    });
  }

  /// What the engine has not, and what reads as if it worked. docs/hook-reference.md lists it (`limits` of hookapi.json).
  function checkBuiltIns(tree, root, warn) {
    var ofLastMatch = /^(\$[1-9_&+`']|input|lastMatch|lastParen|leftContext|rightContext)$/;
    compiler.walk(tree, function (node) {
      if (node.type === 'CallExpression' && node.callee.type === 'SequenceExpression' && node.arguments.length) {
        var called = node.callee.expressions[node.callee.expressions.length - 1];
        if (called.type === 'Identifier' && called.name === 'eval' && !root.names.has('eval'))
          warn(called, 'What this eval() declares is known in its own text alone: give the value back.');
      }
      if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || root.names.has(node.object.name))
        return;
      var name = node.computed ? node.property.value : node.property.name;
      if (node.object.name === 'process' && name === 'env')
        warn(node, 'process.env is empty in hooks: keep such values in the settings, and read them from context.settings.');
      else if (node.object.name === 'RegExp' && ofLastMatch.test(name))
        warn(node, 'RegExp.' + name + ' is not kept: take the array that exec() gives.');
      else if (node.object.name === 'Intl' && typeof name === 'string' && !(name in Intl))
        warn(node, 'Intl has no ' + name + ' in hooks; it has ' + Object.getOwnPropertyNames(Intl).join(', ') + '.');
    });
  }

  // ---- hooks

  /// The functions that a script declares under a name: [identifier, function].
  function namedFunctions(tree) {
    var found = [];
    function add(id, value) {
      if (id && id.type === 'Identifier' && isFunction(value))
        found.push([id, value]);
    }
    tree.body.forEach(function (statement) {
      if (statement.type === 'FunctionDeclaration')
        add(statement.id, statement);
      else if (statement.type === 'VariableDeclaration')
        statement.declarations.forEach(function (each) { add(each.id, each.init); });
      else if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression')
        add(statement.expression.left, statement.expression.right);
    });
    compiler.exported(tree).forEach(function (each) { add(each.place, each.value); });
    return found;
  }

  function checkName(id, warn) {
    if (hooks.indexOf(id.name) >= 0)
      return true;
    var meant = hooks.filter(function (each) { return each.toLowerCase() === id.name.toLowerCase().replace(/_|s$/g, ''); })[0];
    if (meant)
      warn(id, id.name + ' is not a hook: write ' + meant + '.');
    else if (/^(before|after)(get|post|put|patch|delete|insert|create|update|save|remove|find|read)/i.test(id.name))
      warn(id, 'There is no hook ' + id.name + '; the hooks are ' + hooks.join(', ') + '.');
    return false;
  }

  function isEnd(node, name) {
    return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !node.callee.computed
      && node.callee.object.type === 'Identifier' && node.callee.object.name === name && /^(end|send)$/.test(node.callee.property.name);
  }

  /// What other servers' hooks have: res.status(…), res.json(…), next().
  function checkAnswer(id, node, warn) {
    var res = node.params[1], next = node.params[2];
    if (next && next.type === 'Identifier')
      warn(next, id.name + ' gets no third parameter: go on with res.end().');
    function isAnother(pattern) {
      return compiler.identifiersOf(pattern, []).some(function (each) { return each.name === res.name; });
    }
    compiler.walk(node.body, function (each) {
      // Another variable of that name: fetch(url).then(res => res.json()).
      if ((isFunction(each) && each.params.some(isAnother))
          || (each.type === 'BlockStatement' && each.body.some(function (one) { return one.type === 'VariableDeclaration' && one.declarations.some(function (of) { return isAnother(of.id); }); })))
        return false;
      var isMember = each.type === 'MemberExpression' && !each.computed && each.object.type === 'Identifier' && each.object.name === res.name;
      if (isMember && !/^(end|send)$/.test(each.property.name))
        warn(each.property, res.name + ' has no ' + each.property.name + '; it has end. To refuse: ' + res.name + ".end({ error: { statuscode: 400, message: '…' } }).");
      return true;
    });
  }

  /// Warns where the hook `node` can finish without res.end(); it says nothing where `res` is handed
  /// on, or ended in a function within.
  function checkEnd(id, node, warn) {
    var res = node.params[1];
    if (!res)
      return warn(id, id.name + ' has no parameter res, so it cannot call res.end().');
    if (res.type !== 'Identifier')
      return;
    checkAnswer(id, node, warn);
    var ends = new NodeTable(), handedOn = false, isUsed = false;
    compiler.walk(node.body, function (each) {
      if (isEnd(each, res.name))
        ends.add(each.callee.object);
    });
    var depth = new NodeTable(); // what is in functions within
    compiler.walk(node.body, function (each) {
      if (isFunction(each) && !depth.has(each))
        compiler.walk(each, function (inner) { depth.add(inner); });
      if (each.type !== 'Identifier' || each.name !== res.name)
        return;
      isUsed = true;
      handedOn = handedOn || !ends.has(each) || depth.has(each);
    });
    if (!isUsed)
      return warn(id, id.name + ' never calls res.end(), so its requests fail.');
    if (handedOn || node.body.type !== 'BlockStatement')
      return;

    function contains(part) {
      var found = false;
      if (part)
        compiler.walk(part, function (each) { found = found || isEnd(each, res.name); });
      return found;
    }
    function here(place) {
      warn(place, id.name + ' can finish here without res.end().');
    }
    /// Whether the end of a statement is reached, and whether res.end() was called by then.
    function flow(statement, ended) {
      switch (statement.type) {
      case 'BlockStatement':
        return sequence(statement.body, ended);
      case 'LabeledStatement':
        return flow(statement.body, ended);
      case 'ReturnStatement':
        if (!ended && !contains(statement.argument))
          here(statement);
        return { falls: false, ended: true };
      case 'ThrowStatement':
        return { falls: false, ended: true };
      case 'IfStatement': {
        var start = ended || contains(statement.test);
        var first = flow(statement.consequent, start);
        var second = statement.alternate ? flow(statement.alternate, start) : { falls: true, ended: start };
        return { falls: first.falls || second.falls, ended: (!first.falls || first.ended) && (!second.falls || second.ended) };
      }
      case 'TryStatement': {
        var tried = flow(statement.block, ended);
        var caught = statement.handler ? flow(statement.handler.body, ended) : { falls: false, ended: true };
        var last = statement.finalizer ? flow(statement.finalizer, ended) : { falls: true, ended: ended };
        return { falls: last.falls && (tried.falls || caught.falls),
          ended: last.ended || ((!tried.falls || tried.ended) && (!caught.falls || caught.ended)) };
      }
      case 'ForStatement': case 'WhileStatement': case 'DoWhileStatement': case 'ForInStatement': case 'ForOfStatement': {
        var inside = flow(statement.body, ended);
        // Whether the body runs at all is not known; when it ends the run, it is believed to.
        return { falls: true, ended: ended || (inside.falls && inside.ended) };
      }
      case 'SwitchStatement': {
        var hasDefault = false, all = true;
        statement.cases.forEach(function (each) {
          hasDefault = hasDefault || !each.test;
          if (each.consequent.length) {
            var made = sequence(each.consequent, ended);
            all = all && (!made.falls || made.ended);
          }
        });
        return { falls: true, ended: ended || (hasDefault && all) };
      }
      }
      return { falls: true, ended: ended || contains(statement) };
    }
    function sequence(statements, ended) {
      var state = { falls: true, ended: ended };
      for (var i = 0; i < statements.length && state.falls; ++i) {
        if (statements[i].type !== 'FunctionDeclaration')
          state = flow(statements[i], state.ended);
      }
      return state;
    }
    var state = sequence(node.body.body, false);
    if (state.falls && !state.ended)
      here({ loc: { start: { line: node.loc.end.line, column: node.loc.end.column - 1 }, end: node.loc.end } });
  }

  /// The warnings for a script that compiles: [{message, line, column, endColumn}], columns from 1.
  /// `members` says what the offered objects have: {log: ['debug', …]}; `declared`: the hooks of the script.
  return function check(tree, isModule, members, declared) {
    var warnings = [];
    function warn(node, message) {
      var from = node.loc.start, to = node.loc.end;
      warnings.push({ message: message, line: from.line, column: from.column + 1,
        endColumn: to.line === from.line ? to.column + 1 : 0 });
    }
    var root = new Survey(warn).run(tree, parameters.concat(['module', 'exports']));
    checkMembers(tree, root, members, warn);
    checkBuiltIns(tree, root, warn);
    if (!isModule) {
      namedFunctions(tree).forEach(function (each) {
        if (checkName(each[0], warn))
          checkEnd(each[0], each[1], warn);
      });
      if (!declared.length && !warnings.some(function (each) { return / hook/.test(each.message); }) && tree.body.length)
        warn(tree.body[0], 'This script declares no hook, so no request runs it; the hooks are ' + hooks.join(', ') + '.');
    }
    // A name that is not used because it is misspelt is told once.
    var places = new NameTable();
    warnings.forEach(function (each) {
      if (!/ is never used\.$/.test(each.message))
        places.add(each.line + ':' + each.column);
    });
    warnings = warnings.filter(function (each) {
      return !/ is never used\.$/.test(each.message) || !places.has(each.line + ':' + each.column);
    });
    return warnings.sort(function (a, b) { return a.line - b.line || a.column - b.column; }).slice(0, 200);
  };
})
