// SPDX-License-Identifier: GPL-3.0-or-later
// Regular expressions that backtrack for long. V4's engine enters the groups of a pattern a million times, and then says that
// there is no match. So where a pattern has a group that repeats, and looking took as long as that, parts of the text are
// tried, down to single places, with a million for each; a place that takes as long is an error instead of a wrong answer.
(function (tools) {
  const keptOf = tools.keptOf, lengthOf = tools.lengthOf, OwnRegExp = tools.OwnRegExp, exec = RegExp.prototype.exec, now = Date.now;
  const sourceOf = Object.getOwnPropertyDescriptor(RegExp.prototype, 'source').get;
  const native = tools.nativeFlags;
  const LONG = 3; // milliseconds; to enter a million groups takes more
  const TRIES = 3; // of one place: other programs may have had the processor
  const WINDOWS = [4096, 256, 16]; // so many places are tried at once; fewer where these take too long

  function tookTooLong() {
    return new Error('The regular expression takes too many steps on this text: the engine gave up before it knew whether it matches. '
      + 'Write a simpler one, without a repeated group that can match the same text in several ways.');
  }
  /// An expression that matches at lastIndex or, with its last group, the empty text there: so it looks nowhere else.
  function inPlace(expression, pattern) {
    const flags = 'g' + (native.ignoreCase.call(expression) ? 'i' : '') + (native.multiline.call(expression) ? 'm' : '')
      + (native.unicode.call(expression) ? 'u' : '');
    return new OwnRegExp(pattern + '|()', flags);
  }
  /// What `here` matches at the place `at`; null for nothing; undefined when that took too long to be sure.
  function tryAt(here, text, at) {
    here.lastIndex = at;
    const began = now(), match = exec.call(here, text);
    if (match && match.pop() === undefined)
      return match;
    return now() - began < LONG ? null : undefined;
  }
  /// The first match from `from` on; null for none.
  function searchInParts(expression, text, from) {
    const source = sourceOf.call(expression), whole = inPlace(expression, '(?:' + source + ')'), isUnicode = native.unicode.call(expression);
    const windows = WINDOWS.map(function (size) { return inPlace(expression, '[^]{0,' + (size - 1) + '}?(?=' + source + ')'); });
    let at = from, level = WINDOWS.length; // each place alone at first
    while (at <= text.length) {
      if (level < WINDOWS.length) {
        const start = tryAt(windows[level], text, at);
        if (start === null) {
          at += WINDOWS[level];
          level = Math.max(0, level - 1);
          continue;
        }
        if (start === undefined) {
          ++level;
          continue;
        }
        at = windows[level].lastIndex;
      }
      let match;
      for (let i = 0; i < TRIES && match === undefined; ++i)
        match = tryAt(whole, text, at);
      if (match === undefined)
        throw tookTooLong();
      if (match) {
        if (native.global.call(expression))
          expression.lastIndex = whole.lastIndex;
        return match;
      }
      at += isUnicode && text.codePointAt(at) > 0xffff ? 2 : 1;
      --level;
    }
    return null;
  }
  /// What RegExp.prototype.exec of the engine should give, which found nothing from `start` on, the lastIndex then. For patterns
  /// with a group that repeats.
  function surely(expression, given, start) {
    expression.lastIndex = start;
    const text = String(given), own = keptOf(expression), isSticky = Boolean(own) && own.flags.indexOf('y') >= 0;
    const from = native.global.call(expression) ? lengthOf({ length: expression.lastIndex }) : 0;
    const began = now(), match = exec.call(expression, text);
    // The last group of a sticky one has matched where nothing else did; see flags.js.
    if (match && !(isSticky && match[match.length - 1] !== undefined) || now() - began < LONG)
      return match;
    if (isSticky) {
      for (let i = 1; i < TRIES; ++i) {
        expression.lastIndex = from;
        const again = now(), found = exec.call(expression, text);
        if (now() - again < LONG)
          return found;
      }
      throw tookTooLong();
    }
    return searchInParts(expression, text, from);
  }

  return { execSurely: surely };
})
