// SPDX-License-Identifier: GPL-3.0-or-later
// Calls and optional chains. V4 reads the method of an object behind the arguments, twice in `o.f?.()`, and calls no function that is
// missing in `o?.f()`.
(function (syntax, plain, scopes) {
  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    /// An object that is used twice: itself where that changes nothing.
    function twice(node) {
      if (node.type === 'ThisExpression' || node.type === 'Identifier' && !c.copied.has(node))
        return [c.emit(node), c.emit(node)];
      const held = c.temporary();
      return ['(' + held + '=' + c.operand(node) + ')', held];
    }
    function isMethod(callee) {
      return callee.type === 'MemberExpression' && callee.object.type !== 'Super';
    }
    /// A built-in object or what hooks find: its methods do not change.
    function isKnown(callee) {
      const object = callee.object;
      return object.type === 'Identifier' && object.name !== 'undefined' && !callee.computed && !c.analysis.places.get(object).variable && c.isOffered(object.name);
    }
    /// `globalThis.fetch`, and what else the global object of a script has that the one of the engine, which all runs share, has not.
    function isGlobalMember(node) {
      return node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier' && node.object.name === 'globalThis'
        && !c.analysis.places.get(node.object).variable && c.offered.indexOf(node.property.name) >= 0;
    }
    function isSpread(node) {
      return node.type === 'SpreadElement';
    }
    /// Whether it makes a difference when the arguments of a call are evaluated.
    function isOrdered(callee, given) {
      if (isMethod(callee) && isKnown(callee))
        return given.slice(0, -1).some(isSpread);
      return isMethod(callee) ? !given.every(c.isQuiet) : given.some(isSpread) && callee.type !== 'Super' && callee.name !== 'eval';
    }
    /// What a message calls a function: `req.end`.
    function calleeName(node) {
      const text = c.source.slice(node.start, node.end);
      if (/^[\w$.]{1,60}$/.test(text))
        return JSON.stringify(text);
      return JSON.stringify(isMethod(node) && !node.computed ? String(node.property.name).slice(0, 60) : 'what is called here');
    }
    /// The arguments of a call without their parentheses.
    function argumentsText(node) {
      return c.within(node.arguments, c.find('(', node.callee.end) + 1, node.end - 1);
    }
    /// The call `node`, also of a template's function, with what it calls, its `this` and its arguments.
    function invoked(called, self, node, list) {
      return c.helper('invoke', c.placeOfCall(node)) + called + ',' + self + ',' + calleeName(node.callee || node.tag) + ',[' + list + '])';
    }
    function privateRead(object, member) {
      return c.helper('get', member.property.start) + object + ',' + c.privateName(member) + ')';
    }
    /// The method that a chain in parentheses gives, and its object: `(o?.f)` of `(o?.f)()`.
    function endedChain(callee) {
      const guards = [], self = c.temporary(), member = callee.expression;
      const object = chain(member.object, guards);
      const read = syntax.isPrivateMember(member) ? privateRead(self, member) : self + memberKey(member);
      return { self: self, called: '(' + guards.map(guardText).join('') + (member.optional ? '(' + self + '=' + object + ')==null?void 0:' : self + '=' + object + ',')
        + read + ')' };
    }
    /// A call in which the function is read before `list`, the text of its arguments.
    function orderedCall(node, callee, list) {
      if (callee.type === 'ChainExpression' && isMethod(callee.expression)) {
        const ended = endedChain(callee);
        return invoked(ended.called, ended.self, node, list);
      }
      if (!isMethod(callee))
        return invoked('(' + c.emit(callee) + ')', 'void 0', node, list);
      const object = twice(callee.object);
      return invoked(syntax.isPrivateMember(callee) ? privateRead(object[0], callee) : object[0] + memberKey(callee), object[1], node, list);
    }
    /// Whether a chain has what V4 does otherwise: a call, or a private name.
    function isLoweredChain(node) {
      for (let each = node; each; each = each.object || each.callee) {
        if (syntax.isPrivateMember(each) || each.type === 'CallExpression' || c.stacks.has(each))
          return true;
        if (each.type !== 'MemberExpression')
          return false;
      }
      return false;
    }
    function guardText(guard) {
      return guard + '?void 0:';
    }
    /// The text of a link; `guards` gets what must not be null or undefined before it.
    function chain(node, guards) {
      if (isGlobalMember(node))
        return c.emit(node);
      if (isMethod(node)) {
        let object = chain(node.object, guards);
        if (node.optional)
          object = guarded(object, guards);
        if (c.stacks.has(node))
          return heldStack(object, node);
        return syntax.isPrivateMember(node) ? privateRead(object, node) : object + memberKey(node);
      }
      if (node.type !== 'CallExpression' || node.callee.type === 'Super' || node.callee.type === 'ChainExpression' && !node.optional)
        return c.operand(node);
      const callee = node.callee, list = argumentsText(node);
      if (callee.type === 'ChainExpression' && isMethod(callee.expression)) {
        const ended = endedChain(callee);
        return invoked(guarded(ended.called, guards), ended.self, node, list);
      }
      if (isMethod(callee))
        return chainedMethod(node, list, guards);
      const isSuper = callee.type === 'MemberExpression';
      if (!node.optional)
        return isSuper || callee.name === 'eval' ? c.operand(node) : callText(chain(callee, guards), 'void 0', node, list);
      return callText(guarded(isSuper ? c.operand(callee) : chain(callee, guards), guards), isSuper ? 'this' : 'void 0', node, list);
    }
    /// A variable that holds the value `text`, behind which the chain goes on where it is neither null nor undefined.
    function guarded(text, guards) {
      const held = c.temporary();
      guards.push('(' + held + '=' + text + ')==null');
      return held;
    }
    function chainedMethod(node, list, guards) {
      const callee = node.callee, isPrivate = syntax.isPrivateMember(callee);
      let object = chain(callee.object, guards), self = null;
      if (callee.optional) {
        self = object = guarded(object, guards);
      } else if (node.optional || isPrivate || isOrdered(callee, node.arguments)) {
        self = c.temporary();
        object = '(' + self + '=' + object + ')';
      }
      const called = isPrivate ? privateRead(object, callee) : object + memberKey(callee);
      if (node.optional)
        return invoked(guarded(called, guards), self, node, list);
      return isPrivate || isOrdered(callee, node.arguments) ? invoked(called, self, node, list) : called + '(' + list + ')';
    }
    function callText(called, self, node, list) {
      return self !== 'void 0' || node.arguments.some(isSpread) ? invoked(called, self, node, list) : called + '(' + list + ')';
    }
    /// `.name` or `[…]`
    function memberKey(node) {
      if (node.computed)
        return '[' + c.emit(node.property) + ']';
      const place = c.markOf(node.property);
      return c.isExotic(node.property) ? '[' + place + JSON.stringify(node.property.name) + ']' : '.' + place + node.property.name;
    }
    /// The member `stack` of an object that is written `first`, and then `again`.
    function stackText(first, again, node) {
      const held = c.temporary();
      return '(typeof(' + held + '=' + first + memberKey(node) + ')===\'string\'?' + c.H + '.stack(' + again + ',' + held + '):' + held + ')';
    }
    function heldStack(object, node) {
      const self = c.temporary();
      return stackText('(' + self + '=' + object + ')', self, node);
    }
    function superMember(node) {
      const key = node.computed ? c.operand(node.property) : JSON.stringify(node.property.name);
      return c.mark(node.computed ? node.start : node.property.start) + c.frame.superGetter + '(' + key + ')';
    }
    function isLoweredSuper(node) {
      if (node.type === 'MemberExpression' && node.object.type === 'Super' && c.frame.isAsync && c.frame.isArrow && !c.frame.superGetter)
        syntax.refuse(node, 'super in an async arrow function is not supported; use an async method.');
      return node.type === 'MemberExpression' && node.object.type === 'Super' && Boolean(c.frame.superGetter);
    }

    /// `delete object.member`: see library/polyfill/deletions.js. `objectText(node)` gives the text of its object.
    function removal(node, member, objectText, guards) {
      if (!isMethod(member))
        return 'delete ' + objectText(member);
      let object = objectText(member.object);
      if (member.optional)
        object = guarded(object, guards);
      const key = member.computed ? c.operand(member.property) : JSON.stringify(member.property.name);
      return c.helper('remove', node.start) + object + ',' + key + (c.frame.strict ? ',true)' : ')');
    }

    /// A call of eval() that sees the variables around it: V4 needs its name. See dynamic.js.
    function directEval(node) {
      return c.mark(node.start) + 'eval(' + c.H + '.evalText("' + c.H + '",' + c.frame.strict
        + (node.arguments.length ? ',' : '') + argumentsText(node) + '))';
    }

    Object.assign(c, {
      twice: twice, isLoweredSuper: isLoweredSuper, memberKey: memberKey,
    });
    return {
      MemberExpression: function (node) {
        if (isGlobalMember(node))
          return c.markOf(node.property) + node.property.name;
        if (isLoweredSuper(node))
          return superMember(node);
        if (!node.computed && c.isExotic(node.property))
          return c.operand(node.object) + (node.optional ? '?.' : '') + memberKey(node);
        if (syntax.isPrivateMember(node))
          return c.privateGet(node);
        if (c.stacks.has(node)) {
          const object = twice(node.object);
          return stackText(object[0], object[1], node);
        }
        if (c.distant.has(node))
          return c.valueAt(c.placeOfMember(node), c.emit(node.object)) + c.gap(node.object.end, node.property.start) + c.emit(node.property) + c.gap(node.property.end, node.end);
        return node.computed ? c.asItStands(node) : c.within([node.object], node.start, node.property.start) + c.markOf(node.property) + node.property.name;
      },
      CallExpression: function (node) {
        const callee = node.callee;
        if (callee.type === 'Super' && c.afterSuper())
          return '(' + c.within(node.arguments, node.start, node.end) + ',' + c.afterSuper() + ')';
        if (callee.name === 'eval' && !node.optional && !c.analysis.places.get(callee).variable)
          return directEval(node);
        if (isLoweredSuper(callee))
          return superMember(callee) + '.' + c.mark(c.placeOfCall(node)) + 'call(this' + (node.arguments.length ? ',' : '') + argumentsText(node) + ')';
        if (syntax.isPrivateMember(callee) || callee.type === 'ChainExpression' || isOrdered(callee, node.arguments))
          return orderedCall(node, callee, argumentsText(node));
        return c.asItStands(node);
      },
      NewExpression: function (node) {
        if (!node.arguments.some(isSpread))
          return c.asItStands(node);
        return c.helper('construct', node.start) + c.operand(node.callee) + ',[' + argumentsText(node) + '])';
      },
      ChainExpression: function (node) {
        if (!isLoweredChain(node.expression))
          return c.asItStands(node);
        const guards = [], value = chain(node.expression, guards);
        return '(' + guards.map(guardText).join('') + value + ')';
      },
      UnaryExpression: function (node) {
        if (node.operator === 'typeof' && c.isImplicit(node.argument)) {
          const name = c.variableName(node.argument.name);
          return '(' + name + '===' + c.H + '.absent?"undefined":typeof ' + name + ')';
        }
        if (node.operator !== 'delete')
          return c.asItStands(node);
        if (node.argument.type === 'ChainExpression') { // V4 deletes nothing at the end of one
          const guards = [], value = removal(node, node.argument.expression, function (object) { return chain(object, guards); }, guards);
          return '(' + guards.map(function (each) { return each + '?true:'; }).join('') + value + ')';
        }
        return isMethod(node.argument) ? removal(node, node.argument, c.operand, []) : c.asItStands(node);
      },
      TaggedTemplateExpression: function (node) {
        const site = c.unique(), quasi = node.quasi;
        c.sites.push(site);
        const list = ['(' + site + '||(' + site + '=' + c.H + '.site(['
          + quasi.quasis.map(function (each) { return typeof each.value.cooked === 'string' ? plain.stringText(each.value.cooked) : 'void 0'; }) + '],['
          + quasi.quasis.map(function (each) { return plain.stringText(each.value.raw); }) + '])))'];
        let at = quasi.start;
        quasi.expressions.forEach(function (each) {
          list.push('(' + c.emit(each) + ')');
          at = each.end;
        });
        const values = list.join(',');
        if (syntax.isPrivateMember(node.tag) || node.tag.type === 'ChainExpression' || isOrdered(node.tag, quasi.expressions))
          return orderedCall(node, node.tag, values);
        return '(' + c.within([node.tag], node.start, quasi.start) + '(' + values + '))';
      },
    };
  };
})
