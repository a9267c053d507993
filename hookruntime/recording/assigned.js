// SPDX-License-Identifier: GPL-3.0-or-later
// Which variables a part of a script may give another value. What a step is told of is found by this: a step that was told of every
// variable made the text to be compiled grow by their number, and a script of 200 variables took twenty times as long as one of five.
//
// Names stand for variables here. Two of one name are not told apart, so a step may be told of one more than it needs.
(function (compiler) {
  function isFunction(node) {
    return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
  }
  function isVar(declaration) { return declaration.type === 'VariableDeclaration' && declaration.kind === 'var'; }

  /// What `node` itself gives a value, without its parts.
  function namesBy(node) {
    switch (node.type) {
    case 'AssignmentExpression': return compiler.namesOf(node.left, []);
    case 'UpdateExpression': return compiler.namesOf(node.argument, []);
    case 'VariableDeclarator': return compiler.namesOf(node.id, []);
    case 'ClassDeclaration': return [node.id.name];
    case 'ForInStatement': case 'ForOfStatement': return node.left.type === 'VariableDeclaration' ? [] : compiler.namesOf(node.left, []);
    case 'CatchClause': return compiler.namesOf(node.param, []);
    }
    return [];
  }
  /// The same without declarations whose variables have no value before.
  function namesAgainBy(node) {
    if (node.type === 'VariableDeclaration')
      return isVar(node) ? [].concat.apply([], node.declarations.map(namesBy)) : [];
    return node.type === 'VariableDeclarator' || node.type === 'ClassDeclaration' || node.type === 'CatchClause' ? [] : namesBy(node);
  }
  function collect(tree, names, namesOfNode, isEntered) {
    if (tree) {
      compiler.walk(tree, function (node) {
        namesOfNode(node).forEach(function (name) { names.push(name); });
        return isEntered(node, tree);
      });
    }
    return names;
  }
  /// What is assigned in `tree`, a node or null, but not in functions within it.
  function namesIn(tree) {
    return collect(tree, [], namesBy, function (node) { return !isFunction(node); });
  }
  /// What functions and members of classes in `tree` assign: any call may do so.
  function namesWithin(tree) {
    const names = [];
    compiler.walk(tree, function (node) {
      const isLater = isFunction(node) || node.type === 'PropertyDefinition' || node.type === 'StaticBlock';
      if (!isLater || node === tree)
        return true;
      collect(node, names, namesBy, function () { return true; });
      return false;
    });
    return names;
  }
  /// What is assigned anywhere in `tree` that may have had a value already.
  function namesAgain(tree) {
    return collect(tree, [], namesAgainBy, function () { return true; });
  }
  /// Whether a function names `arguments`, whose elements are its parameters.
  function saysArguments(tree) {
    let found = false;
    compiler.walk(tree, function (node) {
      found = found || node.type === 'Identifier' && node.name === 'arguments';
      return node === tree || !isFunction(node) || node.type === 'ArrowFunctionExpression';
    });
    return found;
  }
  /// Whether the run may come past a statement without a step in it.
  function mayPass(statement) {
    switch (statement.type) {
    case 'EmptyStatement': case 'FunctionDeclaration': return true;
    case 'VariableDeclaration': return isVar(statement) && statement.declarations.every(function (each) { return !each.init; });
    case 'BlockStatement': return statement.body.every(mayPass);
    case 'TryStatement': return mayPass(statement.block);
    case 'LabeledStatement': return mayPass(statement.body);
    }
    return false;
  }

  /// What may have changed since the last step of a function, while its text is gone through.
  function Flow(tree, parameters) {
    this.isAll = true; // its first step
    this.names = new compiler.tables.NameTable();
    this.always = new compiler.tables.NameTable();
    const always = this.always;
    namesWithin(tree).concat(parameters.length && saysArguments(tree) ? parameters : []).forEach(function (name) { always.add(name); });
  }
  Flow.prototype = {
    has: function (name) { return this.isAll || this.names.has(name) || this.always.has(name); },
    add: function (names) {
      const known = this.names;
      names.forEach(function (name) { known.add(name); });
    },
    /// What is pending, for begin(). Nothing is taken away.
    pending: function () { return { isAll: this.isAll, names: this.names.names }; },
    /// From here on exactly `names` are pending, and what `more`, which pending() gave, says.
    begin: function (names, more) {
      this.isAll = Boolean(more && more.isAll);
      this.names = new compiler.tables.NameTable();
      this.add(names);
      if (more)
        this.add(more.names);
    },
  };

  return { isFunction: isFunction, namesIn: namesIn, namesAgain: namesAgain, mayPass: mayPass, Flow: Flow };
})
