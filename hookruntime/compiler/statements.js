// SPDX-License-Identifier: GPL-3.0-or-later
// Loops, declarations and the other statements.
(function (syntax, plain, scopes) {
  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    /// A loop's head that declares or assigns a pattern with a rest: gives the head's variable and
    /// what the body begins with.
    function loopTarget(left) {
      const held = c.unique();
      if (left.type === 'VariableDeclaration' && c.isHoisted(left)) {
        c.hoist(left);
        return ['const ' + held, '(' + c.matches(left.declarations[0].id, held).map(c.parenthesized).join(',') + ');'];
      }
      if (left.type === 'VariableDeclaration')
        return ['const ' + held, c.declaration(left.kind, left.declarations[0].id, held)];
      return ['const ' + held, '(' + c.matches(left, held).map(c.parenthesized).join(',') + ');'];
    }
    /// A declaration that tells that its variables are alive.
    function withFlags(node, text) {
      const flags = [];
      node.declarations.forEach(function (each) {
        (c.analysis.skippedIn.get(each) || []).forEach(function (variable) { flags.push(',' + c.unique() + '=(' + variable.flag + '=true)'); });
      });
      return flags.length ? text.replace(/;\s*$/, '') + flags.join('') + ';' : text;
    }
    function needsTarget(left) {
      return left.type === 'VariableDeclaration' ? c.isHoisted(left) || c.isStepped(left.declarations[0].id) : /Pattern$/.test(left.type) || c.isGuarded(left);
    }
    /// `for await`: the iterator is closed when the body leaves the loop, as a break or an error does.
    function awaitLoop(node, label) {
      const iterator = c.temporary(), step = c.temporary(), isClosed = c.temporary();
      function wait(text) {
        return c.frame.isGenerator ? '(yield ' + c.H + '.wait(' + text + '))' : '(yield ' + text + ')';
      }
      let target = emitTarget(node.left, step + '.value') + ';';
      if (needsTarget(node.left)) {
        const held = loopTarget(node.left);
        target = held[0] + '=' + step + '.value;' + held[1];
      }
      return '{' + iterator + '=' + c.helper('asyncIterator', node.right.start) + c.operand(node.right) + ');try{' + label + 'for(;' + isClosed + '=true,!' + c.H + '.result('
        + step + '=' + wait(iterator + '.next()') + ').done;){' + isClosed + '=false;' + target + c.emit(node.body) + '}}catch(e){if(!'
        + isClosed + '){' + isClosed + '=true;try{' + wait(c.H + '.close(' + iterator + ')') + '}catch(f){}}throw e}finally{if(!'
        + isClosed + ')' + c.H + '.result(' + wait(c.H + '.close(' + iterator + ')') + ')}}';
    }
    function emitTarget(left, value) {
      if (left.type === 'VariableDeclaration')
        return left.kind + ' ' + c.emit(left.declarations[0].id) + '=' + value;
      return '(' + c.emit(left) + '=' + value + ')';
    }
    /// Whether nothing in the body of a loop over keys can add or delete any: V4 goes on to those that are new, without an end where each
    /// adds one, and leaves some out once 255 are deleted.
    function isSteady(node) {
      let isQuiet = true;
      syntax.walk(node.body, function (each) {
        const target = each.type === 'AssignmentExpression' ? each.left : each.type === 'UpdateExpression' || each.type === 'UnaryExpression' && each.operator === 'delete' ? each.argument : null;
        isQuiet = isQuiet && !/^(Call|New|TaggedTemplate|Await|Yield|Import)Expression$/.test(each.type) && (target === null || target.type === 'Identifier');
        return isQuiet && !syntax.isFunction(each);
      });
      return isQuiet;
    }
    /// `for (var name = value in object)`
    function isOldInitialiser(node) {
      return node.left.type === 'VariableDeclaration' && node.left.declarations[0].init !== null;
    }
    /// A loop over the keys that are there when it begins; those that are gone meanwhile are left out.
    function keysLoop(node) {
      const object = c.temporary(), keys = c.temporary(), at = c.temporary(), key = keys + '[' + at + ']';
      const target = needsTarget(node.left) ? loopTarget(node.left) : null;
      return 'for(' + keys + '=' + c.helper('keysIn', node.right.start) + object + '=(' + c.emit(node.right) + ')),' + at + '=0;' + at + '<' + keys + '.length;++' + at + '){'
        + 'if(!(' + key + ' in Object(' + object + ')))continue;' + (target ? target[0] + '=' + key + ';' + target[1] : emitTarget(node.left, key) + ';') + c.emit(node.body) + '}';
    }
    function orderedText(node) {
      return c.helper('ordered', node.start) + c.emit(node) + ')';
    }
    function branch(node) {
      return node.type === 'FunctionDeclaration' ? '{' + c.emit(node) + '}' : c.emit(node);
    }
    return {
      Program: function (node) {
        c.analysis = scopes.analyse(node);
        c.analysis.hidden.forEach(function (each) {
          syntax.refuse(each.node, 'The default of a parameter uses ' + each.node.name + ', which the body declares as well; give one of them another name.');
        });
        c.classNames = c.classNamesIn(node);
        c.targets = c.targetsIn(node);
        c.heads = c.headsIn(node);
        c.lifted = c.liftedIn(node);
        c.copied = c.copiedIn(node);
        c.stacks = c.stacksIn(node);
        c.markNodes(node);
        const made = c.inFrame({ strict: syntax.isStrictBody(node.body) }, function () { return c.within(node.body, 0, c.source.length); });
        return { text: made.frame.lifts.join('') + made.text, variables: made.frame.temporaries.concat(c.sites) };
      },
      IfStatement: function (node) {
        // A function as the whole of a branch.
        return c.within([node.test], node.start, node.consequent.start) + branch(node.consequent)
          + (node.alternate ? c.gap(node.consequent.end, node.alternate.start) + branch(node.alternate) : '');
      },
      ForOfStatement: function (node) {
        if (node.await)
          return awaitLoop(node, '');
        if (!needsTarget(node.left))
          return c.asItStands(node);
        const target = loopTarget(node.left);
        return 'for(' + target[0] + c.gap(node.left.end, node.right.start) + c.emit(node.right)
          + c.gap(node.right.end, node.body.start) + '{' + target[1] + c.emit(node.body) + '}';
      },
      ForInStatement: function (node) {
        if (!isSteady(node) && !isOldInitialiser(node))
          return keysLoop(node);
        const target = needsTarget(node.left) ? loopTarget(node.left) : null;
        if (!target)
          return c.within([node.left], node.start, node.right.start) + orderedText(node.right) + c.within([node.body], node.right.end, node.end);
        return 'for(' + target[0] + c.gap(node.left.end, node.right.start) + orderedText(node.right)
          + c.gap(node.right.end, node.body.start) + '{' + target[1] + c.emit(node.body) + '}';
      },
      LabeledStatement: function (node) {
        const loop = node.body;
        if (loop.type !== 'ForOfStatement' || !loop.await)
          return c.asItStands(node);
        return awaitLoop(loop, c.emit(node.label) + ':');
      },
      VariableDeclaration: function (node) {
        if (c.isHoisted(node))
          return c.hoistedDeclaration(node);
        if (!node.declarations.some(function (each) { return c.isStepped(each.id); }))
          return withFlags(node, c.asItStands(node));
        // `const` cannot be matched in steps.
        let text = (node.kind === 'var' ? 'var' : 'let') + ' ', at = node.declarations[0].start;
        node.declarations.forEach(function (each) {
          text += at === each.start ? '' : c.gap(at, each.start);
          if (!c.isStepped(each.id)) {
            text += c.emit(each);
          } else {
            const held = c.unique();
            const names = syntax.namesOf(each.id, []).map(function (name) { return ',' + c.variableName(name); });
            text += held + '=(' + c.emit(each.init) + ')' + names.join('')
              + c.matches(each.id, held).map(function (match) { return ',' + c.unique() + '=(' + match + ')'; }).join('');
          }
          at = each.end;
        });
        return withFlags(node, text + c.gap(at, node.end));
      },
      VariableDeclarator: function (node) {
        if (node.id.type !== 'ObjectPattern' || !node.init)
          return c.asItStands(node);
        return c.emit(node.id) + '=' + c.takenText(node.id, node.init);
      },
      ThrowStatement: function (node) {
        // What is no object has no stack.
        if (/^(New|Object|Array)Expression$/.test(node.argument.type))
          return c.asItStands(node);
        return 'throw ' + c.helper('thrown', node.start) + c.emit(node.argument) + ');';
      },
      SwitchStatement: function (node) {
        const skipped = c.analysis.skipped.get(node);
        skipped.forEach(function (each) { each.flag = c.temporary(); });
        if (!skipped.length)
          return c.asItStands(node);
        return c.gap(node.start, node.discriminant.start) + '(' + skipped.map(function (each) { return each.flag + '=false,'; }).join('') + c.emit(node.discriminant) + ')'
          + c.within(node.cases, node.discriminant.end, node.end);
      },
      WithStatement: function (node) {
        syntax.walk(node.body, function (each) {
          if (each.type === 'VariableDeclaration' && each.kind === 'var')
            syntax.refuse(each, 'A var inside of with is not supported; declare it before.');
          return !syntax.isFunction(each);
        });
        return c.asItStands(node);
      },
      CatchClause: function (node) {
        if (!node.param)
          return 'catch(' + c.unique() + ')' + c.emit(node.body);
        if (!c.isStepped(node.param))
          return c.asItStands(node);
        const held = c.unique();
        return 'catch(' + held + '){' + c.declaration('let', node.param, held)
          + c.within(node.body.body, node.body.start + 1, node.body.end);
      },
      ExpressionStatement: function (node) {
        // The directive is said by what holds the statements; no other text may look like one.
        if (!node.directive)
          return c.asItStands(node);
        return node.directive === 'use strict' ? '"use strict"' : '(' + c.emit(node.expression) + ')';
      },
    };
  };
})
