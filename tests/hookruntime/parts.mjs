// SPDX-License-Identifier: GPL-3.0-or-later
// Our JavaScript under Node.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

import { acorn } from '../differential/corpus.mjs';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const folder = 'hookruntime';
export const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');

/// What the files of hookruntime give in a context of their own, with the polyfill at work. `watched` makes the compiler that texts use.
export function begin(watched = (compiler) => compiler) {
  const context = vm.createContext({ setTimeout, clearTimeout, setInterval, clearInterval });
  const parts = {};
  for (const file of fs.readdirSync(path.join(root, folder), { recursive: true }).filter((name) => name.endsWith('.js')))
    parts[file.slice(0, -'.js'.length)] = vm.runInContext(read(path.join(folder, file)), context, { filename: file });
  parts.hooks = JSON.parse(read('resources/hookapi.json')).hooks.map(({ name }) => name); // as cmake/hookruntime.cmake makes it
  // What the hook host does in C++: JSON that it does not read is left to the library.
  const bridge = vm.runInContext(`({
    parseJson() { return undefined; }, wellFormed(json) { return json; }, timeZoneName() { return ''; }, domainToAscii(domain) { return domain; },
    codePointsOf() { return ''; }, utf8(text) { return Uint8Array.from(unescape(encodeURIComponent(text)), (c) => c.charCodeAt(0)).buffer; },
    decode(bytes) { return decodeURIComponent(escape(String.fromCharCode(...new Uint8Array(bytes)))); },
  })`, context);
  bridge.library = (name) => vm.runInContext(`(function(crypto,hookdesk){return (\n${read(`resources/js/vendor/${name}.js`)}\n)})`, context);
  const tools = parts['library/polyfill'](parts, bridge);
  const compiler = parts['compiler/compiler'](acorn, parts), { helpers } = parts.helpers(tools.promises, tools.errors, parts.members(tools));
  parts.dynamic(watched(compiler), helpers);
  return { context, parts, tools, compiler, helpers };
}
