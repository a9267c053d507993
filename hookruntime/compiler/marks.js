// SPDX-License-Identifier: GPL-3.0-or-later
// Where the lines of a compiled script begin (places.js), and which places of the source they stand for: those that Node's stacks
// have, where V4 tells them apart.
(function (syntax, plain, scopes, tables, places) {
  const NONE = -1;
  const PLAIN_STATEMENTS = ['BlockStatement', 'FunctionDeclaration', 'EmptyStatement', 'LabeledStatement'];

  /// Adds its functions to the lowering `c` (compiler.js).
  return function (c) {
    function isTextKey(node) {
      return node.type === 'MemberExpression' && node.computed && typeof node.property.value === 'string';
    }
    /// The place of a call, or of the call of a template's function.
    function placeOfCall(node) {
      let callee = node.callee || node.tag;
      while (callee.type === 'ChainExpression')
        callee = callee.expression;
      if (callee.type === 'MemberExpression' && !callee.computed)
        return callee.property.start;
      return callee.type === 'Identifier' || callee.type === 'Super' ? callee.start : node.quasi ? node.quasi.start : c.find('(', callee.end);
    }
    function placeOfMember(node) {
      return node.computed ? c.find('[', node.object.end) : node.property.start;
    }
    /// Where what a pattern takes is told.
    function placeOfPattern(pattern, value) {
      if (pattern.type === 'ArrayPattern' && value)
        return value.start;
      return pattern.type === 'ObjectPattern' && pattern.properties.length ? pattern.properties[0].start : pattern.start;
    }
    /// The place of an operation whose line is that of what was called or read before it; NONE for other nodes.
    function placeOfSilent(node) {
      switch (node.type) {
      case 'MemberExpression': return node.computed && !isTextKey(node) ? placeOfMember(node) : NONE;
      case 'VariableDeclarator': return node.init && /Pattern$/.test(node.id.type) ? placeOfPattern(node.id, node.init) : NONE;
      case 'AssignmentExpression':
        if (/^(Object|Array)Pattern$/.test(node.left.type))
          return placeOfPattern(node.left, node.right);
        return node.left.type === 'MemberExpression' ? c.find(node.operator, node.left.end) : NONE;
      case 'SpreadElement': return node.argument.start;
      case 'BinaryExpression':
        return /^[!=]==$/.test(node.operator) || node.left.type === 'PrivateIdentifier' ? NONE : c.find(node.operator, node.left.end);
      case 'CallExpression': return placeOfCall(node);
      }
      return NONE;
    }
    function isTold(node) {
      return node.type === 'MemberExpression' || node.type === 'CallExpression' || node.type === 'NewExpression' || c.marked.has(node);
    }
    /// The place of the first operation in `nodes`, which are evaluated one after the other, when nothing is called or read before it.
    function firstSilent(nodes) {
      for (let i = 0; i < nodes.length; ++i) {
        const node = nodes[i];
        if (syntax.isFunction(node) || node.type === 'ClassExpression')
          continue;
        const inner = firstSilent(syntax.childrenOf(node));
        if (inner !== null)
          return inner;
        const place = placeOfSilent(node);
        if (place !== NONE || isTold(node))
          return place;
      }
      return null;
    }
    /// What of a statement is evaluated before others begin.
    function headOf(node) {
      switch (node.type) {
      case 'IfStatement': case 'WhileStatement': return [node.test];
      case 'ForStatement': return [node.init, node.test].filter(Boolean);
      case 'SwitchStatement': return [node.discriminant];
      case 'ExpressionStatement': return [node.expression];
      case 'VariableDeclaration': return node.declarations;
      case 'ReturnStatement': case 'ThrowStatement': return node.argument ? [node.argument] : [];
      }
      return [];
    }
    function placeOfStatement(node) {
      if (/^For(Of|In)/.test(node.type))
        return node.right.start;
      const first = firstSilent(headOf(node));
      return first === null || first === NONE ? node.start : first;
    }
    function isStatement(node) {
      return /Statement$|^(Variable|Class)Declaration$/.test(node.type) && PLAIN_STATEMENTS.indexOf(node.type) < 0 && !node.directive
        && !c.heads.has(node);
    }
    /// Whether V4 looks up a name when it is read, and not only takes the value of a variable.
    function isLookedUp(node) {
      const place = c.analysis.places.get(node);
      if (!place || place.isWritten)
        return false;
      return place.variable ? c.analysis.liveness(place) !== scopes.ALIVE : c.offered.indexOf(node.name) < 0 && node.name !== 'undefined';
    }
    function add(node, place) {
      if (!c.marked.has(node))
        c.marked.set(node, place);
    }
    /// Notes the members of variables that are on other lines of a statement than its first.
    function noteMembers(node, line) {
      if (syntax.isFunction(node) || node.type === 'ClassExpression')
        return;
      if (node.type === 'MemberExpression' && node.computed && node.loc.start.line > line
        && /^(Identifier|ThisExpression)$/.test(node.object.type))
        c.distant.add(node);
      syntax.childrenOf(node).forEach(function (each) { noteMembers(each, line); });
    }
    /// Notes the nodes of a tree before whose texts a line begins. Outer nodes come first.
    function markNodes(tree) {
      const statements = [];
      syntax.walk(tree, function (node) {
        switch (node.type) {
        case 'CallExpression': case 'TaggedTemplateExpression': {
          const callee = node.callee || node.tag;
          if (callee.type === 'Identifier' || isTextKey(callee))
            add(callee.property || callee, placeOfCall(node));
          break;
        }
        case 'AssignmentExpression':
          if (node.operator === '=' && node.left.type === 'MemberExpression' && !node.left.computed)
            add(node.left.property, NONE);
          break;
        case 'NewExpression':
          if (node.callee.type === 'Identifier' || node.callee.type === 'MemberExpression')
            add(node.callee.property || node.callee, node.start);
          break;
        case 'MemberExpression':
          if (!node.computed && node.property.type === 'Identifier' || isTextKey(node))
            add(node.property, placeOfMember(node));
          break;
        case 'Identifier':
          if (isLookedUp(node))
            add(node, node.start);
          break;
        case 'ArrowFunctionExpression':
          if (node.expression)
            statements.push(node);
          break;
        default:
          if (isStatement(node))
            statements.push(node);
        }
      });
      statements.forEach(function (node) {
        if (node.type !== 'ArrowFunctionExpression') {
          add(node, placeOfStatement(node));
          if (node.loc.end.line > node.loc.start.line)
            headOf(node).forEach(function (each) { noteMembers(each, node.loc.start.line); });
          return;
        }
        const place = firstSilent([node.body]);
        if (place !== null && place !== NONE)
          add(node.body, place);
      });
    }
    /// The begin of a line for a node that has one.
    function markOf(node) {
      const place = c.marked.get(node);
      return place === undefined || place === NONE ? '' : places.mark(place);
    }
    /// A value behind which `place` is where V4 believes to be. It costs two instructions, four where the value must be kept for it.
    function valueAt(place, text) {
      return '(0' + places.mark(place) + '||' + text + ')';
    }
    function heldAt(place, text) {
      const held = holder();
      return '(' + held + '=' + text + ',' + valueAt(place, held).slice(1);
    }
    /// A variable for a value that is used at once: one is enough for a function.
    function holder() {
      return c.frame.held = c.frame.held || c.temporary();
    }
    /// A value that an object's pattern takes apart. Where there is nothing in it, V4 says neither so nor where.
    function takenText(pattern, value) {
      if (/^(Object|Array|Function|Class)Expression$/.test(value.type) || !pattern.properties.length)
        return c.emit(value);
      const isName = value.type === 'Identifier' && !c.marked.has(value) && !c.copied.has(value);
      const name = isName ? c.emit(value) : holder();
      return '(' + (isName ? name : '(' + name + '=(' + c.emit(value) + '))') + '==null?' + nothingText(pattern, value, name) + ':' + name + ')';
    }
    /// What throws when the value with the name `name` is nothing; `value`: its node, or null.
    function nothingText(pattern, value, name) {
      const first = pattern.properties[0], key = first.key && !first.computed ? String(first.key.name || first.key.value) : '';
      const source = value ? c.source.slice(value.start, value.end) : '', shown = /^[\w$.]{1,60}$/.test(source) ? source : '';
      return helper('nothing', placeOfPattern(pattern, value)) + [name, JSON.stringify(key.slice(0, 60)), JSON.stringify(shown)].join(',') + ')';
    }
    /// What is assigned to a member.
    function assignedText(node) {
      const text = '(' + c.emit(node.right) + ')';
      return syntax.isFunction(node.right) || firstSilent([node.right]) === null ? text : heldAt(c.find('=', node.left.end), text);
    }
    /// A call of a helper up to its parenthesis, for what is at `place`.
    function helper(name, place) {
      return places.mark(place) + c.H + '.' + name + '(';
    }

    Object.assign(c, {
      markNodes: markNodes, markOf: markOf, helper: helper, placeOfCall: placeOfCall, placeOfMember: placeOfMember, valueAt: valueAt,
      assignedText: assignedText, takenText: takenText, nothingText: nothingText, mark: places.mark,
    });
  };
})
