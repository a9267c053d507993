// SPDX-License-Identifier: GPL-3.0-or-later
// Makes mutants of scripts: seeded, so that a mutant can be made again.
import { EXPRESSIONS, PRELUDE, RAW, STATEMENTS, TRIVIA, parsed, scripts } from './corpus.mjs';

/// A generator of random numbers (mulberry32).
export function Random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = state + 0x6d2b79f5 >>> 0;
    let t = state;
    t = Math.imul(t ^ t >>> 15, t | 1);
    t ^= t + Math.imul(t ^ t >>> 7, t | 61);
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
  return {
    below: (count) => Math.floor(next() * count),
    isBelow: (share) => next() < share,
    of: (list) => list[Math.floor(next() * list.length)],
  };
}

const isNode = (value) => Boolean(value) && typeof value === 'object' && typeof value.type === 'string';

export function walk(node, visit) {
  visit(node);
  for (const key in node) {
    for (const child of [].concat(node[key]))
      if (isNode(child))
        walk(child, visit);
  }
}

/// The statements of all blocks, but directives.
function statementsOf(tree) {
  const found = [];
  walk(tree, (node) => {
    const list = node.type === 'Program' || node.type === 'BlockStatement' || node.type === 'StaticBlock' ? node.body : node.type === 'SwitchCase' ? node.consequent : [];
    found.push(...list.filter((each) => each.directive === undefined));
  });
  return found;
}

/// Expressions that another one may replace.
function expressionsOf(tree) {
  const found = [];
  walk(tree, (node) => {
    switch (node.type) {
    case 'VariableDeclarator': found.push(node.init); break;
    case 'CallExpression': found.push(...node.arguments); break;
    case 'AssignmentExpression': case 'BinaryExpression': case 'LogicalExpression': found.push(node.right); break;
    case 'ReturnStatement': found.push(node.argument); break;
    case 'IfStatement': case 'ConditionalExpression': found.push(node.test); break;
    case 'TemplateLiteral': found.push(...node.expressions); break;
    case 'ArrayExpression': found.push(...node.elements); break;
    case 'Property': if (!node.shorthand && !node.method && node.kind === 'init') found.push(node.value); break;
    case 'PropertyDefinition': found.push(node.value); break;
    case 'ExpressionStatement': if (node.directive === undefined) found.push(node.expression); break;
    }
  });
  return found.filter((each) => each && !/Pattern|Element$/.test(each.type));
}

/// Expressions that parentheses may go round.
function operandsOf(tree) {
  const found = [];
  walk(tree, (node) => {
    switch (node.type) {
    case 'MemberExpression': found.push(node.object, node.computed ? node.property : null); break;
    case 'CallExpression': case 'NewExpression': found.push(node.type === 'CallExpression' ? node.callee : null, ...node.arguments); break;
    case 'TaggedTemplateExpression': found.push(node.tag, ...node.quasi.expressions); break;
    case 'BinaryExpression': case 'LogicalExpression': found.push(node.left, node.right); break;
    case 'AssignmentExpression': case 'AssignmentPattern': found.push(node.right); break;
    case 'ForOfStatement': case 'ForInStatement': found.push(node.right); break;
    case 'Property': case 'MethodDefinition': case 'PropertyDefinition': found.push(node.computed ? node.key : null, node.type === 'PropertyDefinition' ? node.value : null); break;
    case 'VariableDeclarator': found.push(node.init); break;
    case 'YieldExpression': case 'AwaitExpression': case 'SpreadElement': case 'UnaryExpression': case 'ReturnStatement': found.push(node.argument); break;
    case 'ArrowFunctionExpression': found.push(node.expression ? node.body : null); break;
    case 'ClassDeclaration': case 'ClassExpression': found.push(node.superClass); break;
    case 'ConditionalExpression': found.push(node.test, node.consequent, node.alternate); break;
    }
  });
  return found.filter((each) => each && !/^(Super|SpreadElement|PrivateIdentifier|Import)$/.test(each.type));
}

const replaced = (source, start, end, text) => source.slice(0, start) + text + source.slice(end);
const unit = (c) => c.charCodeAt(0).toString(16);

