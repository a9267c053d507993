// SPDX-License-Identifier: GPL-3.0-or-later
// Functions that sloppy code declares in blocks. Each is a variable of the function around as well, which has it once its declaration
// was reached (ECMA-262 B.3.2); in V4 it is known in its block alone.
(function (syntax, plain, scopes, tables) {
  /// The names that statements declare for their block: `let`, `const` and classes, and functions.
  function lexicalNames(statements) {
    return statements.reduce(function (list, each) {
      if (each.type === 'VariableDeclaration' && each.kind !== 'var')
        each.declarations.forEach(function (one) { syntax.namesOf(one.id, list); });
      return each.type === 'ClassDeclaration' || each.type === 'FunctionDeclaration' ? list.concat(each.id.name) : list;
    }, []);
  }
  /// Gives `found(declaration)` each function that is a variable of the function around, or of the program.
  function search(tree, found) {
    function inFunction(statements, params, isStrict) {
      const isStrictHere = isStrict || syntax.isStrictBody(statements);
      const taken = params.reduce(function (list, each) { return syntax.namesOf(each, list); }, []);
      const own = lexicalNames(statements.filter(function (each) { return each.type !== 'FunctionDeclaration'; }));
      statements.forEach(function (each) { visit(each, [taken, own], isStrictHere); });
    }
    /// `around`: the names that a `var` may not have here.
    function inBlock(statements, around, isStrict) {
      statements.forEach(function (each) { offer(each, around, isStrict); });
      const inner = around.concat([lexicalNames(statements)]);
      statements.forEach(function (each) { visit(each, inner, isStrict); });
    }
    function offer(node, around, isStrict) {
      if (!node || node.type !== 'FunctionDeclaration' || node.async || node.generator || isStrict)
        return;
      if (!around.some(function (names) { return names.indexOf(node.id.name) >= 0; }))
        found(node);
    }
    function visit(node, around, isStrict) {
      let inner = around;
      switch (node.type) {
      case 'FunctionDeclaration': case 'FunctionExpression': case 'ArrowFunctionExpression':
        node.params.forEach(function (each) { visit(each, around, isStrict); });
        if (node.body.type === 'BlockStatement')
          return inFunction(node.body.body, node.params, isStrict);
        return visit(node.body, [], isStrict);
      case 'ClassBody': return syntax.childrenOf(node).forEach(function (each) { visit(each, [], true); });
      case 'BlockStatement': return inBlock(node.body, around, isStrict);
      case 'SwitchStatement':
        visit(node.discriminant, around, isStrict);
        return inBlock(node.cases.reduce(function (list, each) { return list.concat(each.test || [], each.consequent); }, []), around, isStrict);
      case 'IfStatement': offer(node.consequent, around, isStrict); offer(node.alternate, around, isStrict); break;
      case 'ForStatement': case 'ForInStatement': case 'ForOfStatement': inner = around.concat([lexicalNames([node.init || node.left].filter(Boolean))]); break;
      case 'CatchClause':
        if (node.param && node.param.type !== 'Identifier')
          inner = around.concat([syntax.namesOf(node.param, [])]);
      }
      syntax.childrenOf(node).forEach(function (each) { visit(each, inner, isStrict); });
    }
    inFunction(tree.body, [], false);
  }

  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    /// Those of a tree that something outside of their blocks asks for; anything may, where the tree is that of a text for eval().
    function liftedIn(tree) {
      const lifted = new tables.NodeTable(), candidates = new tables.NameTable();
      search(tree, function (node) { candidates.set(node.id.name, (candidates.get(node.id.name) || []).concat(node)); });
      if (c.isEvaluated)
        candidates.forEach(function (list) { list.forEach(function (node) { lifted.add(node); }); });
      else if (candidates.names.length)
        c.analysis.references.forEach(function (each) {
          (candidates.get(each.node.name) || []).forEach(function (node) {
            if (!each.variable || each.variable.node !== node)
              lifted.add(node);
          });
        });
      return lifted;
    }
    /// What follows the declaration of such a function: it gives its value to the variable.
    function liftText(node) {
      if (!c.lifted.has(node))
        return '';
      let frame = c.frame;
      while (frame.finalizer)
        frame = frame.outer;
      const name = c.variableName(node.id.name), set = c.unique(), given = c.unique();
      frame.lifts.push('var ' + name + ',' + set + '=(' + given + ')=>{' + name + '=' + given + '};');
      return ';' + set + '(' + name + ');';
    }

    Object.assign(c, { liftedIn: liftedIn, liftText: liftText });
    return {};
  };
})
