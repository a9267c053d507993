// SPDX-License-Identifier: GPL-3.0-or-later
// `finally`, and the jumps out of one.
(function (syntax, plain, scopes, tables) {
  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    /// `make()`, the text of `node`, in a function of its own. Jumps out of it become what the function gives.
    function apart(node, what, make) {
      const finalizer = { jumps: new tables.NodeTable(), exits: [], value: null };
      syntax.leavingJumps(node).forEach(function (each) { finalizer.jumps.add(each); });
      const isPausing = syntax.pauses(node), outer = c.frame;
      if (isPausing && syntax.namesSuper(node) && !outer.superGetter)
        syntax.refuse(node, 'super in ' + what + ' of a generator is not supported.');
      const made = c.inFrame({ isArrow: true, isAsync: outer.isAsync, isGenerator: outer.isGenerator, finalizer: finalizer, superGetter: outer.superGetter }, make);
      const body = '{' + c.declared(made.frame.temporaries) + made.text + endOf(made.frame) + '}';
      const called = isPausing ? '(yield* (function*()' + body + ')' + (c.uses(node, 'arguments') ? '.apply(this,arguments))' : '.call(this))') : '(()=>' + body + ')()';
      if (!finalizer.exits.length)
        return '{' + called + ';}';
      const code = c.temporary();
      return '{' + code + '=' + called + ';' + finalizer.exits.map(function (each, index) {
        return 'if(' + code + '===' + (index + 1) + ')' + exitText(each, finalizer.value) + ';';
      }).join('') + '}';
    }
    /// The jump `node` where it leaves such a function; `value` is the variable with what a `return` gives.
    function exitText(node, value) {
      const again = jump(node, value);
      if (again)
        return again;
      if (node.type === 'ReturnStatement')
        return 'return ' + value;
      return (node.type === 'BreakStatement' ? 'break' : 'continue') + (node.label ? ' ' + c.variableName(node.label.name) : '');
    }
    /// Where V4 leaves a `try` by a jump, it skips what follows in the `finally` behind a loop over an iterator or a `try` of its own.
    function finallyText(node) {
      return apart(node, 'a finally', function () { return c.within(node.body, node.start + 1, node.end - 1); });
    }
    /// The text of a `try`, whose handler may catch errors of those within.
    function guarded(node, make) {
      c.frame.guards += node.handler ? 1 : 0;
      const text = make();
      c.frame.guards -= node.handler ? 1 : 0;
      return text;
    }
    function tryText(node) {
      return guarded(node, function () {
        if (!syntax.isGuardedByEngine(node.finalizer))
          return c.asItStands(node);
        return c.within(node.handler ? [node.block, node.handler] : [node.block], node.start, node.finalizer.start) + finallyText(node.finalizer);
      });
    }
    function plainTry(node) {
      return guarded(node, function () { return c.asItStands(node); });
    }
    /// A `break` or `continue` out of a `finally` cancels a `return`, whose value V4 gives all the same at the function's end.
    function noteCancelled(finalizer) {
      if (!syntax.leavingJumps(finalizer).some(function (each) { return each.type !== 'ReturnStatement'; }))
        return;
      let each = c.frame;
      each.cancelsReturn = true;
      while (each.finalizer) {
        each = each.outer;
        each.cancelsReturn = true;
      }
    }
    /// What stands at the end of a function's body.
    function endOf(frame) {
      return frame.cancelsReturn ? ';return;' : '';
    }
    /// What a `return`, `break` or `continue` is; `text`: the value that is returned.
    function jump(node, text) {
      const finalizer = c.frame.finalizer;
      if (!finalizer || !finalizer.jumps.has(node))
        return null;
      let value = '';
      if (node.type === 'ReturnStatement') {
        if (!finalizer.value)
          finalizer.value = outerTemporary();
        value = finalizer.value + '=(' + (text || 'void 0') + '),';
      }
      finalizer.exits.push(node);
      return 'return(' + value + finalizer.exits.length + ');';
    }
    /// A variable of the function that holds the `finally` that is being made.
    function outerTemporary() {
      const name = c.unique();
      c.frame.outer.temporaries.push(name);
      return name;
    }
    /// `var` in such a `finally` is one of the function around: its declaration becomes an assignment.
    function isHoisted(node) {
      return node.kind === 'var' && c.frame.finalizer !== null;
    }
    function hoist(node) {
      let each = c.frame;
      while (each.finalizer)
        each = each.outer;
      node.declarations.forEach(function (declarator) {
        syntax.namesOf(declarator.id, []).forEach(function (name) { each.temporaries.push(c.variableName(name)); });
      });
    }
    function hoistedDeclaration(node) {
      hoist(node);
      const isHead = c.heads.has(node);
      const list = node.declarations.filter(function (each) { return each.init; }).map(function (each) {
        const held = c.temporary();
        return '(' + held + '=(' + c.emit(each.init) + '),' + c.matches(each.id, held).map(c.parenthesized).join(',') + ')';
      });
      const last = node.declarations[node.declarations.length - 1];
      return list.join(',') + (isHead ? '' : ';');
    }

    Object.assign(c, {
      jump: jump, endOf: endOf, hoistedDeclaration: hoistedDeclaration, isHoisted: isHoisted, hoist: hoist,
    });
    return {
      TryStatement: function (node) {
        if (!node.finalizer)
          return plainTry(node);
        const isLeft = [node.block].concat(node.handler || []).some(function (each) {
          return syntax.leavingJumps(each).length > 0 || c.frame.isGenerator && syntax.pauses(each);
        });
        // V4 keeps a jump in mind that the `finally` cancels, by another one or by an error that is caught later: it makes it at the end
        // of the next `finally` or function.
        if (isLeft && (c.frame.guards > 0 || syntax.leavingJumps(node.finalizer).some(function (each) { return each.type !== 'ReturnStatement'; })))
          return apart(node, 'a try with finally', function () { return tryText(node); });
        noteCancelled(node.finalizer);
        return isLeft || c.frame.isGenerator ? tryText(node) : plainTry(node);
      },
      BreakStatement: function (node) { return jump(node) || c.asItStands(node); },
      ContinueStatement: function (node) { return jump(node) || c.asItStands(node); },
    };
  };
})
