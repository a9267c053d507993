// SPDX-License-Identifier: GPL-3.0-or-later
// Describes the name at a position in a script: where it is declared and used, which module it comes from, and which new names would
// collide with others. The editor uses this to go to definitions, explain names and rename them.
(function (compiler, hooks) {
  const RESERVED = ('await break case catch class const continue debugger default delete do else enum export extends false finally for function if '
    + 'implements import in instanceof interface let new null package private protected public return static super switch this throw true try '
    + 'typeof var void while with yield arguments eval undefined').split(' ');
  const KINDS = { var: 'variable', let: 'variable', const: 'variable', function: 'function', class: 'class', parameter: 'parameter', catch: 'parameter' };

  function isWithin(node, at) {
    return node.start <= at && at <= node.end;
  }
  function spot(node) {
    return { line: node.loc.start.line, column: node.loc.start.column + 1, start: node.start, end: node.end };
  }
  function isFunction(node) {
    return Boolean(node) && /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
  }
  /// The variable `name` of a scope or of those around it, as it is without eval() and `with`; null for none.
  function lookUp(scope, name) {
    for (let each = scope; each; each = each.outer) {
      if (each.names.has(name))
        return each.names.get(name);
    }
    return null;
  }
  /// The module of `require('lib/…')`; '' for other nodes.
  function moduleOf(node) {
    const isRequire = node && node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
    const name = isRequire && node.arguments.length === 1 ? node.arguments[0].value : undefined;
    return typeof name === 'string' && /^lib\/./.test(name) ? name.slice('lib/'.length) : '';
  }

  function Names(source, tree, comments) {
    this.source = source;
    this.tree = tree;
    this.comments = comments;
    this.parents = new compiler.tables.NodeTable();
    this.analysis = compiler.analyse(tree);
    this.scopes = new compiler.tables.NodeTable(); // of each identifier that is read, written or declared
    this.binders = new compiler.tables.NodeTable();
    const self = this;
    compiler.walk(tree, function (node) {
      compiler.childrenOf(node).forEach(function (child) { self.parents.set(child, node); });
    });
    this.analysis.references.forEach(function (each) { self.scopes.set(each.node, each.scope); });
    this.analysis.bound.forEach(function (each) {
      self.scopes.set(each.node, each.scope);
      self.binders.add(each.node);
      const variable = self.variableOf(each.node);
      if (variable && !variable.binder)
        variable.binder = each.node;
    });
  }

  Names.prototype = {
    /// The innermost identifier or text at the offset `at`.
    nodeAt: function (at) {
      let found = null;
      compiler.walk(this.tree, function (node) {
        if (!isWithin(node, at))
          return false;
        if (/^(Identifier|PrivateIdentifier|Literal)$/.test(node.type) && (!found || node.type !== 'Literal'))
          found = node;
        return true;
      });
      return found;
    },
    /// The variable that an identifier means; undefined for the name of a member, null for one that is nowhere declared.
    variableOf: function (node) {
      const scope = this.scopes.get(node);
      const found = scope && lookUp(scope, node.name);
      return scope && (found ? this.outermost(found) : null);
    },
    /// A class that is declared is known by its name inside of it as well: that is one variable.
    outermost: function (variable) {
      const outer = variable.node.type === 'ClassDeclaration' && variable.scope.outer && variable.scope.outer.names.get(variable.name);
      return outer && outer.node === variable.node ? outer : variable;
    },
    /// All identifiers of a variable, in the order of the text.
    placesOf: function (variable) {
      const self = this, found = [];
      this.analysis.references.concat(this.analysis.bound).forEach(function (each) {
        if (each.node.name === variable.name && self.variableOf(each.node) === variable)
          found.push(each);
      });
      return found.sort(function (a, b) { return a.node.start - b.node.start; });
    },
    /// What is known of a place of a variable. `prefix` stands before a new name there, as in `{ a: b }` for `{ a }`.
    tell: function (place) {
      const parent = this.parents.get(place.node), whole = parent && parent.type === 'AssignmentPattern' && parent.left === place.node ? this.parents.get(parent) : parent;
      const isShort = Boolean(whole) && whole.type === 'Property' && whole.shorthand;
      return Object.assign(spot(place.node), { kind: this.binders.has(place.node) ? 'declaration' : place.isWritten ? 'write' : 'read',
        prefix: isShort ? place.node.name + ': ' : '' });
    },

    // ---- what it is

    /// The declarator, function or class that binds the identifier `node`.
    declarationOf: function (node) {
      let each = this.parents.get(node);
      while (each && !/^(VariableDeclarator|FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassDeclaration|ClassExpression|CatchClause|Program)$/.test(each.type))
        each = this.parents.get(each);
      return each;
    },
    /// What a variable is once it is declared; null where that is more than one expression.
    valueOf: function (variable) {
      const node = variable.node;
      if (isFunction(node) && variable.kind === 'function' || /^Class/.test(node.type))
        return node;
      const declaration = variable.binder && this.declarationOf(variable.binder);
      return declaration && declaration.type === 'VariableDeclarator' && declaration.id === variable.binder ? declaration.init : null;
    },
    /// {module, member} that a variable is made from by `require()`; null for others.
    sourceOf: function (variable) {
      const module = moduleOf(this.valueOf(variable)), value = this.valueOf(variable);
      if (module)
        return { module: module, member: '' };
      if (value && value.type === 'MemberExpression' && !value.computed && moduleOf(value.object))
        return { module: moduleOf(value.object), member: value.property.name };
      const binder = variable.binder, declaration = binder && this.declarationOf(binder);
      if (!declaration || declaration.type !== 'VariableDeclarator' || declaration.id.type !== 'ObjectPattern' || !moduleOf(declaration.init))
        return null;
      const property = declaration.id.properties.filter(function (each) { return each.value && compiler.identifiersOf(each.value, []).indexOf(binder) >= 0; })[0];
      return property && !property.computed ? { module: moduleOf(declaration.init), member: property.key.name || String(property.key.value) } : null;
    },
    /// The hook whose parameter `variable` is, and which one: `req` or `res`; '' for others.
    hookParameter: function (variable) {
      const at = variable.kind === 'parameter' && variable.node.params ? variable.node.params.map(function (each) { return each.name; }).indexOf(variable.name) : -1;
      if (at !== 0 && at !== 1)
        return '';
      const node = variable.node, parent = this.parents.get(node), id = node.id || parent && (parent.id || parent.left || parent.key);
      const name = id && (id.name || id.property && id.property.name);
      return hooks.indexOf(name) >= 0 ? ['req', 'res'][at] : '';
    },
    /// `db.get`, `req.body.name`: the path of offered names that ends in `node`; '' where it begins elsewhere.
    pathOf: function (node) {
      const parent = this.parents.get(node);
      if (parent && parent.type === 'MemberExpression' && parent.property === node && !parent.computed) {
        const object = parent.object.type === 'MemberExpression' && !parent.object.computed ? parent.object.property : parent.object;
        const before = object.type === 'Identifier' ? this.pathOf(object) : '';
        return before && before + '.' + node.name;
      }
      const variable = this.variableOf(node);
      return variable === undefined ? '' : variable === null ? node.name : this.hookParameter(variable);
    },
    /// The comment that stands right before a statement, without its stars and slashes; '' for none.
    commentBefore: function (node) {
      let statement = node;
      for (let parent = this.parents.get(statement); parent && !/^(Program|BlockStatement|ClassBody|ObjectExpression|StaticBlock|SwitchCase)$/.test(parent.type); parent = this.parents.get(parent))
        statement = parent;
      const lines = [], source = this.source;
      let start = statement.start;
      for (let i = this.comments.length - 1; i >= 0; --i) {
        const each = this.comments[i];
        if (each.end > start)
          continue;
        const between = source.slice(each.end, start), isOwnLine = /(^|\n)[ \t]*$/.test(source.slice(0, each.start));
        if (!/^\s*$/.test(between) || between.split('\n').length > 2 || !isOwnLine)
          break;
        lines.unshift(each.text.replace(/^\*/, '').replace(/^[ \t]*\*? ?/gm, '').trim());
        start = each.start;
        if (each.isBlock)
          break;
      }
      return lines.join('\n').trim();
    },
    /// What a reader wants to know of `value`, which is declared by `node`.
    describe: function (node, value) {
      const source = this.source, text = this.commentBefore(node), made = text ? { documentation: text } : {};
      if (isFunction(value))
        made.parameters = value.params.map(function (each) { return source.slice(each.start, each.end); }).join(', ');
      return made;
    },

    // ---- names that it cannot be given

    /// [{name, why, line}]: names that are reserved, or would be mixed up with another variable.
    takenFor: function (variable, places) {
      const taken = new compiler.tables.NameTable(), self = this;
      function take(name, why, node) {
        if (!taken.has(name) && name !== variable.name)
          taken.set(name, { name: name, why: why, line: node && node.loc ? node.loc.start.line : 0 });
      }
      RESERVED.forEach(function (name) { take(name, 'reserved'); });
      function takeNames(scope) {
        scope.names.forEach(function (each) { take(each.name, 'declared', each.binder || each.node); });
      }
      takeNames(variable.scope);
      // The block of a catch clause cannot declare what the clause itself does.
      const outer = variable.scope.outer;
      let isInCatch = false;
      if (outer)
        outer.names.forEach(function (each) { isInCatch = isInCatch || each.kind === 'catch'; });
      if (isInCatch)
        takeNames(outer);
      if (variable.kind === 'catch') {
        this.analysis.references.concat(this.analysis.bound).forEach(function (each) {
          for (let scope = each.scope; scope; scope = scope.outer) {
            if (scope.outer === variable.scope)
              takeNames(scope);
          }
        });
      }
      places.forEach(function (place) {
        for (let scope = place.scope; scope && scope !== variable.scope; scope = scope.outer)
          takeNames(scope);
      });
      function isInside(scope) {
        for (let each = scope; each; each = each.outer) {
          if (each === variable.scope)
            return true;
        }
        return false;
      }
      this.analysis.references.concat(this.analysis.bound).forEach(function (each) {
        const other = self.variableOf(each.node);
        const isOutside = !other || other.scope !== variable.scope && isInside(variable.scope) && !isInside(other.scope);
        if (isInside(each.scope) && (isOutside || other.kind === 'var' && self.binders.has(each.node)))
          take(each.node.name, other ? 'declared' : 'used', each.node);
      });
      if (!variable.scope.outer)
        hooks.forEach(function (name) { take(name, 'hook'); });
      const list = [];
      taken.forEach(function (each) { list.push(each); });
      return list;
    },
    /// Why a variable keeps its name: 'hook' or 'dynamic'; '' where it need not.
    keptFor: function (variable) {
      if (!variable.scope.outer && hooks.indexOf(variable.name) >= 0)
        return 'hook';
      return this.analysis.isDynamic ? 'dynamic' : '';
    },

    // ---- answers

    ofVariable: function (node, variable) {
      const places = this.placesOf(variable), first = variable.binder;
      const value = this.valueOf(variable), from = this.sourceOf(variable), kept = this.keptFor(variable);
      const made = { name: node.name, kind: isFunction(value) ? 'function' : KINDS[variable.kind], places: places.map(this.tell, this) };
      if (first)
        Object.assign(made, { definition: spot(first) }, this.describe(this.declarationOf(first), value));
      if (variable.kind === 'parameter')
        delete made.documentation;
      if (this.hookParameter(variable))
        made.path = this.hookParameter(variable);
      if (kept || !first)
        made.kept = kept || 'own';
      else
        made.taken = this.takenFor(variable, places);
      return Object.assign(made, from);
    },
    /// A name that is no variable of this script: a member, or what every script finds.
    ofOther: function (node) {
      const parent = this.parents.get(node), made = { name: node.name, kind: this.variableOf(node) === null ? 'global' : 'property', places: [] };
      if (this.pathOf(node))
        made.path = this.pathOf(node);
      if (made.kind === 'property' && parent.type === 'MemberExpression') {
        const object = parent.object, variable = object.type === 'Identifier' ? this.variableOf(object) : null;
        const from = variable ? this.sourceOf(variable) : null;
        if (moduleOf(object) || from && !from.member)
          return Object.assign(made, { module: moduleOf(object) || from.module, member: node.name });
        const own = variable ? this.memberOf(this.valueOf(variable), node.name) : null;
        if (own)
          return Object.assign(made, { definition: spot(own.key) }, this.describe(own, own.value));
      } else if (made.kind === 'property' && parent.type === 'Property' && this.parents.get(parent).type === 'ObjectPattern') {
        const declarator = this.parents.get(this.parents.get(parent));
        if (declarator.type === 'VariableDeclarator' && moduleOf(declarator.init))
          return Object.assign(made, { module: moduleOf(declarator.init), member: node.name });
      }
      return made;
    },
    /// The member `name` of an object or class that is written out; null for none.
    memberOf: function (value, name) {
      const list = value && (value.type === 'ObjectExpression' ? value.properties : /^Class/.test(value.type) ? value.body.body : []);
      return (list || []).filter(function (each) { return each.key && !each.computed && (each.key.name || each.key.value) === name; })[0] || null;
    },
    at: function (offset) {
      const node = this.nodeAt(offset), parent = node && this.parents.get(node);
      if (!node)
        return {};
      if (node.type === 'Literal')
        return moduleOf(parent) ? { name: node.value, kind: 'module', start: node.start, end: node.end, places: [], module: moduleOf(parent), member: '' } : {};
      const variable = this.variableOf(node);
      return Object.assign({ start: node.start, end: node.end }, variable ? this.ofVariable(node, variable) : this.ofOther(node));
    },
    /// What the module exports as `name`.
    exported: function (name) {
      const found = compiler.exported(this.tree).filter(function (each) { return each.name === name; }).pop();
      if (!found)
        return {};
      const variable = found.value.type === 'Identifier' && this.variableOf(found.value);
      if (variable)
        return this.at(found.value.start);
      return Object.assign({ name: name, kind: isFunction(found.value) ? 'function' : 'property', places: [], start: found.place.start, end: found.place.end,
        definition: spot(found.place) }, this.describe(found.place, found.value));
    },
  };

  /// What `wanted` asks of `source`: {at}, an offset in UTF-16 units, or {member}, a name that it exports. Throws where it does not
  /// parse. Gives {} where no name is, else {name, kind, start, end, places}, and what of these is known: `definition`, `module` and
  /// `member` that it comes from, its `path` among what scripts are offered, `documentation`, `parameters`, and `taken`, the names
  /// that it cannot be given, or `kept`, why it has to keep its own.
  return function names(source, wanted) {
    const comments = [];
    const tree = compiler.parse(source, { onComment: function (isBlock, text, start, end) { comments.push({ isBlock: isBlock, text: text, start: start, end: end }); } });
    const made = new Names(source, tree, comments);
    return wanted.member ? made.exported(wanted.member) : made.at(wanted.at);
  };
})
