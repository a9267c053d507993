// SPDX-License-Identifier: GPL-3.0-or-later
// Questions about the syntax tree that acorn gives.
(function (tables) {
  const knownChildren = new tables.NodeTable();

  function isNode(value) {
    return Boolean(value) && typeof value === 'object' && typeof value.type === 'string';
  }
  /// The children of a node in the order of the source.
  function childrenOf(node) {
    if (node.type === 'Identifier')
      return [];
    const known = knownChildren.get(node);
    if (known)
      return known;
    const children = findChildren(node);
    knownChildren.set(node, children);
    return children;
  }
  function findChildren(node) {
    const children = [];
    for (const key in node) {
      const value = node[key];
      if (value === null || typeof value !== 'object' || node.shorthand && key === 'key' && node.type === 'Property')
        continue;
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; ++i) {
          if (isNode(value[i]))
            children.push(value[i]);
        }
      } else if (isNode(value)) {
        children.push(value);
      }
    }
    return children.length < 2 ? children : children.sort(function (a, b) { return a.start - b.start; });
  }
  function isFunction(node) {
    return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
      || node.type === 'ArrowFunctionExpression';
  }
  /// Calls `visit` for each node of a tree; where it gives false, the node's children are left out.
  function walk(tree, visit) {
    const open = [tree];
    while (open.length) {
      const node = open.pop();
      if (visit(node) === false)
        continue;
      const children = childrenOf(node);
      for (let i = 0; i < children.length; ++i)
        open.push(children[i]);
    }
  }
  /// Whether an `await` or a `yield` of the function that holds `tree` is in it.
  function pauses(tree) {
    let found = false;
    walk(tree, function (node) {
      found = found || node.type === 'AwaitExpression' || node.type === 'YieldExpression' || node.type === 'ForOfStatement' && node.await;
      return !isFunction(node);
    });
    return found;
  }
  /// Whether a `super` in a function is its own: not that of a method inside.
  function namesSuper(method) {
    let found = false;
    walk(method, function (node) {
      found = found || node.type === 'Super';
      return node === method || node.type !== 'ClassBody' && (!isFunction(node) || node.type === 'ArrowFunctionExpression');
    });
    return found;
  }

  function isPrivateMember(node) {
    return node.type === 'MemberExpression' && node.property.type === 'PrivateIdentifier';
  }
  /// Whether V4 would take a call in this expression of a strict `return` for a tail call.
  function mayTailCall(node) {
    switch (node.type) {
    case 'CallExpression': case 'TaggedTemplateExpression': case 'ChainExpression': case 'AwaitExpression': return true;
    case 'MemberExpression': return isPrivateMember(node);
    case 'UpdateExpression': return isPrivateMember(node.argument);
    case 'ConditionalExpression': return mayTailCall(node.consequent) || mayTailCall(node.alternate);
    case 'LogicalExpression': return mayTailCall(node.right);
    case 'AssignmentExpression': return mayTailCall(node.right) || isPrivateMember(node.left);
    case 'SequenceExpression': return mayTailCall(node.expressions[node.expressions.length - 1]);
    }
    return false;
  }
  function endsInSemicolon(text) {
    let at = text.length - 1;
    while (text[at] === ' ' || text[at] === '\n')
      --at;
    return text[at] === ';';
  }
  function isStrictBody(statements) {
    return statements.some(function (each) { return each.directive === 'use strict'; });
  }
  /// The identifiers that a pattern binds or assigns, added to `list`.
  function identifiersOf(pattern, list) {
    if (!pattern)
      return list;
    switch (pattern.type) {
    case 'Identifier': list.push(pattern); break;
    case 'ObjectPattern': pattern.properties.forEach(function (each) { identifiersOf(each.value || each.argument, list); }); break;
    case 'ArrayPattern': pattern.elements.forEach(function (each) { identifiersOf(each, list); }); break;
    case 'AssignmentPattern': identifiersOf(pattern.left, list); break;
    case 'RestElement': identifiersOf(pattern.argument, list); break;
    }
    return list;
  }
  /// Their names, added to `names`.
  function namesOf(pattern, names) {
    identifiersOf(pattern, []).forEach(function (each) { names.push(each.name); });
    return names;
  }
  /// The jumps in a statement that leave it: `return`, and `break` and `continue` whose target is outside.
  function leavingJumps(statement) {
    const found = [];
    function visit(node, labels, inLoop, inSwitch) {
      if (isFunction(node) || node.type === 'ClassBody')
        return;
      if (node.type === 'ReturnStatement')
        found.push(node);
      else if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
        const isInside = node.label ? labels.indexOf(node.label.name) >= 0 : inLoop || inSwitch && node.type === 'BreakStatement';
        if (!isInside)
          found.push(node);
      }
      const own = node.type === 'LabeledStatement' ? labels.concat(node.label.name) : labels;
      const isLoop = /^(For|While|DoWhile)/.test(node.type), isSwitch = node.type === 'SwitchStatement';
      childrenOf(node).forEach(function (child) { visit(child, own, inLoop || isLoop, inSwitch || isSwitch); });
    }
    visit(statement, [], false, false);
    return found;
  }
  /// Whether V4 guards a part of `tree` against errors: iterators that it closes, and `try`.
  function isGuardedByEngine(tree) {
    let found = false;
    walk(tree, function (node) {
      found = found || ['TryStatement', 'ForOfStatement', 'ArrayPattern', 'SpreadElement'].indexOf(node.type) >= 0
        || node.type === 'YieldExpression' && node.delegate;
      return !isFunction(node);
    });
    return found;
  }
  function refuse(node, message) {
    const error = new SyntaxError(message);
    error.loc = node.loc.start;
    throw error;
  }

  return {
    walk: walk, childrenOf: childrenOf, isFunction: isFunction, identifiersOf: identifiersOf, namesOf: namesOf, pauses: pauses, namesSuper: namesSuper,
    isPrivateMember: isPrivateMember, mayTailCall: mayTailCall, endsInSemicolon: endsInSemicolon,
    isStrictBody: isStrictBody, leavingJumps: leavingJumps, isGuardedByEngine: isGuardedByEngine,
    refuse: refuse,
  };
})
