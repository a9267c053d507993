// SPDX-License-Identifier: GPL-3.0-or-later
// Acorn and V4 must read a script alike, or the engine runs something else than what was checked. So
// nothing that they could read differently reaches the engine: comments (`<!--`, `-->`, `#!`, block
// comments with line breaks) and unusual blanks and line ends become spaces and line feeds here, and
// strings, numbers and templates are written anew from the values that acorn gave them. Semicolons that were left out are added by compiler.js.
(function () {
  var LINE_BREAK = /\r\n?|[\n\u2028\u2029]/g;

  /// As long a text of spaces and line feeds. A call for each letter would take V4 seconds.
  function blanksFor(text) {
    if (text === '' || text === ' ' || text === '\n')
      return text;
    var blanks = '', at = 0, found;
    LINE_BREAK.lastIndex = 0;
    while ((found = LINE_BREAK.exec(text)) !== null) {
      blanks += ' '.repeat(found.index - at) + (found[0].length > 1 ? ' \n' : '\n');
      at = found.index + found[0].length;
    }
    return blanks + ' '.repeat(text.length - at);
  }

  /// Makes of `source` a text with spaces and line feeds between its tokens; all tokens keep their places.
  function PlainReader(source) {
    this.source = source;
    this.parts = [];
    this.from = 0; // what is plain as it stands begins here
    this.at = 0;
  }
  PlainReader.prototype = {
    /// The next token of acorn's.
    take: function (token) {
      this.between(token.start);
      this.at = token.end;
    },
    between: function (end) {
      var gap = this.source.slice(this.at, end), blanks = blanksFor(gap);
      if (blanks === gap)
        return;
      this.parts.push(this.source.slice(this.from, this.at), blanks);
      this.from = end;
    },
    /// The text, once all tokens were taken.
    text: function () {
      this.between(this.source.length);
      return this.parts.join('') + this.source.slice(this.from);
    },
  };

  /// A string literal with this value.
  function stringText(value) {
    return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/g, function (c) {
      return '\\u' + ('000' + c.charCodeAt(0).toString(16)).slice(-4);
    });
  }

  /// A number literal with this value, which a `.` may follow if it may follow `raw`.
  function numberText(value, raw) {
    if (/^(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(raw))
      return raw;
    if (value === Infinity)
      return '1e999';
    var text = String(value);
    return /^\d+$/.test(text) ? text + '.0' : text;
  }

  return { PlainReader: PlainReader, stringText: stringText, numberText: numberText };
})()