function escapedName(name, random) {
  const at = random.below(name.length), c = name[at];
  const text = random.isBelow(0.5) ? '\\u' + ('000' + unit(c)).slice(-4) : `\\u{${unit(c)}}`;
  return name.slice(0, at) + text + name.slice(at + 1);
}
function rewrittenString(raw, random) {
  const at = 1 + random.below(raw.length - 1);
  if (raw[at - 1] === '\\')
    return raw;
  if (at === raw.length - 1 || raw[at] === '\\' || random.isBelow(0.4))
    return raw.slice(0, at) + random.of(['\\\n', '\\\r', '\\\r\n', '\\\u2028', '\u2028', '\\0', '\\101', '\\x41', '\\u{1F600}', '<!--', '//', '/*', '`', '${', '\\8', '\ud83d']) + raw.slice(at);
  const code = unit(raw[at]);
  const forms = [`\\u${('000' + code).slice(-4)}`, `\\u{${code}}`];
  if (raw.charCodeAt(at) < 256)
    forms.push(`\\x${('0' + code).slice(-2)}`, '\\' + raw.charCodeAt(at).toString(8).padStart(3, '0'));
  return raw.slice(0, at) + random.of(forms) + raw.slice(at + 1);
}
function rewrittenNumber(raw, random) {
  const value = Number(raw);
  if (!Number.isInteger(value) || value < 0)
    return raw;
  return random.of([`0x${value.toString(16)}`, `0o${value.toString(8)}`, `0b${value.toString(2)}`, `0${value.toString(8)}`, `${value}.`, `${value}.0`, `${value}e0`, `0${value}`, `${value}_0`]);
}

