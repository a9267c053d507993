// SPDX-License-Identifier: GPL-3.0-or-later
// Where Node says that hooks throw: reads a JSON array of scripts, prints a JSON array of `line:column`. Used by tst_places.
import fs from 'node:fs';
import vm from 'node:vm';

async function placeIn(source) {
  const context = vm.createContext({});
  try {
    vm.runInContext(source, context, { filename: 'hook.js' });
    await context.beforePOST({ body: {} }, { end() {} });
  } catch (error) {
    return /hook\.js:(\d+:\d+)/.exec(String(error.stack).replace(/^.*\n.*\n *\^.*$/m, ''))?.[1] ?? 'nowhere';
  }
  return 'no error';
}

const places = [];
for (const source of JSON.parse(fs.readFileSync(0, 'utf8')))
  places.push(await placeIn(source));
process.stdout.write(JSON.stringify(places));
