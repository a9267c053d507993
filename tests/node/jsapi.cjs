// SPDX-License-Identifier: GPL-3.0-or-later
// Uses the generated client as a developer does: node jsapi.cjs FILE URL KEY
const assert = require('node:assert');
const restdb = require(process.argv[2]);

async function main() {
  const db = new restdb(process.argv[4], { url: process.argv[3] });
  const jane = new db.people({ name: 'Jane', age: 3 });
  await jane.save();
  assert.match(jane._id, /^[0-9a-f]{24}$/);
  jane.age = 4;
  await jane.save();
  assert.equal(jane._version, 1);

  const found = await db.people.find({ age: { $gt: 3 } }, { $max: 5 });
  assert.deepEqual(found.map((each) => each.name), ['Jane']);
  assert.ok(found[0] instanceof db.people);
  assert.equal((await db.people.getById(jane._id)).age, 4);

  // Callbacks are (error, result).
  await new Promise((resolve) => {
    db.people.find({ name: 'Jane' }, {}, (error, documents) => {
      assert.equal(error, null);
      assert.equal(documents.length, 1);
      resolve();
    });
  });
  await assert.rejects(db.people.find({ a: { $near: 1 } }), (error) => error.status === 400 && /\$near/.test(error.message));

  const note = await jane.addChild('notes', { text: 'hi' });
  assert.equal(note._parent_id, jane._id);
  await found[0].delete();
  await assert.rejects(db.people.getById(jane._id), { status: 404 });
  const [a, b] = await Promise.all([new db.people({}).save(), new db.people({}).save()]);
  const gone = await db.people.delete([a._id, b._id]);
  assert.equal(gone.result.length, 2);
  console.log('ok');
}
main().catch((error) => { console.error(error); process.exitCode = 1; });
