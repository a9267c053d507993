// SPDX-License-Identifier: GPL-3.0-or-later
// What V4 of Qt 6.4 and our compiler are known to do otherwise than Node, where both parse the same: such differences are no
// findings.
import { lowered, parsed } from './corpus.mjs';
import { walk } from './mutations.mjs';

/// Whether a name is assigned or deleted that no variable has where it stands.
function assignsUndeclared(source) {
  let found = false;
  walk(parsed(source).tree, (node) => { found ||= node.type === 'UnaryExpression' && node.operator === 'delete' && node.argument.type === 'Identifier'; });
  return found || lowered(source).written.names.some((name) => !(name in globalThis));
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
  let isAsync = false, isAsked = false;
  walk(parsed(source).tree, (node) => {
    isAsync ||= /Function/.test(node.type) && node.async;
    isAsked ||= node.type === 'MemberExpression' && /^(__proto__|getPrototypeOf|setPrototypeOf)$/.test(node.property.name ?? node.property.value);
  });
  return isAsync && isAsked;
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
  let found = false;
  walk(parsed(source).tree, (node) => {
    const compare = node.type === 'CallExpression' && (node.callee.property?.name ?? node.callee.property?.value) === 'sort' ? node.arguments[0] : null;
    if (!compare || compare.type === 'Identifier')
      return;
    const names = new Set();
    walk(compare.body ?? compare, (inner) => {
      found ||= /^(Call|New|Assignment|Update|Await|Yield|TaggedTemplate)Expression$/.test(inner.type);
      if (inner.type === 'Identifier')
        names.add(inner.name);
    });
    found ||= !(compare.params ?? []).slice(0, 2).every((each) => each.type !== 'Identifier' || names.has(each.name)) || (compare.params ?? []).length < 2;
  });
  return found;
}

/// Whether a function's caller is asked for, which no standard says: here nobody is told.
function asksForCaller(source) {
  let found = false;
  walk(parsed(source).tree, (node) => { found ||= node.type === 'MemberExpression' && /^(caller|callee)$/.test(node.property.name ?? node.property.value); });
  return found;
}

/// Whether a built-in object is defined anew: all runs share them, so here they are frozen, which throws.
function redefinesBuiltIns(source) {
  let found = false;
  walk(parsed(source).tree, (node) => {
    const name = node.type === 'CallExpression' ? node.callee.property?.name : '';
    if (!/^(defineProperty|defineProperties|setPrototypeOf|assign|__define[GS]etter__)$/.test(name))
      return;
    walk([node.callee.object, node.arguments[0]].find((each) => each?.type !== 'Identifier' || !/^(Object|Reflect)$/.test(each.name)) ?? node, (inner) => {
      found ||= inner.type === 'MemberExpression' && inner.property.name === 'prototype' || inner.type === 'Identifier' && inner.name in globalThis;
    });
  });
  return found;
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
