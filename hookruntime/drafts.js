// SPDX-License-Identifier: GPL-3.0-or-later
// What the server and the editor want of the text of a script: what runs of it, what is likely to be wrong, what its names mean,
// or its text laid out anew.
(function (compiler, bridge, tools) {
  function attempt(act) {
    try {
      return { answer: act(), isFault: false };
    } catch (error) {
      return { answer: compiler.faultOf(error), isFault: true };
    }
  }
  function formatted(source) {
    compiler.parse(source);
    return { formatted: bridge.library('beautify')()(source, {
      indent_size: 2, end_with_newline: true, brace_style: 'collapse,preserve-inline', space_after_anon_function: true,
      max_preserve_newlines: 2
    }) };
  }
  /// Makes of a script what load() of runtime.js takes; see script.js. With `members` it looks for what is likely to be wrong as
  /// well, and for what the script declares; see check.js and symbols.js.
  function compiled(wanted) {
    const made = tools.script.compile(wanted.source, {
      isModule: wanted.module, tracer: wanted.recorded ? tools.tracing().instrument : wanted.traced ? tools.tracing().tracer : null, check: function (text, body) { return bridge.check(text, body); },
      look: wanted.members ? function (tree, hooks) {
        return { warnings: tools.check(tree, wanted.module, wanted.members, hooks), symbols: tools.symbols(tree, hooks) };
      } : null
    });
    return { answer: made, isFault: made.compiled === undefined };
  }

  /// {answer, isFault}; a fault has the message and the place of what is wrong with the script.
  return function draftAnswer(wanted) {
    if (wanted.formatted)
      return attempt(function () { return formatted(wanted.source); });
    if (wanted.names)
      return attempt(function () { return { names: tools.names(wanted.source, wanted.names) }; });
    return compiled(wanted);
  };
})
