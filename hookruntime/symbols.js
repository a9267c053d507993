// SPDX-License-Identifier: GPL-3.0-or-later
// What a script declares at its top: hooks, functions, classes with their methods, variables, and what a module exports.
// The editor lists it and goes to it; what stands in comments and texts is none of it.
(function (compiler) {
  var MAXIMUM = 2000; // symbols beside the hooks; what is generated may have any number
  var KINDS = { FunctionDeclaration: 'function', FunctionExpression: 'function', ArrowFunctionExpression: 'function',
    ClassDeclaration: 'class', ClassExpression: 'class' };

  function Collector(hooks) {
    this.hooks = hooks;
    this.list = [];
    this.byName = new Map();
  }
  /// `place`: the node of the name; `whole`: what it names, to its end.
  Collector.prototype.add = function (name, kind, place, whole) {
    var symbol = { name: name, kind: kind, line: place.loc.start.line, column: place.loc.start.column + 1, endLine: whole.loc.end.line };
    this.list.push(symbol);
    this.byName.set(name, symbol);
  };
  /// `value` is what the name gets; a node or null.
  Collector.prototype.addNamed = function (name, place, value, whole) {
    var kind = value && KINDS[value.type] || 'variable';
    this.add(name, this.hooks.indexOf(name) >= 0 ? 'hook' : kind, place, whole);
    if (kind === 'class')
      this.addMethods(name, value.body.body);
  };
  Collector.prototype.addMethods = function (className, members) {
    members.forEach(function (each) {
      var isMethod = each.type === 'MethodDefinition' || each.type === 'PropertyDefinition' && each.value && KINDS[each.value.type];
      var name = isMethod && !each.computed && (each.key.name || String(each.key.value));
      if (name)
        this.add(className + '.' + (each.key.type === 'PrivateIdentifier' ? '#' : '') + name, 'method', each.key, each);
    }, this);
  };

  Collector.prototype.addDeclarator = function (node) {
    if (node.id.type === 'Identifier')
      return this.addNamed(node.id.name, node.id, node.init, node);
    compiler.identifiersOf(node.id, []).forEach(function (each) { this.addNamed(each.name, each, null, node); }, this);
  };
  /// An assignment `name = …`, which can define a hook that is not declared.
  Collector.prototype.addAssignment = function (node) {
    var target = node.left, known = target.type === 'Identifier' && this.byName.get(target.name);
    if (target.type === 'Identifier') {
      if (known && !KINDS[node.right.type])
        return;
      if (known)
        known.isReplaced = true; // a variable that was declared empty is what it is assigned
      this.addNamed(target.name, target, node.right, node);
    }
  };
  Collector.prototype.addStatement = function (node) {
    if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration')
      this.addNamed(node.id.name, node.id, node, node);
    else if (node.type === 'VariableDeclaration')
      node.declarations.forEach(this.addDeclarator, this);
    else if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression')
      this.addAssignment(node.expression);
  };
  /// What is exported, but for what only names something else: that is declared elsewhere.
  Collector.prototype.addExported = function (tree) {
    compiler.exported(tree).forEach(function (each) {
      if (each.value.type !== 'Identifier')
        this.addNamed(each.name, each.place, each.value, each.whole);
    }, this);
  };
  /// Hooks that are assigned further inside, in an `if` for example.
  Collector.prototype.addRest = function (tree) {
    var missing = this.hooks.filter(function (name) { return !this.byName.has(name); }, this), places = [];
    if (missing.length) {
      compiler.walk(tree, function (node) {
        if (node.type === 'AssignmentExpression')
          compiler.identifiersOf(node.left, []).forEach(function (each) { places.push([each, node]); });
      });
    }
    places.sort(function (a, b) { return a[0].start - b[0].start; });
    places.forEach(function (each) {
      if (missing.indexOf(each[0].name) >= 0 && !this.byName.has(each[0].name))
        this.add(each[0].name, 'hook', each[0], each[1]);
    }, this);
  };

  /// The symbols of `tree` in the order of its text: [{name, kind, line, column, endLine}], from 1; line and column are those
  /// of the name, endLine that of the last line of what it names. `kind` is hook, function, class, method or variable;
  /// `hooks`: the names that the compiler takes as hooks of this script.
  return function symbols(tree, hooks) {
    var collector = new Collector(hooks);
    tree.body.forEach(function (each) { collector.addStatement(each); });
    collector.addExported(tree);
    collector.addRest(tree);
    return collector.list.filter(function (each) { return !each.isReplaced; })
      .sort(function (a, b) { return a.line - b.line || a.column - b.column; })
      .filter(function (each, i) { return i < MAXIMUM || each.kind === 'hook'; });
  };
})
