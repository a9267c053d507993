// SPDX-License-Identifier: GPL-3.0-or-later
// What a script exports at its top, as CommonJS modules do: `exports.name = …`, `module.exports.name = …` and
// `module.exports = {…}`.
(function () {
  function isNamed(node, name) {
    return node.type === 'Identifier' && node.name === name;
  }
  function isModuleExports(node) {
    return node.type === 'MemberExpression' && !node.computed && isNamed(node.object, 'module') && isNamed(node.property, 'exports');
  }
  /// The node of a property's name and the name; null where only the run knows it.
  function keyOf(node, key) {
    const name = node.computed ? undefined : (key.type === 'Identifier' ? key.name : key.value);
    const text = node.computed && key.type === 'Literal' ? key.value : name;
    return typeof text === 'string' ? { name: text, place: key } : null;
  }
  /// {name, place, value, whole} of what the assignment `node` exports: the nodes of the name, of its value and of all.
  function ofAssignment(node) {
    const target = node.left;
    if (isModuleExports(target)) {
      const chained = node.right.type === 'AssignmentExpression' ? node.right.right : node.right; // module.exports = exports = {…}
      return chained.type !== 'ObjectExpression' ? [] : chained.properties.reduce(function (list, each) {
        const key = each.type === 'Property' && keyOf(each, each.key);
        return key ? list.concat({ name: key.name, place: key.place, value: each.value, whole: each }) : list;
      }, []);
    }
    if (target.type !== 'MemberExpression' || !(isNamed(target.object, 'exports') || isModuleExports(target.object)))
      return [];
    const key = keyOf(target, target.property);
    return key ? [{ name: key.name, place: key.place, value: node.right, whole: node }] : [];
  }
  function isDeclared(tree, name) {
    return tree.body.some(function (statement) {
      const declared = statement.type === 'VariableDeclaration' ? statement.declarations.map(function (each) { return each.id; })
        : [statement.id || statement];
      return declared.some(function (id) { return isNamed(id, name); });
    });
  }
  /// {name, place, value, whole} of all that a script or module exports, in the order of its text. A script that declares a
  /// name `exports` or `module` itself means something else.
  return function exported(tree) {
    return isDeclared(tree, 'exports') || isDeclared(tree, 'module') ? [] : tree.body.reduce(function (list, statement) {
      const isAssignment = statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression'
        && statement.expression.operator === '=';
      return isAssignment ? list.concat(ofAssignment(statement.expression)) : list;
    }, []);
  };
})
