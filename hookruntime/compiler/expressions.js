// SPDX-License-Identifier: GPL-3.0-or-later
// Literals, objects, assignments and what else is an expression.
(function (syntax, plain, scopes) {
  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    function regularExpression(node) {
      const pattern = node.regex.pattern, flags = node.regex.flags;
      if (/\(\?<[=!]/.test(pattern))
        syntax.refuse(node, 'Look-behind in a regular expression is not supported by this engine.');
      const unknown = /[dv]/.exec(flags);
      if (unknown)
        syntax.refuse(node, 'The flag ' + unknown[0] + ' of a regular expression is not supported by this engine.');
      // The library knows these flags (library/polyfill/flags.js), the engine does not.
      return /[suy]/.test(flags) ? c.H + '.expression(' + plain.stringText(pattern) + ',' + plain.stringText(flags) + ')' : '/' + pattern + '/' + flags;
    }
    /// Whether a member of an object's literal says its prototype, which V4 takes for a property.
    function isPrototype(node) {
      return node.type === 'Property' && node.kind === 'init' && !node.computed && !node.method && !node.shorthand
        && (node.key.name === '__proto__' || node.key.value === '__proto__');
    }
    /// Whether a member behind a spread value may have an effect, so that the value must be copied before it.
    function isOrderedObject(node) {
      const first = node.properties.findIndex(function (each) { return each.type === 'SpreadElement'; });
      return node.properties.slice(first + 1).some(function (each) {
        return each.computed || !c.isQuiet(each.type === 'SpreadElement' ? each.argument : each.value);
      });
    }
    /// The literals and the spread values of an object in turns: a literal first, `{}` between two values.
    function turnsOf(node) {
      const turns = ['{'];
      let at = node.start + 1, isEmpty = true;
      node.properties.forEach(function (each) {
        const between = c.gap(at, each.start).replace(',', ''), last = turns.length - 1;
        if (each.type === 'SpreadElement') {
          turns[last] += '}';
          turns.push(between + c.gap(each.start + 3, each.argument.start) + c.emit(each.argument) + c.gap(each.argument.end, each.end), '{');
        } else {
          turns[last] += (isEmpty ? '' : ',') + between + c.emit(each);
        }
        isEmpty = each.type === 'SpreadElement';
        at = each.end;
      });
      turns[turns.length - 1] += c.gap(at, node.end - 1).replace(',', '') + '}';
      if (turns[turns.length - 1] === '{}')
        turns.pop();
      return turns;
    }
    function objectText(node) {
      if (!node.properties.some(function (each) { return each.type === 'SpreadElement'; }))
        return c.asItStands(node);
      const turns = turnsOf(node);
      if (!isOrderedObject(node))
        return c.helper('spread', node.start) + turns.join(',') + ')';
      // Each turn in a call of its own.
      const calls = turns.map(function (turn, i) {
        return i === 0 || turn === '{}' ? '' : ',' + (i % 2 ? turn : 'void 0,' + turn) + ')';
      });
      return c.helper('spread', node.start).repeat(calls.filter(Boolean).length) + turns[0] + calls.join('');
    }
    /// The value first, then the guard.
    /// Whether a name is that of the function expression around it, which V4 lets be assigned.
    function isOwnName(node) {
      const place = node.type === 'Identifier' && c.analysis.places.get(node), variable = place && place.variable;
      return Boolean(variable) && variable.kind === 'function' && variable.node.type === 'FunctionExpression' && Boolean(variable.node.id)
        && variable.node.id.name === node.name && node.name !== 'arguments';
    }
    /// An assignment to such a name: it changes nothing, and is an error in strict code.
    function ownNameAssignment(name, value) {
      return c.frame.strict ? '(' + value + ',' + c.H + '.constant(' + JSON.stringify(name) + '))' : '(' + value + ')';
    }
    function guardedAssignment(node) {
      const held = c.temporary(), target = c.emit(node.left), right = '(' + c.emit(node.right) + ')';
      const before = c.presentText(node.left);
      const value = node.operator === '=' ? right : '(1?(' + before + '):0)' + node.operator.slice(0, -1) + right;
      return '(' + held + '=' + value + ',' + c.guardOf(node.left) + target + '=' + held + ')';
    }
    function guardedLogical(target, right) {
      const held = c.temporary();
      return '(' + held + '=' + right + ',' + c.guardOf(target) + c.emit(target) + '=' + held + ')';
    }
    function logicalAssignment(node) {
      const operator = node.operator.slice(0, 2), target = node.left;
      const right = '(' + c.gap(c.find(node.operator, node.left.end) + 3, node.right.start)
        + c.emit(node.right) + c.gap(node.right.end, node.end) + ')';
      if (target.type === 'Identifier')
        return '(' + c.presentText(target) + operator + (c.isGuarded(target) ? guardedLogical(target, right) : '(' + c.emit(target) + '=' + right + ')') + ')';
      const object = c.twice(target.object);
      if (syntax.isPrivateMember(target)) {
        return '(' + c.helper('get', target.property.start) + object[0] + ',' + c.privateName(target) + ')' + operator + c.helper('set', target.property.start) + object[1] + ','
          + c.privateName(target) + ',' + right + '))';
      }
      if (!target.computed) {
        return '(' + object[0] + c.memberKey(target) + operator + '(' + object[1] + c.memberKey(target) + '=' + right
          + '))';
      }
      const key = c.temporary();
      return '(' + object[0] + '[' + key + '=' + c.operand(target.property) + ']' + operator + '(' + object[1] + '[' + key + ']=' + right
        + '))';
    }
    /// The match of a pattern without steps.
    function matched(node) {
      return node.left.type === 'ObjectPattern' ? c.emit(node.left) + '=' + c.takenText(node.left, node.right) : c.asItStands(node);
    }
    return {
      Property: function (node) {
        if (c.prototypes.has(node))
          return '[' + c.H + '.prototype]' + c.gap(node.key.end, node.value.start) + c.emit(node.value) + c.gap(node.value.end, node.end);
        if (node.method || node.kind !== 'init')
          return c.methodText(node);
        const isRead = node.shorthand && node.value.type === 'Identifier' && c.readName(node.value) !== node.value.name;
        if (node.computed || !c.isExotic(node.key) && !isRead)
          return c.asItStands(node);
        return JSON.stringify(node.key.name) + (node.shorthand ? ':' + c.emit(node.value)
          : c.gap(node.key.end, node.value.start) + c.emit(node.value) + c.gap(node.value.end, node.end));
      },
      AssignmentExpression: function (node) {
        if (isOwnName(node.left)) {
          const operator = node.operator.slice(0, -1), right = '(' + c.emit(node.right) + ')';
          if (/^(\?\?|\|\||&&)$/.test(operator))
            return '(' + c.emit(node.left) + operator + ownNameAssignment(node.left.name, right) + ')';
          return ownNameAssignment(node.left.name, operator ? c.emit(node.left) + operator + right : right);
        }
        if (/^(\?\?|\|\||&&)=$/.test(node.operator))
          return logicalAssignment(node);
        if (node.operator === '=' && c.isStepped(node.left))
          return c.assignedRest(node);
        if (c.isLoweredSuper(node.left))
          syntax.refuse(node, 'Assigning to super in an async method is not supported.');
        if (node.left.type === 'Identifier' && (c.isGuarded(node.left) || node.operator !== '=' && c.isImplicit(node.left)))
          return guardedAssignment(node);
        if (/Pattern$/.test(node.left.type) && c.namesOuter(node.left))
          return '(' + c.mention([node.left]) + matched(node) + ')';
        if (node.left.type === 'ObjectPattern')
          return matched(node);
        if (!syntax.isPrivateMember(node.left)) {
          return node.operator === '=' && node.left.type === 'MemberExpression'
            ? c.within([node.left], node.start, c.find('=', node.left.end) + 1) + c.assignedText(node) : c.asItStands(node);
        }
        const right = '(' + c.emit(node.right) + ')';
        if (node.operator === '=')
          return '(' + c.helper('set', node.left.property.start) + c.operand(node.left.object) + ',' + c.privateName(node.left) + ',' + right + '))';
        const object = c.twice(node.left.object);
        const place = node.left.property.start;
        return '(' + c.helper('set', place) + object[0] + ',' + c.privateName(node.left) + ',' + c.helper('get', place) + object[1] + ',' + c.privateName(node.left) + ')'
          + node.operator.slice(0, -1) + right + '))';
      },
      UpdateExpression: function (node) {
        if (isOwnName(node.argument))
          return ownNameAssignment(node.argument.name, '+' + c.emit(node.argument) + (node.prefix ? (node.operator === '++' ? '+1' : '-1') : ''));
        if (c.isGuarded(node.argument))
          return '(' + c.guardOf(node.argument) + c.asItStands(node) + ')';
        if (c.isImplicit(node.argument))
          return '(' + c.presentText(node.argument) + ',' + c.asItStands(node) + ')';
        if (!syntax.isPrivateMember(node.argument))
          return c.asItStands(node);
        return c.helper('step', node.argument.property.start) + c.operand(node.argument.object) + ',' + c.privateName(node.argument) + ',' + (node.operator === '++' ? 1 : -1) + ','
          + node.prefix + ')';
      },
      BinaryExpression: function (node) {
        if (node.operator === 'instanceof')
          return c.helper('isInstance', node.start) + c.emit(node.left) + ',' + c.emit(node.right) + ')';
        if (node.left.type !== 'PrivateIdentifier')
          return c.asItStands(node);
        return c.helper('has', node.left.start) + c.operand(node.right) + ',' + c.privates[node.left.name] + ')';
      },
      ObjectExpression: function (node) {
        const prototype = node.properties.filter(isPrototype)[0];
        if (prototype)
          c.prototypes.add(prototype);
        const text = prototype ? c.H + '.withPrototype(' + objectText(node) + ')' : objectText(node);
        return node.properties.some(function (each) { return each.kind === 'get' || each.kind === 'set'; }) ? c.H + '.withAccessors(' + text + ')' : text;
      },
      Literal: function (node) {
        if (node.bigint !== undefined)
          syntax.refuse(node, 'BigInt is not supported by this engine.');
        if (node.regex)
          return regularExpression(node);
        if (typeof node.value === 'number')
          return plain.numberText(node.value, node.raw);
        return typeof node.value === 'string' ? plain.stringText(node.value) : node.raw;
      },
      TemplateLiteral: function (node) {
        // Each value becomes a text before the next one is evaluated.
        let text = plain.stringText(node.quasis[0].value.cooked);
        node.expressions.forEach(function (each, index) {
          const next = node.quasis[index + 1];
          text += '.' + c.mark(each.start) + 'concat((' + c.emit(each) + ')'
            + (next.value.cooked === '' ? '' : ',' + plain.stringText(next.value.cooked)) + ')';
        });
        return '(' + text + ')';
      },
      ConditionalExpression: function (node) {
        // V4 reads `a ? (b) : c => d` as an arrow function whose parameter has a type.
        const question = c.find('?', node.test.end), colon = c.find(':', node.consequent.end);
        return c.within([node.test], node.start, question + 1) + '(' + c.within([node.consequent], question + 1, colon) + '):('
          + c.within([node.alternate], colon + 1, node.end) + ')';
      },
      ImportExpression: function (node) {
        syntax.refuse(node, 'import() is not supported; use require().');
      },
      MetaProperty: function (node) {
        if (node.meta.name === 'import')
          syntax.refuse(node, 'import.meta is not supported.');
        return c.asItStands(node);
      },
    };
  };
})
