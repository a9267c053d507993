// SPDX-License-Identifier: GPL-3.0-or-later
// Names that are read and assigned: whether their variables are alive there, and whether it matters when an expression is evaluated.
(function (syntax, plain, scopes) {
  const global = (function () { return this; })(); // in V4 (0, eval)('this') is the caller's

  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    function livenessOf(node) {
      const place = c.analysis.places.get(node);
      return place ? c.analysis.liveness(place) : scopes.ALIVE;
    }
    /// Whether the script assigns a name without declaring it, so that it is nowhere until then.
    function isImplicit(node) {
      const place = node.type === 'Identifier' && c.analysis.places.get(node);
      return Boolean(place) && !place.variable && c.analysis.written.has(node.name) && c.offered.indexOf(node.name) < 0 && !(node.name in global);
    }
    /// The text of a variable's value, which throws where the name is nowhere yet.
    function presentText(node) {
      const text = c.variableName(node.name);
      return isImplicit(node) ? '(' + text + '===' + c.H + '.absent?' + c.H + '.undeclared(' + JSON.stringify(node.name) + '):' + text + ')' : c.emit(node);
    }
    /// The text of a name that is read. V4 looks whether a variable is alive only where its value passes a branch.
    function readName(node) {
      const text = c.isExotic(node) ? c.variableName(node.name) : c.asItStands(node), place = c.analysis.places.get(node);
      if (!place || place.isWritten)
        return text;
      if (isImplicit(node))
        return presentText(node);
      if (node.name === 'eval' && !place.variable) // but in a direct call: calls.js
        return c.H + '.eval';
      switch (c.analysis.liveness(place)) {
      case scopes.DEAD: return c.H + '.dead(' + JSON.stringify(node.name) + ')';
      case scopes.MAYBE_DEAD: return place.owner === place.variable.scope.owner ? '(1?(' + flagged(place.variable, text) + '):0)' : text;
      }
      return text;
    }
    /// A variable of one case of a `switch` that another one uses: V4 does not see whether it is alive there.
    function flagged(variable, text) {
      return variable.flag ? variable.flag + '?' + text + ':' + c.H + '.dead(' + JSON.stringify(variable.name) + ')' : text;
    }
    /// Whether strict code assigns a name that is nowhere, which is an error. `beforePOST = function …` declares a hook.
    function isRefused(node) {
      return c.frame.strict && isImplicit(node) && c.hooks.indexOf(node.name) < 0;
    }
    /// What stands before the assignment to a variable that may be dead or that is a constant, or to a name that is nowhere; '' for others.
    function guardOf(node) {
      const place = node.type === 'Identifier' && c.analysis.places.get(node);
      if (!place || !place.variable)
        return isRefused(node) ? presentText(node) + ',' : '';
      const text = c.isExotic(node) ? c.variableName(node.name) : c.asItStands(node);
      const isConstant = place.variable.kind === 'const' ? c.H + '.constant(' + JSON.stringify(node.name) + '),' : '';
      switch (c.analysis.liveness(place)) {
      case scopes.DEAD: return c.H + '.dead(' + JSON.stringify(node.name) + '),';
      case scopes.MAYBE_DEAD: return '(1?(' + flagged(place.variable, text) + '):0),' + isConstant;
      }
      return isConstant;
    }
    /// Whether a name that no variable of the script has is there in any script, and as it was at first.
    function isOffered(name) {
      return (c.offered.indexOf(name) >= 0 || name in global) && !c.analysis.written.has(name);
    }
    /// Whether it makes no difference when an expression is evaluated: it has no effect, and nothing changes its value.
    function isQuiet(node) {
      switch (node.type) {
      case 'Literal': case 'ThisExpression': case 'FunctionExpression': case 'ArrowFunctionExpression': return true;
      case 'Identifier': {
        const place = c.analysis.places.get(node);
        return Boolean(place) && (place.variable ? c.analysis.liveness(place) === scopes.ALIVE : isOffered(node.name));
      }
      case 'TemplateLiteral': return node.expressions.length === 0;
      case 'UnaryExpression': return ['typeof', '!', 'void'].indexOf(node.operator) >= 0 && isQuiet(node.argument)
        || node.argument.type === 'Literal' && node.operator !== 'delete';
      case 'BinaryExpression': return /^[!=]==$/.test(node.operator) && isQuiet(node.left) && isQuiet(node.right);
      case 'LogicalExpression': return isQuiet(node.left) && isQuiet(node.right);
      case 'ConditionalExpression': return isQuiet(node.test) && isQuiet(node.consequent) && isQuiet(node.alternate);
      case 'ArrayExpression': return node.elements.every(function (each) { return !each || isQuiet(each); });
      case 'ObjectExpression': return node.properties.every(function (each) { return each.type === 'Property' && !each.computed && isQuiet(each.value); });
      }
      return false;
    }
    function isGuarded(node) {
      const place = c.analysis.places.get(node);
      return Boolean(place) && place.isWritten && guardOf(node) !== '';
    }

    Object.assign(c, {
      isImplicit: isImplicit, presentText: presentText, guardOf: guardOf, isGuarded: isGuarded, readName: readName, isQuiet: isQuiet, isOffered: isOffered,
    });
    return {
      Identifier: readName,
      // Outside of strict code a function that is called on nothing has the global object, which all runs share: it is that
      // of the run here.
      ThisExpression: function () {
        if (c.frame.strict)
          return 'this';
        c.usesGlobal = true;
        return '(this===' + c.H + '.global?' + c.H + '.scope():this)';
      },
    };
  };
})
