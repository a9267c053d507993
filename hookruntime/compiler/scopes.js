// SPDX-License-Identifier: GPL-3.0-or-later
// Says of each name in a tree which variable it means, and whether that variable may be dead there: a `let`, `const` or
// class before its declaration, or a parameter in the default of an earlier one. V4 of Qt 6.4 checks this for some reads only.
(function (syntax, tables) {
  const walk = syntax.walk, isFunction = syntax.isFunction;
  const ALIVE = 0, MAYBE_DEAD = 1, DEAD = 2;

  /// The names that a pattern binds, each with the place in it from which it is bound, and `defaults`, the values of the
  /// patterns around it: each of them comes before its pattern.
  function boundBy(pattern, found, defaults) {
    if (!pattern)
      return found;
    function add(part) {
      boundBy(part, found, defaults);
    }
    switch (pattern.type) {
    case 'Identifier': found.push({ name: pattern.name, end: pattern.end, defaults: defaults }); break;
    case 'ObjectPattern': pattern.properties.forEach(function (each) { add(each.value || each.argument); }); break;
    case 'ArrayPattern': pattern.elements.forEach(add); break;
    case 'RestElement': add(pattern.argument); break;
    case 'AssignmentPattern':
      if (pattern.left.type === 'Identifier')
        found.push({ name: pattern.left.name, end: pattern.end, defaults: defaults });
      else
        boundBy(pattern.left, found, defaults.concat(pattern.right));
      break;
    }
    return found;
  }

  function Scope(outer, owner) {
    this.outer = outer;
    this.owner = owner; // the function, or the program, that this scope lies in
    this.node = null; // the `switch` that it belongs to
    this.names = new tables.NameTable();
    this.isDynamic = false; // `with` or eval() may put other variables in between
  }
  Scope.prototype.find = function (name) {
    for (let scope = this, isDynamic = false; scope; scope = scope.outer) {
      isDynamic = isDynamic || scope.isDynamic;
      const found = scope.names.get(name);
      if (found)
        return isDynamic && name !== 'eval' ? null : found;
    }
    return null;
  };

  /// The scopes of a tree, and what each of its names means.
  function Analysis(tree) {
    this.places = new tables.NodeTable(); // of each identifier that is read or written: {variable, node, owner, isWritten}
    this.references = [];
    this.bound = []; // the identifiers that declare a name: {node, scope}
    this.isDynamic = false; // whether `with` or eval() is somewhere in it
    this.skipped = new tables.NodeTable(); // of each `switch`: variables of one of its cases that another one uses
    this.skippedIn = new tables.NodeTable(); // the same, of each declarator
    this.declared = new tables.NodeTable(); // of each function, and of the program, the variables of functions that are declared in it and used
    this.callsOf = new tables.NodeTable(); // see earliestCalls()
    this.hidden = []; // names in the defaults of parameters that a function would take for variables of its body, as V4 has one scope for both
    this.written = new tables.NameTable(); // names that no variable of the script has, and that are written
    const program = new Scope(null, tree), heads = this.heads = []; // the references in parameters: {scope, from, to}
    this.hoist(tree.body, program);
    this.visitAll(tree.body, program);
    const self = this;
    this.references.forEach(function (each) {
      each.variable = each.scope.find(each.node.name);
      if (each.variable)
        self.noteReference(each, each.variable);
      else if (each.isWritten)
        self.written.add(each.node.name);
    });
    heads.forEach(function (head) {
      self.hidden.push.apply(self.hidden, self.references.slice(head.from, head.to).filter(function (each) { return isOfBody(each, head.scope); }));
    });
  }
  /// Whether a name in a function's parameters is one of its body's variables, or a parameter that the body declares again while a function
  /// in the parameters has it.
  function isOfBody(place, scope) {
    const variable = place.variable;
    if (!variable || variable.scope !== scope || variable.node === scope.owner && variable.kind === 'function')
      return false;
    return variable.kind !== 'parameter' || variable.isRedeclared && place.owner !== scope.owner;
  }

  Analysis.prototype = {
    /// `end`: where the part of its pattern ends that binds the name; `ready`: where its declaration does.
    declare: function (scope, name, kind, node, end, ready) {
      if (kind === 'var' && scope.names.has(name)) {
        scope.names.get(name).isRedeclared = true;
        return;
      }
      scope.names.set(name, { name: name, kind: kind, node: node, end: end, ready: ready, caseEnd: 0, defaults: [], scope: scope, references: [],
        isSkipped: false, isRedeclared: false, flag: '' });
    },
    /// Declares the `var`s of a function's statements and what its own block declares.
    hoist: function (statements, scope) {
      const self = this;
      statements.forEach(function (statement) {
        walk(statement, function (node) {
          if (isFunction(node) || node.type === 'ClassBody')
            return false;
          if (node.type === 'VariableDeclaration' && node.kind === 'var')
            node.declarations.forEach(function (each) {
              syntax.namesOf(each.id, []).forEach(function (name) { self.declare(scope, name, 'var', node, 0, 0); });
            });
          return true;
        });
      });
      this.declareBlock(statements, scope, 0);
    },
    /// Declares what the statements of a block declare for the block. `switchCase`: the place in which a case ends.
    declareBlock: function (statements, scope, switchCase) {
      const self = this;
      statements.forEach(function (statement) {
        while (statement.type === 'LabeledStatement')
          statement = statement.body;
        if (statement.type === 'FunctionDeclaration') {
          self.declare(scope, statement.id.name, 'function', statement, 0, 0);
        } else if (statement.type === 'ClassDeclaration') {
          self.declare(scope, statement.id.name, 'class', statement, 0, statement.end);
        } else if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
          statement.declarations.forEach(function (each) { self.declareLexical(scope, statement.kind, each, each.end, switchCase); });
        }
      });
    },
    declareLexical: function (scope, kind, declarator, ready, switchCase) {
      const self = this;
      boundBy(declarator.id, [], []).forEach(function (each) {
        self.declare(scope, each.name, kind, declarator, each.end, ready);
        Object.assign(scope.names.get(each.name), { caseEnd: switchCase, defaults: each.defaults });
      });
    },

    noteReference: function (place, variable) {
      variable.references.push(place);
      const isFunctionItself = variable.kind === 'function' && variable.node.type === 'FunctionDeclaration' && variable.name !== 'arguments';
      if (isFunctionItself && variable.references.length === 1)
        this.noteFunction(variable);
      const isSkipped = variable.caseEnd > 0 && place.node.start > variable.caseEnd && place.owner === variable.scope.owner;
      if (!isSkipped || variable.isSkipped)
        return;
      variable.isSkipped = true;
      this.skipped.get(variable.scope.node).push(variable);
      this.skippedIn.set(variable.node, (this.skippedIn.get(variable.node) || []).concat(variable));
    },
    noteFunction: function (variable) {
      const owner = variable.scope.owner, list = this.declared.get(owner);
      if (list)
        list.push(variable);
      else
        this.declared.set(owner, [variable]);
    },
    refer: function (node, scope, isWritten) {
      const place = { node: node, scope: scope, owner: scope.owner, isWritten: isWritten, variable: null };
      this.places.set(node, place);
      this.references.push(place);
    },
    bind: function (node, scope) {
      this.bound.push({ node: node, scope: scope });
    },
    visitAll: function (nodes, scope) {
      const self = this;
      nodes.forEach(function (node) { if (node) self.visit(node, scope); });
    },
    visit: function (node, scope) {
      const special = visitors[node.type];
      if (special)
        special.call(this, node, scope);
      else
        this.visitAll(syntax.childrenOf(node), scope);
    },
    /// The parts of a pattern: names that are declared are no references, those that are assigned are.
    visitPattern: function (node, scope, isDeclared) {
      const self = this;
      switch (node.type) {
      case 'Identifier':
        if (isDeclared)
          this.bind(node, scope);
        else
          this.refer(node, scope, true);
        return;
      case 'ObjectPattern':
        node.properties.forEach(function (each) {
          if (each.type === 'Property' && each.computed)
            self.visit(each.key, scope);
          self.visitPattern(each.value || each.argument, scope, isDeclared);
        });
        return;
      case 'ArrayPattern':
        node.elements.forEach(function (each) { if (each) self.visitPattern(each, scope, isDeclared); });
        return;
      case 'AssignmentPattern':
        this.visitPattern(node.left, scope, isDeclared);
        this.visit(node.right, scope);
        return;
      case 'RestElement':
        this.visitPattern(node.argument, scope, isDeclared);
        return;
      }
      this.visit(node, scope);
    },
    block: function (statements, scope) {
      const inner = new Scope(scope, scope.owner);
      this.declareBlock(statements, inner, 0);
      this.visitAll(statements, inner);
    },
    loop: function (node, scope) {
      const inner = new Scope(scope, scope.owner), left = node.left;
      const isDeclaration = left.type === 'VariableDeclaration';
      if (isDeclaration && left.kind !== 'var')
        this.declareLexical(inner, left.kind, left.declarations[0], node.right.end, 0);
      this.visitPattern(isDeclaration ? left.declarations[0].id : left, inner, isDeclaration);
      this.visit(node.right, inner);
      this.visit(node.body, inner);
    },
    callable: function (node, scope) {
      const self = this;
      let outer = scope;
      if (node.type === 'FunctionExpression' && node.id) {
        outer = new Scope(scope, scope.owner);
        this.declare(outer, node.id.name, 'function', node, 0, 0);
      }
      if (node.id)
        this.bind(node.id, outer);
      const inner = new Scope(outer, node);
      if (node.type !== 'ArrowFunctionExpression')
        this.declare(inner, 'arguments', 'function', node, 0, 0);
      node.params.forEach(function (each) {
        boundBy(each, [], []).forEach(function (bound) {
          self.declare(inner, bound.name, 'parameter', node, bound.end, 0);
          inner.names.get(bound.name).defaults = bound.defaults;
        });
      });
      const from = this.references.length;
      node.params.forEach(function (each) { self.visitPattern(each, inner, true); });
      if (this.references.length > from)
        this.heads.push({ scope: inner, from: from, to: this.references.length });
      if (node.body.type !== 'BlockStatement')
        return this.visit(node.body, inner);
      this.hoist(node.body.body, inner);
      return this.visitAll(node.body.body, inner);
    },
    classLike: function (node, scope) {
      const inner = new Scope(scope, scope.owner), self = this;
      if (node.id) {
        this.declare(inner, node.id.name, 'class', node, 0, node.end);
        this.bind(node.id, inner);
      }
      if (node.superClass)
        this.visit(node.superClass, inner);
      node.body.body.forEach(function (each) {
        if (each.computed)
          self.visit(each.key, inner);
        // Each value and each static block is a function of its own.
        const body = new Scope(inner, each);
        self.declare(body, 'arguments', 'function', each, 0, 0);
        if (each.type === 'StaticBlock') {
          self.hoist(each.body, body);
          self.visitAll(each.body, body);
        } else if (each.value) {
          self.visit(each.value, each.type === 'MethodDefinition' ? inner : body);
        }
      });
    },

    /// Whether the variable of a place may be dead when the place is reached: ALIVE, MAYBE_DEAD or DEAD.
    liveness: function (place) {
      const variable = place.variable;
      if (!variable || ['let', 'const', 'class', 'parameter'].indexOf(variable.kind) < 0)
        return ALIVE;
      const at = place.node.start, isHere = place.owner === variable.scope.owner;
      if (isHere && variable.defaults.some(function (each) { return each.start <= at && at < each.end; }))
        return DEAD;
      if (variable.kind === 'parameter')
        return isHere && at < variable.end ? DEAD : ALIVE;
      if (!isHere)
        return this.mayRunBefore(this.outermost(place, variable), variable) ? MAYBE_DEAD : ALIVE;
      if (at >= variable.ready)
        return variable.caseEnd && at > variable.caseEnd ? MAYBE_DEAD : ALIVE;
      if (at < variable.node.start || variable.kind === 'class')
        return MAYBE_DEAD;
      // In the declaration itself: its value comes before its pattern.
      return at >= variable.node.id.end || at < variable.end ? DEAD : ALIVE;
    },
    /// The outermost function or class element around a place that lies inside of a variable's scope.
    outermost: function (place, variable) {
      let found = place.owner;
      for (let scope = place.scope; scope && scope.owner !== variable.scope.owner; scope = scope.outer)
        found = scope.owner;
      return found;
    },
    /// Whether a function inside of a variable's owner may be called before the variable is ready: one that is declared,
    /// wherever it stands.
    mayRunBefore: function (node, variable) {
      if (node.type === 'FunctionDeclaration')
        return this.earliestCalls(variable.scope.owner).get(node) < variable.ready;
      const isOwn = variable.kind === 'class' && node.start >= variable.node.start && node.end <= variable.node.end;
      return node.start < variable.ready && !isOwn;
    },
    /// The first place in `owner` from which each function that is declared right inside of it may be called.
    earliestCalls: function (owner) {
      if (!this.callsOf.has(owner))
        this.callsOf.set(owner, this.findEarliestCalls(owner));
      return this.callsOf.get(owner);
    },
    findEarliestCalls: function (owner) {
      const self = this, calls = []; // [the place of a call, what is called], in the order of places
      const callees = new tables.NodeTable(); // of each function, the functions that it calls
      const earliest = new tables.NodeTable();
      (this.declared.get(owner) || []).forEach(function (variable) {
        variable.references.forEach(function (each) {
          const around = self.outermost(each, variable), called = variable.node;
          if (around === owner)
            calls.push([each.node.start, called]);
          else if (around.type !== 'FunctionDeclaration')
            calls.push([around.start, called]);
          else if (callees.has(around))
            callees.get(around).push(called);
          else
            callees.set(around, [called]);
        });
      });
      calls.sort(function (a, b) { return a[0] - b[0]; }).forEach(function (call) {
        const open = [call[1]];
        while (open.length) {
          const called = open.pop();
          if (earliest.has(called))
            continue;
          earliest.set(called, call[0]);
          (callees.get(called) || []).forEach(function (each) { open.push(each); });
        }
      });
      return earliest;
    },
  };

  const visitors = {
    Identifier: function (node, scope) { this.refer(node, scope, false); },
    MemberExpression: function (node, scope) {
      this.visit(node.object, scope);
      if (node.computed)
        this.visit(node.property, scope);
    },
    Property: function (node, scope) {
      if (node.computed)
        this.visit(node.key, scope);
      this.visit(node.value, scope);
    },
    AssignmentExpression: function (node, scope) {
      this.visitPattern(node.left, scope, false);
      this.visit(node.right, scope);
    },
    UpdateExpression: function (node, scope) { this.visitPattern(node.argument, scope, false); },
    VariableDeclarator: function (node, scope) {
      this.visitPattern(node.id, scope, true);
      if (node.init)
        this.visit(node.init, scope);
    },
    FunctionDeclaration: function (node, scope) { this.callable(node, scope); },
    FunctionExpression: function (node, scope) { this.callable(node, scope); },
    ArrowFunctionExpression: function (node, scope) { this.callable(node, scope); },
    ClassDeclaration: function (node, scope) { this.classLike(node, scope); },
    ClassExpression: function (node, scope) { this.classLike(node, scope); },
    BlockStatement: function (node, scope) { this.block(node.body, scope); },
    SwitchStatement: function (node, scope) {
      this.visit(node.discriminant, scope);
      const inner = new Scope(scope, scope.owner), self = this;
      inner.node = node;
      this.skipped.set(node, []);
      node.cases.forEach(function (each) { self.declareBlock(each.consequent, inner, each.end); });
      node.cases.forEach(function (each) {
        if (each.test)
          self.visit(each.test, inner);
        self.visitAll(each.consequent, inner);
      });
    },
    CatchClause: function (node, scope) {
      const inner = new Scope(scope, scope.owner), self = this;
      if (node.param) {
        syntax.namesOf(node.param, []).forEach(function (name) { self.declare(inner, name, 'catch', node, 0, 0); });
        this.visitPattern(node.param, inner, true);
      }
      this.block(node.body.body, inner);
    },
    ForStatement: function (node, scope) {
      const inner = new Scope(scope, scope.owner), self = this;
      if (node.init && node.init.type === 'VariableDeclaration' && node.init.kind !== 'var')
        node.init.declarations.forEach(function (each) { self.declareLexical(inner, node.init.kind, each, each.end, 0); });
      this.visitAll([node.init, node.test, node.update, node.body], inner);
    },
    ForInStatement: function (node, scope) { this.loop(node, scope); },
    ForOfStatement: function (node, scope) { this.loop(node, scope); },
    WithStatement: function (node, scope) {
      this.visit(node.object, scope);
      const inner = new Scope(scope, scope.owner);
      inner.isDynamic = this.isDynamic = true;
      this.visit(node.body, inner);
    },
    LabeledStatement: function (node, scope) { this.visit(node.body, scope); },
    BreakStatement: function () {},
    ContinueStatement: function () {},
    MetaProperty: function () {},
    CallExpression: function (node, scope) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'eval') {
        this.isDynamic = true;
        for (let each = scope; each; each = each.outer)
          each.isDynamic = true;
      }
      this.visitAll(syntax.childrenOf(node), scope);
    },
  };

  /// Gives the analysis of a tree.
  function analyse(tree) {
    const made = new Analysis(tree);
    return made;
  }

  return { analyse: analyse, ALIVE: ALIVE, MAYBE_DEAD: MAYBE_DEAD, DEAD: DEAD };
})
