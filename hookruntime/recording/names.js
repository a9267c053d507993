// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a recorded script: which can be said at a step, and which of them it is told. `methods` are some of instrument.js,
// whose `context` is that of a function: `made` (its row in the tables), `scope`, `flow` and `guard`.
(function (compiler, assigned) {
  const MOST_NAMES = 100; // at a step, those of the innermost blocks
  const NO_NAMES = { slots: [], texts: [], told: 0 };
  const isFunction = assigned.isFunction;

  /// The names that can be said in a part of a function. `names`: name -> {slot, ready}; slot -1: it is none that is recorded.
  function Scope(outer, isDynamic) {
    this.outer = outer;
    this.names = new compiler.tables.NameTable();
    this.isDynamic = Boolean(isDynamic || outer && outer.isDynamic); // `with` may mean others
  }

  const methods = {
    declare: function (context, name, ready, isRecorded, isOuter) {
      const known = context.scope.names.get(name);
      if (known && (known.slot >= 0 || !isRecorded))
        return;
      const mayChange = Boolean(isOuter) && this.again.has(name); // and nothing in this function says when
      context.scope.names.set(name, { slot: isRecorded ? context.made.length - 4 : -1, ready: ready, mayChange: mayChange });
      if (isRecorded)
        context.made.push((isOuter ? '^' : '') + name);
    },
    /// Declares what the statements of a block declare for it.
    declareBlock: function (context, statements, isHidden) {
      const self = this;
      statements.forEach(function (statement) {
        while (statement.type === 'LabeledStatement')
          statement = statement.body;
        if (statement.type === 'FunctionDeclaration')
          self.declare(context, statement.id.name, 0, false);
        else if (statement.type === 'ClassDeclaration')
          self.declare(context, statement.id.name, statement.end, !isHidden);
        else if (statement.type === 'VariableDeclaration' && statement.kind !== 'var')
          self.declareNames(context, statement, !isHidden);
      });
    },
    declareNames: function (context, declaration, isRecorded) {
      const self = this;
      declaration.declarations.forEach(function (each) {
        compiler.namesOf(each.id, []).forEach(function (name) { self.declare(context, name, each.end, isRecorded); });
      });
    },
    declareVariables: function (context, statements) {
      const self = this;
      statements.forEach(function (statement) {
        compiler.walk(statement, function (node) {
          if (isFunction(node) || node.type === 'ClassBody')
            return false;
          if (node.type === 'VariableDeclaration' && node.kind === 'var') {
            node.declarations.forEach(function (each) {
              compiler.namesOf(each.id, []).forEach(function (name) { self.declare(context, name, 0, true); });
            });
          }
          return true;
        });
      });
    },
    /// What of the functions around it a function names. Their values are noted as its own, since another round of a loop has others.
    declareOuter: function (context, node) {
      const self = this;
      (this.owners.get(node) || []).forEach(function (place) {
        const name = place.node.name;
        if (context.scope.names.has(name))
          return;
        self.declare(context, name, 0, true, true);
        context.scope.names.get(name).isUnsure = self.analysis.liveness(place) !== 0;
      });
    },
    inner: function (context, isDynamic) {
      return Object.assign({}, context, { scope: new Scope(context.scope, isDynamic) });
    },
    /// Of the names that can be said at `offset`: their slots, and the texts of those that may have changed since the last step, which
    /// count as told from here on.
    visible: function (context, offset) {
      if (context.scope.isDynamic)
        return NO_NAMES;
      const seen = new compiler.tables.NameTable(), flow = context.flow;
      let found = [];
      for (let scope = context.scope; scope && found.length < MOST_NAMES; scope = scope.outer) {
        const own = [];
        scope.names.forEach(function (each, name) {
          if (seen.has(name))
            return;
          seen.add(name);
          if (each.slot >= 0 && each.ready <= offset)
            own.push({ slot: each.slot, name: name, isTold: each.isUnsure || each.mayChange || flow.has(name), isUnsure: each.isUnsure });
        });
        found = found.concat(own.slice(Math.max(0, own.length - (MOST_NAMES - found.length)))); // the last ones, where there are too many
      }
      const told = found.filter(function (each) { return each.isTold; });
      flow.begin([]);
      return {
        slots: found.map(function (each) { return each.slot; }),
        texts: told.map(function (each) { return each.isUnsure ? context.guard + '.g(function(){return ' + each.name + '})' : each.name; }),
        told: told.length === found.length ? 0 : told.map(function (each) { return each.slot; }),
      };
    },
    /// `this` is noted where a method or a function says it: not before super() was called, and not in arrow functions.
    declareThis: function (context, node, outer) {
      if (node.type === 'ArrowFunctionExpression' || outer && outer.isConstructor)
        return;
      let isSaid = false;
      compiler.walk(node.body, function (each) {
        isSaid = isSaid || each.type === 'ThisExpression';
        return !(isFunction(each) && each.type !== 'ArrowFunctionExpression') && each.type !== 'ClassBody';
      });
      if (isSaid)
        this.declare(context, 'this', 0, true);
    },
  };

  return { NO_NAMES: NO_NAMES, Scope: Scope, methods: methods };
})
