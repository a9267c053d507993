// SPDX-License-Identifier: GPL-3.0-or-later
// structuredClone.
(function (tools) {
  const add = tools.add, isObject = tools.isObject, definedOn = tools.definedOn, global = tools.global;

  add(global, {
    structuredClone(value) {
      if (!arguments.length)
        throw new TypeError('structuredClone wants a value');
      const seen = new Map();
      function clone(each) {
        if (typeof each === 'function' || typeof each === 'symbol')
          throw new TypeError('structuredClone cannot clone a ' + typeof each);
        if (!isObject(each))
          return each;
        if (seen.has(each))
          return seen.get(each);
        let made;
        if (each instanceof Date)
          made = new Date(each.getTime());
        else if (each instanceof RegExp)
          made = new RegExp(each.source, each.flags);
        else if (each instanceof Map)
          made = new Map();
        else if (each instanceof Set)
          made = new Set();
        else if (each instanceof Error)
          made = Object.create(Object.getPrototypeOf(each));
        else if (each instanceof ArrayBuffer)
          made = each.slice(0);
        else if (ArrayBuffer.isView(each))
          made = each instanceof DataView ? new DataView(clone(each.buffer), each.byteOffset, each.byteLength) : new each.constructor(each);
        else
          made = Array.isArray(each) ? new Array(each.length) : {};
        seen.set(each, made);
        if (each instanceof Map)
          each.forEach(function (item, key) { made.set(clone(key), clone(item)); });
        else if (each instanceof Set)
          each.forEach(function (item) { made.add(clone(item)); });
        else if (each instanceof Error)
          ['name', 'message', 'stack'].forEach(function (key) { definedOn(made, key, String(each[key])); });
        else if (!ArrayBuffer.isView(each) && !(each instanceof ArrayBuffer))
          Object.keys(each).forEach(function (key) { definedOn(made, key, clone(each[key])); });
        return made;
      }
      return clone(value);
    },
  });
})
