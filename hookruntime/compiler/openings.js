// SPDX-License-Identifier: GPL-3.0-or-later
// Which bracket of a script that does not parse is not closed. The parser itself only says where it noticed.
(function () {
  const CLOSING = { '{': '}', '${': '}', '(': ')', '[': ']' };

  /// The column from which the line of `at` is written, from 0.
  function indentationOf(source, at) {
    const lineStart = source.lastIndexOf('\n', at - 1) + 1;
    return /^[ \t]*/.exec(source.slice(lineStart, at + 1))[0].length;
  }
  function isFirstInLine(source, at) {
    return /(^|\n)[ \t]*$/.test(source.slice(source.lastIndexOf('\n', at - 1) + 1, at));
  }

  /// `tokens` are those before `end`. Gives {open, suspect}: the brackets that are open at `end`, and the first one whose closing
  /// bracket is written further left than its line begins: rather that one is not closed.
  function survey(source, tokens) {
    const open = [];
    let suspect = null;
    for (const token of tokens) {
      const label = token.type.label;
      if (CLOSING[label])
        open.push({ label: label, start: token.start, loc: token.loc.start });
      else if (label === '}' || label === ')' || label === ']') {
        const opening = open.pop();
        const isLeft = label === '}' && opening && opening.label === '{' && isFirstInLine(source, token.start)
          && indentationOf(source, token.start) < indentationOf(source, opening.start);
        if (isLeft && !suspect)
          suspect = opening;
      }
    }
    return { open: open, suspect: suspect };
  }

  /// The bracket whose end is missed where the parser refused `source` with `error`: {label, closing, line, column}, from 1; null
  /// where it is another fault. `tokens` are those that it had read.
  return function openingOf(source, tokens, error) {
    const isEnd = /^\s*$/.test(source.slice(error.pos)) || error.pos >= source.length, next = source[error.pos];
    if (!/^Unexpected token/.test(error.message) || !isEnd && !/[)\]}]/.test(next))
      return null;
    const found = survey(source, tokens.filter(function (each) { return each.start < error.pos; })), inner = found.open[found.open.length - 1];
    if (!inner || !isEnd && CLOSING[inner.label] === next)
      return null;
    const isOuter = found.suspect && inner.label === '{' && found.suspect.start > inner.start;
    const opening = isEnd && isOuter ? found.suspect : inner;
    return { label: opening.label, closing: CLOSING[opening.label], line: opening.loc.line, column: opening.loc.column + 1 };
  };
})
