// SPDX-License-Identifier: GPL-3.0-or-later
// The library functions of ES2017 to ES2023 that V4 of Qt 6.4 lacks, after ECMA-262. Runs once in
// the zygote, before what freeze.js made freezes it. Its parts are the files of the folder polyfill. Gives
// what they share, and what the runtime needs of them.
(function (parts, bridge) {
  const tools = parts['library/polyfill/tools']();
  tools.bridge = bridge;
  tools.keepElements = parts.freeze.keepElements;
  ['symbols', 'maps', 'collections', 'deletions', 'objects', 'arrays', 'unicode', 'flags', 'backtracking', 'expressions', 'strings', 'errors', 'promises', 'cloning', 'proxies', 'json', 'dates', 'numbers', 'bytes', 'addresses', 'annexb'].forEach(function (name) {
    Object.assign(tools, parts['library/polyfill/' + name](tools));
    if (name === 'errors')
      parts.freeze.repairErrors(); // before a library makes an error, or a class of errors
  });
  return tools;
})
