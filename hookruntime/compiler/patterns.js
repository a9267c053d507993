// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns that V4 does not match right: they become steps.
(function (syntax, plain, scopes) {
  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    /// Whether a pattern has what V4 lacks or does otherwise: an object's rest, the stack of an error, a list of nothing, which takes an
    /// iterator all the same, or a variable that is not to be assigned as it is.
    function isStepped(pattern) {
      switch (pattern.type) {
      case 'Identifier': return c.isGuarded(pattern);
      case 'ObjectPattern': return pattern.properties.some(function (each) { return each.type === 'RestElement' || c.takesStack(each) || isStepped(each.value); });
      case 'ArrayPattern': return !pattern.elements.length || pattern.elements.some(function (each) { return each && isStepped(each); });
      case 'AssignmentPattern': return isStepped(pattern.left);
      case 'RestElement': return isStepped(pattern.argument);
      }
      return false;
    }
    /// The steps, expressions in their order, that match a pattern with the value of a variable. Nested patterns that need
    /// steps of their own are matched where the outer ones get to them.
    function stepsOf(pattern, value) {
      if (pattern.type === 'Identifier')
        return [c.guardOf(pattern) + c.emit(pattern) + '=' + value];
      if (isStepped(pattern))
        return pattern.type === 'ObjectPattern' ? objectSteps(pattern, value) : listSteps(pattern, value);
      return [mention([pattern]) + c.emit(pattern) + '=' + value];
    }
    /// Whether a pattern assigns a variable of an outer function.
    function namesOuter(pattern) {
      switch (pattern.type) {
      case 'Identifier': {
        const place = c.analysis.places.get(pattern);
        return Boolean(place && place.variable) && place.variable.scope.owner !== place.owner;
      }
      case 'ObjectPattern': return pattern.properties.some(function (each) { return namesOuter(each.value || each.argument); });
      case 'ArrayPattern': return pattern.elements.some(function (each) { return each && namesOuter(each); });
      case 'AssignmentPattern': return namesOuter(pattern.left);
      case 'RestElement': return namesOuter(pattern.argument);
      }
      return false;
    }
    /// Names the variables that patterns assign. V4 takes a variable of an outer function for none of the function's
    /// where only a pattern names it, and assigns nothing.
    function mention(patterns) {
      const names = patterns.reduce(function (list, each) { return syntax.namesOf(each, list); }, []);
      return names.length ? '0&&(' + names.map(c.variableName).join(',') + '),' : '';
    }
    function objectSteps(pattern, value) {
      const last = pattern.properties[pattern.properties.length - 1];
      const rest = last && last.type === 'RestElement' ? last : null;
      const steps = pattern.properties.length ? [value + '==null&&' + c.nothingText(pattern, null, value)] : [], keys = [];
      let group = [], assigned = [];
      function endGroup() {
        steps.push(mention(assigned) + '{' + group.join(',') + '}=' + value);
        group = [];
        assigned = [];
      }
      pattern.properties.forEach(function (each) {
        if (each === rest)
          return;
        const key = keyOf(each, rest ? keys : null);
        if (!isStepped(each.value) && !c.takesStack(each)) {
          group.push(key + ':' + c.emit(each.value));
          assigned.push(each.value);
          return;
        }
        const held = c.temporary();
        group.push(key + ':' + held);
        endGroup();
        if (c.takesStack(each))
          steps.push(held + '=' + c.H + '.stack(' + value + ',' + held + ')');
        steps.push.apply(steps, valueSteps(each.value, held));
      });
      if (group.length || !pattern.properties.length)
        endGroup();
      if (rest)
        steps.push(c.guardOf(rest.argument) + c.emit(rest.argument) + '=' + c.H + '.rest(' + value + ',[' + keys.join(',') + '])');
      return steps;
    }
    /// The key of a part; `keys` gets what names it when the rest is made.
    function keyOf(part, keys) {
      if (!part.computed) {
        const name = JSON.stringify(part.key.type === 'Identifier' ? part.key.name : String(part.key.value));
        if (keys)
          keys.push(name);
        return name;
      }
      if (!keys)
        return '[' + c.operand(part.key) + ']';
      const held = c.temporary();
      keys.push(held);
      return '[' + held + '=' + c.H + '.key(' + c.operand(part.key) + ')]';
    }
    /// The steps for a part whose value is in the variable `held`: its default first.
    function valueSteps(node, held) {
      if (node.type !== 'AssignmentPattern')
        return stepsOf(node, held);
      return [held + '===void 0&&(' + held + '=' + c.operand(node.right) + ')'].concat(stepsOf(node.left, held));
    }
    /// V4 takes the values from the iterator and closes it; a part with steps is a property whose setter does them.
    function listSteps(pattern, value) {
      if (!pattern.elements.length)
        return [c.H + '.none(' + value + ')'];
      return [mention(pattern.elements.filter(function (each) { return each && !isStepped(each); })) + '[' + pattern.elements.map(function (each) {
        if (!each || !isStepped(each))
          return each ? c.emit(each) : '';
        const isRest = each.type === 'RestElement', part = isRest ? each.argument : each;
        const isDefault = part.type === 'AssignmentPattern', target = isDefault ? part.left : part;
        if (syntax.pauses(target))
          syntax.refuse(target, 'await and yield inside of this pattern are not supported; match it in steps.');
        const held = c.unique();
        const made = c.inFrame({ isArrow: true, isAsync: c.frame.isAsync, isGenerator: c.frame.isGenerator }, function () { return stepsOf(target, held).map(c.parenthesized).join(','); });
        return (isRest ? '...' : '') + c.H + '.sink(' + held + '=>{' + c.declared(made.frame.temporaries) + made.text + '}).value'
          + (isDefault ? '=' + c.operand(part.right) : '');
      }).join(',') + (pattern.elements[pattern.elements.length - 1] ? '' : ',') + ']=' + value];
    }
    /// The declaration of all names of a pattern, and its steps.
    function declaration(kind, pattern, value) {
      const names = syntax.namesOf(pattern, []).map(c.variableName);
      return (names.length ? (kind === 'var' ? 'var ' : 'let ') + names.join(',') + ';' : '') + stepsOf(pattern, value).map(c.parenthesized).join(';') + ';';
    }
    /// `($1=value,…matches…,$1)`
    function assignedRest(node) {
      const held = c.temporary();
      return '(' + held + '=' + c.operand(node.right) + ',' + stepsOf(node.left, held).map(c.parenthesized).join(',') + ',' + held + ')';
    }

    Object.assign(c, {
      declaration: declaration, isStepped: isStepped, mention: mention, namesOuter: namesOuter,
      assignedRest: assignedRest, matches: stepsOf,
    });
  };
})
