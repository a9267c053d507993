// SPDX-License-Identifier: GPL-3.0-or-later
// The client for JavaScript against the server at HOOKDESK_URL, with the full-access key HOOKDESK_KEY.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {before, test} from 'node:test';
import {
  AccessError, BadRequestError, ConflictError, ConnectionError, Hookdesk, HookdeskError, NotFoundError, UnavailableError,
} from '../../clients/js/hookdesk.js';
import Ajv from '../node/node_modules/ajv/dist/2020.js';
import {typesOf} from '../../clients/js/hookdesk-types.mjs';

const {HOOKDESK_URL: url, HOOKDESK_KEY: key, FOLDER: folder} = process.env;
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const server = new Hookdesk(`${url}/`, {key});
const notes = server.collection('jsnotes');

/** What `promise` fails with. */
async function failure(promise, type) {
  const error = await promise.then(() => assert.fail('it did not fail'), (each) => each);
  assert.ok(error instanceof type, `${error.name}: ${error.message}`);
  assert.ok(error instanceof HookdeskError);
  return error;
}

/** Runs `use` with the address of a server that answers by `handler`. */
async function withServer(handler, use) {
  const other = createServer(handler);
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${other.address().port}`);
  } finally {
    other.closeAllConnections();
    other.close();
  }
}

before(async () => {
  await server.request('PUT', '/admin/v1/collections/jsnotes', {body: {fields: [
    {name: 'text', type: 'text', required: true}, {name: 'n', type: 'number'}, {name: 'kind', type: 'text', options: ['a', 'b']}]}});
  await server.request('PUT', '/admin/v1/collections/jslinks', {body: {fields: [
    {name: 'one', type: 'relation', collection: 'jsnotes'}, {name: 'many', type: 'relations', collection: 'jsnotes'}, {name: 'pictures', type: 'images'}]}});
});

test('documents are stored, found, changed and deleted', async () => {
  const [first, second, third] = await notes.insert([{text: 'æ & ?', n: 1}, {text: 'two', n: 2}, {text: 'three', n: 3}]);
  assert.equal((await notes.get(first._id)).text, 'æ & ?');
  assert.deepEqual((await notes.find({n: {$gt: 1}}, {sort: 'n', dir: -1, fields: ['n']})).map((each) => each.n), [3, 2]);
  assert.equal((await notes.find({}, {max: 1, skip: 1, sort: 'n'}))[0].text, 'two');
  assert.equal((await notes.findOne({text: 'æ & ?'}))._id, first._id);
  assert.equal(await notes.findOne({text: 'none'}), null);
  assert.equal(await notes.count({n: {$lt: 3}}), 2);
  assert.equal((await notes.update(first._id, {$inc: {n: 10}}, {version: 0})).n, 11);
  const read = [];
  for await (const each of notes.all({}, {size: 2})) read.push(each._id);
  assert.deepEqual(read, [first._id, second._id, third._id]);
  assert.deepEqual(await notes.delete(first._id), [first._id]);
  assert.deepEqual(await notes.deleteMany([second._id]), [second._id]);
  assert.deepEqual(await notes.deleteWhere({n: 3}), [third._id]);
  assert.equal(await notes.count(), 0);
});

test('errors have types', async () => {
  const bad = await failure(notes.insert({n: 1}), BadRequestError);
  assert.deepEqual([bad.status, bad.code, bad.list[0].field, bad.saved], [400, 'ValidationError', 'text', false]);
  assert.match(bad.message, /\(text: A value is required\.\)/);
  // The server would ignore it, and send everything.
  await assert.rejects(notes.find({}, {limit: 1}), /"limit"/);
  await assert.rejects(notes.findOne({}, {limit: 1}), TypeError);
  for (const name of ['limit', 'sort', 'dir', 'skip', 'max']) await assert.rejects(notes.all({}, {[name]: 1}).next(), TypeError, name);
  assert.equal((await failure(notes.get('0'.repeat(24)), NotFoundError)).code, 'NotFound');
  const note = await notes.insert({text: 'x'});
  assert.equal((await failure(notes.update(note._id, {text: 'y'}, {version: 7}), ConflictError)).status, 412);
  assert.equal((await failure(notes.delete(note._id, {version: 7}), ConflictError)).status, 412);
  assert.equal((await failure(notes.insert({_id: note._id, text: 'again'}), ConflictError)).status, 409);
  await notes.delete(note._id, {version: 0});
  assert.equal((await failure(new Hookdesk(url, {key: 'wrong'}).collection('jsnotes').find(), AccessError)).status, 401);
  await failure(new Hookdesk(url, {token: 'wrong'}).collection('jsnotes').find(), AccessError);
});

test('a hook after the write says that the data are stored', async () => {
  const path = '/admin/v1/collections/jshooks';
  await server.request('PUT', path, {body: {}});
  await server.request('PUT', `${path}/codehook`, {body: 'function afterPOST(req, res) { res.end({error: "no"}); }'});
  assert.equal((await failure(server.collection('jshooks').insert({a: 1}), HookdeskError)).saved, true);
  assert.equal(await server.collection('jshooks').count(), 1);
});

test('a text comes back as a text', async () => {
  assert.match(await server.request('GET', '/admin/v1/collections/jshooks/codehook'), /afterPOST/);
  assert.equal((await server.request('GET', '/healthz')).trim(), 'ok');
});

test('a server that is busy, away or silent', async () => {
  await withServer((request, response) => response.writeHead(503, {'retry-after': '7'}).end('full'), async (other) => {
    const error = await failure(new Hookdesk(other).request('GET', '/'), UnavailableError);
    assert.deepEqual([error.status, error.retryAfter, error.body], [503, 7, 'full']);
  });
  await withServer((request, response) => response.writeHead(Number(request.url.slice(1)), {'content-type': 'application/json'}).end('{"name":'),
    async (other) => {
      assert.equal((await failure(new Hookdesk(other).request('GET', '/502'), HookdeskError)).status, 502);
      await failure(new Hookdesk(other).request('GET', '/200'), ConnectionError);
    });
  await withServer(() => {}, (other) => failure(new Hookdesk(other, {timeout: 50}).request('GET', '/'), ConnectionError));
  const gone = await withServer(() => {}, (other) => other);
  assert.match((await failure(new Hookdesk(gone).request('GET', '/a'), ConnectionError)).message, /^GET \/a: .*ECONNREFUSED/);
});

test('a redirect does not carry the key away', async () => {
  const asked = [];
  await withServer((request, response) => { asked.push(request.headers['x-apikey']); response.end('{}'); }, (thief) =>
    withServer((request, response) => response.writeHead(302, {location: thief}).end(), (other) =>
      failure(new Hookdesk(other, {key}).request('GET', '/'), ConnectionError)));
  assert.deepEqual(asked, []);
});

test('changes come as they happen, until the caller stops', async () => {
  const stop = new AbortController();
  const seen = (async () => {
    for await (const change of server.changes({signal: stop.signal})) {
      const mine = change.collections.find((each) => each.name === 'jsnotes');
      if (mine) { stop.abort(); return mine; }
    }
    return null;
  })();
  let isOver = false;
  void seen.finally(() => { isOver = true; });
  const ids = [];
  while (!isOver) ids.push((await notes.insert({text: 'seen'}))._id);
  const {documents: [document], insert} = await seen;
  assert.deepEqual([insert, document.kind, ids.includes(document._id)], [1, 'insert', true]);
  await notes.deleteMany(ids);
});

test('changes go on after a lost connection', async () => {
  const asked = [];
  const change = (id, name) => `id: ${id}\ndata: {"collections":[{"name":"${name}"}]}\n\n`;
  await withServer((request, response) => {
    asked.push(request.headers['last-event-id']);
    response.writeHead(200, {'content-type': 'text/event-stream'});
    if (asked.length === 1) {
      // The first chunk ends within a letter of two bytes.
      const bytes = Buffer.from(change(1, 'ø') + 'id: 2\n\nid: 3\nda');
      const middle = bytes.indexOf(0xc3) + 1;
      response.write(bytes.subarray(0, middle), () => setTimeout(() => response.end(bytes.subarray(middle)), 20));
    }
    else response.write('id: 4\nevent: reset\ndata: {}\n\n' + change(5, 'b'));
  }, async (other) => {
    const changes = new Hookdesk(other).changes();
    const got = [(await changes.next()).value, (await changes.next()).value, (await changes.next()).value];
    await changes.return();
    assert.deepEqual(got.map((each) => [each.id, each.reset, each.collections[0]?.name]), [['1', false, 'ø'], ['4', true, undefined], ['5', false, 'b']]);
    assert.deepEqual(asked, [undefined, '2']);
  });
});

test('changes go on after a connection that says nothing more', async () => {
  let asked = 0;
  await withServer((request, response) => {
    response.writeHead(200, {'content-type': 'text/event-stream'});
    response.write(`id: ${++asked}\ndata: {}\n\n`);
  }, async (other) => {
    const changes = new Hookdesk(other, {timeout: 50}).changes();
    assert.deepEqual([(await changes.next()).value.id, (await changes.next()).value.id], ['1', '2']);
    await changes.return();
  });
});

test('changes end with an error where the key has no right to them', async () => {
  await failure(new Hookdesk(url, {key: 'wrong'}).changes().next(), AccessError);
});

test('what the description says of relations and media is what the server takes and answers', async () => {
  const {components} = await server.request('GET', '/openapi.json');
  const ajv = new Ajv({strict: false});
  const [sent, answered] = ['jslinks.new', 'jslinks'].map((name) => ajv.compile(components.schemas[name]));
  const {_id: id} = await notes.insert({text: 'a'});
  const links = server.collection('jslinks');
  for (const value of [id, {_id: id}, [id], [{_id: id, text: 'old'}], [], null]) {
    for (const field of ['one', 'many']) {
      assert.ok(sent({[field]: value}), JSON.stringify(value));
      const stored = await links.insert({[field]: value});
      assert.ok(answered(stored), JSON.stringify(stored));
      assert.ok(answered(await links.get(stored._id)));
    }
  }
  for (const value of [3, true, {}, [3], [[id]], [id, {text: 'a'}]]) {
    assert.ok(!sent({many: value}), JSON.stringify(value));
    await failure(links.insert({many: value}), BadRequestError);
  }
  assert.ok(!sent({one: [id, id]}));
  for (const value of [id, [id, id]]) {
    assert.ok(sent({pictures: value}));
    assert.ok(answered(await links.insert({pictures: value})));
  }
  assert.ok(!sent({pictures: 3}));
  await failure(links.insert({pictures: 3}), BadRequestError);
});

test('types of the collections compile, and find mistakes', async () => {
  const types = typesOf(await server.request('GET', '/openapi.json'));
  assert.match(types, /"jsnotes": \{\n {4}"text": string;\n {4}"n"\?: number;\n {4}"kind"\?: "a" \| "b";/);
  writeFileSync(join(folder, 'collections.d.ts'), types);
  writeFileSync(join(folder, 'use.mts'), `
import {Hookdesk} from ${JSON.stringify(join(root, 'clients/js/hookdesk.js'))};
import type {Collections} from './collections.js';
const notes = new Hookdesk<Collections>('http://127.0.0.1').collection('jsnotes');
const text: string = (await notes.get('a')).text;
for await (const each of notes.all()) await notes.update(each._id, {n: 1});
// @ts-expect-error text is required
await notes.insert({n: 1});
// @ts-expect-error there is no such collection
new Hookdesk<Collections>('').collection('nothing');
const links = new Hookdesk<Collections>('http://127.0.0.1').collection('jslinks');
await links.insert([{one: 'a', many: ['a', {_id: 'b'}], pictures: 'a'}, {one: {_id: 'a'}, many: null}, {many: (await links.get('a')).many}]);
await links.update('a', {one: 'b'});
const linked: string | undefined = (await links.get('a')).one?.[0]?._id;
// @ts-expect-error a number is no relation
await links.insert({one: 3});
export {text, linked};
`);
  const tsc = join(root, 'tests/node/node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', join(folder, 'use.mts')],
    {stdio: 'inherit'});
});

test('the declarations name what the client has', () => {
  const declared = readFileSync(join(root, 'clients/js/hookdesk.d.ts'), 'utf8');
  for (const of of [Hookdesk, notes.constructor]) {
    for (const name of Object.getOwnPropertyNames(of.prototype)) {
      const isPrivate = ['constructor', 'send', 'fail', 'pathOf'].includes(name);
      assert.ok(isPrivate || declared.includes(`  ${name}(`) || declared.includes(`  ${name}<`), name);
    }
  }
});
