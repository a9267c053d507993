// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a node: that of its source with its children's texts in their places. Names, frames and temporaries.
(function (syntax, plain, scopes) {
  // What may stand before a `.` or in a list as it is.
  const OPERANDS = ['Identifier', 'ThisExpression', 'Super', 'Literal', 'MemberExpression', 'CallExpression', 'ArrayExpression', 'ObjectExpression'];
  // What may end without its semicolon.
  const STATEMENTS = ['ExpressionStatement', 'VariableDeclaration', 'ReturnStatement', 'ThrowStatement', 'BreakStatement',
    'ContinueStatement', 'DebuggerStatement', 'DoWhileStatement'];

  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    function unique() {
      return c.prefix + '$' + ++c.count;
    }
    /// A variable of the function that is being made.
    function temporary() {
      const name = unique();
      c.frame.temporaries.push(name);
      return name;
    }
    /// The source between two nodes: blanks, keywords and punctuation, on one line.
    function gap(from, to) {
      const text = c.source.slice(from, to);
      return text.indexOf('\n') < 0 ? text : text.replace(/[ \n]+/g, ' ');
    }
    /// The place of the punctuation `wanted` at or after `from`.
    function find(wanted, from) {
      const at = c.source.indexOf(wanted, from);
      return at < 0 ? c.source.length : at;
    }
    /// `text` without the keywords `words`.
    function without(text, words) {
      return text.replace(/[a-z]+|\*/g, function (token) { return words.indexOf(token) >= 0 ? '' : token; });
    }
    function emit(node) {
      const special = c.lowered[node.type];
      const text = special ? special(node) : asItStands(node), place = c.markOf(node);
      if (c.copied.has(node))
        return place + '(1?(' + text + '):0)';
      // A semicolon that was left out is added, so that V4 has none to guess.
      return place + text + (STATEMENTS.indexOf(node.type) >= 0 && !c.heads.has(node) && !syntax.endsInSemicolon(text) ? ';' : '');
    }
    /// An expression without the parentheses around it, for a place where the source has others.
    function operand(node) {
      return OPERANDS.indexOf(node.type) >= 0 ? emit(node) : '(' + emit(node) + ')';
    }
    function asItStands(node) {
      return within(syntax.childrenOf(node), node.start, node.end);
    }
    /// The source from `start` to `end` with the texts of `children` in their places.
    function within(children, start, end) {
      let text = '', at = start;
      children.forEach(function (child) {
        text += gap(at, child.start) + emit(child);
        at = child.end;
      });
      return text + gap(at, end);
    }
    /// Makes a function's inside in a frame of its own; gives its text and the frame.
    function inFrame(facts, make) {
      const outer = c.frame;
      c.frame = Object.assign({ outer: outer, temporaries: [], strict: outer ? outer.strict : false,
        isAsync: false, isGenerator: false, isArrow: false, superGetter: null, finalizer: null, cancelsReturn: false, guards: 0, lifts: [] }, facts);
      if (c.frame.isArrow && outer && outer.superGetter)
        c.frame.superGetter = outer.superGetter;
      const text = make();
      const made = c.frame;
      c.frame = outer;
      return { text: text, frame: made };
    }
    function declared(names) {
      return names.length ? 'var ' + names.join(',') + ';' : '';
    }
    /// Escapes, letters beyond the first plane of Unicode or new in it, and `yield`, which V4 takes for the operator in generators.
    function isExotic(node) {
      return node.type === 'Identifier' && (node.name === 'yield' || /[^\w$]/.test(c.source.slice(node.start, node.end).replace(/[\u00c0-\u024f]/g, '')));
    }
    /// The name of a variable; a property's name is written as a text instead.
    function variableName(name) {
      return /^[\w$\u00c0-\u024f]*$/.test(name) ? name : c.prefix + '$u' + name.replace(/[^\w]/g, function (c) { return '$' + c.charCodeAt(0) + '$'; });
    }
    function parenthesized(text) {
      return '(' + text + ')';
    }
    function uses(node, name) {
      return c.source.slice(node.start, node.end).indexOf(name) >= 0 || c.escaped.indexOf(name) >= 0;
    }

    Object.assign(c, {
      asItStands: asItStands, within: within, find: find, emit: emit, unique: unique, gap: gap,
      operand: operand, isExotic: isExotic, temporary: temporary, variableName: variableName, inFrame: inFrame,
      parenthesized: parenthesized, declared: declared, uses: uses, without: without,
    });
  };
})
