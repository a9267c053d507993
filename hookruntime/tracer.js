// SPDX-License-Identifier: GPL-3.0-or-later
// For test runs: makes a script tell which of its lines run and what its variables become, and keeps
// what it tells.
// `values`: what recording/values.js gives; `tools`: what library/polyfill.js gives.
(function (acorn, compiler, values, tools) {
  var MAXIMUM_TEXT = 200, MAXIMUM_NAMES = 20, MAXIMUM_PARTS = 10, FLUSH_EVERY = 100;

  // ---- the script

  function isPlain(init) {
    // Functions and classes are named after the variable that takes them as they stand.
    return !/^(Function|ArrowFunction|Class)Expression$/.test(init.type);
  }

  /// Gives `text`, the script with the calls in it, and offsetOf(), which gives the offset in the script of one in the text.
  /// `names` are the two functions that they call.
  function instrumented(source, names) {
    var tree = acorn.parse(source, { ecmaVersion: 2023, sourceType: 'script', locations: true });
    var inserts = []; // {at, order, text}
    function insert(at, text, order) {
      inserts.push({ at: at, text: text, order: order });
    }
    function lineOf(node) { return names.line + '(' + node.loc.start.line + ')'; }
    function valueCall(node, name) { return names.value + '(' + node.loc.start.line + ',' + JSON.stringify(name) + ','; }
    function wrapValue(node, name, where) {
      insert(node.start, valueCall(where || node, name), 1);
      insert(node.end, ')', -1);
    }
    function watchStatements(list) {
      list.forEach(function (statement) {
        if (statement.directive || statement.type === 'FunctionDeclaration' || statement.type === 'EmptyStatement')
          return;
        insert(statement.start, lineOf(statement) + ';', 0);
        if (statement.type === 'VariableDeclaration')
          statement.declarations.forEach(function (each) {
            if (each.id.type !== 'Identifier')
              compiler.namesOf(each.id, []).forEach(function (name) { insert(statement.end, ';' + valueCall(each, name) + name + ');', 2); });
          });
      });
    }
    /// A body that is one statement becomes a block.
    function watchBody(body, before) {
      if (!body || body.type === 'BlockStatement') {
        if (body && before)
          insert(body.start + 1, before, -2);
        return;
      }
      if (body.type === 'FunctionDeclaration')
        return;
      insert(body.start, '{' + (before || '') + lineOf(body) + ';', 0);
      insert(body.end, '}', 3);
    }
    function watchUpdate(node) {
      if (node && node.type === 'UpdateExpression' && node.argument.type === 'Identifier') {
        insert(node.start, '(', 1);
        insert(node.end, ',' + valueCall(node, node.argument.name) + node.argument.name + '))', -1);
      }
    }
    /// What the parameters are when a function begins; '' without any.
    function parametersOf(node) {
      return node.params.map(function (each) {
        return compiler.namesOf(each, []).map(function (name) { return valueCall(each, name) + name + ')'; }).join(',');
      }).filter(Boolean).join(',');
    }
    function watchCallable(node) {
      var told = parametersOf(node), body = node.body;
      if (body.type !== 'BlockStatement') {
        insert(body.start, '(' + lineOf(body) + ',' + (told ? told + ',' : ''), 0);
        insert(body.end, ')', 1);
      } else if (told) {
        // A directive would be none behind another statement.
        var directives = body.body.filter(function (each) { return each.directive; });
        insert(directives.length ? directives[directives.length - 1].end : body.start + 1, (directives.length ? ';' : '') + told + ';', 0);
      }
    }
    compiler.walk(tree, function (node) {
      switch (node.type) {
      case 'FunctionDeclaration': case 'FunctionExpression': case 'ArrowFunctionExpression':
        watchCallable(node);
        break;
      case 'Program': case 'BlockStatement': case 'StaticBlock':
        watchStatements(node.body);
        break;
      case 'SwitchCase':
        watchStatements(node.consequent);
        break;
      case 'IfStatement':
        watchBody(node.consequent);
        watchBody(node.alternate);
        break;
      case 'ForStatement':
        watchUpdate(node.update);
        watchBody(node.body);
        break;
      case 'ForInStatement': case 'ForOfStatement': {
        var left = node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : node.left;
        watchBody(node.body, compiler.namesOf(left, []).map(function (name) { return valueCall(left, name) + name + ');'; }).join(''));
        break;
      }
      case 'WhileStatement': case 'DoWhileStatement': case 'WithStatement':
        watchBody(node.body);
        break;
      case 'ExpressionStatement':
        watchUpdate(node.expression);
        break;
      case 'AssignmentExpression':
        if (node.left.type === 'Identifier' || node.left.type === 'MemberExpression')
          wrapValue(node, source.slice(node.left.start, node.left.end).slice(0, 60));
        break;
      case 'VariableDeclarator':
        if (node.id.type === 'Identifier' && node.init && isPlain(node.init))
          wrapValue(node.init, node.id.name, node);
        break;
      }
    });
    // What ends before what begins, and the inner ends before the outer ones.
    inserts.forEach(function (each, index) { each.index = index; });
    inserts.sort(function (a, b) {
      return a.at - b.at || ending(b) - ending(a) || (ending(a) ? b.index - a.index : a.index - b.index);
    });
    function ending(each) { return each.order === -1 || each.order === 1 && each.text === ')' || each.order >= 2 ? 1 : 0; }
    var parts = [], last = 0, length = 0;
    inserts.forEach(function (each) {
      parts.push(source.slice(last, each.at), each.text);
      length += each.at - last;
      each.from = length;
      length += each.text.length;
      each.to = length;
      last = each.at;
    });
    parts.push(source.slice(last));
    return { text: parts.join(''), offsetOf: function (offset) { return compiler.originOf(inserts, offset); } };
  }

  // ---- what it tells

  // Read before any script runs, which may change them.
  var descriptorOf = Object.getOwnPropertyDescriptor, keysOfNames = Object.keys, isListed = Array.isArray, isView = ArrayBuffer.isView, isSame = Object.is, toText = String;
  function isList(value) { return isListed(value) || isView(value) && typeof value.length === 'number'; }

  /// A value in a few words. It calls nothing of the author's: no getter, no toJSON.
  function preview(value, depth) {
    if (typeof value === 'string')
      return values.quoted(values.cut(value, MAXIMUM_TEXT));
    if (typeof value === 'function')
      return 'function';
    if (typeof value !== 'object' || value === null)
      return isSame(value, -0) ? '-0' : toText(value);
    try {
      if (tools.isProxy(value))
        return 'Proxy';
      if (values.timeOf(value) !== null)
        return 'Date ' + values.timeOf(value);
      if (values.isError(value))
        return 'Error';
      var isArray = isList(value);
      if (depth > 1)
        return isArray ? '[…]' : '{…}';
      var inside = isArray ? elementsOf(value, depth) : membersOf(value, depth);
      return isArray ? '[' + inside + ']' : '{' + inside + '}';
    } catch (error) {
      return 'object'; // the stack is full
    }
  }
  function part(value, key, depth) {
    var descriptor = descriptorOf(value, key);
    return descriptor && 'value' in descriptor ? preview(descriptor.value, depth + 1) : descriptor ? '(…)' : '';
  }
  /// The first elements alone: a list may have a million.
  function elementsOf(value, depth) {
    var text = '';
    for (var i = 0; i < value.length && i < MAXIMUM_PARTS; ++i)
      text += (i ? ', ' : '') + part(value, i, depth);
    return value.length > MAXIMUM_PARTS ? text + ', …' : text;
  }
  function membersOf(value, depth) {
    var keys = values.keysOf(value, MAXIMUM_PARTS + 1), text = '';
    for (var i = 0; i < keys.length && i < MAXIMUM_PARTS; ++i)
      text += (i ? ', ' : '') + keys[i] + ': ' + part(value, keys[i], depth);
    return keys.length > MAXIMUM_PARTS ? text + ', …' : text;
  }

  /// Keeps what a traced run tells; `tell` is called now and then with all of it.
  function Recorder(tell) {
    var lines = new Map(), last = Date.now(), steps = 0;
    function at(line) {
      var known = lines.get(line);
      if (!known)
        lines.set(line, known = { line: line, count: 0, values: {} });
      return known;
    }
    this.line = function (line) {
      at(line).count += 1;
      if (++steps % 1000 === 0 && Date.now() - last > FLUSH_EVERY) {
        last = Date.now();
        tell();
      }
    };
    this.value = function (line, name, value) {
      var known = at(line);
      if (name in known.values || keysOfNames(known.values).length < MAXIMUM_NAMES)
        known.values[name] = values.cut(preview(value, 0), MAXIMUM_TEXT);
      return value;
    };
    this.lines = function () {
      return Array.from(lines.values()).sort(function (a, b) { return a.line - b.line; });
    };
  }

  return { instrumented: instrumented, Recorder: Recorder };
})
