// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: parameters that wait, async functions and generators, strict returns.
(function (syntax, plain, scopes) {
  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    function isSimple(node) {
      return node.params.every(function (each) { return each.type === 'Identifier'; });
    }
    /// Whether a parameter is matched in the body: that of an async function, whose errors its promise gives, and an object's pattern,
    /// where V4 says of what place it is. Not in generators, whose body begins later, and not where the body would see it.
    function isMatchedInBody(node, parameter) {
      const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      const isPromised = node.async && parameter.type !== 'Identifier' && !(parameter.type === 'RestElement' && parameter.argument.type === 'Identifier');
      if (node.generator || !isPromised && (pattern.type !== 'ObjectPattern' || !pattern.properties.length || c.uses(node, 'arguments')))
        return false;
      const names = node.params.reduce(function (list, each) { return syntax.namesOf(each, list); }, []);
      return node.body.type !== 'BlockStatement' || !node.body.body.some(function (each) { return each.type === 'FunctionDeclaration' && names.indexOf(each.id.name) >= 0; });
    }
    /// The parameters with their parentheses. Patterns with steps, and what follows them, wait in `later`:
    /// [pattern, variable, default].
    function parameters(node, from, to, later) {
      let text = '', at = from;
      node.params.forEach(function (each) {
        text += c.gap(at, each.start);
        // V4 gives the variables of a pattern behind `...` no values.
        if (c.isStepped(each) || later.length || isMatchedInBody(node, each) || each.type === 'RestElement' && each.argument.type !== 'Identifier') {
          const held = c.unique();
          const isDefault = each.type === 'AssignmentPattern', isRest = each.type === 'RestElement';
          later.push([isDefault ? each.left : (isRest ? each.argument : each), held, isDefault ? each.right : null]);
          text += (isRest ? '...' : '') + held + (isDefault ? '=void 0' : '');
        } else {
          text += c.emit(each);
        }
        at = each.end;
      });
      return text + c.gap(at, to);
    }
    /// What the body does for a parameter that waits.
    function laterText(parameter) {
      const held = parameter[1], right = parameter[2];
      return (right ? 'if(' + held + '===void 0)' + held + '=' + c.operand(right) + ';' : '')
        + (parameter[0].type === 'ObjectPattern' && parameter[0].properties.length && !c.isStepped(parameter[0]) ? 'if(' + held + '==null)' + c.nothingText(parameter[0], null, held) + ';' : '')
        + c.declaration('var', parameter[0], held);
    }
    /// A function from its parameters on, which begin at `from`; `before` is what its body begins with.
    function signatureAndBody(node, from, before) {
      const isArrow = node.type === 'ArrowFunctionExpression';
      const isBlock = node.body.type === 'BlockStatement';
      const isStrict = isBlock && syntax.isStrictBody(node.body.body);
      const bodyFrom = isArrow ? arrowEnd(node) : node.body.start;
      const later = [];
      const head = parameters(node, from, bodyFrom, later);
      const superGetter = node.async && !isArrow && syntax.namesSuper(node) ? c.unique() : null;
      let rests = '';
      const inside = c.inFrame({
        isAsync: node.async, isGenerator: node.generator, isArrow: isArrow, strict: c.frame.strict || isStrict,
        superGetter: superGetter,
      }, function () {
        rests = later.map(laterText).join('');
        return isBlock ? c.within(node.body.body, node.body.start + 1, node.body.end - 1)
          : c.gap(bodyFrom, node.body.start) + c.emit(node.body) + c.gap(node.body.end, node.end);
      });
      const variables = inside.frame.lifts.join('') + c.declared(inside.frame.temporaries) + rests;
      const isTailCall = inside.frame.strict && !isBlock && syntax.mayTailCall(node.body);
      if (!isBlock && !node.async && !before && !variables && !isTailCall)
        return head + inside.text;
      const content = isBlock ? inside.text + c.endOf(inside.frame)
        : node.async || isTailCall ? 'return [(' + inside.text + ')][0]' : 'return (' + inside.text + ')';
      const start = head + (isBlock ? c.gap(bodyFrom, node.body.start) : '') + '{' + (isStrict ? '"use strict";' : '') + before;
      if (!node.async)
        return start + variables + content + '}';
      const getter = superGetter ? 'var ' + superGetter + '=(k)=>super[k];' : '';
      // Parameters of its own: what the body declares under a parameter's name keeps its value.
      const own = !isArrow && isSimple(node) ? '(' + node.params.map(function (each) { return c.variableName(each.name); }).join(',') + ')' : '()';
      const given = own !== '()' || c.uses(node, 'arguments') ? 'arguments' : '0';
      return start + getter + 'return ' + c.H + '.' + (node.generator ? 'generate' : 'run') + '(this,' + given + ',function*' + own + '{'
        + variables + content + '});}';
    }
    /// The place behind the `=>`.
    function arrowEnd(node) {
      return c.find('=>', node.params.length ? node.params[node.params.length - 1].end : node.start) + 2;
    }
    function functionText(node) {
      if (node.type === 'ArrowFunctionExpression')
        return signatureAndBody(node, node.async ? node.start + 'async'.length : node.start, '');
      const open = c.find('(', node.id ? node.id.end : node.start);
      const head = c.gap(node.start, node.id ? node.id.start : open);
      const name = node.id ? c.emit(node.id) + c.gap(node.id.end, open) : ''; // which may hold the word `async` too
      return (node.async ? c.without(head, ['async', '*']) : head) + name + signatureAndBody(node, open, '');
    }
    /// A method of a class or an object: its value begins at its parenthesis.
    function methodText(node, key, before) {
      const value = node.value;
      const head = c.gap(node.start, node.computed ? c.find('[', node.start) : node.key.start);
      // V4 takes eval and arguments for names of functions, which strict code may not have.
      const isForbidden = !node.computed && node.type === 'MethodDefinition' && /^(eval|arguments)$/.test(node.key.name || node.key.value);
      const name = key === undefined && !node.computed && (isForbidden || c.isExotic(node.key))
        ? (isForbidden ? '["' + (node.key.name || node.key.value) + '"]' : JSON.stringify(node.key.name)) + c.gap(node.key.end, value.start) : key === undefined
        ? c.within([node.key], node.computed ? c.find('[', node.start) : node.key.start, value.start) : key;
      return (value.async ? c.without(head, ['async', '*']) : head) + name + signatureAndBody(value, value.start, before || '');
    }

    Object.assign(c, {
      methodText: methodText,
    });
    return {
      FunctionDeclaration: function (node) { return functionText(node) + c.liftText(node); },
      FunctionExpression: functionText,
      ArrowFunctionExpression: functionText,
      MethodDefinition: function (node) { return methodText(node); },
      AwaitExpression: function (node) {
        const operand = c.gap(node.start + 'await'.length, node.argument.start) + c.emit(node.argument) + c.gap(node.argument.end, node.end);
        return c.frame.isGenerator ? '(yield ' + c.H + '.wait((' + operand + ')))' : '(yield (' + operand + '))';
      },
      YieldExpression: function (node) {
        if (!c.frame.isAsync || !node.delegate)
          return c.asItStands(node);
        return '(yield* ' + c.helper('delegate', node.start) + c.operand(node.argument) + '))';
      },
      ReturnStatement: function (node) {
        if (c.frame.finalizer && c.frame.finalizer.jumps.has(node))
          return c.jump(node, node.argument ? c.gap(node.start + 'return'.length, node.argument.start) + c.emit(node.argument) : 'void 0');
        if (!node.argument || !c.frame.strict || !syntax.mayTailCall(node.argument))
          return c.asItStands(node);
        const end = c.source[node.end - 1] === ';' ? node.end - 1 : node.end;
        return 'return [(' + c.gap(node.start + 'return'.length, node.argument.start) + c.emit(node.argument)
          + c.gap(node.argument.end, end) + ')][0];';
      },
    };
  };
})
