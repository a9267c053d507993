// SPDX-License-Identifier: GPL-3.0-or-later
// Lowers a script of today's JavaScript to what V4 of Qt 6.4 runs, and runs right
// (contract: codehooks 5). Each node keeps the lines of its text, so that errors and stacks name the author's
// own lines. What cannot be lowered is an error with its place.
//
// The text of a node is that of its source with its children's texts in their places; the functions
// in `lowered` say it where V4 needs it otherwise. What they call at run time is helpers.js.
(function (acorn, plain) {
  // ---- the tree

  function isNode(value) {
    return Boolean(value) && typeof value === 'object' && typeof value.type === 'string';
  }

  /// The children of a node in the order of the source.
  function childrenOf(node) {
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
    return children.sort(function (a, b) { return a.start - b.start; });
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

  function hasRest(pattern) {
    let found = false;
    walk(pattern, function (node) {
      if (node.type === 'ObjectPattern')
        found = found || node.properties.some(function (each) { return each.type === 'RestElement'; });
      return !isFunction(node) && node.type !== 'MemberExpression';
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
  /// writes with escapes.
  function Lowering(source, escaped) {
    // A name that nothing of the author's begins with.
    let prefix = '$';
    while ((source + escaped.join(' ')).indexOf(prefix + '$') >= 0)
      prefix += '$';
    const H = prefix + '$h';
    const sites = []; // the variables of tagged templates, which live as long as the run
    let count = 0;
    let frame = null; // the function whose text is being made
    let targets = null; // see targetsIn()
    let heads = new Set(); // declarations in the heads of loops
    let copied = new Set(); // see copiedIn()
    const prototypes = new Set(); // the members of literals that say a prototype
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
        isAsync: false, isGenerator: false, isArrow: false, superGetter: null }, facts);
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

    // ---- patterns with an object's rest

    /// `{a, b: c, ...rest}` becomes `[{a, b: c}, rest]`, to be matched with the pair of the value and
    /// its rest. Nested ones are matched one after the other: gives the list of [pattern, value].
    function restPatterns(pattern, value, steps) {
      const step = [null, value];
      steps.push(step);
      step[0] = patternText(pattern, step, steps);
      return steps;
    }
    function patternText(node, step, steps) {
      if (!hasRest(node))
        return emit(node);
      switch (node.type) {
      case 'ArrayPattern':
        return '[' + node.elements.map(function (each) { return each ? nested(each, steps) : ''; }).join(',') + ']';
      case 'ObjectPattern': {
        const last = node.properties[node.properties.length - 1];
        const rest = last.type === 'RestElement' ? last : null;
        const keys = [];
        const properties = node.properties.filter(function (each) { return each !== rest; }).map(function (each) {
          if (!each.computed) {
            const name = each.key.type === 'Identifier' ? each.key.name : String(each.key.value);
            keys.push(JSON.stringify(name));
            return JSON.stringify(name) + ':' + nested(each.value, steps);
          }
          const key = temporary();
          keys.push(key + '=' + H + '.key(' + operand(each.key) + ')');
          return '[' + key + ']:' + nested(each.value, steps);
        });
        const text = '{' + properties.join(',') + '}';
        if (!rest)
          return text;
        step[1] = H + '.rest(' + step[1] + ',[' + keys.join(',') + '])';
        return '[' + text + ',' + emit(rest.argument) + ']';
      }
      }
      return emit(node);
    }
    /// A part of a pattern: where it has a rest, a variable takes its place, to be matched later.
    function nested(node, steps) {
      if (!hasRest(node))
        return emit(node);
      if (node.type === 'RestElement')
        return '...' + nested(node.argument, steps);
      const held = temporary();
      if (node.type === 'AssignmentPattern') {
        restPatterns(node.left, held, steps);
        return held + '=' + operand(node.right);
      }
      restPatterns(node, held, steps);
      return held;
    }
    /// The matches of a pattern with a rest, in one line: `[{a},rest]=$h.rest(value,["a"]),…`
    function matches(pattern, value) {
      return inOneLine(function () {
        return restPatterns(pattern, value, []).map(function (step) { return step[0] + '=' + step[1]; });
      });
    }
    /// The declaration of all names of a pattern, and its matches.
    function declaration(kind, pattern, value) {
      return (kind === 'var' ? 'var ' : 'let ') + namesOf(pattern, []).map(variableName).join(',') + ';' + matches(pattern, value).map(parenthesized).join(';') + ';';
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

    /// The parameters with their parentheses; patterns with a rest wait in `later`.
    function parameters(node, from, to, later) {
      let text = '', at = from;
      node.params.forEach(function (each) {
        text += gap(at, each.start);
        if (hasRest(each)) {
          const held = unique();
          const isDefault = each.type === 'AssignmentPattern', isRest = each.type === 'RestElement';
          later.push([isDefault ? each.left : (isRest ? each.argument : each), held]);
          text += (isRest ? '...' : '') + held
            + (isDefault ? '=' + inOneLine(function () { return operand(each.right); }) : '') + lines(each.start, each.end);
        } else {
          text += emit(each);
        }
        at = each.end;
      });
      return text + gap(at, to);
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
        rests = later.map(function (each) { return declaration('var', each[0], each[1]); }).join('');
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
        text += node.superClass ? 'constructor(...a){super(...a);' + start + '}' : 'constructor(){' + start + '}';
      node.body.body.forEach(function (each) {
        text += gap(at, each.start) + elementText(each, description, elements, Boolean(node.superClass), start);
        at = each.end;
      });
      text += gap(at, node.body.end);
      const head = within([node.id, node.superClass].filter(Boolean), node.start, node.body.start);
      privates = outerPrivates;
      const name = node.id ? variableName(node.id.name) : unique();
      const maps = Object.keys(variables).map(function (each) { return variables[each] + '=' + H + '.names(' + JSON.stringify('#' + each) + ')'; });
      return '(()=>{var ' + [description + '=' + H + '.description()'].concat(maps).join(',') + ';'
        + (node.id ? head : 'var ' + name + '=' + head) + text
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
      if (node.type === 'ThisExpression' || node.type === 'Identifier')
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
    /// evaluated later changes it: `a - (a = 2)`, `list[i] = ++i`, `tail.next = tail = node`, `f(f = g)`. And
    /// it calls `(0, o.f)()` as a method of `o`.
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
      function called(node, callee, from) {
        if (callee.type === 'SequenceExpression')
          found.add(callee);
        else if (callee.name !== 'eval')
          member(callee, from, node.end);
      }
      walk(tree, function (node) {
        switch (node.type) {
        case 'BinaryExpression': copy(node.left, node.right.start, node.end); break;
        case 'AssignmentExpression': if (node.left.type === 'MemberExpression') member(node.left, node.right.start, node.end); break;
        case 'MemberExpression': if (node.computed) copy(node.object, node.property.start, node.end); break;
        case 'CallExpression': called(node, node.callee, node.callee.end); break;
        case 'TaggedTemplateExpression': called(node, node.tag, node.quasi.start); break;
        }
      });
      return found;
    }
    function privateGet(node) {
      if (targets.has(node))
        return H + '.slot(' + operand(node.object) + ',' + privateName(node) + ').value' + lines(node.object.end, node.end);
      return '(' + H + '.get(' + operand(node.object) + ',' + privateName(node) + lines(node.object.end, node.end) + '))';
    }

    // ---- optional chains through private names

    function hasPrivateLink(node) {
      for (let each = node; each; each = each.object || each.callee) {
        if (isPrivateMember(each))
          return true;
        if (each.type !== 'MemberExpression' && each.type !== 'CallExpression')
          return false;
      }
      return false;
    }
    /// The text of a link and what must not be null or undefined before it.
    function chain(node, guards) {
      if (node.type === 'MemberExpression') {
        let object = chain(node.object, guards);
        if (node.optional) {
          const held = temporary();
          guards.push('(' + held + '=' + object + ')==null');
          object = held;
        }
        if (isPrivateMember(node))
          return H + '.get(' + object + ',' + privateName(node) + ')' + lines(node.object.end, node.end);
        return object + memberKey(node) + lines(node.object.end, node.property.start);
      }
      if (node.type === 'CallExpression') {
        const list = node.arguments.map(argument);
        const callee = node.callee;
        if (callee.type !== 'MemberExpression') {
          let called = chain(callee, guards);
          if (node.optional) {
            const held = temporary();
            guards.push('(' + held + '=' + called + ')==null');
            called = held;
          }
          return called + '(' + list.join(',') + ')' + lines(callee.end, node.end);
        }
        let object = chain(callee.object, guards);
        const self = temporary();
        if (callee.optional) {
          guards.push('(' + self + '=' + object + ')==null');
          object = self;
        } else {
          object = '(' + self + '=' + object + ')';
        }
        let called = isPrivateMember(callee) ? H + '.get(' + object + ',' + privateName(callee) + ')'
          : object + memberKey(callee);
        if (node.optional) {
          const held = temporary();
          guards.push('(' + held + '=' + called + ')==null');
          called = held;
        }
        return called + '.call(' + [self].concat(list).join(',') + ')' + lines(callee.end, node.end);
      }
      return operand(node);
    }
    function argument(node) {
      return node.type === 'SpreadElement' ? asItStands(node) : operand(node);
    }
    /// `.name` or `[…]`
    function memberKey(node) {
      if (node.computed)
        return '[' + emit(node.property) + ']';
      return isExotic(node.property) ? '[' + JSON.stringify(node.property.name) + ']' : '.' + node.property.name;
    }

    // ---- the nodes that need it

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

    function logicalAssignment(node) {
      const operator = node.operator.slice(0, 2), target = node.left;
      const right = '(' + lines(node.left.end, find(node.operator, node.left.end)) + gap(find(node.operator, node.left.end) + 3, node.right.start)
        + emit(node.right) + gap(node.right.end, node.end) + ')';
      if (target.type === 'Identifier')
        return '(' + emit(target) + operator + '(' + emit(target) + '=' + right + '))';
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
      if (left.type === 'VariableDeclaration')
        return ['const ' + held, declaration(left.kind, left.declarations[0].id, held)];
      return ['const ' + held, '(' + matches(left, held).map(parenthesized).join(',') + ');'];
    }
    function needsTarget(left) {
      return hasRest(left.type === 'VariableDeclaration' ? left.declarations[0].id : left);
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
        if (node.computed || !isExotic(node.key))
          return asItStands(node);
        return JSON.stringify(node.key.name) + (node.shorthand ? ':' + emit(node.value)
          : gap(node.key.end, node.value.start) + emit(node.value) + gap(node.value.end, node.end));
      },
      Identifier: function (node) {
        return isExotic(node) ? variableName(node.name) : asItStands(node);
      },
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
      LabeledStatement: function (node) {
        const loop = node.body;
        if (loop.type !== 'ForOfStatement' || !loop.await)
          return asItStands(node);
        return awaitLoop(loop, emit(node.label) + ':') + lines(node.start, loop.start);
      },
      VariableDeclaration: function (node) {
        if (!node.declarations.some(function (each) { return hasRest(each.id); }))
          return asItStands(node);
        // `const` cannot be matched in steps.
        let text = (node.kind === 'var' ? 'var' : 'let') + ' ', at = node.declarations[0].start;
        node.declarations.forEach(function (each) {
          text += at === each.start ? '' : gap(at, each.start);
          if (!hasRest(each.id)) {
            text += emit(each);
          } else {
            const held = unique();
            const names = namesOf(each.id, []).map(variableName);
            text += names.join(',') + ',' + held + '=' + lines(each.id.start, each.init.start) + '(' + emit(each.init) + lines(each.init.end, each.end) + ')'
              + matches(each.id, held).map(function (match) { return ',' + unique() + '=(' + match + ')'; }).join('');
          }
          at = each.end;
        });
        return text + gap(at, node.end);
      },
      AssignmentExpression: function (node) {
        if (/^(\?\?|\|\||&&)=$/.test(node.operator))
          return logicalAssignment(node);
        if (node.operator === '=' && hasRest(node.left))
          return assignedRest(node) + lines(node.left.start, node.right.start);
        if (isLoweredSuper(node.left))
          refuse(node, 'Assigning to super in an async method is not supported.');
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
        if (node.callee.type === 'Super' && afterSuper()) {
          return '(' + within(node.arguments, node.start, node.end) + ',' + afterSuper() + ')';
        }
        if (isPrivateMember(node.callee)) {
          const list = within(node.arguments, find('(', node.callee.end) + 1, node.end);
          return H + '.call(' + operand(node.callee.object) + ',' + privateName(node.callee) + lines(node.callee.object.end, node.callee.end)
            + (node.arguments.length ? ',' : '') + list;
        }
        if (isLoweredSuper(node.callee)) {
          const list = within(node.arguments, find('(', node.callee.end) + 1, node.end);
          return superMember(node.callee) + '.call(this' + (node.arguments.length ? ',' : '') + list;
        }
        return asItStands(node);
      },
      BinaryExpression: function (node) {
        if (node.left.type !== 'PrivateIdentifier')
          return asItStands(node);
        return H + '.has(' + lines(node.left.end, node.right.start) + operand(node.right) + ',' + privates[node.left.name] + ')';
      },
      ChainExpression: function (node) {
        if (!hasPrivateLink(node.expression))
          return asItStands(node);
        const guards = [];
        const value = chain(node.expression, guards);
        return '(' + guards.map(function (each) { return each + '?undefined:'; }).join('') + value + ')';
      },
      UnaryExpression: function (node) {
        if (node.operator !== 'delete' || node.argument.type !== 'ChainExpression' || !hasPrivateLink(node.argument.expression))
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
        if (!hasRest(node.param))
          return asItStands(node);
        const held = unique();
        return 'catch(' + held + ')' + lines(node.start, node.body.start) + '{' + declaration('let', node.param, held)
          + within(node.body.body, node.body.start + 1, node.body.end);
      },
      ReturnStatement: function (node) {
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
        const values = list.join(',') + lines(at, node.end) + ')';
        if (isPrivateMember(node.tag))
          return '(' + H + '.call(' + operand(node.tag.object) + ',' + privateName(node.tag) + lines(node.tag.object.end, quasi.start) + ',' + values + ')';
        return '(' + within([node.tag], node.start, quasi.start) + '(' + values + ')';
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
      program: function (tree) { return lowered.Program(tree); }, helpers: H, environment: prefix + '$e', variableName: variableName,
    };
  }

  return {
    /// Parses and lowers `given`, the body of a function: gives the tree, the text with as many lines,
    /// the variables that it needs, the names under which it finds the helpers and its environment,
    /// and `source`, the given text without comments.
    /// Throws a SyntaxError whose `loc` is the place.
    lower: function (given) {
      const tokens = [], escaped = [];
      const tree = acorn.parse(given, { ecmaVersion: 2023, sourceType: 'script', locations: true, onToken: tokens });
      const source = plain.plainSource(given, tokens);
      walk(tree, function (node) {
        if (node.type === 'Identifier' && source.slice(node.start, node.end) !== node.name)
          escaped.push(node.name);
      });
      const lowering = Lowering(source, escaped);
      const made = lowering.program(tree);
      return {
        tree: tree, text: made.text, variables: made.variables, helpers: lowering.helpers, environment: lowering.environment,
        variableName: lowering.variableName, source: source,
      };
    },
    walk: walk,
    namesOf: namesOf,
  };
})
