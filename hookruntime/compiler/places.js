// SPDX-License-Identifier: GPL-3.0-or-later
// Line and column of what a script does. The stacks of V4 (Qt 6.4) have lines alone, so each line of a compiled script stands for
// one place of its source, and a table beside the script says which one. The line of a call or of a read is that of the name that is
// called or read, the line of all else that of the last such name or of the statement: a line begins before each of these.
(function () {
  const RESTRICTED = /(^|[^\w$.])(return|throw|yield) *$/; // must stand on one line with what follows it
  const LINE_BREAK = /\r\n?|[\n\u2028\u2029]/g;
  const ZERO = 48; // the code of the first of 64 digits, `0` to `o`, none of which may end a comment

  /// Stands in the text of a node before what is at the place `offset` of the source; the texts of nodes have no other line feeds.
  function mark(offset) {
    return '\n' + offset + ';';
  }

  function unmarked(text) {
    return text.replace(/\n\d+;/g, '');
  }

  // A regular expression for each line of a long script takes V4 a second.
  /// Where the last of `text` that is no blank stands; -1 where it has blanks alone.
  function lastPlace(text) {
    let at = text.length - 1;
    while (at >= 0 && text.charCodeAt(at) === 32)
      --at;
    return at;
  }
  /// The place in `line` from which it must stand on one line with what follows: its length where it need not.
  function cutOf(line) {
    const last = line[lastPlace(line)];
    const found = last === 'n' || last === 'w' || last === 'd' ? RESTRICTED.exec(line) : null;
    return found ? found.index + found[1].length : line.length;
  }
  /// Begins a line at each mark in a text: gives the text, and the offsets of its lines but the first.
  function linesOf(text) {
    const parts = text.split('\n'), lines = [], offsets = [];
    let line = parts[0];
    for (let i = 1; i < parts.length; ++i) {
      const end = parts[i].indexOf(';'), offset = Number(parts[i].slice(0, end));
      let rest = parts[i].slice(end + 1);
      if (offsets.length && offset === offsets[offsets.length - 1]) {
        line += rest;
        continue;
      }
      if (rest.startsWith('++') || rest.startsWith('--')) { // which ends a statement where it begins a line
        line += rest.slice(0, 2);
        rest = rest.slice(2);
      }
      const cut = cutOf(line);
      if (offsets.length && lastPlace(line.slice(0, cut)) < 0) {
        offsets[offsets.length - 1] = offset;
        line += rest;
        continue;
      }
      lines.push(line.slice(0, cut));
      line = line.slice(cut) + rest;
      offsets.push(offset);
    }
    lines.push(line);
    return { text: lines.join('\n'), offsets: offsets };
  }

  // ---- the table

  function digitsOf(number, count) {
    let text = '';
    for (; count > 0; --count, number = Math.floor(number / 64))
      text = String.fromCharCode(ZERO + number % 64) + text;
    return text;
  }
  function countOf(number) {
    return number < 64 ? 1 : 1 + countOf(Math.floor(number / 64));
  }
  /// Where the lines of a text begin.
  function beginnings(text) {
    const found = [0];
    LINE_BREAK.lastIndex = 0;
    while (LINE_BREAK.exec(text) !== null)
      found.push(LINE_BREAK.lastIndex);
    return found;
  }
  /// Line and column, from 1, of `offset` in a text whose lines begin at `starts`. `line` may be right.
  function placeAt(starts, offset, line) {
    if (starts[line - 1] <= offset && !(starts[line] <= offset))
      return { line: line, column: offset - starts[line - 1] + 1 };
    let low = 0, high = starts.length;
    while (high - low > 1) {
      const middle = low + high >> 1;
      if (starts[middle] <= offset)
        low = middle;
      else
        high = middle;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  }
  /// The same as acorn's `loc` has it: columns from 0.
  function locationAt(starts, offset) {
    const place = placeAt(starts, offset, 1);
    return { line: place.line, column: place.column - 1 };
  }
  /// The table for the lines of a compiled script: how many digits a line has and a column, then those of each line, so that no other
  /// entry has to be read to find one. `offsets`: see linesOf().
  function tableOf(offsets, source) {
    const starts = beginnings(source);
    let lines = 0, columns = 0, last = 1;
    const places = offsets.map(function (offset) {
      const place = placeAt(starts, offset, last);
      last = place.line;
      lines = Math.max(lines, last);
      columns = Math.max(columns, place.column);
      return place;
    });
    const line = countOf(lines), column = countOf(columns);
    return digitsOf(line, 1) + digitsOf(column, 1)
      + places.map(function (each) { return digitsOf(each.line, line) + digitsOf(each.column, column); }).join('');
  }
  function numberAt(table, at, count) {
    let number = 0;
    for (let i = 0; i < count; ++i)
      number = number * 64 + table.charCodeAt(at + i) - ZERO;
    return number;
  }
  /// The place that `line` of a compiled script stands for; line 0: none.
  function find(table, line) {
    const lines = table.charCodeAt(0) - ZERO, columns = table.charCodeAt(1) - ZERO, at = 2 + (line - 2) * (lines + columns);
    if (!(line >= 2 && at < table.length))
      return { line: 0, column: 0 };
    return { line: numberAt(table, at, lines), column: numberAt(table, at + lines, columns) };
  }

  /// The offset in a script of one in the text that it becomes with `inserts`, {at, from, to}: each stands behind what is before `at`
  /// in the script, and is in the text from `from` up to `to`.
  function originOf(inserts, offset) {
    let low = 0, high = inserts.length; // the number of inserts that begin at or before it
    while (low < high) {
      const middle = low + high >> 1;
      if (inserts[middle].from <= offset)
        low = middle + 1;
      else
        high = middle;
    }
    const last = inserts[low - 1];
    return last ? last.at + Math.max(0, offset - last.to) : offset;
  }

  return { mark: mark, unmarked: unmarked, linesOf: linesOf, tableOf: tableOf, find: find, beginnings: beginnings, locationAt: locationAt, originOf: originOf };
})()
