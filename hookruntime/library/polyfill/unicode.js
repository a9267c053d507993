// SPDX-License-Identifier: GPL-3.0-or-later
// The flag `u` of regular expressions. V4 of Qt 6.4 matches such an expression at one place alone, as if it had `y`. So its pattern is
// written anew for the engine without the flag: a character beyond U+FFFF is two units, and a class with such characters is a choice.
// A second half of a pair that stands alone in a text is met only by what names it.
(function (tools) {
  const bridge = tools.bridge, LAST = 0x10ffff, MOST = 500;
  const HIGH = '[\\ud800-\\udbff]', LOW = '[\\udc00-\\udfff]', ALONE = HIGH + '(?!' + LOW + ')';
  const CLASSES = {
    d: [[48, 57]], w: [[48, 57], [65, 90], [95, 95], [97, 122]],
    s: [[9, 13], [32, 32], [160, 160], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]],
  };
  const CONTROLS = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

  function fail(pattern, why) {
    throw new SyntaxError('Invalid regular expression: /' + pattern + '/: ' + why);
  }
  /// Ranges in order, none beside another.
  function joined(ranges) {
    const made = [];
    ranges.slice().sort(function (a, b) { return a[0] - b[0]; }).forEach(function (range) {
      const last = made[made.length - 1];
      if (last && range[0] <= last[1] + 1)
        last[1] = Math.max(last[1], range[1]);
      else
        made.push([range[0], range[1]]);
    });
    return made;
  }
  function others(ranges) {
    const made = [];
    let from = 0;
    joined(ranges).forEach(function (range) {
      if (range[0] > from)
        made.push([from, range[0] - 1]);
      from = range[1] + 1;
    });
    return from <= LAST ? made.concat([[from, LAST]]) : made;
  }
  function within(ranges, least, most) {
    return ranges.filter(function (range) { return range[0] <= most && range[1] >= least; })
      .map(function (range) { return [Math.max(range[0], least), Math.min(range[1], most)]; });
  }

  // ---- as the engine reads it

  function unit(code) {
    return '\\u' + (code + 0x10000).toString(16).slice(1);
  }
  function members(ranges) {
    return ranges.map(function (range) { return unit(range[0]) + (range[1] > range[0] ? '-' + unit(range[1]) : ''); }).join('');
  }
  /// The pairs of characters beyond U+FFFF, as choices.
  function pairs(ranges) {
    const made = [];
    function add(high, last, from, to) { made.push('[' + members([[high, last]]) + '][' + members([[from, to]]) + ']'); }
    within(ranges, 0x10000, LAST).forEach(function (range) {
      const first = range[0] - 0x10000, last = range[1] - 0x10000;
      let high = 0xd800 + (first >> 10);
      const end = 0xd800 + (last >> 10), from = 0xdc00 + (first & 0x3ff), to = 0xdc00 + (last & 0x3ff);
      if (high === end)
        return add(high, high, from, to);
      if (from > 0xdc00)
        add(high, high++, from, 0xdfff);
      const whole = to === 0xdfff ? end : end - 1;
      if (whole >= high)
        add(high, whole, 0xdc00, 0xdfff);
      if (to < 0xdfff)
        add(end, end, 0xdc00, to);
    });
    return made;
  }
  /// First halves of pairs that stand alone, and second ones.
  function halfChoices(ranges) {
    const high = within(ranges, 0xd800, 0xdbff), low = within(ranges, 0xdc00, 0xdfff);
    return [high.length ? '[' + members(high) + '](?!' + LOW + ')' : '', low.length ? '[' + members(low) + ']' : ''].filter(Boolean);
  }
  function setText(given, isNegated) {
    const ranges = joined(given), far = pairs(isNegated ? others(ranges) : ranges);
    const near = within(ranges, 0, 0xd7ff).concat(within(ranges, 0xe000, 0xffff)), halves = within(ranges, 0xd800, 0xdfff);
    const choices = far.slice();
    if (isNegated)
      choices.unshift('[^' + members(near) + '\\ud800-\\udfff]', ALONE);
    else if (near.length)
      choices.unshift('[' + members(near) + ']');
    if (!isNegated && halves.length)
      choices.push.apply(choices, halfChoices(halves));
    return choices.length === 1 && !far.length && !halves.length ? choices[0] : (choices.length ? '(?:' + choices.join('|') + ')' : '[]');
  }

  // ---- as the author wrote it

  function Writer(pattern, flags) {
    this.pattern = pattern;
    this.at = 0;
    this.isDotAll = flags.indexOf('s') >= 0;
    this.ignoresCase = flags.indexOf('i') >= 0;
  }
  tools.replace(Writer.prototype, {
    /// What an expression finds right here, which is then behind us; nothing: null.
    take(expression) {
      const found = expression.exec(this.pattern.slice(this.at, this.at + 100));
      if (found)
        this.at += found[0].length;
      return found;
    },
    /// The character behind a backslash; where it is none, {ranges} of a class or {text} that stays as it is.
    escape(isInClass) {
      const c = this.pattern[this.at], found = this.take(/^(?:u\{([\da-f]+)\}|u([\da-f]{4})(?:\\u(d[c-f][\da-f]{2}))?|x([\da-f]{2})|c([a-z]))/i);
      if (found)
        return this.named(found);
      const property = this.take(/^([pP])\{([\w=]+)\}/);
      if (property)
        return { ranges: this.property(property[2], property[1] === 'P') };
      ++this.at;
      if (/^[dws]$/i.test(c))
        return { ranges: this.classOf(c) };
      if (CONTROLS.hasOwnProperty(c) && !(c === '0' && /\d/.test(this.pattern[this.at])))
        return CONTROLS[c];
      if (c !== undefined && '^$\\.*+?()[]{}|/'.indexOf(c) >= 0)
        return c.charCodeAt(0);
      if (isInClass && (c === '-' || c === 'b'))
        return c === '-' ? 45 : 8;
      --this.at;
      const rest = isInClass ? null : this.take(/^(?:[bB]|[1-9]\d*|k<[^>]*>)/);
      return rest ? { text: '\\' + rest[0] } : fail(this.pattern, 'Invalid escape');
    },
    named(found) {
      if (found[5])
        return found[5].charCodeAt(0) % 32;
      const code = parseInt(found[1] || found[2] || found[4], 16);
      if (code > LAST)
        fail(this.pattern, 'Invalid Unicode escape');
      if (!found[3])
        return code;
      if (code >= 0xd800 && code <= 0xdbff)
        return 0x10000 + ((code - 0xd800) << 10) + parseInt(found[3], 16) - 0xdc00;
      this.at -= 6; // the second escape is one of its own
      return code;
    },
    classOf(letter) {
      const isWord = /w/i.test(letter), ranges = CLASSES[letter.toLowerCase()].concat(isWord && this.ignoresCase ? [[0x17f, 0x17f], [0x212a, 0x212a]] : []);
      return /[DWS]/.test(letter) ? others(ranges) : ranges;
    },
    property(name, isNegated) {
      const text = bridge.codePointsOf(name);
      if (text === '')
        fail(this.pattern, 'Invalid property name');
      const ranges = text.split(' ').map(function (range) { return range.split('-').map(function (code) { return parseInt(code, 16); }); });
      return isNegated ? others(ranges) : ranges;
    },
    member() {
      if (this.at >= this.pattern.length)
        fail(this.pattern, 'Unterminated character class');
      const code = this.pattern.codePointAt(this.at);
      this.at += code > 0xffff ? 2 : 1;
      return code === 92 ? this.escape(true) : code;
    },
    set() {
      const isNegated = this.take(/^\^/) !== null;
      let ranges = [];
      while (!this.take(/^\]/)) {
        const from = this.member();
        if (!this.take(/^-(?!\])/)) {
          ranges = ranges.concat(from.ranges || [[from, from]]);
          continue;
        }
        const to = this.member();
        if (from.ranges || to.ranges)
          fail(this.pattern, 'Invalid character class');
        if (to < from)
          fail(this.pattern, 'Range out of order in character class');
        ranges.push([from, to]);
      }
      return setText(ranges, isNegated);
    },
    atom() {
      const group = this.take(/^\(\?<[^=!][^>]*>/);
      if (group)
        return group[0];
      const code = this.pattern.codePointAt(this.at), c = String.fromCodePoint(code);
      this.at += c.length;
      if (c === '\\') {
        const escaped = this.escape(false);
        return escaped.text || (escaped.ranges ? setText(escaped.ranges, false) : setText([[escaped, escaped]], false));
      }
      if (c === '[')
        return this.set();
      if (c === '.')
        return setText(this.isDotAll ? [] : [[10, 10], [13, 13], [0x2028, 0x2029]], true);
      if (c === '{') {
        --this.at;
        const quantifier = this.take(/^\{\d+(?:,\d*)?\}/);
        return quantifier ? quantifier[0] : fail(this.pattern, 'Incomplete quantifier');
      }
      if (c === '}' || c === ']')
        fail(this.pattern, 'Lone quantifier brackets');
      return code > 0xffff ? setText([[code, code]], false) : c;
    },
    whole() {
      let text = '';
      while (this.at < this.pattern.length)
        text += this.atom();
      return text;
    },
  });

  let known = new Map(); // what became of patterns, since scripts use the same ones again and again
  /// A pattern of the flag `u` as the engine reads it without; throws where it is none.
  function withoutUnicode(pattern, flags) {
    const key = flags + '/' + pattern, found = known.get(key);
    if (found !== undefined)
      return found;
    const made = new Writer(pattern, flags).whole();
    if (known.size >= MOST)
      known = new Map();
    known.set(key, made);
    return made;
  }
  return { withoutUnicode: withoutUnicode };
})
