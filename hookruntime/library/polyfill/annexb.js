// SPDX-License-Identifier: GPL-3.0-or-later
// What ECMA-262 has for old scripts (Annex B) and V4 of Qt 6.4 lacks.
(function (tools) {
  const add = tools.add, requireThis = tools.requireThis, requireFunction = tools.requireFunction, textOf = tools.textOf;

  function keyOf(name) {
    const plain = tools.isObject(name) ? Object.keys({ [name]: 0 }).concat(Object.getOwnPropertySymbols({ [name]: 0 }))[0] : name;
    return typeof plain === 'symbol' ? plain : String(plain);
  }
  function accessor(kind, self, name, act) {
    const object = Object(requireThis(self, 'define'));
    requireFunction(act);
    Object.defineProperty(object, keyOf(name), { [kind]: act, enumerable: true, configurable: true });
  }
  function lookup(kind, self, name) {
    const key = keyOf(name);
    for (let object = Object(requireThis(self, 'lookup')); object !== null; object = Object.getPrototypeOf(object)) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (property)
        return property[kind];
    }
    return undefined;
  }
  add(Object.prototype, {
    __defineGetter__(name, act) { accessor('get', this, name, act); },
    __defineSetter__(name, act) { accessor('set', this, name, act); },
    __lookupGetter__(name) { return lookup('get', this, name); },
    __lookupSetter__(name) { return lookup('set', this, name); },
  });

  function marked(self, method, tag, attribute, value) {
    const text = textOf(requireThis(self, 'String.prototype.' + method));
    return '<' + tag + (attribute ? ' ' + attribute + '="' + textOf(value).replace(/"/g, '&quot;') + '"' : '') + '>' + text + '</' + tag + '>';
  }
  const TAGS = { big: 'big', blink: 'blink', bold: 'b', fixed: 'tt', italics: 'i', small: 'small', strike: 'strike', sub: 'sub', sup: 'sup' };
  Object.keys(TAGS).forEach(function (method) {
    add(String.prototype, { [method]() { return marked(this, method, TAGS[method], '', ''); } });
  });
  [['anchor', 'a', 'name'], ['fontcolor', 'font', 'color'], ['fontsize', 'font', 'size'], ['link', 'a', 'href']].forEach(function (row) {
    add(String.prototype, { [row[0]](value) { return marked(this, row[0], row[1], row[2], value); } });
  });
})
