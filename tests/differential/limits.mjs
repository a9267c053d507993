// SPDX-License-Identifier: GPL-3.0-or-later
// What V4 of Qt 6.4 and our compiler are known to do otherwise than Node, where both parse the same: such differences are no
// findings.
import { lowered, parsed } from './corpus.mjs';
import { walk } from './mutations.mjs';

/// Whether a node of a tree is one that `isMeant`.
function some(tree, isMeant) {
  let found = false;
  walk(tree, (node) => { found ||= isMeant(node); });
  return found;
}

/// The name that a member is asked for by: `a` of `o.a` and of `o["a"]`.
const memberName = (node) => node.property?.name ?? node.property?.value;

/// Whether a name is assigned or deleted that no variable has where it stands.
function assignsUndeclared(source) {
  return some(parsed(source).tree, (node) => node.type === 'UnaryExpression' && node.operator === 'delete' && node.argument.type === 'Identifier')
    || lowered(source).written.names.some((name) => !(name in globalThis));
}

/// Whether a function is declared in a block: in V4 it is no variable of the function around it.
function declaresInBlock(source) {
  let found = false;
  walk(parsed(source).tree, (node) => {
    const isBody = new Set();
    if (/Function/.test(node.type))
      isBody.add(node.body);
    for (const key in node) {
      for (const child of [].concat(node[key])) {
        const list = child?.type === 'BlockStatement' && !isBody.has(child) ? child.body : child?.type === 'SwitchCase' ? child.consequent
          : key === 'consequent' || key === 'alternate' ? [child] : [];
        found ||= list.some((each) => each?.type === 'FunctionDeclaration' || each?.type === 'LabeledStatement' && each.body.type === 'FunctionDeclaration');
      }
    }
  });
  return found;
}

/// Whether the prototype of an async function may be asked for: in V4 it is that of all functions, which can be called.
function asksForPrototype(source) {
  const tree = parsed(source).tree;
  return some(tree, (node) => /Function/.test(node.type) && node.async)
    && some(tree, (node) => node.type === 'MemberExpression' && /^(__proto__|getPrototypeOf|setPrototypeOf)$/.test(memberName(node)));
}

/// Whether a text that eval() or Function() may get declares or assigns variables that nothing around it has. In Node they stay.
function evaluatesDeclarations(source) {
  const texts = [];
  let evaluates = false;
  walk(parsed(source).tree, (node) => {
    evaluates ||= node.type === 'Identifier' && /^(eval|Function|constructor)$/.test(node.name);
    texts.push(node.type === 'Literal' ? node.value : node.type === 'TemplateElement' ? node.value.cooked : null);
  });
  const declares = (text) => {
    try {
      return parsed(text).tree.body.some((each) => /Declaration/.test(each.type)) || lowered(text).written.names.length > 0;
    } catch {
      return false;
    }
  };
  return evaluates && texts.some((text) => typeof text === 'string' && declares(text));
}

/// Whether a comparison of sort() has effects, or looks at one of its two values alone: how often and in which order it is
/// called, and what an inconsistent one gives, is up to the engine (ECMA-262, Array.prototype.sort).
function comparesOddly(source) {
  const isOdd = (compare) => {
    const body = compare.body ?? compare, [first, second] = compare.params ?? [];
    const isUsed = (given) => given && (given.type !== 'Identifier' || some(body, (node) => node.type === 'Identifier' && node.name === given.name));
    return !isUsed(first) || !isUsed(second)
      || some(body, (node) => /^(Call|New|Assignment|Update|Await|Yield|TaggedTemplate)Expression$/.test(node.type));
  };
  return some(parsed(source).tree, (node) => node.type === 'CallExpression' && memberName(node.callee) === 'sort'
    && node.arguments.length > 0 && node.arguments[0].type !== 'Identifier' && isOdd(node.arguments[0]));
}

/// Whether a function's caller is asked for, which no standard says: here nobody is told.
function asksForCaller(source) {
  return some(parsed(source).tree, (node) => node.type === 'MemberExpression' && /^(caller|callee)$/.test(memberName(node)));
}

/// Whether a built-in object is defined anew: all runs share them, so here they are frozen, which throws.
function redefinesBuiltIns(source) {
  return some(parsed(source).tree, (node) => {
    if (node.type !== 'CallExpression' || !/^(defineProperty|defineProperties|setPrototypeOf|assign|__define[GS]etter__)$/.test(node.callee.property?.name))
      return false;
    const isStatic = node.callee.object.type === 'Identifier' && /^(Object|Reflect)$/.test(node.callee.object.name);
    return some((isStatic ? node.arguments[0] : node.callee.object) ?? node, (inner) =>
      inner.type === 'MemberExpression' && inner.property.name === 'prototype' || inner.type === 'Identifier' && inner.name in globalThis);
  });
}

const LIMITS = [
  { why: 'Nobody is told who calls a function', matches: asksForCaller },
  { why: 'Built-in objects are frozen', matches: redefinesBuiltIns },
  { why: 'The calls of a comparison by sort() are up to the engine', matches: comparesOddly },
  { why: 'V4 keeps functions of blocks in their blocks', matches: declaresInBlock },
  { why: 'What is assigned without a declaration is a variable of the run', matches: assignsUndeclared },
  { why: 'Async functions are plain functions for V4', matches: asksForPrototype },
  { why: 'All runs share the global object: no text may leave variables there', matches: evaluatesDeclarations },
  { why: 'V8 refuses a field whose name is `get` with an escape, which ECMAScript allows', matches: (source, found) => found.kind === 'accepted' && /Keyword must not contain escaped/.test(found.text) },
];

/// Why the difference `found` of `source` is none; undefined where it is one.
export function knownLimit(source, found) {
  return LIMITS.find((limit) => limit.matches(source, found))?.why;
}
