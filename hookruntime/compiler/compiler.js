// SPDX-License-Identifier: GPL-3.0-or-later
// Lowers a script of today's JavaScript to what V4 of Qt 6.4 runs, and runs right
// (contract: codehooks 5). What cannot be lowered is an error with its place. Errors and stacks name the author's own lines and
// columns: see places.js.
//
// The text of a node is that of its source with its children's texts in their places; the parts of the compiler, a file each,
// say it where V4 needs it otherwise. What they call at run time is helpers.js. `parts` has the files of this folder.
(function (acorn, parts) {
  const plain = parts['compiler/plain'], tables = parts['compiler/tables'], places = parts['compiler/places'];
  const syntax = parts['compiler/syntax'](tables);
  const scopes = parts['compiler/scopes'](syntax, tables), openingOf = parts['compiler/openings']();
  const PARTS = ['text', 'survey', 'marks', 'variables', 'patterns', 'functions', 'blockfunctions', 'classes', 'calls', 'expressions', 'finally', 'statements'].map(function (name) {
    return parts['compiler/' + name](syntax, plain, scopes, tables, places);
  });

  /// What no name in `text` has before a `$`.
  function unusedPrefix(text) {
    const used = new tables.NameTable();
    (text.match(/\$\w*(?=\$)/g) || []).forEach(function (name) { used.add(name); });
    let prefix = '$';
    for (let number = 1; used.has(prefix); ++number)
      prefix = '$' + number;
    return prefix;
  }

  /// What `error`, which lowering threw, is to its author: {message, line, column}, from 1, and `open`, the place of a
  /// bracket that is not closed.
  function faultOf(error) {
    const at = error.loc || { line: 1, column: 0 };
    const isTooDeep = !error.loc || /^Not enough stack space/.test(error.message); // the parser has a place only where it had room left
    let message = isTooDeep ? 'The script is nested too deeply' : error.message.replace(/ \(\d+:\d+\)$/, '');
    if (/sourceType: module/.test(message))
      message = 'import and export are not supported; use require() and module.exports.';
    else if (/import\.meta/.test(message))
      message = 'import.meta is not supported.';
    if (error.opening)
      message = "'" + error.opening.closing + "' expected; the '" + error.opening.label + "' in line " + error.opening.line + ' is not closed.';
    return Object.assign({ message: message, line: at.line, column: at.column + 1 }, error.opening ? { open: { line: error.opening.line, column: error.opening.column } } : {});
  }

  const SYNTAX = { ecmaVersion: 2023, sourceType: 'script' };

  // Kept in the nodes, their places would be three quarters of the objects of a tree: they are computed when they are asked for.
  Object.defineProperty(Object.getPrototypeOf(acorn.parse('', SYNTAX)), 'loc', {
    configurable: true,
    get: function () {
      const starts = this.sourceFile && this.sourceFile.starts;
      return starts ? { start: places.locationAt(starts, this.start), end: places.locationAt(starts, this.end) } : undefined;
    },
    set: function (value) { // by a parser with the option `locations`
      Object.defineProperty(this, 'loc', { value: value, writable: true, enumerable: true, configurable: true });
    },
  });

  /// The tree of `text`; `options` are acorn's besides those that are always the same. Throws a SyntaxError whose `loc` is the place,
  /// and whose `opening` the bracket that is not closed.
  function parse(text, options) {
    try {
      return acorn.parse(text, Object.assign({ directSourceFile: { starts: places.beginnings(text) } }, SYNTAX, options));
    } catch (error) {
      if (error.loc)
        error.opening = openingOf(text, tokensBefore(text), error);
      throw error;
    }
  }
  /// The tokens of `text` before what the parser refuses.
  function tokensBefore(text) {
    const tokens = [];
    try {
      acorn.parse(text, Object.assign({ locations: true, onToken: tokens }, SYNTAX));
    } catch (error) {
      // It is known already.
    }
    return tokens;
  }

  /// What the parts share while a script is lowered. `source` has blanks and line feeds between its tokens (plain.js);
  /// `escaped` are the names that it writes with escapes; `offered` those that every script finds.
  function Lowering(source, escaped, offered) {
    this.source = source;
    this.escaped = escaped;
    this.offered = offered;
    this.prefix = unusedPrefix(source + ' ' + escaped.join(' '));
    this.H = this.prefix + '$h';
    this.sites = []; // the variables of tagged templates, which live as long as the run
    this.count = 0;
    this.frame = null; // the function whose text is being made
    this.analysis = null; // see scopes.js
    this.classNames = null; // see classNamesIn()
    this.targets = null; // see targetsIn()
    this.heads = null; // declarations in the heads of loops
    this.copied = null; // see copiedIn()
    this.stacks = null; // see stacksIn()
    this.lifted = null; // see liftedIn()
    this.isEvaluated = false; // whether it is a text for eval()
    this.prototypes = new tables.NodeTable(); // the members of literals that say a prototype
    this.privates = null; // the private names that are in scope: name -> variable
    this.usesGlobal = false; // whether a function that is called on nothing may say `this`
    this.marked = new tables.NodeTable(); // the places of the nodes before which a line begins: see marks.js
    this.distant = new tables.NodeTable(); // members whose place V4 would not see: see marks.js
    this.lowered = {}; // what lowers a node, by its type
    const self = this;
    PARTS.forEach(function (part) { Object.assign(self.lowered, part(self)); });
  }

  return {
    /// Parses and lowers `given`, the body of a function that finds the names `offered`: gives the tree, the text, `offsets`, the
    /// offsets in `given` that its lines but the first stand for, the variables that it needs, `written`, the names that it assigns
    /// without a declaration, the names under which it finds the helpers and its environment, whether it uses the global object as
    /// `this`, `source`, the given text without comments, and whether it is strict.
    /// `within`: {isStrict} of the code around the text of an eval(), which becomes one line. Throws a SyntaxError whose `loc` is the place.
    lower: function (text, offered, within) {
      // What eval() gives for no statement is undefined, and not the directive.
      const given = within && within.isStrict ? '"use strict";void 0;' + text : text;
      const escaped = [], reader = new plain.PlainReader(given);
      const tree = parse(given, { onToken: function (token) { reader.take(token); } });
      const source = reader.text();
      syntax.walk(tree, function (node) {
        if (node.type === 'Identifier' && source.slice(node.start, node.end) !== node.name)
          escaped.push(node.name);
      });
      const lowering = new Lowering(source, escaped, offered || []);
      lowering.isEvaluated = Boolean(within);
      lowering.hooks = parts.hooks || [];
      const made = lowering.lowered.Program(tree);
      const lines = within ? { text: places.unmarked(made.text), offsets: [] } : places.linesOf(made.text);
      return {
        tree: tree, text: lines.text, offsets: lines.offsets, variables: made.variables, helpers: lowering.H, environment: lowering.prefix + '$e',
        variableName: lowering.variableName, usesGlobal: lowering.usesGlobal, prefix: lowering.prefix, source: source,
        written: lowering.analysis.written, isStrict: syntax.isStrictBody(tree.body),
      };
    },
    parse: parse,
    faultOf: faultOf,
    analyse: scopes.analyse,
    unusedPrefix: unusedPrefix,
    exported: parts['compiler/exported'](),
    tables: tables,
    tableOf: places.tableOf,
    placeIn: places.find,
    originOf: places.originOf,
    walk: syntax.walk,
    childrenOf: syntax.childrenOf,
    identifiersOf: syntax.identifiersOf,
    namesOf: syntax.namesOf,
  };
})
