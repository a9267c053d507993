// SPDX-License-Identifier: GPL-3.0-or-later
// Classes with fields, private members and static blocks.
(function (syntax, plain, scopes) {
  const STATIC = 1, PRIVATE = 2, FIELD = 4, NAMED = 8, BLOCK = 16; // as helpers.js has them

  /// Adds its functions to the lowering `c` (compiler.js) and gives those that lower nodes.
  return function (c) {
    function isPrivateElement(element) {
      return element.key && element.key.type === 'PrivateIdentifier';
    }
    function needsLowering(node) {
      return node.body.body.some(function (each) {
        return each.type === 'PropertyDefinition' || each.type === 'StaticBlock' || isPrivateElement(each);
      });
    }
    function isAnonymousFunction(node) {
      return Boolean(node) && (syntax.isFunction(node) || node.type === 'ClassExpression') && !node.id;
    }
    function classText(node) {
      return c.inFrame({ isArrow: true, isAsync: c.frame.isAsync, isGenerator: c.frame.isGenerator, strict: true,
        afterSuper: '' }, function () {
        const text = needsLowering(node) ? loweredClass(node) : c.asItStands(node);
        const names = c.frame.temporaries;
        c.frame.outer.temporaries.push.apply(c.frame.outer.temporaries, names);
        return text;
      }).text;
    }
    /// `class A { x = 1 }` becomes `(()=>{…;class A{[$d.k(0)](){return 1}} $h.define(A,$d,…);return A})()`:
    /// each field's value is a method in the field's place, which the helper takes away again.
    function loweredClass(node) {
      const description = c.unique();
      const outerPrivates = c.privates;
      const variables = Object.create(null);
      c.privates = Object.create(outerPrivates);
      node.body.body.forEach(function (each) {
        if (isPrivateElement(each) && !variables[each.key.name])
          c.privates[each.key.name] = variables[each.key.name] = c.unique();
      });
      const elements = [];
      const constructor = node.body.body.filter(function (each) { return each.kind === 'constructor'; })[0];
      const start = c.H + '.start(this,' + description + ');';
      let text = '{', at = node.body.start + 1;
      if (!constructor)
        text += node.superClass ? 'constructor(){super(...arguments);' + start + '}' : 'constructor(){' + start + '}';
      node.body.body.forEach(function (each) {
        text += c.gap(at, each.start) + elementText(each, description, elements, Boolean(node.superClass), start);
        at = each.end;
      });
      text += c.gap(at, node.body.end);
      const head = c.within([node.id, node.superClass].filter(Boolean), node.start, node.body.start);
      c.privates = outerPrivates;
      const name = node.id ? c.variableName(node.id.name) : c.unique();
      const given = c.classNames.get(node) || '';
      const maps = Object.keys(variables).map(function (each) { return variables[each] + '=' + c.H + '.names(' + JSON.stringify('#' + each) + ')'; });
      return '(()=>{var ' + [description + '=' + c.H + '.description()'].concat(maps).join(',') + ';'
        + (node.id ? head + text : 'var ' + name + '=({' + JSON.stringify(given) + ':' + head + text + '})[' + JSON.stringify(given) + ']')
        + ';' + c.H + '.define(' + name + ',' + description + ',[' + elements.join(',') + ']);return ' + name + '})()';
    }
    function elementText(element, description, elements, isDerived, start) {
      const index = elements.length;
      const flags = (element.static ? STATIC : 0) | (isPrivateElement(element) ? PRIVATE : 0);
      const place = '[' + description + '.place(' + index + ')]';
      if (element.type === 'StaticBlock') {
        elements.push('[' + (STATIC | BLOCK) + ']');
        const body = c.inFrame({ strict: true }, function () {
          return c.within(element.body, c.find('{', element.start) + 1, element.end - 1);
        });
        return 'static ' + place + '(){' + c.declared(body.frame.temporaries)
          + body.text + '}';
      }
      if (element.type === 'MethodDefinition') {
        if (element.kind === 'constructor')
          return isDerived ? derivedConstructor(element, start) : c.methodText(element, undefined, start);
        if (!isPrivateElement(element))
          return c.methodText(element);
        elements.push('[' + flags + ',' + c.privates[element.key.name] + ']');
        return c.methodText(element, place);
      }
      const isNamed = isAnonymousFunction(element.value) ? NAMED : 0;
      let key = place;
      if (isPrivateElement(element)) {
        elements.push('[' + (flags | FIELD | isNamed) + ',' + c.privates[element.key.name] + ']');
      } else if (element.computed) {
        elements.push('[' + (flags | FIELD | isNamed) + ',' + description + '.keys[' + index + ']]');
        key = '[' + description + '.place(' + index + ',' + c.operand(element.key) + ')]';
      } else {
        const name = element.key.type === 'Identifier' ? element.key.name : String(element.key.value);
        elements.push('[' + (flags | FIELD | isNamed) + ',' + JSON.stringify(name) + ']');
      }
      const valueStart = element.value ? c.find('=', keyEnd(element)) + 1 : element.end;
      const head = (element.static ? 'static ' : '') + key + '(){';
      if (!element.value)
        return head + '}';
      let end = element.end;
      if (c.source[end - 1] === ';')
        end -= 1;
      const value = c.inFrame({ strict: true }, function () {
        return c.gap(valueStart, element.value.start) + c.emit(element.value) + c.gap(element.value.end, end);
      });
      return head + c.declared(value.frame.temporaries) + 'return [(' + value.text + ')][0]}';
    }
    function keyEnd(element) {
      return element.computed ? c.find(']', element.key.end) + 1 : element.key.end;
    }
    function derivedConstructor(element, start) {
      c.frame.afterSuper = start.slice(0, -1);
      const text = c.methodText(element);
      c.frame.afterSuper = '';
      return text;
    }
    /// What follows the call of super() in the constructor that is being made.
    function afterSuper() {
      for (let each = c.frame; each; each = each.outer) {
        if (each.afterSuper !== undefined)
          return each.afterSuper;
      }
      return '';
    }
    function privateName(node) {
      return c.privates[node.property.name];
    }
    function privateGet(node) {
      if (c.targets.has(node))
        return c.helper('slot', node.property.start) + c.operand(node.object) + ',' + privateName(node) + ').' + c.mark(node.property.start) + 'value';
      return '(' + c.helper('get', node.property.start) + c.operand(node.object) + ',' + privateName(node) + '))';
    }

    Object.assign(c, {
      afterSuper: afterSuper, privateGet: privateGet, privateName: privateName,
    });
    return {
      ClassDeclaration: function (node) {
        const text = classText(node);
        return needsLowering(node) ? 'let ' + c.variableName(node.id.name) + '=' + text + ';' : text;
      },
      ClassExpression: classText,
    };
  };
})
