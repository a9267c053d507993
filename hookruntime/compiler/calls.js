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
    function invoked(called, self, callee, list) {
      return c.H + '.invoke(' + called + ',' + self + ',' + calleeName(callee) + ',[' + list + '])';
    }
    /// The method that a chain in parentheses gives, and its object: `(o?.f)` of `(o?.f)()`.
    function endedChain(callee) {
      const guards = [], self = c.temporary(), member = callee.expression;
      const object = chain(member.object, guards);
      const read = syntax.isPrivateMember(member) ? c.H + '.get(' + self + ',' + c.privateName(member) + ')' : self + memberKey(member);
      return { self: self, called: '(' + guards.map(guardText).join('') + (member.optional ? '(' + self + '=' + object + ')==null?void 0:' : self + '=' + object + ',')
        + read + ')' };
    }
    /// A call in which the function is read before `list`, the text of its arguments.
    function orderedCall(node, callee, list) {
      if (callee.type === 'ChainExpression' && isMethod(callee.expression)) {
        const ended = endedChain(callee);
        return invoked(ended.called, ended.self, callee, c.lines(callee.expression.object.end, callee.expression.property.start) + list);
      }
      if (!isMethod(callee))
        return invoked(c.lines(node.start, callee.start) + '(' + c.emit(callee) + ')', 'void 0', callee, list);
      const object = twice(callee.object);
      const key = c.lines(callee.object.end, callee.property.start);
      const read = syntax.isPrivateMember(callee) ? c.H + '.get(' + object[0] + ',' + c.privateName(callee) + ')' + key : object[0] + key + memberKey(callee);
      return invoked(c.lines(node.start, callee.object.start) + read + c.lines(callee.property.end, callee.end), object[1], callee, list);
    }
    /// Whether a chain has what V4 does otherwise: a call, or a private name.
    function isLoweredChain(node) {
      for (let each = node; each; each = each.object || each.callee) {
        if (syntax.isPrivateMember(each) || each.type === 'CallExpression')
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
      if (isMethod(node)) {
        let object = chain(node.object, guards);
        if (node.optional)
          object = guarded(object, guards);
        const key = c.lines(node.object.end, node.property.start);
        return syntax.isPrivateMember(node) ? c.H + '.get(' + object + ',' + c.privateName(node) + ')' + key : object + key + memberKey(node);
      }
      if (node.type !== 'CallExpression' || node.callee.type === 'Super' || node.callee.type === 'ChainExpression' && !node.optional)
        return c.operand(node);
      const callee = node.callee, list = c.lines(callee.end, c.find('(', callee.end)) + argumentsText(node);
      if (callee.type === 'ChainExpression' && isMethod(callee.expression)) {
        const ended = endedChain(callee), key = c.lines(callee.expression.object.end, callee.expression.property.start);
        return invoked(guarded(ended.called, guards), ended.self, callee, key + list);
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
      const key = c.lines(callee.object.end, callee.property.start);
      const called = isPrivate ? c.H + '.get(' + object + ',' + c.privateName(callee) + ')' + key : object + key + memberKey(callee);
      if (node.optional)
        return invoked(guarded(called, guards), self, callee, list);
      return isPrivate || isOrdered(callee, node.arguments) ? invoked(called, self, callee, list) : called + '(' + list + ')';
    }
    function callText(called, self, node, list) {
      return self !== 'void 0' || node.arguments.some(isSpread) ? invoked(called, self, node.callee, list) : called + '(' + list + ')';
    }
    /// `.name` or `[…]`
    function memberKey(node) {
      if (node.computed)
        return '[' + c.emit(node.property) + ']';
      return c.isExotic(node.property) ? '[' + JSON.stringify(node.property.name) + ']' : '.' + node.property.name;
    }
    function superMember(node) {
      const key = node.computed ? c.operand(node.property) : JSON.stringify(node.property.name);
      return c.frame.superGetter + '(' + key + ')' + c.lines(node.object.end, node.end);
    }
    function isLoweredSuper(node) {
      if (node.type === 'MemberExpression' && node.object.type === 'Super' && c.frame.isAsync && c.frame.isArrow && !c.frame.superGetter)
        syntax.refuse(node, 'super in an async arrow function is not supported; use an async method.');
      return node.type === 'MemberExpression' && node.object.type === 'Super' && Boolean(c.frame.superGetter);
    }

    /// A call of eval() that sees the variables around it: V4 needs its name. See dynamic.js.
    function directEval(node) {
      return c.lines(node.start, node.callee.start) + 'eval(' + c.H + '.evalText("' + c.H + '",' + c.frame.strict
        + (node.arguments.length ? ',' : '') + c.lines(node.callee.end, c.find('(', node.callee.end)) + argumentsText(node) + '))';
    }

    Object.assign(c, {
      twice: twice, isLoweredSuper: isLoweredSuper, memberKey: memberKey,
    });
    return {
      MemberExpression: function (node) {
        if (isLoweredSuper(node))
          return superMember(node);
        if (!node.computed && c.isExotic(node.property))
          return c.operand(node.object) + c.lines(node.object.end, node.end) + (node.optional ? '?.' : '') + memberKey(node);
        return syntax.isPrivateMember(node) ? c.privateGet(node) : c.asItStands(node);
      },
      CallExpression: function (node) {
        const callee = node.callee;
        if (callee.type === 'Super' && c.afterSuper())
          return '(' + c.within(node.arguments, node.start, node.end) + ',' + c.afterSuper() + ')';
        if (callee.name === 'eval' && !node.optional && !c.analysis.places.get(callee).variable)
          return directEval(node);
        if (isLoweredSuper(callee))
          return superMember(callee) + '.call(this' + (node.arguments.length ? ',' : '') + argumentsText(node) + ')';
        if (syntax.isPrivateMember(callee) || callee.type === 'ChainExpression' || isOrdered(callee, node.arguments))
          return orderedCall(node, callee, c.lines(callee.end, c.find('(', callee.end)) + argumentsText(node));
        return c.asItStands(node);
      },
      NewExpression: function (node) {
        if (!node.arguments.some(isSpread))
          return c.asItStands(node);
        return c.H + '.construct(' + c.lines(node.start, node.callee.start) + c.operand(node.callee) + ',[' + argumentsText(node) + '])';
      },
      ChainExpression: function (node) {
        if (!isLoweredChain(node.expression))
          return c.asItStands(node);
        const guards = [], value = chain(node.expression, guards);
        return '(' + c.lines(node.start, node.expression.start) + guards.map(guardText).join('') + value + ')';
      },
      UnaryExpression: function (node) {
        if (node.operator !== 'delete' || node.argument.type !== 'ChainExpression' || !isLoweredChain(node.argument.expression))
          return c.asItStands(node);
        const guards = [], value = chain(node.argument.expression, guards);
        return '(' + guards.map(function (each) { return each + '?true:'; }).join('') + 'delete ' + value + ')';
      },
      TaggedTemplateExpression: function (node) {
        const site = c.unique(), quasi = node.quasi;
        c.sites.push(site);
        const list = ['(' + site + '||(' + site + '=' + c.H + '.site(['
          + quasi.quasis.map(function (each) { return typeof each.value.cooked === 'string' ? plain.stringText(each.value.cooked) : 'void 0'; }) + '],['
          + quasi.quasis.map(function (each) { return plain.stringText(each.value.raw); }) + '])))'];
        let at = quasi.start;
        quasi.expressions.forEach(function (each) {
          list.push(c.lines(at, each.start) + '(' + c.emit(each) + ')');
          at = each.end;
        });
        const values = list.join(',') + c.lines(at, node.end);
        if (syntax.isPrivateMember(node.tag) || node.tag.type === 'ChainExpression' || isOrdered(node.tag, quasi.expressions))
          return orderedCall(node, node.tag, c.lines(node.tag.end, quasi.start) + values);
        return '(' + c.within([node.tag], node.start, quasi.start) + '(' + values + '))';
      },
    };
  };
})
