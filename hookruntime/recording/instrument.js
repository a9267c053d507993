// SPDX-License-Identifier: GPL-3.0-or-later
// For recorded runs: writes calls into a script by which it tells each step, with the variables that can be named there. Scripts that
// are not recorded never pass through here.
//
// A step stands before each statement, before each test and update of a loop, at the beginning of each round of `for…of` and
// `for…in` and of each `catch`, and behind each `return` and each function's last statement. recorder.js says what the calls do.
(function (acorn, compiler, assigned, names) {
  const STATEMENT = 0, TEST = 1, ROUND = 2, CAUGHT = 3, RETURN = 4, END = 5; // kinds of steps
  const NO_NAMES = names.NO_NAMES;
  const MUTATES = 8, BOUND = 16; // added to the kind: what follows the step may change objects; for each variable that the step itself sets
  // The parts of a statement that have steps of their own.
  const OWN_STEPS = { IfStatement: ['consequent', 'alternate'], ForStatement: ['test', 'update', 'body'], ForInStatement: ['body'], ForOfStatement: ['body'],
    WhileStatement: ['body'], DoWhileStatement: ['body'], WithStatement: ['body'], SwitchStatement: ['cases'], LabeledStatement: ['body'] };
  const CALLS = ['CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression', 'YieldExpression', 'SpreadElement', 'ForOfStatement', 'ImportExpression'];

  const isFunction = assigned.isFunction, Scope = names.Scope;

  function isChanging(node) {
    if (CALLS.indexOf(node.type) >= 0)
      return true;
    if (node.type === 'UnaryExpression')
      return node.operator === 'delete';
    const target = node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : null;
    return Boolean(target) && target.type !== 'Identifier';
  }
  /// Whether what `node` does before its parts with steps of their own may change an object. Getters are not thought of.
  function mutates(node) {
    let found = false;
    const apart = OWN_STEPS[node.type] || [];
    compiler.walk(node, function (each) {
      if (each !== node && (isFunction(each) || apart.some(function (part) { return [].concat(node[part]).indexOf(each) >= 0; })))
        return false;
      found = found || isChanging(each);
      return true;
    });
    return found;
  }

  function Instrument(source, names) {
    this.source = source;
    this.tree = acorn.parse(source, { ecmaVersion: 2023, sourceType: 'script', locations: true });
    this.analysis = compiler.analyse(this.tree);
    this.recorder = names.recorder;
    this.frame = names.frame;
    this.parts = [];
    this.at = 0; // what of the source is copied
    this.length = 0;
    this.inserts = [];
    this.functions = []; // [name, line, column, endLine, slots…]; `^name`: of a function around it
    this.sites = []; // [function, line, column, kind, slots…]
    this.told = []; // of each site: the slots whose values it is told, in the order of its slots; 0: all
    const again = this.again = new compiler.tables.NameTable(); // what is assigned anywhere, and not only declared
    assigned.namesAgain(this.tree).forEach(function (name) { again.add(name); });
    this.owners = new compiler.tables.NodeTable(); // of each function: its references to variables of functions around it
    const self = this;
    this.analysis.references.forEach(function (place) {
      if (place.variable && place.variable.scope.owner !== place.owner && place.variable.kind !== 'function')
        self.owners.set(place.owner, (self.owners.get(place.owner) || []).concat(place));
    });
  }

  Instrument.prototype = Object.assign({
    // ---- writing

    copyTo: function (offset) {
      if (offset <= this.at)
        return;
      this.parts.push(this.source.slice(this.at, offset));
      this.length += offset - this.at;
      this.at = offset;
    },
    add: function (text) {
      this.inserts.push({ at: this.at, from: this.length, to: this.length + text.length });
      this.parts.push(text);
      this.length += text.length;
    },
    call: function (method, context, site) {
      return this.recorder + '.' + method + '(' + this.frame + (site === undefined ? '' : ',' + site);
    },

    // ---- steps

    siteOf: function (context, place, kind, names) {
      this.told.push(names.told);
      return this.sites.push([context.index, place.line, place.column + 1, kind].concat(names.slots)) - 1;
    },
    /// The call that notes a step at `place`; `offset` is that of what follows.
    step: function (context, node, kind, offset) {
      const names = this.visible(context, offset === undefined ? node.start : offset);
      const site = this.siteOf(context, node.loc.start, kind + (mutates(node) ? MUTATES : 0), names);
      return this.call('s', context, site) + ',[' + names.texts.join(',') + '])';
    },
    /// What stands behind the value that a function gives: the names as they are then.
    left: function (context, place, kind, offset, value) {
      const names = this.visible(context, offset), site = this.siteOf(context, place, kind, names);
      return { before: this.call('r', context, site) + ',' + (value || ''), after: (value ? '' : ')') + ',[' + names.texts.join(',') + '])' };
    },
    begin: function (context) {
      return 'var ' + this.frame + '=' + this.recorder + '.f(' + context.index + ');';
    },

    // ---- functions

    nameOf: function (node, hint) {
      return node.id ? node.id.name : hint || '';
    },
    contextOf: function (context, node, name) {
      const made = [name.slice(0, 100), node.loc.start.line, node.loc.start.column + 1, node.loc.end.line];
      this.functions.push(made);
      const parameters = [].concat.apply([], (node.params || []).map(function (each) { return compiler.namesOf(each, []); }));
      return { index: this.functions.length - 1, made: made, scope: new Scope(null, context && context.scope.isDynamic), guard: this.recorder, node: node,
        flow: new assigned.Flow(node, parameters) };
    },
    callable: function (node, outer, name) {
      const self = this, context = this.contextOf(outer, node, name), body = node.body;
      node.params.forEach(function (each) {
        compiler.namesOf(each, []).forEach(function (one) { self.declare(context, one, 0, true); });
      });
      this.visitAll(node.params, context);
      if (body.type !== 'BlockStatement') {
        this.declareOuter(context, node);
        return this.arrow(node, context);
      }
      this.declareVariables(context, body.body);
      this.declareBlock(context, body.body);
      this.declareOuter(context, node);
      this.declareThis(context, node, outer);
      return this.body(body.body, context, body.start + 1, body.end - 1, body.loc.end);
    },
    /// The statements from `start` to `end`, which are all that a function does.
    body: function (statements, context, start, end, last) {
      const directives = statements.filter(function (each) { return each.directive; });
      this.copyTo(directives.length ? directives[directives.length - 1].end : start);
      this.add((directives.length ? ';' : '') + this.begin(context));
      this.statements(statements, context);
      this.copyTo(end);
      const place = { line: last.line, column: Math.max(0, last.column - 1) }, names = this.visible(context, end);
      this.add(';' + this.call('e', context, this.siteOf(context, place, END, names)) + ',[' + names.texts.join(',') + ']);');
    },
    /// `=> value` becomes a body that returns it.
    arrow: function (node, context) {
      const params = node.params, from = params.length ? params[params.length - 1].end : node.start;
      this.copyTo(this.source.indexOf('=>', from) + 2);
      this.add('{' + this.begin(context) + this.step(context, node.body, STATEMENT) + ';return ');
      context.flow.add(assigned.namesIn(node.body));
      const left = this.left(context, node.body.loc.start, RETURN, node.body.start, '');
      this.add(left.before + '(');
      this.visit(node.body, context);
      this.copyTo(node.end);
      this.add(left.after + '}');
    },

    // ---- statements

    statements: function (list, context) {
      const self = this;
      list.forEach(function (each) {
        if (!each.directive)
          self.statement(each, context);
      });
    },
    /// A statement with the step before it.
    statement: function (node, context) {
      this.copyTo(node.start);
      let told = node;
      while (told.type === 'LabeledStatement')
        told = told.body;
      const before = context.flow.pending();
      if (this.hasStep(told))
        this.add(this.step(context, told, STATEMENT) + ';');
      this.visit(node, context);
      this.copyTo(node.end);
      if (assigned.mayPass(node))
        context.flow.begin(assigned.namesIn(node), before);
      else
        context.flow.add(assigned.namesIn(node));
    },
    hasStep: function (node) {
      switch (node.type) {
      case 'FunctionDeclaration': case 'EmptyStatement': case 'BlockStatement': case 'TryStatement': case 'WhileStatement': case 'DoWhileStatement':
        return false;
      case 'ForStatement':
        return Boolean(node.init) || !node.test;
      case 'VariableDeclaration':
        return node.kind !== 'var' || node.declarations.some(function (each) { return each.init; });
      }
      return true;
    },
    /// A body that may be one statement becomes a block; `before` stands first in it.
    block: function (node, context, before) {
      this.copyTo(node.start);
      if (node.type === 'BlockStatement') {
        this.copyTo(node.start + 1);
        if (before)
          this.add(before);
        const within = this.inner(context);
        this.declareBlock(within, node.body);
        this.statements(node.body, within);
        return this.copyTo(node.end);
      }
      this.add('{' + (before || ''));
      this.statement(node, context);
      this.add('}');
    },
    /// An expression with a step before it.
    test: function (node, context) {
      if (!node)
        return;
      this.copyTo(node.start);
      this.add('(' + this.step(context, node, TEST) + ',(');
      this.visit(node, context);
      this.copyTo(node.end);
      this.add('))');
    },
    visitAll: function (nodes, context) {
      const self = this;
      nodes.forEach(function (node) { if (node) self.visit(node, context); });
    },
    visit: function (node, context, name) {
      const special = visitors[node.type];
      this.copyTo(node.start);
      if (isFunction(node))
        return this.callable(node, context, this.nameOf(node, name));
      if (special)
        return special.call(this, node, context, name);
      return this.visitAll(compiler.childrenOf(node), context);
    },
  }, names.methods);

  function keyName(node) {
    return node.computed ? '' : String(node.key.name !== undefined ? node.key.name : node.key.value);
  }
  function loop(node, context) {
    const within = this.inner(context), left = node.left;
    if (left.type === 'VariableDeclaration' && left.kind !== 'var')
      this.declareNames(within, { declarations: [{ id: left.declarations[0].id, end: node.right.end }] }, true);
    this.visit(left, within);
    this.visit(node.right, within);
    const again = node.await ? this.call('w', within) + ');' : '';
    context.flow.begin(assigned.namesIn(node));
    this.block(node.body, within, again + this.step(within, left, ROUND + BOUND * within.scope.names.names.length, node.right.end) + ';');
  }
  function keyed(node, context) {
    if (node.computed)
      this.visit(node.key, context);
    if (node.value && node.kind === 'constructor')
      this.visit(node.value, context.isDerived ? Object.assign({}, context, { isConstructor: true }) : context, context.className);
    else if (node.value)
      this.visit(node.value, context, (node.kind === 'get' || node.kind === 'set' ? node.kind + ' ' : '') + keyName(node));
  }
  function classLike(node, context, name) {
    if (node.superClass)
      this.visit(node.superClass, context);
    const within = Object.assign({}, context, { isDerived: Boolean(node.superClass), className: node.id ? node.id.name : name });
    this.visitAll(node.body.body, within);
    this.copyTo(node.end);
  }

  const visitors = {
    Program: function (node) {
      const context = this.contextOf(null, node, '(script)');
      this.declareVariables(context, node.body);
      this.declareBlock(context, node.body);
      this.body(node.body, context, 0, this.source.length, node.loc.end);
    },
    BlockStatement: function (node, context) { this.block(node, context); },
    IfStatement: function (node, context) {
      const names = assigned.namesIn(node.test);
      this.visit(node.test, context);
      context.flow.begin(names);
      this.block(node.consequent, context);
      context.flow.begin(names);
      if (node.alternate)
        this.block(node.alternate, context);
    },
    ForStatement: function (node, context) {
      const within = this.inner(context);
      if (node.init && node.init.type === 'VariableDeclaration' && node.init.kind !== 'var')
        this.declareNames(within, node.init, true);
      if (node.init)
        this.visit(node.init, within);
      const flow = context.flow, names = assigned.namesIn(node), before = flow.pending();
      flow.begin(names, before);
      this.test(node.test, within);
      flow.begin(names);
      this.test(node.update, within);
      flow.begin(node.test ? assigned.namesIn(node.test) : names);
      this.block(node.body, within);
    },
    ForInStatement: loop,
    ForOfStatement: loop,
    WhileStatement: function (node, context) {
      context.flow.begin(assigned.namesIn(node), context.flow.pending());
      this.test(node.test, context);
      context.flow.begin(assigned.namesIn(node.test));
      this.block(node.body, context);
    },
    DoWhileStatement: function (node, context) {
      const names = assigned.namesIn(node), before = context.flow.pending();
      context.flow.begin(names, before);
      this.block(node.body, context);
      context.flow.begin(names, assigned.mayPass(node.body) ? before : null);
      this.test(node.test, context);
    },
    TryStatement: function (node, context) {
      const flow = context.flow, tried = assigned.namesIn(node.block), before = assigned.mayPass(node.block) ? flow.pending() : null;
      this.visit(node.block, context);
      flow.begin(tried, before);
      if (node.handler)
        this.visit(node.handler, context);
      flow.begin(tried.concat(assigned.namesIn(node.handler)), before);
      if (node.finalizer)
        this.visit(node.finalizer, context);
    },
    WithStatement: function (node, context) {
      this.visit(node.object, context);
      this.block(node.body, this.inner(context, true));
    },
    SwitchStatement: function (node, context) {
      const self = this, within = this.inner(context);
      this.visit(node.discriminant, context);
      node.cases.forEach(function (each) { self.declareBlock(within, each.consequent, true); });
      let names = assigned.namesIn(node.discriminant); // and of all that is compared with it
      node.cases.forEach(function (each) { names = names.concat(assigned.namesIn(each.test)); });
      node.cases.forEach(function (each, index) {
        const own = self.inner(within), before = index > 0 ? node.cases[index - 1].consequent : [];
        context.flow.begin([].concat.apply(names, before.map(assigned.namesIn)));
        self.declareBlock(own, each.consequent);
        if (each.test)
          self.visit(each.test, within);
        self.statements(each.consequent, own);
      });
    },
    CatchClause: function (node, context) {
      const self = this, within = this.inner(context);
      if (node.param) {
        compiler.namesOf(node.param, []).forEach(function (name) { self.declare(within, name, 0, true); });
        this.visit(node.param, within);
      }
      context.flow.add(compiler.namesOf(node.param, []));
      const names = this.visible(within, node.body.start);
      const site = this.siteOf(within, node.loc.start, CAUGHT + BOUND * within.scope.names.names.length, names);
      this.block(node.body, within, this.call('s', within, site) + ',[' + names.texts.join(',') + ']);');
    },
    ReturnStatement: function (node, context) {
      this.copyTo(node.start + 'return'.length);
      context.flow.add(assigned.namesIn(node.argument));
      const left = this.left(context, node.loc.start, RETURN, node.start, node.argument ? '' : 'void 0');
      if (node.argument) {
        // On the line of `return`, or the engine puts a semicolon there.
        this.add(' ' + left.before + '(');
        this.visit(node.argument, context);
        this.copyTo(node.argument.end);
        this.copyParentheses(node);
        this.add(left.after);
      } else {
        this.add(' ' + left.before + left.after);
      }
    },
    ThrowStatement: function (node, context) {
      this.copyTo(node.start + 'throw'.length);
      this.add(' ' + this.call('t', context, this.siteOf(context, node.loc.start, STATEMENT, NO_NAMES)) + ',(');
      this.visit(node.argument, context);
      this.copyTo(node.argument.end);
      this.copyParentheses(node);
      this.add('))');
    },
    AwaitExpression: function (node, context) {
      const site = this.siteOf(context, node.loc.start, STATEMENT, NO_NAMES);
      this.add(this.call('w', context, site) + ',(');
      this.copyTo(node.start + 'await'.length);
      this.add(' ' + this.call('a', context, site) + ',(');
      this.visit(node.argument, context);
      this.copyTo(node.end);
      this.add('))))');
    },
    YieldExpression: function (node, context) {
      const site = this.siteOf(context, node.loc.start, STATEMENT, NO_NAMES);
      this.add(this.call('w', context, site) + ',(');
      if (!node.argument) {
        this.copyTo(node.end);
        return this.add(' ' + this.call('y', context, site) + ',void 0)))');
      }
      this.copyTo(node.delegate ? this.source.indexOf('*', node.start) + 1 : node.start + 'yield'.length);
      this.add(' ' + this.call('y', context, site) + ',(');
      this.visit(node.argument, context);
      this.copyTo(node.end);
      return this.add('))))');
    },
    StaticBlock: function (node, context) {
      const within = this.contextOf(context, node, 'static');
      this.declareVariables(within, node.body);
      this.declareBlock(within, node.body);
      this.declareOuter(within, node);
      this.body(node.body, within, this.source.indexOf('{', node.start) + 1, node.end - 1, node.loc.end);
    },
    VariableDeclarator: function (node, context) {
      this.visit(node.id, context);
      if (node.init)
        this.visit(node.init, context, node.id.type === 'Identifier' ? node.id.name : '');
    },
    AssignmentExpression: function (node, context) {
      this.visit(node.left, context);
      this.visit(node.right, context, node.left.type === 'Identifier' ? node.left.name : node.left.type === 'MemberExpression' && !node.left.computed ? node.left.property.name : '');
    },
    Property: function (node, context) {
      if (!node.shorthand)
        return keyed.call(this, node, context);
      return this.visit(node.value, context);
    },
    MethodDefinition: keyed,
    PropertyDefinition: keyed,
    ClassDeclaration: classLike,
    ClassExpression: classLike,
  };

  /// Copies the parentheses that close behind the value of a `return` or `throw`.
  Instrument.prototype.copyParentheses = function (node) {
    const rest = this.source.slice(this.at, node.end), close = rest.lastIndexOf(')');
    if (close >= 0)
      this.copyTo(this.at + close + 1);
  };

  /// Gives `text`, the script with the calls in it, the recorder's `tables` and what each of their sites is `told`, and offsetOf(), which gives the offset in the script of one in the text.
  /// `names`: those of the recorder's object and of a function's frame in the text.
  function instrumented(source, names) {
    const made = new Instrument(source, names);
    made.visit(made.tree, null);
    made.copyTo(source.length);
    const tables = JSON.stringify({ functions: made.functions, sites: made.sites });
    return { text: made.parts.join(''), tables: tables, told: JSON.stringify(made.told), offsetOf: function (offset) { return compiler.originOf(made.inserts, offset); } };
  }

  return { instrumented: instrumented };
})
