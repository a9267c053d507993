// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of nodes and of names. V4 of Qt 6.4 looks through all entries of a Map or a Set to find one, so a script twice as long
// took four times as long.
(function () {
  /// Values of nodes, kept in the nodes themselves.
  function NodeTable() {
    this.key = Symbol();
  }
  NodeTable.prototype = {
    get: function (node) { return node[this.key]; },
    set: function (node, value) { node[this.key] = value; },
    has: function (node) { return this.key in node; },
    add: function (node) { node[this.key] = true; },
  };

  /// Values of names, in the order in which they came.
  function NameTable() {
    this.values = Object.create(null);
    this.names = [];
  }
  NameTable.prototype = {
    get: function (name) { return this.values['$' + name]; },
    set: function (name, value) {
      if (!this.has(name))
        this.names.push(name);
      this.values['$' + name] = value;
    },
    has: function (name) { return '$' + name in this.values; },
    add: function (name) { this.set(name, true); },
    forEach: function (act) {
      const self = this;
      this.names.forEach(function (name) { act(self.get(name), name); });
    },
  };

  return { NodeTable: NodeTable, NameTable: NameTable };
})()
