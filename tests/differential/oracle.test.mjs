// SPDX-License-Identifier: GPL-3.0-or-later
// What the oracle offers to scripts.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';

import { run } from './oracle.mjs';

const API = JSON.parse(fs.readFileSync(new URL('../../resources/hookapi.json', import.meta.url), 'utf8'));
const valueOf = (expression) => {
  const [found] = run(`function beforePOST(req, res) { res.end({data: {is: ${expression}}}); }`, ['beforePOST'], { body: {} });
  return found.end === undefined ? found : JSON.parse(found.end).data.is;
};

for (const { name } of API.functions.filter((each) => !/^(async|context)\./.test(each.name)))
  test(`scripts find ${name}`, () => { assert.equal(valueOf(`typeof ${name}`), 'function'); });

test('a script that calls what the oracle cannot do is not compared', () => {
  const [found] = run("function beforePOST(req, res) { res.end({data: {t: crypto.scryptSync('a', 'b', 8)}}); }", ['beforePOST'], { body: {} });
  assert.deepEqual(found.unsupported, ['crypto']);
});