const mutators = {
  trivia(source, { tokens }, random) {
    for (let n = 1 + random.below(4); n > 0; --n) {
      const at = random.of(tokens);
      source = replaced(source, at.start, at.start, random.of(TRIVIA));
      const again = parsed(source);
      if (!again)
        break;
      tokens = again.tokens;
    }
    return source;
  },
  /// Another name, in letters that engines may not know, wherever it stands.
  renamed(source, { tokens }, random) {
    const names = tokens.filter((each) => each.type.label === 'name' && !/^(before|after|runJob|log|res|req|async|of|get|set|static|let|await|yield|arguments|undefined|eval|constructor)/.test(each.value) && !(each.value in globalThis) && !(each.value in Object.prototype));
    if (!names.length)
      return source;
    const { value } = random.of(names), made = random.of(['имя', '名', '\ud835\udc9c', 'ünïc', '$', '_', '$$h', `${value}\u0441`, 'ª', '\\u0061b', '__proto__']);
    for (const { start, end } of tokens.filter((each) => each.type.label === 'name' && each.value === value).reverse())
      source = replaced(source, start, end, made);
    return source;
  },
  name(source, { tokens }, random) {
    const names = tokens.filter((each) => each.type.label === 'name' || each.type.keyword || each.type.label === 'privateId');
    const token = names.length ? random.of(names) : null;
    return token ? replaced(source, token.start, token.end, escapedName(source.slice(token.start, token.end), random)) : source;
  },
  literal(source, { tokens }, random) {
    const literals = tokens.filter((each) => each.type.label === 'string' || each.type.label === 'num');
    if (!literals.length)
      return source;
    const token = random.of(literals), raw = source.slice(token.start, token.end);
    return replaced(source, token.start, token.end, (token.type.label === 'num' ? rewrittenNumber : rewrittenString)(raw, random));
  },
  expression(source, { tree }, random) {
    const list = expressionsOf(tree);
    if (!list.length)
      return source;
    const { start, end } = random.of(list), old = source.slice(start, end), made = random.of(EXPRESSIONS);
    const text = random.of([made, `(${made})`, `[${old}, ${made}]`, `(${old}, ${made})`, `\`\${${made}}\``, `${made} /g/ ${old}`, `(log.info(${made}), ${old})`, `(log.info(${made}), ${old})`]);
    return replaced(source, start, end, text);
  },
  /// Parentheses, and assignments to variables that the script uses: `o.f(x)` becomes `(0, o).f(x)`, `a - b` becomes `a - (a = b)`.
  operand(source, { tree }, random) {
    const list = operandsOf(tree), names = [];
    walk(tree, (node) => { if (node.type === 'VariableDeclaration' && node.kind !== 'const') names.push(...node.declarations.map((each) => each.id).filter((id) => id.type === 'Identifier')); });
    if (!list.length)
      return source;
    const { start, end } = random.of(list), old = source.slice(start, end);
    const { name } = names.length ? random.of(names) : { name: 'a' };
    return replaced(source, start, end, random.of([`(${old})`, `(0, ${old})`, `(${old}, ${name})`, `(${name} = ${old})`, `(${name}, ${name} = ${old})`, `(${name} - (${name} = ${old}))`, `(${old})[${name}]`, `[${old}][0]`]));
  },
  statement(source, { tree }, random) {
    const list = statementsOf(tree);
    if (!list.length)
      return source;
    const at = random.of(list), where = random.isBelow(0.5) ? at.start : at.end;
    const text = random.isBelow(0.4) ? `log.info(${random.of(EXPRESSIONS)})` : random.of(STATEMENTS);
    return replaced(source, where, where, random.of(['', ';', '\n', '\r', '\u2028', ' ']) + text + random.of([';', '\n', ';\n', '\r', '\u2028', ' ', '//\r', '/*\n*/']));
  },
  splice(source, { tree }, random) {
    const other = random.of(scripts), there = parsed(other), list = statementsOf(tree);
    if (!there || !list.length)
      return source;
    const { start, end } = random.of(statementsOf(there.tree)), at = random.of(list);
    const text = other.slice(start, end);
    return text.length > 3000 ? source : replaced(source, at.start, random.isBelow(0.5) ? at.start : at.end, `${text}\n`);
  },
  semicolon(source, { tokens }, random) {
    const list = tokens.filter((each) => each.type.label === ';');
    const token = list.length ? random.of(list) : null;
    return token ? replaced(source, token.start, token.end, random.of(['', '\n', '\r', '\u2028', '/*\n*/', '//\n', '<!--\n', '\n-->\n'])) : source;
  },
  lines(source, parts, random) {
    const breaks = [...source.matchAll(/\n/g)];
    if (!breaks.length)
      return source;
    if (random.isBelow(0.1))
      return source.replace(/\n/g, random.of(['\r', '\r\n', '\u2028', '\u2029']));
    const { index } = random.of(breaks);
    return replaced(source, index, index + 1, random.of([' ', '', '\r', '\r\n', '\u2028', '\u2029', '\n\n', '//\n', '<!--\n', '\n-->\n']));
  },
  raw(source, parts, random) {
    const at = random.below(source.length + 1);
    return replaced(source, at, at + (random.isBelow(0.3) ? random.below(6) : 0), random.of(RAW));
  },
};
const NAMES = Object.keys(mutators).flatMap((name) => name === 'raw' ? [name] : name === 'operand' ? Array(6).fill(name) : [name, name, name]);

/// Where no statement begins `log.info()` may stand: each statement of a block logs its number.
export function instrumented(source) {
  const parts = parsed(source);
  if (!parts)
    return source;
  let text = source, number = 0;
  const starts = statementsOf(parts.tree).filter((each) => each.type !== 'FunctionDeclaration').map((each) => each.start);
  for (const at of [...new Set(starts)].sort((a, b) => b - a))
    text = replaced(text, at, at, `log.info(${++number});`);
  return text;
}

/// A mutant: what it is made of depends on `random` alone.
export function mutant(random) {
  const start = random.of(scripts);
  let source = random.isBelow(0.7) && !start.startsWith('#!') ? PRELUDE + start : start;
  for (let n = 1 + random.below(5); n > 0; --n) {
    const parts = parsed(source);
    const made = parts ? mutators[random.of(NAMES)](source, parts, random) : mutators.raw(source, null, random);
    // What no parser takes is kept now and then only.
    if (parsed(made) || random.isBelow(0.06))
      source = made;
  }
  // A text that is sent has no halves of surrogate pairs.
  return (random.isBelow(0.75) ? instrumented(source) : source).toWellFormed();
}
