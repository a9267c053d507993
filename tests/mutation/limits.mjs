// SPDX-License-Identifier: GPL-3.0-or-later
// What V4 of Qt 6.4 and our compiler are known to do otherwise than Node, where both parse the same: such differences are no
// findings.
import { parsed } from './corpus.mjs';
import { walk } from './mutations.mjs';

const OFFERED = new Set(['db', 'log', 'console', 'context', 'request', 'slack', 'sendMail', 'auth', 'async', 'template', 'markdown', 'require', 'crypto', 'btoa',
  'atob', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'arguments', 'undefined', 'NaN', 'Infinity']);

function bind(pattern, names) {
  switch (pattern?.type) {
  case 'Identifier': names.add(pattern.name); break;
  case 'ObjectPattern': pattern.properties.forEach((each) => bind(each.value ?? each.argument, names)); break;
  case 'ArrayPattern': pattern.elements.forEach((each) => bind(each, names)); break;
  case 'AssignmentPattern': bind(pattern.left, names); break;
  case 'RestElement': bind(pattern.argument, names); break;
  }
}

function declaredNames(tree) {
  const names = new Set(OFFERED);
  walk(tree, (node) => {
    bind(node.type === 'VariableDeclarator' || /^(Function|Class)/.test(node.type) ? node.id : node.type === 'CatchClause' ? node.param : null, names);
    (node.params ?? []).forEach((each) => bind(each, names));
  });
  return names;
}

/// Whether a name that is nowhere declared is called, assigned or deleted.
function usesUndeclared(source) {
  const { tree } = parsed(source), declared = declaredNames(tree);
  let found = false;
  const isUndeclared = (node) => node?.type === 'Identifier' && !declared.has(node.name) && !(node.name in globalThis);
  walk(tree, (node) => {
    const target = node.callee ?? node.tag ?? (/^(Assignment|ForIn|ForOf)/.test(node.type) ? node.left : /^(Update|Unary)/.test(node.type) ? node.argument : null);
    const names = new Set();
    bind(target, names);
    found ||= isUndeclared(target) || [...names].some((name) => isUndeclared({ type: 'Identifier', name }));
  });
  return found;
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

/// Whether the constructor of an async function may be asked for: in V4 it is `Function` itself.
function asksForConstructor(source) {
  let isAsync = false, isAsked = false;
  walk(parsed(source).tree, (node) => {
    isAsync ||= /Function/.test(node.type) && node.async;
    isAsked ||= node.type === 'MemberExpression' && (node.computed || node.property.name === 'constructor');
  });
  return isAsync && isAsked;
}

const LIMITS = [
  { why: 'V4 keeps functions of blocks in their blocks', matches: declaresInBlock },
  { why: 'V4 looks up the name of a called function behind its arguments; what is assigned without a declaration is a variable of the run', matches: usesUndeclared },
  { why: 'The constructor of async functions makes plain functions', matches: asksForConstructor },
  { why: 'V4 has no text of functions', matches: (source, found) => /\[native code\]/.test(found.text) },
];

/// Why the difference `found` of `source` is none; undefined where it is one.
export function knownLimit(source, found) {
  return LIMITS.find((limit) => limit.matches(source, found))?.why;
}
