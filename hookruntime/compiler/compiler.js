// SPDX-License-Identifier: GPL-3.0-or-later
// Lowers a script of today's JavaScript to what V4 of Qt 6.4 runs, and runs right
// (contract: codehooks 5). Each node keeps the lines of its text, so that errors and stacks name the author's
// own lines. What cannot be lowered is an error with its place.
//
// The text of a node is that of its source with its children's texts in their places; the functions
// in `lowered` say it where V4 needs it otherwise. What they call at run time is helpers.js.
(function (acorn, plain, makeScopes) {
  const global = (0, eval)('this');

  // ---- the tree

  function isNode(value) {
    return Boolean(value) && typeof value === 'object' && typeof value.type === 'string';
  }

  let knownChildren = new Map(); // of the nodes of the tree that is being lowered

  /// The children of a node in the order of the source.
  function childrenOf(node) {
    const known = knownChildren.get(node);
    if (known)
      return known;
    const children = findChildren(node);
    knownChildren.set(node, children);
    return children;
  }
  function findChildren(node) {
    const children = [];
    for (const key in node) {
      if (node.type === 'Property' && node.shorthand && key === 'key')
        continue;
      const value = node[key];
      if (Array.isArray(value))
        value.forEach(function (each) { if (isNode(each)) children.push(each); });
      else if (isNode(value))
        children.push(value);
    }
    return children.length < 2 ? children : children.sort(function (a, b) { return a.start - b.start; });
  }

  function isFunction(node) {
    return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
      || node.type === 'ArrowFunctionExpression';
  }

  /// Calls `visit` for each node of a tree; where it gives false, the node's children are left out.
  function walk(tree, visit) {
    const open = [tree];
    while (open.length) {
      const node = open.pop();
      if (visit(node) !== false)
        childrenOf(node).forEach(function (child) { open.push(child); });
    }
  }

  /// Whether an `await` or a `yield` of the function that holds `tree` is in it.
  function pauses(tree) {
    let found = false;
    walk(tree, function (node) {
      found = found || node.type === 'AwaitExpression' || node.type === 'YieldExpression' || node.type === 'ForOfStatement' && node.await;
      return !isFunction(node);
    });
    return found;
  }

  function isPrivateMember(node) {
    return node.type === 'MemberExpression' && node.property.type === 'PrivateIdentifier';
  }

  /// The variable that is the value of an expression; null where it is none.
  function variableOf(node) {
    switch (node.type) {
    case 'Identifier': return node.name;
    case 'SequenceExpression': return variableOf(node.expressions[node.expressions.length - 1]);
    case 'AssignmentExpression': return variableOf(node.left);
    case 'UpdateExpression': return node.prefix ? variableOf(node.argument) : null;
    }
    return null;
  }
  /// Gives a function that says whether `name` is assigned between two places of a tree's source.
  function assignmentsIn(tree) {
    const places = new Map(); // of each name, in their order
    walk(tree, function (node) {
      const target = node.type === 'AssignmentExpression' ? node.left : (node.type === 'UpdateExpression' ? node.argument : null);
      namesOf(target, []).forEach(function (name) {
        if (!places.has(name))
          places.set(name, []);
        places.get(name).push(node.start);
      });
    });
    places.forEach(function (list) { list.sort(function (a, b) { return a - b; }); });
    return function (name, from, to) {
      const list = places.get(name) || [];
      let low = 0, high = list.length;
      while (low < high) {
        const middle = low + high >> 1;
        if (list[middle] < from)
          low = middle + 1;
        else
          high = middle;
      }
      return low < list.length && list[low] < to;
    };
  }

  /// Whether V4 would take a call in this expression of a strict `return` for a tail call.
  function mayTailCall(node) {
    switch (node.type) {
    case 'CallExpression': case 'TaggedTemplateExpression': case 'ChainExpression': case 'AwaitExpression': return true;
    case 'ConditionalExpression': return mayTailCall(node.consequent) || mayTailCall(node.alternate);
    case 'LogicalExpression': return mayTailCall(node.right);
    case 'AssignmentExpression': return mayTailCall(node.right) || isPrivateMember(node.left);
    case 'SequenceExpression': return mayTailCall(node.expressions[node.expressions.length - 1]);
    }
    return false;
  }

  function endsInSemicolon(text) {
    let at = text.length - 1;
    while (text[at] === ' ' || text[at] === '\n')
      --at;
    return text[at] === ';';
  }

  function isStrictBody(statements) {
    return statements.some(function (each) { return each.directive === 'use strict'; });
  }

  /// The names that a pattern binds.
  function namesOf(pattern, names) {
    if (!pattern)
      return names;
    switch (pattern.type) {
    case 'Identifier': names.push(pattern.name); break;
    case 'ObjectPattern': pattern.properties.forEach(function (each) { namesOf(each.value || each.argument, names); }); break;
    case 'ArrayPattern': pattern.elements.forEach(function (each) { namesOf(each, names); }); break;
    case 'AssignmentPattern': namesOf(pattern.left, names); break;
    case 'RestElement': namesOf(pattern.argument, names); break;
    }
    return names;
  }

  /// The jumps in a statement that leave it: `return`, and `break` and `continue` whose target is outside.
  function leavingJumps(statement) {
    const found = new Set();
    function visit(node, labels, inLoop, inSwitch) {
      if (isFunction(node) || node.type === 'ClassBody')
        return;
      if (node.type === 'ReturnStatement')
        found.add(node);
      else if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
        const isInside = node.label ? labels.indexOf(node.label.name) >= 0 : inLoop || inSwitch && node.type === 'BreakStatement';
        if (!isInside)
          found.add(node);
      }
      const own = node.type === 'LabeledStatement' ? labels.concat(node.label.name) : labels;
      const isLoop = /^(For|While|DoWhile)/.test(node.type), isSwitch = node.type === 'SwitchStatement';
      childrenOf(node).forEach(function (child) { visit(child, own, inLoop || isLoop, inSwitch || isSwitch); });
    }
    visit(statement, [], false, false);
    return found;
  }
  /// Whether V4 guards a part of `tree` against errors: iterators that it closes, and `try`.
  function isGuardedByEngine(tree) {
    let found = false;
    walk(tree, function (node) {
      found = found || ['TryStatement', 'ForOfStatement', 'ArrayPattern', 'SpreadElement'].indexOf(node.type) >= 0
        || node.type === 'YieldExpression' && node.delegate;
      return !isFunction(node);
    });
    return found;
  }
  /// The names that anonymous classes get from where they stand.
  function classNamesIn(tree) {
    const names = new Map();
    function name(value, target) {
      if (value && value.type === 'ClassExpression' && !value.id && target && target.type === 'Identifier')
        names.set(value, target.name);
    }
    walk(tree, function (node) {
      switch (node.type) {
      case 'VariableDeclarator': name(node.init, node.id); break;
      case 'AssignmentExpression': case 'AssignmentPattern': name(node.right, node.left); break;
      case 'Property': if (!node.computed) name(node.value, { type: 'Identifier', name: String(node.key.type === 'Identifier' ? node.key.name : node.key.value) }); break;
      }
    });
    return names;
  }

  const scopes = makeScopes({ walk: walk, childrenOf: childrenOf, isFunction: isFunction, namesOf: namesOf });

  function refuse(node, message) {
    const error = new SyntaxError(message);
    error.loc = node.loc.start;
    throw error;
  }

  // ---- regular expressions

  // Names of variables that V4 takes for keywords where acorn does not.
  const KEYWORDS = ['let', 'yield'];
  // What may stand before a `.` or in a list as it is.
  const OPERANDS = ['Identifier', 'ThisExpression', 'Super', 'Literal', 'MemberExpression', 'CallExpression', 'ArrayExpression', 'ObjectExpression'];
  // What may end without its semicolon.
  const STATEMENTS = ['ExpressionStatement', 'VariableDeclaration', 'ReturnStatement', 'ThrowStatement', 'BreakStatement',
    'ContinueStatement', 'DebuggerStatement', 'DoWhileStatement'];
  const Unsupported = [
    [/\(\?<[=!]/, 'Look-behind in a regular expression is not supported by this engine.'],
    [/\\[pP]\{/, 'Unicode properties (\\p) in a regular expression are not supported by this engine.'],
  ];

  /// The pattern in which a dot of the flag `s` is a class that takes all.
  function withDotAll(pattern) {
    let text = '', inClass = false;
    for (let i = 0; i < pattern.length; ++i) {
      const c = pattern[i];
      if (c === '\\') {
        text += c + (pattern[++i] || '');
        continue;
      }
      inClass = c === '[' ? true : (c === ']' ? false : inClass);
      text += c === '.' && !inClass ? '[^]' : c;
    }
    return text;
  }

  function regularExpression(node) {
    const pattern = node.regex.pattern, flags = node.regex.flags;
    Unsupported.forEach(function (each) { if (each[0].test(pattern)) refuse(node, each[1]); });
    const unknown = /[dv]/.exec(flags);
    if (unknown)
      refuse(node, 'The flag ' + unknown[0] + ' of a regular expression is not supported by this engine.');
    if (flags.indexOf('s') < 0)
      return '/' + pattern + '/' + flags;
    return '/' + withDotAll(pattern) + '/' + flags.replace('s', '');
  }

  // ---- lowering

  /// `source` has blanks and line feeds between its tokens (plain.js); `escaped` are the names that it
  /// writes with escapes; `offered` those that every script finds.
  function Lowering(source, escaped, offered) {
    // A name that nothing of the author's begins with.
    let prefix = '$';
    while ((source + escaped.join(' ')).indexOf(prefix + '$') >= 0)
      prefix += '$';
    const H = prefix + '$h';
    const sites = []; // the variables of tagged templates, which live as long as the run
    let count = 0;
    let frame = null; // the function whose text is being made
    let analysis = null; // see scopes.js
    let classNames = null; // see classNamesIn()
    let targets = null; // see targetsIn()
    let heads = new Set(); // declarations in the heads of loops
    let copied = new Set(); // see copiedIn()
    const prototypes = new Set(); // the members of literals that say a prototype
    const steppedConstants = new Set(); // declarators of constants that `let` declares
    let privates = null; // the private names that are in scope: name -> variable
    let compact = 0; // above zero the text is made to fit into one line

    function unique() {
      return prefix + '$' + ++count;
    }
    /// A variable of the function that is being made.
    function temporary() {
      const name = unique();
      frame.temporaries.push(name);
      return name;
    }

    /// The source between two nodes: blanks, keywords and punctuation.
    function gap(from, to) {
      const text = source.slice(from, to);
      return compact ? text.replace(/\n+/g, ' ') : text;
    }
    /// The line breaks between two places, so that what follows keeps its line.
    function lines(from, to) {
      return compact ? '' : plain.lineFeeds(source.slice(from, to));
    }
    /// The place of the punctuation `wanted` at or after `from`.
    function find(wanted, from) {
      const at = source.indexOf(wanted, from);
      return at < 0 ? source.length : at;
    }
    /// `text` without the keywords `words`.
    function without(text, words) {
      return text.replace(/[a-z]+|\*/g, function (token) { return words.indexOf(token) >= 0 ? '' : token; });
    }

    function emit(node) {
      const special = lowered[node.type];
      const text = special ? special(node) : asItStands(node);
      if (copied.has(node))
        return '(1?(' + text + '):0)';
      // A semicolon that was left out is added, so that V4 has none to guess.
      return STATEMENTS.indexOf(node.type) >= 0 && !heads.has(node) && !endsInSemicolon(text) ? text + ';' : text;
    }
    /// An expression without the parentheses around it, for a place where the source has others.
    function operand(node) {
      return OPERANDS.indexOf(node.type) >= 0 ? emit(node) : '(' + emit(node) + ')';
    }
    function asItStands(node) {
      return within(childrenOf(node), node.start, node.end);
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
    function inOneLine(make) {
      ++compact;
      const text = make();
      --compact;
      return text;
    }

    /// Makes a function's inside in a frame of its own; gives its text and the frame.
    function inFrame(facts, make) {
      const outer = frame;
      frame = Object.assign({ outer: outer, temporaries: [], strict: outer ? outer.strict : false,
        isAsync: false, isGenerator: false, isArrow: false, superGetter: null, finalizer: null }, facts);
      if (frame.isArrow && outer && outer.superGetter)
        frame.superGetter = outer.superGetter;
      const text = make();
      const made = frame;
      frame = outer;
      return { text: text, frame: made };
    }
    function declared(names) {
      return names.length ? 'var ' + names.join(',') + ';' : '';
    }

    // ---- names that V4 does not read

    /// Escapes, and letters beyond the first plane of Unicode or new in it.
    function isExotic(node) {
      return node.type === 'Identifier' && /[^\w$]/.test(source.slice(node.start, node.end).replace(/[\u00c0-\u024f]/g, ''));
    }
    /// The name of a variable; a property's name is written as a text instead.
    function variableName(name) {
      return /^[\w$\u00c0-\u024f]*$/.test(name) ? name : prefix + '$u' + name.replace(/[^\w]/g, function (c) { return '_' + c.charCodeAt(0); });
    }

    // ---- variables

    function livenessOf(node) {
      const place = analysis.places.get(node);
      return place ? analysis.liveness(place) : scopes.ALIVE;
    }
    /// The text of a name that is read. V4 looks whether a variable is alive only where its value passes a branch.
    function readName(node) {
      const text = isExotic(node) ? variableName(node.name) : asItStands(node), place = analysis.places.get(node);
      if (!place || place.isWritten)
        return text;
      switch (analysis.liveness(place)) {
      case scopes.DEAD: return H + '.dead(' + JSON.stringify(node.name) + ')';
      case scopes.MAYBE_DEAD: return place.owner === place.variable.scope.owner ? '(1?(' + flagged(place.variable, text) + '):0)' : text;
      }
      return text;
    }
    /// A variable of one case of a `switch` that another one uses: V4 does not see whether it is alive there.
    function flagged(variable, text) {
      return variable.flag ? variable.flag + '?' + text + ':' + H + '.dead(' + JSON.stringify(variable.name) + ')' : text;
    }
    /// What stands before the assignment to a variable that may be dead, or that is a constant which `let` declares;
    /// '' for others.
    function guardOf(node) {
      const place = node.type === 'Identifier' && analysis.places.get(node);
      if (!place || !place.variable)
        return '';
      const text = isExotic(node) ? variableName(node.name) : asItStands(node);
      const isConstant = steppedConstants.has(place.variable.node) ? H + '.constant(' + JSON.stringify(node.name) + '),' : '';
      switch (analysis.liveness(place)) {
      case scopes.DEAD: return H + '.dead(' + JSON.stringify(node.name) + '),';
      case scopes.MAYBE_DEAD: return '(1?(' + flagged(place.variable, text) + '):0),' + isConstant;
      }
      return isConstant;
    }
    /// Whether a name that no variable of the script has is there in any script, and as it was at first.
    function isOffered(name) {
      return (offered.indexOf(name) >= 0 || name in global) && !analysis.written.has(name);
    }
    /// Whether it makes no difference when an expression is evaluated: it has no effect, and nothing changes its value.
    function isQuiet(node) {
      switch (node.type) {
      case 'Literal': case 'ThisExpression': case 'FunctionExpression': case 'ArrowFunctionExpression': return true;
      case 'Identifier': {
        const place = analysis.places.get(node);
        return Boolean(place) && (place.variable ? analysis.liveness(place) === scopes.ALIVE : isOffered(node.name));
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

    // ---- patterns that V4 does not match right

    /// Whether a pattern has what V4 lacks or does otherwise: an object's rest, a list of nothing, which takes an iterator
    /// all the same, or a variable that is not to be assigned as it is.
    function isStepped(pattern) {
      switch (pattern.type) {
      case 'Identifier': return isGuarded(pattern);
      case 'ObjectPattern': return pattern.properties.some(function (each) { return each.type === 'RestElement' || isStepped(each.value); });
      case 'ArrayPattern': return !pattern.elements.length || pattern.elements.some(function (each) { return each && isStepped(each); });
      case 'AssignmentPattern': return isStepped(pattern.left);
      case 'RestElement': return isStepped(pattern.argument);
      }
      return false;
    }
    function isGuarded(node) {
      const place = analysis.places.get(node);
      return Boolean(place) && place.isWritten && guardOf(node) !== '';
    }

    /// The steps, expressions in their order, that match a pattern with the value of a variable. Nested patterns that need
    /// steps of their own are matched where the outer ones get to them.
    function stepsOf(pattern, value) {
      if (pattern.type === 'Identifier')
        return [guardOf(pattern) + emit(pattern) + '=' + value];
      if (isStepped(pattern))
        return pattern.type === 'ObjectPattern' ? objectSteps(pattern, value) : listSteps(pattern, value);
      return [mention([pattern]) + emit(pattern) + '=' + value];
    }
    /// Whether a pattern assigns a variable of an outer function.
    function namesOuter(pattern) {
      switch (pattern.type) {
      case 'Identifier': {
        const place = analysis.places.get(pattern);
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
      const names = patterns.reduce(function (list, each) { return namesOf(each, list); }, []);
      return names.length ? '0&&(' + names.map(variableName).join(',') + '),' : '';
    }
    function objectSteps(pattern, value) {
      const last = pattern.properties[pattern.properties.length - 1];
      const rest = last && last.type === 'RestElement' ? last : null;
      const steps = [], keys = [];
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
        if (!isStepped(each.value)) {
          group.push(key + ':' + emit(each.value));
          assigned.push(each.value);
          return;
        }
        const held = temporary();
        group.push(key + ':' + held);
        endGroup();
        steps.push.apply(steps, valueSteps(each.value, held));
      });
      if (group.length || !steps.length && !rest)
        endGroup();
      if (rest)
        steps.push(guardOf(rest.argument) + emit(rest.argument) + '=' + H + '.rest(' + value + ',[' + keys.join(',') + '])');
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
        return '[' + operand(part.key) + ']';
      const held = temporary();
      keys.push(held);
      return '[' + held + '=' + H + '.key(' + operand(part.key) + ')]';
    }
    /// The steps for a part whose value is in the variable `held`: its default first.
    function valueSteps(node, held) {
      if (node.type !== 'AssignmentPattern')
        return stepsOf(node, held);
      return [held + '===void 0&&(' + held + '=' + operand(node.right) + ')'].concat(stepsOf(node.left, held));
    }
    /// V4 takes the values from the iterator and closes it; a part with steps is a property whose setter does them.
    function listSteps(pattern, value) {
      if (!pattern.elements.length)
        return [H + '.none(' + value + ')'];
      return [mention(pattern.elements.filter(function (each) { return each && !isStepped(each); })) + '[' + pattern.elements.map(function (each) {
        if (!each || !isStepped(each))
          return each ? emit(each) : '';
        const isRest = each.type === 'RestElement', part = isRest ? each.argument : each;
        const isDefault = part.type === 'AssignmentPattern', target = isDefault ? part.left : part;
        if (pauses(target))
          refuse(target, 'await and yield inside of this pattern are not supported; match it in steps.');
        const held = unique();
        const made = inFrame({ isArrow: true, isAsync: frame.isAsync, isGenerator: frame.isGenerator }, function () { return stepsOf(target, held).map(parenthesized).join(','); });
        return (isRest ? '...' : '') + H + '.sink(' + held + '=>{' + declared(made.frame.temporaries) + made.text + '}).value'
          + (isDefault ? '=' + operand(part.right) : '');
      }).join(',') + (pattern.elements[pattern.elements.length - 1] ? '' : ',') + ']=' + value];
    }
    /// The steps that match a pattern, in one line.
    function matches(pattern, value) {
      return inOneLine(function () { return stepsOf(pattern, value); });
    }
    /// The declaration of all names of a pattern, and its steps.
    function declaration(kind, pattern, value) {
      const names = namesOf(pattern, []).map(variableName);
      return (names.length ? (kind === 'var' ? 'var ' : 'let ') + names.join(',') + ';' : '') + matches(pattern, value).map(parenthesized).join(';') + ';';
    }
    function parenthesized(text) {
      return '(' + text + ')';
    }

    /// Whether a member of an object's literal says its prototype, which V4 takes for a property.
    function isPrototype(node) {
      return node.type === 'Property' && node.kind === 'init' && !node.computed && !node.method && !node.shorthand
        && (node.key.name === '__proto__' || node.key.value === '__proto__');
    }
    function objectText(node) {
      if (!node.properties.some(function (each) { return each.type === 'SpreadElement'; }))
        return asItStands(node);
      // Literals and sources take turns.
      let text = H + '.spread({', at = node.start + 1, isLiteral = true, isEmpty = true;
      node.properties.forEach(function (each) {
        const between = gap(at, each.start).replace(',', '');
        if (each.type === 'SpreadElement') {
          text += (isLiteral ? '}' : ',{}') + ',' + between + gap(each.start + 3, each.argument.start) + emit(each.argument)
            + gap(each.argument.end, each.end);
          isLiteral = false;
        } else {
          text += (isLiteral ? '' : ',{') + (isLiteral && !isEmpty ? ',' : '') + between + emit(each);
          isLiteral = true;
          isEmpty = false;
        }
        at = each.end;
      });
      return text + gap(at, node.end - 1).replace(',', '') + (isLiteral ? '})' : ')');
    }

    // ---- functions

    function isSimple(node) {
      return node.params.every(function (each) { return each.type === 'Identifier'; });
    }
    function uses(node, name) {
      return source.slice(node.start, node.end).indexOf(name) >= 0 || escaped.indexOf(name) >= 0;
    }

    /// The parameters with their parentheses. Patterns with steps, and what follows them, wait in `later`:
    /// [pattern, variable, default].
    function parameters(node, from, to, later) {
      let text = '', at = from;
      node.params.forEach(function (each) {
        text += gap(at, each.start);
        if (isStepped(each) || later.length) {
          const held = unique();
          const isDefault = each.type === 'AssignmentPattern', isRest = each.type === 'RestElement';
          later.push([isDefault ? each.left : (isRest ? each.argument : each), held, isDefault ? each.right : null]);
          text += (isRest ? '...' : '') + held + (isDefault ? '=void 0' : '') + lines(each.start, each.end);
        } else {
          text += emit(each);
        }
        at = each.end;
      });
      return text + gap(at, to);
    }
    /// What the body does for a parameter that waits.
    function laterText(parameter) {
      const held = parameter[1], right = parameter[2];
      return (right ? inOneLine(function () { return 'if(' + held + '===void 0)' + held + '=' + operand(right) + ';'; }) : '')
        + declaration('var', parameter[0], held);
    }

    /// A function from its parameters on, which begin at `from`; `before` is what its body begins with.
    function signatureAndBody(node, from, before) {
      const isArrow = node.type === 'ArrowFunctionExpression';
      const isBlock = node.body.type === 'BlockStatement';
      const isStrict = isBlock && isStrictBody(node.body.body);
      const bodyFrom = isArrow ? arrowEnd(node) : node.body.start;
      const later = [];
      const head = parameters(node, from, bodyFrom, later);
      const superGetter = node.async && !isArrow && uses(node, 'super') ? unique() : null;
      let rests = '';
      const inside = inFrame({
        isAsync: node.async, isGenerator: node.generator, isArrow: isArrow, strict: frame.strict || isStrict,
        superGetter: superGetter,
      }, function () {
        rests = later.map(laterText).join('');
        return isBlock ? within(node.body.body, node.body.start + 1, node.body.end - 1)
          : gap(bodyFrom, node.body.start) + emit(node.body) + gap(node.body.end, node.end);
      });
      const variables = declared(inside.frame.temporaries) + rests;
      const isTailCall = inside.frame.strict && !isBlock && mayTailCall(node.body);
      if (!isBlock && !node.async && !before && !variables && !isTailCall)
        return head + inside.text;
      const content = isBlock ? inside.text : 'return [(' + inside.text + ')][0]';
      const start = head + (isBlock ? gap(bodyFrom, node.body.start) : '') + '{' + (isStrict ? '"use strict";' : '') + before;
      if (!node.async)
        return start + variables + content + '}';
      const getter = superGetter ? 'var ' + superGetter + '=(k)=>super[k];' : '';
      // Parameters of its own: what the body declares under a parameter's name keeps its value.
      const own = !isArrow && isSimple(node) ? '(' + node.params.map(function (each) { return variableName(each.name); }).join(',') + ')' : '()';
      const given = own !== '()' || uses(node, 'arguments') ? 'arguments' : '0';
      return start + getter + 'return ' + H + '.' + (node.generator ? 'generate' : 'run') + '(this,' + given + ',function*' + own + '{'
        + variables + content + '});}';
    }
    /// The place behind the `=>`.
    function arrowEnd(node) {
      return find('=>', node.params.length ? node.params[node.params.length - 1].end : node.start) + 2;
    }

    function functionText(node) {
      if (node.type === 'ArrowFunctionExpression')
        return signatureAndBody(node, node.async ? node.start + 'async'.length : node.start, '');
      const open = find('(', node.id ? node.id.end : node.start);
      const head = gap(node.start, node.id ? node.id.start : open);
      const name = node.id ? emit(node.id) + gap(node.id.end, open) : ''; // which may hold the word `async` too
      return (node.async ? without(head, ['async', '*']) : head) + name + signatureAndBody(node, open, '');
    }

    /// A method of a class or an object: its value begins at its parenthesis.
    function methodText(node, key, before) {
      const value = node.value;
      const head = gap(node.start, node.computed ? find('[', node.start) : node.key.start);
      const name = key === undefined && !node.computed && isExotic(node.key)
        ? JSON.stringify(node.key.name) + gap(node.key.end, value.start) : key === undefined
        ? within([node.key], node.computed ? find('[', node.start) : node.key.start, value.start) : key + lines(node.key.start, value.start);
      return (value.async ? without(head, ['async', '*']) : head) + name + signatureAndBody(value, value.start, before || '');
    }

    // ---- finally

    /// `finally` in a function of its own: where V4 leaves a `try` by a jump, it skips what follows in the `finally` behind
    /// a loop over an iterator or a `try` of its own. Jumps out of it become what the function gives.
    function finallyText(node) {
      const finalizer = { jumps: leavingJumps(node), exits: [], value: null };
      const isPausing = pauses(node), outer = frame;
      if (isPausing && (uses(node, 'arguments') || uses(node, 'super')))
        refuse(node, 'arguments and super in a finally that awaits are not supported.');
      const made = inFrame({ isArrow: true, isAsync: outer.isAsync, isGenerator: outer.isGenerator, finalizer: finalizer, superGetter: outer.superGetter }, function () {
        return within(node.body, node.start + 1, node.end - 1);
      });
      const body = '{' + declared(made.frame.temporaries) + made.text + '}';
      const called = isPausing ? '(yield* (function*()' + body + ').call(this))' : '(()=>' + body + ')()';
      if (!finalizer.exits.length)
        return '{' + called + ';}';
      const code = temporary();
      return '{' + code + '=' + called + ';' + finalizer.exits.map(function (each, index) {
        return 'if(' + code + '===' + (index + 1) + ')' + each + ';';
      }).join('') + '}';
    }
    /// What a `return`, `break` or `continue` is; `text`: the value that is returned.
    function jump(node, text) {
      const finalizer = frame.finalizer;
      if (!finalizer || !finalizer.jumps.has(node))
        return null;
      let value = '';
      if (node.type === 'ReturnStatement') {
        if (!finalizer.value)
          finalizer.value = outerTemporary();
        value = finalizer.value + '=(' + (text || 'void 0') + '),';
        finalizer.exits.push('return ' + finalizer.value);
      } else {
        finalizer.exits.push((node.type === 'BreakStatement' ? 'break' : 'continue') + (node.label ? ' ' + variableName(node.label.name) : ''));
      }
      return 'return(' + value + finalizer.exits.length + ');';
    }
    /// A variable of the function that holds the `finally` that is being made.
    function outerTemporary() {
      const name = unique();
      frame.outer.temporaries.push(name);
      return name;
    }
    /// `var` in such a `finally` is one of the function around: its declaration becomes an assignment.
    function isHoisted(node) {
      return node.kind === 'var' && frame.finalizer !== null;
    }
    function hoist(node) {
      let each = frame;
      while (each.finalizer)
        each = each.outer;
      node.declarations.forEach(function (declarator) {
        namesOf(declarator.id, []).forEach(function (name) { each.temporaries.push(variableName(name)); });
      });
    }
    function hoistedDeclaration(node) {
      hoist(node);
      const isHead = heads.has(node);
      const list = node.declarations.filter(function (each) { return each.init; }).map(function (each) {
        const held = temporary();
        return lines(each.start, each.init.start) + '(' + held + '=(' + emit(each.init) + '),' + matches(each.id, held).map(parenthesized).join(',') + ')';
      });
      const last = node.declarations[node.declarations.length - 1];
      return list.join(',') + lines(last.end, node.end) + (isHead ? '' : ';');
    }

    // ---- classes

    function isPrivateElement(element) {
      return element.key && element.key.type === 'PrivateIdentifier';
    }

    function needsLowering(node) {
      return node.body.body.some(function (each) {
        return each.type === 'PropertyDefinition' || each.type === 'StaticBlock' || isPrivateElement(each);
      });
    }

    const STATIC = 1, PRIVATE = 2, FIELD = 4, NAMED = 8, BLOCK = 16;

    function isAnonymousFunction(node) {
      return Boolean(node) && (isFunction(node) || node.type === 'ClassExpression') && !node.id;
    }

    function classText(node) {
      return inFrame({ isArrow: true, isAsync: frame.isAsync, isGenerator: frame.isGenerator, strict: true,
        afterSuper: '' }, function () {
        const text = needsLowering(node) ? loweredClass(node) : asItStands(node);
        const names = frame.temporaries;
        frame.outer.temporaries.push.apply(frame.outer.temporaries, names);
        return text;
      }).text;
    }

    /// `class A { x = 1 }` becomes `(()=>{…;class A{[$d.k(0)](){return 1}} $h.define(A,$d,…);return A})()`:
    /// each field's value is a method in the field's place, which the helper takes away again.
    function loweredClass(node) {
      const description = unique();
      const outerPrivates = privates;
      const variables = Object.create(null);
      privates = Object.create(outerPrivates);
      node.body.body.forEach(function (each) {
        if (isPrivateElement(each) && !variables[each.key.name])
          privates[each.key.name] = variables[each.key.name] = unique();
      });
      const elements = [];
      const constructor = node.body.body.filter(function (each) { return each.kind === 'constructor'; })[0];
      const start = H + '.start(this,' + description + ');';
      let text = '{', at = node.body.start + 1;
      if (!constructor)
        text += node.superClass ? 'constructor(){super(...arguments);' + start + '}' : 'constructor(){' + start + '}';
      node.body.body.forEach(function (each) {
        text += gap(at, each.start) + elementText(each, description, elements, Boolean(node.superClass), start);
        at = each.end;
      });
      text += gap(at, node.body.end);
      const head = within([node.id, node.superClass].filter(Boolean), node.start, node.body.start);
      privates = outerPrivates;
      const name = node.id ? variableName(node.id.name) : unique();
      const given = classNames.get(node) || '';
      const maps = Object.keys(variables).map(function (each) { return variables[each] + '=' + H + '.names(' + JSON.stringify('#' + each) + ')'; });
      return '(()=>{var ' + [description + '=' + H + '.description()'].concat(maps).join(',') + ';'
        + (node.id ? head + text : 'var ' + name + '=({' + JSON.stringify(given) + ':' + head + text + '})[' + JSON.stringify(given) + ']')
        + ';' + H + '.define(' + name + ',' + description + ',[' + elements.join(',') + ']);return ' + name + '})()';
    }

    function elementText(element, description, elements, isDerived, start) {
      const index = elements.length;
      const flags = (element.static ? STATIC : 0) | (isPrivateElement(element) ? PRIVATE : 0);
      const place = '[' + description + '.place(' + index + ')]';
      if (element.type === 'StaticBlock') {
        elements.push('[' + (STATIC | BLOCK) + ']');
        const body = inFrame({ strict: true }, function () {
          return within(element.body, find('{', element.start) + 1, element.end - 1);
        });
        return 'static ' + place + '(){' + lines(element.start, find('{', element.start)) + declared(body.frame.temporaries)
          + body.text + '}';
      }
      if (element.type === 'MethodDefinition') {
        if (element.kind === 'constructor')
          return isDerived ? derivedConstructor(element, start) : methodText(element, undefined, start);
        if (!isPrivateElement(element))
          return methodText(element);
        elements.push('[' + flags + ',' + privates[element.key.name] + ']');
        return methodText(element, place);
      }
      const isNamed = isAnonymousFunction(element.value) ? NAMED : 0;
      let key = place;
      if (isPrivateElement(element)) {
        elements.push('[' + (flags | FIELD | isNamed) + ',' + privates[element.key.name] + ']');
      } else if (element.computed) {
        elements.push('[' + (flags | FIELD | isNamed) + ',' + description + '.keys[' + index + ']]');
        key = '[' + description + '.place(' + index + ',' + operand(element.key) + ')]';
      } else {
        const name = element.key.type === 'Identifier' ? element.key.name : String(element.key.value);
        elements.push('[' + (flags | FIELD | isNamed) + ',' + JSON.stringify(name) + ']');
      }
      const valueStart = element.value ? find('=', keyEnd(element)) + 1 : element.end;
      const head = (element.static ? 'static ' : '') + key + lines(element.start, valueStart) + '(){';
      if (!element.value)
        return head + '}';
      let end = element.end;
      if (source[end - 1] === ';')
        end -= 1;
      const value = inFrame({ strict: true }, function () {
        return gap(valueStart, element.value.start) + emit(element.value) + gap(element.value.end, end);
      });
      return head + declared(value.frame.temporaries) + 'return [(' + value.text + ')][0]}';
    }
    function keyEnd(element) {
      return element.computed ? find(']', element.key.end) + 1 : element.key.end;
    }
    function derivedConstructor(element, start) {
      frame.afterSuper = start.slice(0, -1);
      const text = methodText(element);
      frame.afterSuper = '';
      return text;
    }
    /// What follows the call of super() in the constructor that is being made.
    function afterSuper() {
      for (let each = frame; each; each = each.outer) {
        if (each.afterSuper !== undefined)
          return each.afterSuper;
      }
      return '';
    }

    function privateName(node) {
      return privates[node.property.name];
    }
    /// An object that is used twice: itself where that changes nothing.
    function twice(node) {
      if (node.type === 'ThisExpression' || node.type === 'Identifier' && !copied.has(node))
        return [emit(node), emit(node)];
      const held = temporary();
      return ['(' + held + '=' + operand(node) + ')', held];
    }
    /// The private members that patterns and loops assign to.
    function targetsIn(tree) {
      const targets = new Set();
      function add(node) {
        if (node && isPrivateMember(node))
          targets.add(node);
      }
      walk(tree, function (node) {
        switch (node.type) {
        case 'ArrayPattern': node.elements.forEach(add); break;
        case 'ObjectPattern': node.properties.forEach(function (each) { add(each.value); }); break;
        case 'RestElement': add(node.argument); break;
        case 'AssignmentPattern': case 'ForOfStatement': case 'ForInStatement': add(node.left); break;
        }
      });
      return targets;
    }
    /// Notes the constants that steps assign, so that `let` declares them.
    function noteConstants(tree) {
      walk(tree, function (node) {
        if (node.type === 'VariableDeclaration' && node.kind === 'const')
          node.declarations.forEach(function (each) { if (isStepped(each.id)) steppedConstants.add(each); });
      });
    }
    /// The declarations in the heads of loops, which have no semicolon of their own. Refuses names that
    /// V4 takes for keywords.
    function headsIn(tree) {
      const found = new Set(), onlyNames = new Set();
      walk(tree, function (node) {
        if (node.type === 'ForStatement')
          found.add(node.init);
        else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement')
          found.add(node.left);
        if (!node.computed && (node.type === 'MemberExpression' || node.key && !node.shorthand))
          onlyNames.add(node.type === 'MemberExpression' ? node.property : node.key);
        if (node.type === 'Identifier' && KEYWORDS.indexOf(node.name) >= 0 && !onlyNames.has(node))
          refuse(node, 'The name ' + node.name + ' is not supported for a variable or a label.');
      });
      return found;
    }
    /// The expressions whose value is to be copied. V4 takes a variable for its own value, so that what is
    /// evaluated later changes it: `a - (a = 2)`, `list[i] = ++i`, `tail.next = tail = node`, `f(f = g)`. It calls
    /// `(0, o.f)()` as a method of `o`, and looks up the name of a function that no variable has behind the arguments.
    function copiedIn(tree) {
      const found = new Set(), assigned = assignmentsIn(tree);
      function copy(node, from, to) {
        const name = variableOf(node);
        if (name !== null && assigned(name, from, to))
          found.add(node);
      }
      function member(node, from, to) {
        if (node.type !== 'MemberExpression')
          return copy(node, from, to);
        copy(node.object, node.property.start, to);
        if (node.computed)
          copy(node.property, from, to);
      }
      function called(node, callee, from, given) {
        const place = callee.type === 'Identifier' && callee.name !== 'eval' && analysis.places.get(callee);
        if (callee.type === 'SequenceExpression' || place && !place.variable && !isOffered(callee.name) && !given.every(isQuiet))
          found.add(callee);
        else if (callee.name !== 'eval')
          member(callee, from, node.end);
      }
      walk(tree, function (node) {
        switch (node.type) {
        case 'BinaryExpression': copy(node.left, node.right.start, node.end); break;
        case 'AssignmentExpression': if (node.left.type === 'MemberExpression') member(node.left, node.right.start, node.end); break;
        case 'MemberExpression':
          if (node.object.type === 'ChainExpression') // V4 takes it for a part of the chain
            found.add(node.object);
          else if (node.computed)
            copy(node.object, node.property.start, node.end);
          break;
        case 'CallExpression': called(node, node.callee, node.callee.end, node.arguments); break;
        case 'TaggedTemplateExpression': called(node, node.tag, node.quasi.start, node.quasi.expressions); break;
        }
      });
      return found;
    }
    function privateGet(node) {
      if (targets.has(node))
        return H + '.slot(' + operand(node.object) + ',' + privateName(node) + ').value' + lines(node.object.end, node.end);
      return '(' + H + '.get(' + operand(node.object) + ',' + privateName(node) + lines(node.object.end, node.end) + '))';
    }

    // ---- calls
    // V4 reads the method of an object behind the arguments, twice in `o.f?.()`, and calls no function that is missing
    // in `o?.f()`.

    function isMethod(callee) {
      return callee.type === 'MemberExpression' && callee.object.type !== 'Super';
    }
    /// A built-in object or what hooks find: its methods do not change.
    function isKnown(callee) {
      const object = callee.object;
      return object.type === 'Identifier' && object.name !== 'undefined' && !callee.computed && !analysis.places.get(object).variable && isOffered(object.name);
    }
    function isSpread(node) {
      return node.type === 'SpreadElement';
    }
    /// Whether it makes a difference when the arguments of a call are evaluated.
    function isOrdered(callee, given) {
      if (isMethod(callee) && isKnown(callee))
        return given.slice(0, -1).some(isSpread);
      return isMethod(callee) ? !given.every(isQuiet) : given.some(isSpread) && callee.type !== 'Super' && callee.name !== 'eval';
    }
    /// What a message calls a function: `req.end`.
    function calleeName(node) {
      const text = source.slice(node.start, node.end);
      if (/^[\w$.]{1,60}$/.test(text))
        return JSON.stringify(text);
      return JSON.stringify(isMethod(node) && !node.computed ? String(node.property.name).slice(0, 60) : 'what is called here');
    }
    /// The arguments of a call without their parentheses.
    function argumentsText(node) {
      return within(node.arguments, find('(', node.callee.end) + 1, node.end - 1);
    }
    function invoked(called, self, callee, list) {
      return H + '.invoke(' + called + ',' + self + ',' + calleeName(callee) + ',[' + list + '])';
    }
    /// A call in which the function is read before `list`, the text of its arguments.
    function orderedCall(node, callee, list) {
      if (callee.type === 'ChainExpression' && isMethod(callee.expression)) {
        const guards = [], self = temporary(), member = callee.expression;
        const object = chain(member.object, guards);
        const read = isPrivateMember(member) ? H + '.get(' + self + ',' + privateName(member) + ')' : self + memberKey(member);
        return invoked('(' + guards.map(guardText).join('') + (member.optional ? '(' + self + '=' + object + ')==null?void 0:' : self + '=' + object + ',')
          + read + ')', self, callee, lines(member.object.end, member.property.start) + list);
      }
      if (!isMethod(callee))
        return invoked(lines(node.start, callee.start) + '(' + emit(callee) + ')', 'void 0', callee, list);
      const object = twice(callee.object);
      const key = lines(callee.object.end, callee.property.start);
      const read = isPrivateMember(callee) ? H + '.get(' + object[0] + ',' + privateName(callee) + ')' + key : object[0] + key + memberKey(callee);
      return invoked(lines(node.start, callee.object.start) + read + lines(callee.property.end, callee.end), object[1], callee, list);
    }

    // ---- optional chains

    /// Whether a chain has what V4 does otherwise: a call, or a private name.
    function isLoweredChain(node) {
      for (let each = node; each; each = each.object || each.callee) {
        if (isPrivateMember(each) || each.type === 'CallExpression')
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
        const key = lines(node.object.end, node.property.start);
        return isPrivateMember(node) ? H + '.get(' + object + ',' + privateName(node) + ')' + key : object + key + memberKey(node);
      }
      if (node.type !== 'CallExpression' || node.callee.type === 'Super' || node.callee.type === 'ChainExpression')
        return operand(node);
      const callee = node.callee, list = lines(callee.end, find('(', callee.end)) + argumentsText(node);
      if (isMethod(callee))
        return chainedMethod(node, list, guards);
      const isSuper = callee.type === 'MemberExpression';
      if (!node.optional)
        return isSuper || callee.name === 'eval' ? operand(node) : callText(chain(callee, guards), 'void 0', node, list);
      return callText(guarded(isSuper ? operand(callee) : chain(callee, guards), guards), isSuper ? 'this' : 'void 0', node, list);
    }
    /// A variable that holds the value `text`, behind which the chain goes on where it is neither null nor undefined.
    function guarded(text, guards) {
      const held = temporary();
      guards.push('(' + held + '=' + text + ')==null');
      return held;
    }
    function chainedMethod(node, list, guards) {
      const callee = node.callee, isPrivate = isPrivateMember(callee);
      let object = chain(callee.object, guards), self = null;
      if (callee.optional) {
        self = object = guarded(object, guards);
      } else if (node.optional || isPrivate || isOrdered(callee, node.arguments)) {
        self = temporary();
        object = '(' + self + '=' + object + ')';
      }
      const key = lines(callee.object.end, callee.property.start);
      const called = isPrivate ? H + '.get(' + object + ',' + privateName(callee) + ')' + key : object + key + memberKey(callee);
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
        return '[' + emit(node.property) + ']';
      return isExotic(node.property) ? '[' + JSON.stringify(node.property.name) + ']' : '.' + node.property.name;
    }

    // ---- the nodes that need it

    /// The value first, then the guard.
    function guardedAssignment(node) {
      const held = temporary(), target = emit(node.left), right = '(' + lines(node.left.end, node.right.start) + emit(node.right)
        + lines(node.right.end, node.end) + ')';
      const value = node.operator === '=' ? right : '(1?(' + target + '):0)' + node.operator.slice(0, -1) + right;
      return '(' + held + '=' + value + ',' + guardOf(node.left) + target + '=' + held + ')';
    }

    /// `($1=value,…matches…,$1)`
    function assignedRest(node) {
      const held = temporary();
      return '(' + held + '=' + operand(node.right) + ',' + matches(node.left, held).map(parenthesized).join(',') + ',' + held + ')';
    }

    function superMember(node) {
      const key = node.computed ? operand(node.property) : JSON.stringify(node.property.name);
      return frame.superGetter + '(' + key + ')' + lines(node.object.end, node.end);
    }
    function isLoweredSuper(node) {
      if (node.type === 'MemberExpression' && node.object.type === 'Super' && frame.isAsync && frame.isArrow && !frame.superGetter)
        refuse(node, 'super in an async arrow function is not supported; use an async method.');
      return node.type === 'MemberExpression' && node.object.type === 'Super' && Boolean(frame.superGetter);
    }

    function guardedLogical(target, right) {
      const held = temporary();
      return '(' + held + '=' + right + ',' + guardOf(target) + emit(target) + '=' + held + ')';
    }
    function logicalAssignment(node) {
      const operator = node.operator.slice(0, 2), target = node.left;
      const right = '(' + lines(node.left.end, find(node.operator, node.left.end)) + gap(find(node.operator, node.left.end) + 3, node.right.start)
        + emit(node.right) + gap(node.right.end, node.end) + ')';
      if (target.type === 'Identifier')
        return '(' + emit(target) + operator + (isGuarded(target) ? guardedLogical(target, right) : '(' + emit(target) + '=' + right + ')') + ')';
      const object = twice(target.object);
      if (isPrivateMember(target)) {
        return '(' + H + '.get(' + object[0] + ',' + privateName(target) + ')' + operator + H + '.set(' + object[1] + ','
          + privateName(target) + ',' + right + '))';
      }
      if (!target.computed) {
        return '(' + object[0] + memberKey(target) + operator + '(' + object[1] + memberKey(target) + '=' + right
          + '))' + lines(target.start, target.end);
      }
      const key = temporary();
      return '(' + object[0] + '[' + key + '=' + operand(target.property) + ']' + operator + '(' + object[1] + '[' + key + ']=' + right
        + '))' + lines(target.start, target.end);
    }

    /// A loop's head that declares or assigns a pattern with a rest: gives the head's variable and
    /// what the body begins with.
    function loopTarget(left) {
      const held = unique();
      if (left.type === 'VariableDeclaration' && isHoisted(left)) {
        hoist(left);
        return ['const ' + held, '(' + matches(left.declarations[0].id, held).map(parenthesized).join(',') + ');'];
      }
      if (left.type === 'VariableDeclaration')
        return ['const ' + held, declaration(left.kind, left.declarations[0].id, held)];
      return ['const ' + held, '(' + matches(left, held).map(parenthesized).join(',') + ');'];
    }
    /// A declaration that tells that its variables are alive.
    function withFlags(node, text) {
      const flags = [];
      analysis.skipped.forEach(function (list) {
        list.forEach(function (each) { if (each.flag && node.declarations.indexOf(each.node) >= 0) flags.push(',' + unique() + '=(' + each.flag + '=true)'); });
      });
      return flags.length ? text.replace(/;\s*$/, '') + flags.join('') + ';' : text;
    }
    function needsTarget(left) {
      return left.type === 'VariableDeclaration' ? isHoisted(left) || isStepped(left.declarations[0].id) : /Pattern$/.test(left.type) || isGuarded(left);
    }

    /// `for await`: the iterator is closed when the body leaves the loop, as a break or an error does.
    function awaitLoop(node, label) {
      const iterator = temporary(), step = temporary(), isClosed = temporary();
      function wait(text) {
        return frame.isGenerator ? '(yield ' + H + '.wait(' + text + '))' : '(yield ' + text + ')';
      }
      const iterable = lines(node.start, node.left.start) + lines(node.left.end, node.right.start) + operand(node.right)
        + lines(node.right.end, node.body.start);
      let target = emitTarget(node.left, step + '.value') + ';';
      if (needsTarget(node.left)) {
        const held = loopTarget(node.left);
        target = held[0] + '=' + step + '.value;' + held[1];
      }
      return '{' + iterator + '=' + H + '.asyncIterator(' + iterable + ');try{' + label + 'for(;' + isClosed + '=true,!' + H + '.result('
        + step + '=' + wait(iterator + '.next()') + ').done;){' + isClosed + '=false;' + target + emit(node.body) + '}}catch(e){if(!'
        + isClosed + '){' + isClosed + '=true;try{' + wait(H + '.close(' + iterator + ')') + '}catch(f){}}throw e}finally{if(!'
        + isClosed + ')' + H + '.result(' + wait(H + '.close(' + iterator + ')') + ',true)}}';
    }
    function emitTarget(left, value) {
      if (left.type === 'VariableDeclaration')
        return left.kind + ' ' + emit(left.declarations[0].id) + '=' + value;
      return '(' + emit(left) + '=' + value + ')';
    }

    function branch(node) {
      return node.type === 'FunctionDeclaration' ? '{' + emit(node) + '}' : emit(node);
    }

    const lowered = {
      Program: function (node) {
        analysis = scopes.analyse(node);
        classNames = classNamesIn(node);
        noteConstants(node);
        targets = targetsIn(node);
        heads = headsIn(node);
        copied = copiedIn(node);
        const made = inFrame({ strict: isStrictBody(node.body) }, function () { return within(node.body, 0, source.length); });
        return { text: made.text, variables: made.frame.temporaries.concat(sites) };
      },
      FunctionDeclaration: functionText,
      FunctionExpression: functionText,
      ArrowFunctionExpression: functionText,
      MethodDefinition: function (node) { return methodText(node); },
      Property: function (node) {
        if (prototypes.has(node))
          return '[' + H + '.prototype]' + gap(node.key.end, node.value.start) + emit(node.value) + gap(node.value.end, node.end);
        if (node.method || node.kind !== 'init')
          return methodText(node);
        const isRead = node.shorthand && node.value.type === 'Identifier' && readName(node.value) !== node.value.name;
        if (node.computed || !isExotic(node.key) && !isRead)
          return asItStands(node);
        return JSON.stringify(node.key.name) + (node.shorthand ? ':' + emit(node.value)
          : gap(node.key.end, node.value.start) + emit(node.value) + gap(node.value.end, node.end));
      },
      Identifier: readName,
      IfStatement: function (node) {
        // A function as the whole of a branch.
        return within([node.test], node.start, node.consequent.start) + branch(node.consequent)
          + (node.alternate ? gap(node.consequent.end, node.alternate.start) + branch(node.alternate) : '');
      },
      ClassDeclaration: function (node) {
        const text = classText(node);
        return needsLowering(node) ? 'let ' + variableName(node.id.name) + '=' + text + ';' : text;
      },
      ClassExpression: classText,
      AwaitExpression: function (node) {
        const operand = gap(node.start + 'await'.length, node.argument.start) + emit(node.argument) + gap(node.argument.end, node.end);
        return frame.isGenerator ? '(yield ' + H + '.wait((' + operand + ')))' : '(yield (' + operand + '))';
      },
      YieldExpression: function (node) {
        if (!frame.isAsync || !node.delegate)
          return asItStands(node);
        return '(yield* ' + H + '.delegate(' + lines(node.start, node.argument.start) + operand(node.argument) + '))';
      },
      ForOfStatement: function (node) {
        if (node.await)
          return awaitLoop(node, '');
        if (!needsTarget(node.left))
          return asItStands(node);
        const target = loopTarget(node.left);
        return 'for(' + target[0] + lines(node.left.start, node.left.end) + gap(node.left.end, node.right.start) + emit(node.right)
          + gap(node.right.end, node.body.start) + '{' + target[1] + emit(node.body) + '}';
      },
      ForInStatement: function (node) {
        if (!needsTarget(node.left))
          return asItStands(node);
        const target = loopTarget(node.left);
        return 'for(' + target[0] + lines(node.left.start, node.left.end) + gap(node.left.end, node.right.start) + emit(node.right)
          + gap(node.right.end, node.body.start) + '{' + target[1] + emit(node.body) + '}';
      },
      LabeledStatement: function (node) {
        const loop = node.body;
        if (loop.type !== 'ForOfStatement' || !loop.await)
          return asItStands(node);
        return awaitLoop(loop, emit(node.label) + ':') + lines(node.start, loop.start);
      },
      VariableDeclaration: function (node) {
        if (isHoisted(node))
          return hoistedDeclaration(node);
        if (!node.declarations.some(function (each) { return isStepped(each.id); }))
          return withFlags(node, asItStands(node));
        // `const` cannot be matched in steps.
        let text = (node.kind === 'var' ? 'var' : 'let') + ' ', at = node.declarations[0].start;
        node.declarations.forEach(function (each) {
          text += at === each.start ? '' : gap(at, each.start);
          if (!isStepped(each.id)) {
            text += emit(each);
          } else {
            const held = unique();
            const names = namesOf(each.id, []).map(function (name) { return ',' + variableName(name); });
            text += held + '=' + lines(each.id.start, each.init.start) + '(' + emit(each.init) + lines(each.init.end, each.end) + ')' + names.join('')
              + matches(each.id, held).map(function (match) { return ',' + unique() + '=(' + match + ')'; }).join('');
          }
          at = each.end;
        });
        return withFlags(node, text + gap(at, node.end));
      },
      SwitchStatement: function (node) {
        const skipped = analysis.skipped.get(node);
        skipped.forEach(function (each) { each.flag = temporary(); });
        if (!skipped.length)
          return asItStands(node);
        return gap(node.start, node.discriminant.start) + '(' + skipped.map(function (each) { return each.flag + '=false,'; }).join('') + emit(node.discriminant) + ')'
          + within(node.cases, node.discriminant.end, node.end);
      },
      WithStatement: function (node) {
        walk(node.body, function (each) {
          if (each.type === 'VariableDeclaration' && each.kind === 'var')
            refuse(each, 'A var inside of with is not supported; declare it before.');
          return !isFunction(each);
        });
        return asItStands(node);
      },
      AssignmentExpression: function (node) {
        if (/^(\?\?|\|\||&&)=$/.test(node.operator))
          return logicalAssignment(node);
        if (node.operator === '=' && isStepped(node.left))
          return assignedRest(node) + lines(node.left.start, node.right.start);
        if (isLoweredSuper(node.left))
          refuse(node, 'Assigning to super in an async method is not supported.');
        if (node.left.type === 'Identifier' && isGuarded(node.left))
          return guardedAssignment(node);
        if (/Pattern$/.test(node.left.type) && namesOuter(node.left))
          return '(' + mention([node.left]) + asItStands(node) + ')';
        if (!isPrivateMember(node.left))
          return asItStands(node);
        const right = '(' + lines(node.left.end, node.right.start) + emit(node.right) + ')';
        if (node.operator === '=')
          return '(' + H + '.set(' + operand(node.left.object) + ',' + privateName(node.left) + ',' + right + '))';
        const object = twice(node.left.object);
        return '(' + H + '.set(' + object[0] + ',' + privateName(node.left) + ',' + H + '.get(' + object[1] + ',' + privateName(node.left) + ')'
          + node.operator.slice(0, -1) + right + '))';
      },
      UpdateExpression: function (node) {
        if (isGuarded(node.argument))
          return '(' + guardOf(node.argument) + asItStands(node) + ')';
        if (!isPrivateMember(node.argument))
          return asItStands(node);
        return H + '.step(' + operand(node.argument.object) + ',' + privateName(node.argument) + ',' + (node.operator === '++' ? 1 : -1) + ','
          + node.prefix + ')';
      },
      MemberExpression: function (node) {
        if (isLoweredSuper(node))
          return superMember(node);
        if (!node.computed && isExotic(node.property))
          return operand(node.object) + lines(node.object.end, node.end) + (node.optional ? '?.' : '') + memberKey(node);
        return isPrivateMember(node) ? privateGet(node) : asItStands(node);
      },
      CallExpression: function (node) {
        const callee = node.callee;
        if (callee.type === 'Super' && afterSuper())
          return '(' + within(node.arguments, node.start, node.end) + ',' + afterSuper() + ')';
        if (isLoweredSuper(callee))
          return superMember(callee) + '.call(this' + (node.arguments.length ? ',' : '') + argumentsText(node) + ')';
        if (isPrivateMember(callee) || callee.type === 'ChainExpression' || isOrdered(callee, node.arguments))
          return orderedCall(node, callee, lines(callee.end, find('(', callee.end)) + argumentsText(node));
        return asItStands(node);
      },
      NewExpression: function (node) {
        if (!node.arguments.some(isSpread))
          return asItStands(node);
        return H + '.construct(' + lines(node.start, node.callee.start) + operand(node.callee) + ',[' + argumentsText(node) + '])';
      },
      BinaryExpression: function (node) {
        if (node.left.type !== 'PrivateIdentifier')
          return asItStands(node);
        return H + '.has(' + lines(node.left.end, node.right.start) + operand(node.right) + ',' + privates[node.left.name] + ')';
      },
      ChainExpression: function (node) {
        if (!isLoweredChain(node.expression))
          return asItStands(node);
        const guards = [], value = chain(node.expression, guards);
        return '(' + lines(node.start, node.expression.start) + guards.map(guardText).join('') + value + ')';
      },
      UnaryExpression: function (node) {
        if (node.operator !== 'delete' || node.argument.type !== 'ChainExpression' || !isLoweredChain(node.argument.expression))
          return asItStands(node);
        const guards = [], value = chain(node.argument.expression, guards);
        return '(' + guards.map(function (each) { return each + '?true:'; }).join('') + 'delete ' + value + ')';
      },
      ObjectExpression: function (node) {
        const prototype = node.properties.filter(isPrototype)[0];
        if (!prototype)
          return objectText(node);
        prototypes.add(prototype);
        return H + '.withPrototype(' + objectText(node) + ')';
      },
      CatchClause: function (node) {
        if (!node.param)
          return 'catch(' + unique() + ')' + lines(node.start, node.body.start) + emit(node.body);
        if (!isStepped(node.param))
          return asItStands(node);
        const held = unique();
        return 'catch(' + held + ')' + lines(node.start, node.body.start) + '{' + declaration('let', node.param, held)
          + within(node.body.body, node.body.start + 1, node.body.end);
      },
      TryStatement: function (node) {
        if (!node.finalizer || !isGuardedByEngine(node.finalizer) || !frame.isGenerator && !leavingJumps(node.block).size && !(node.handler && leavingJumps(node.handler).size))
          return asItStands(node);
        return within(node.handler ? [node.block, node.handler] : [node.block], node.start, node.finalizer.start) + finallyText(node.finalizer);
      },
      BreakStatement: function (node) { return jump(node) || asItStands(node); },
      ContinueStatement: function (node) { return jump(node) || asItStands(node); },
      ReturnStatement: function (node) {
        if (frame.finalizer && frame.finalizer.jumps.has(node))
          return jump(node, node.argument ? gap(node.start + 'return'.length, node.argument.start) + emit(node.argument) : 'void 0');
        if (!node.argument || !frame.strict || !mayTailCall(node.argument))
          return asItStands(node);
        const end = source[node.end - 1] === ';' ? node.end - 1 : node.end;
        return 'return [(' + gap(node.start + 'return'.length, node.argument.start) + emit(node.argument)
          + gap(node.argument.end, end) + ')][0];';
      },
      Literal: function (node) {
        if (node.bigint !== undefined)
          refuse(node, 'BigInt is not supported by this engine.');
        if (node.regex)
          return regularExpression(node);
        if (typeof node.value === 'number')
          return plain.numberText(node.value, node.raw);
        return typeof node.value === 'string' ? plain.stringText(node.value) + lines(node.start, node.end) : node.raw;
      },
      ExpressionStatement: function (node) {
        // The directive is said by what holds the statements; no other text may look like one.
        if (!node.directive)
          return asItStands(node);
        return node.directive === 'use strict' ? '"use strict"' + lines(node.start, node.end) : '(' + emit(node.expression) + ')';
      },
      TemplateLiteral: function (node) {
        // Each value becomes a text before the next one is evaluated.
        let text = plain.stringText(node.quasis[0].value.cooked), at = node.start;
        node.expressions.forEach(function (each, index) {
          const next = node.quasis[index + 1];
          text += '.concat((' + lines(at, each.start) + emit(each) + lines(each.end, next.start) + ')'
            + (next.value.cooked === '' ? '' : ',' + plain.stringText(next.value.cooked)) + ')';
          at = next.start;
        });
        return '(' + text + lines(at, node.end) + ')';
      },
      TaggedTemplateExpression: function (node) {
        const site = unique(), quasi = node.quasi;
        sites.push(site);
        const list = ['(' + site + '||(' + site + '=' + H + '.site(['
          + quasi.quasis.map(function (each) { return typeof each.value.cooked === 'string' ? plain.stringText(each.value.cooked) : 'void 0'; }) + '],['
          + quasi.quasis.map(function (each) { return plain.stringText(each.value.raw); }) + '])))'];
        let at = quasi.start;
        quasi.expressions.forEach(function (each) {
          list.push(lines(at, each.start) + '(' + emit(each) + ')');
          at = each.end;
        });
        const values = list.join(',') + lines(at, node.end);
        if (isPrivateMember(node.tag) || node.tag.type === 'ChainExpression' || isOrdered(node.tag, quasi.expressions))
          return orderedCall(node, node.tag, lines(node.tag.end, quasi.start) + values);
        return '(' + within([node.tag], node.start, quasi.start) + '(' + values + '))';
      },
      ConditionalExpression: function (node) {
        // V4 reads `a ? (b) : c => d` as an arrow function whose parameter has a type.
        const question = find('?', node.test.end), colon = find(':', node.consequent.end);
        return within([node.test], node.start, question + 1) + '(' + within([node.consequent], question + 1, colon) + '):('
          + within([node.alternate], colon + 1, node.end) + ')';
      },
      ImportExpression: function (node) {
        refuse(node, 'import() is not supported; use require().');
      },
      MetaProperty: function (node) {
        if (node.meta.name === 'import')
          refuse(node, 'import.meta is not supported.');
        return asItStands(node);
      },
    };

    return {
      program: function (tree) { return lowered.Program(tree); }, written: function () { return analysis.written; }, helpers: H, environment: prefix + '$e', variableName: variableName,
    };
  }

  return {
    /// Parses and lowers `given`, the body of a function that finds the names `offered`: gives the tree, the text with as many lines,
    /// the variables that it needs, `written`, the names that it assigns without a declaration, the names under which it finds the helpers and its environment,
    /// and `source`, the given text without comments.
    /// Throws a SyntaxError whose `loc` is the place.
    lower: function (given, offered) {
      knownChildren = new Map();
      const tokens = [], escaped = [];
      const tree = acorn.parse(given, { ecmaVersion: 2023, sourceType: 'script', locations: true, onToken: tokens });
      const source = plain.plainSource(given, tokens);
      walk(tree, function (node) {
        if (node.type === 'Identifier' && source.slice(node.start, node.end) !== node.name)
          escaped.push(node.name);
      });
      const lowering = Lowering(source, escaped, offered || []);
      const made = lowering.program(tree);
      return {
        tree: tree, text: made.text, variables: made.variables, helpers: lowering.helpers, environment: lowering.environment,
        variableName: lowering.variableName, source: source, written: lowering.written(),
      };
    },
    walk: walk,
    namesOf: namesOf,
  };
})
