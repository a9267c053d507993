// SPDX-License-Identifier: GPL-3.0-or-later
// What the compiler looks for in the whole tree before it writes anything.
(function (syntax, plain, scopes, tables) {
  // Names of variables that V4 takes for keywords where acorn does not.
  const KEYWORDS = ['let', 'yield'];

  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    /// The variable that is the value of an expression; null where it is none.
    function variableOf(node) {
      switch (node.type) {
      case 'Identifier': return node.name;
      case 'SequenceExpression': return variableOf(node.expressions[node.expressions.length - 1]);
      case 'AssignmentExpression': return variableOf(node.left);
      case 'UpdateExpression': return node.prefix ? variableOf(node.argument) : null;
      }
      return null;
    }
    /// Gives a function that says whether `name` is assigned between two places of a tree's source.
    function assignmentsIn(tree) {
      const places = new tables.NameTable(); // of each name, in their order
      syntax.walk(tree, function (node) {
        const target = node.type === 'AssignmentExpression' ? node.left : (node.type === 'UpdateExpression' ? node.argument : null);
        syntax.namesOf(target, []).forEach(function (name) {
          if (!places.has(name))
            places.set(name, []);
          places.get(name).push(node.start);
        });
      });
      places.forEach(function (list) { list.sort(function (a, b) { return a - b; }); });
      return function (name, from, to) {
        const list = places.get(name) || [];
        let low = 0, high = list.length;
        while (low < high) {
          const middle = low + high >> 1;
          if (list[middle] < from)
            low = middle + 1;
          else
            high = middle;
        }
        return low < list.length && list[low] < to;
      };
    }
    /// The names that anonymous classes get from where they stand.
    function classNamesIn(tree) {
      const names = new tables.NodeTable();
      function name(value, target) {
        if (value && value.type === 'ClassExpression' && !value.id && target && target.type === 'Identifier')
          names.set(value, target.name);
      }
      syntax.walk(tree, function (node) {
        switch (node.type) {
        case 'VariableDeclarator': name(node.init, node.id); break;
        case 'AssignmentExpression': case 'AssignmentPattern': name(node.right, node.left); break;
        case 'Property': if (!node.computed) name(node.value, { type: 'Identifier', name: String(node.key.type === 'Identifier' ? node.key.name : node.key.value) }); break;
        }
      });
      return names;
    }
    /// The private members that patterns and loops assign to.
    function targetsIn(tree) {
      const targets = new tables.NodeTable();
      function add(node) {
        if (node && syntax.isPrivateMember(node))
          targets.add(node);
      }
      syntax.walk(tree, function (node) {
        switch (node.type) {
        case 'ArrayPattern': node.elements.forEach(add); break;
        case 'ObjectPattern': node.properties.forEach(function (each) { add(each.value); }); break;
        case 'RestElement': add(node.argument); break;
        case 'AssignmentPattern': case 'ForOfStatement': case 'ForInStatement': add(node.left); break;
        }
      });
      return targets;
    }
    /// Whether a part of a pattern is the member `stack`.
    function takesStack(part) {
      return part.type === 'Property' && !part.computed && (part.key.name === 'stack' || part.key.value === 'stack');
    }
    /// The members `stack` that are read, and neither assigned nor called: those of errors are not what V4 gives.
    function stacksIn(tree) {
      const found = new tables.NodeTable(), others = new tables.NodeTable();
      function leave(node) {
        if (node)
          others.add(node.type === 'ChainExpression' ? node.expression : node);
      }
      syntax.walk(tree, function (node) { // outer nodes first
        switch (node.type) {
        case 'AssignmentExpression': case 'AssignmentPattern': case 'ForInStatement': case 'ForOfStatement': leave(node.left); break;
        case 'UpdateExpression': case 'UnaryExpression': case 'RestElement': leave(node.argument); break;
        case 'CallExpression': case 'NewExpression': leave(node.callee); break;
        case 'TaggedTemplateExpression': leave(node.tag); break;
        case 'ArrayPattern': node.elements.forEach(leave); break;
        case 'ObjectPattern': node.properties.forEach(function (each) { leave(each.value); }); break;
        case 'MemberExpression':
          if (!others.has(node) && node.object.type !== 'Super' && (node.computed ? node.property.value === 'stack' : node.property.name === 'stack')
            && node.property.type !== 'PrivateIdentifier')
            found.add(node);
        }
      });
      return found;
    }
    /// The declarations in the heads of loops, which have no semicolon of their own. Refuses names that
    /// V4 takes for keywords.
    function headsIn(tree) {
      const found = new tables.NodeTable(), onlyNames = new tables.NodeTable();
      syntax.walk(tree, function (node) {
        if (node.type === 'ForStatement' && node.init)
          found.add(node.init);
        else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement')
          found.add(node.left);
        if (!node.computed && (node.type === 'MemberExpression' || node.key && !node.shorthand))
          onlyNames.add(node.type === 'MemberExpression' ? node.property : node.key);
        if (node.type === 'Identifier' && KEYWORDS.indexOf(node.name) >= 0 && !onlyNames.has(node))
          syntax.refuse(node, 'The name ' + node.name + ' is not supported for a variable or a label.');
      });
      return found;
    }
    /// The expressions whose value is to be copied. V4 takes a variable for its own value, so that what is
    /// evaluated later changes it: `a - (a = 2)`, `list[i] = ++i`, `tail.next = tail = node`, `f(f = g)`. It calls
    /// `(0, o.f)()` as a method of `o`, and looks up the name of a function that no variable has behind the arguments.
    function copiedIn(tree) {
      const found = new tables.NodeTable(), assigned = assignmentsIn(tree);
      function copy(node, from, to) {
        const name = variableOf(node);
        if (name !== null && assigned(name, from, to))
          found.add(node);
      }
      function member(node, from, to) {
        if (node.type !== 'MemberExpression')
          return copy(node, from, to);
        copy(node.object, node.property.start, to);
        if (node.computed)
          copy(node.property, from, to);
      }
      function called(node, callee, from, given) {
        const place = callee.type === 'Identifier' && callee.name !== 'eval' && c.analysis.places.get(callee);
        if (callee.type === 'SequenceExpression' || place && !place.variable && !c.isOffered(callee.name) && !given.every(c.isQuiet))
          found.add(callee);
        else if (callee.name !== 'eval')
          member(callee, from, node.end);
      }
      syntax.walk(tree, function (node) {
        switch (node.type) {
        case 'UnaryExpression': // `typeof (0, x)` and `delete (0, o.x)` are asked of a value
          if (node.argument.type === 'SequenceExpression')
            found.add(node.argument);
          break;
        case 'BinaryExpression': copy(node.left, node.right.start, node.end); break;
        case 'AssignmentExpression': if (node.left.type === 'MemberExpression') member(node.left, node.right.start, node.end); break;
        case 'MemberExpression':
          if (node.object.type === 'ChainExpression') // V4 takes it for a part of the chain
            found.add(node.object);
          else if (node.computed)
            copy(node.object, node.property.start, node.end);
          break;
        case 'CallExpression': called(node, node.callee, node.callee.end, node.arguments); break;
        case 'TaggedTemplateExpression': called(node, node.tag, node.quasi.start, node.quasi.expressions); break;
        }
      });
      return found;
    }

    Object.assign(c, {
      takesStack: takesStack, stacksIn: stacksIn, copiedIn: copiedIn, headsIn: headsIn, targetsIn: targetsIn,
      classNamesIn: classNamesIn,
    });
  };
})
