# SPDX-License-Identifier: GPL-3.0-or-later
"""Migration into the server at TARGET_URL: from the one at HOOKDESK_URL as the classic service, from answers of Parse Server 9 that were
recorded, from PocketBase's format as its documentation shows it, and from files that json-server 0.17.4 and 1.0.0-beta.15 wrote."""
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
CLIENTS = HERE.parents[1] / 'clients/python'
sys.path.insert(0, str(CLIENTS))
import hookdesk  # noqa: E402

KEY, URL, TARGET = (os.environ[name] for name in ('HOOKDESK_KEY', 'HOOKDESK_URL', 'TARGET_URL'))
RECORDED = json.loads((HERE / 'data/parse.json').read_text())


class Parse(http.server.BaseHTTPRequestHandler):
    asked = set()

    def do_GET(self):
        is_known = self.headers['X-Parse-Application-Id'] == 'app' and self.headers['X-Parse-Master-Key'] == 'master' and self.path in RECORDED
        Parse.asked.add(self.path)
        answer = json.dumps(RECORDED[self.path] if is_known else {'error': f'unauthorized: {self.path}'}).encode()
        self.send_response(200 if is_known else 403)
        self.send_header('content-type', 'application/json')
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def migrate(*arguments, **environment):
    return subprocess.run([sys.executable, '-B', CLIENTS / 'hookdesk_migrate.py', *map(str, arguments), '--to', TARGET], text=True,
                          env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


class MigrateTest(unittest.TestCase):
    target = hookdesk.Hookdesk(TARGET, key=KEY)

    def one(self, collection, **query):
        found = self.target.collection(collection).find(query, metafields=True)
        self.assertEqual(len(found), 1, found)
        return found[0]

    def fields(self, collection):
        return {each['name']: each for each in self.target.request('GET', f'/admin/v1/collections/{collection}')['fields']}

    def test_parse(self):
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Parse)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f'http://127.0.0.1:{server.server_port}/parse'
        refused = migrate('parse', address, PARSE_APP_ID='app', PARSE_MASTER_KEY='wrong')
        self.assertEqual((refused.returncode, 'unauthorized' in refused.stdout), (1, True), refused.stdout)
        done = migrate('parse', address, PARSE_APP_ID='app', PARSE_MASTER_KEY='master')
        server.shutdown()
        server.server_close()
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r'Post +3 -> +3 +9 -> +9')
        self.assertIn('the files of cover stay', done.stdout)
        self.assertEqual(Parse.asked, set(RECORDED))
        jane = self.one('users', email='jane@example.com')
        # The editors belong to the staff.
        self.assertEqual((sorted(jane['roles']), jane['username'], 'password' in jane), (['editors', 'staff'], 'jane', False))
        self.assertEqual(self.one('users', email='paul@example.com')['roles'], ['staff'])
        # Two that refer to each other, and a relation of several.
        posts = {post['title']: post for post in self.target.collection('Post').find({'next': {'$exists': True}})}
        self.assertEqual((posts['Post 0']['next'][0]['title'], posts['Post 1']['next'][0]['title']), ('Post 1', 'Post 0'))
        self.assertEqual(posts['Post 0']['likes'][0]['username'], 'paul')
        # An array of pointers is a relation; a pointer within other values names its document.
        self.assertEqual(self.fields('Post')['readers']['type'], 'relations')
        post = self.one('Post', title='Post 2')
        self.assertEqual([each['username'] for each in post['readers']], ['jane', 'paul'])
        self.assertEqual(post['mixed'], [{'collection': 'users', '_id': jane['_id']}, 1])
        self.assertEqual((post['attrs']['best']['_id'], post['attrs']['at']), (self.one('Author')['_id'], '2026-01-02T03:04:05.678Z'))
        author = self.one('Author')
        self.assertEqual((author['born'], author['home']), ('1970-01-02T03:04:05.000Z', {'latitude': 1.5, 'longitude': 2.5}))
        self.assertEqual(author['_created'], next(iter(each['createdAt'] for path, answer in RECORDED.items() if 'Author' in path for each in answer['results'])))
        self.assertTrue(self.fields('users')['email']['unique'])

    def test_pocketbase(self):
        done = migrate('pocketbase', HERE / 'data/pocketbase')
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r'articles +2 -> +2 +3 -> +3')
        self.assertNotIn('superusers', done.stdout)
        one = self.one('articles', title='One')
        self.assertEqual((one['author'][0]['name'], one['similar'][0]['title'], one['labels'], one['score']), ('Jane', 'Two', ['a', 'b'], 1.5))
        self.assertEqual(one['_created'], '2025-03-01T10:00:00.000Z')
        jane = self.one('members', name='Jane')
        self.assertEqual((jane['email'], jane['_changed'], 'collectionId' in jane), ('jane@example.com', '2025-03-02T11:30:00.123Z', False))
        fields = self.fields('articles')
        self.assertEqual((fields['title']['required'], fields['state']['options'], fields['similar']['type']), (True, ['draft', 'public'], 'relations'))
        again = migrate('pocketbase', HERE / 'data/pocketbase')
        self.assertEqual((again.returncode, 'documents already' in again.stdout), (1, True))
        self.assertEqual(self.target.collection('articles').count(), 2)

    def test_pocketbase_before_0_23(self):
        # A relation without maxSelect takes any number there.
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            schema = [{'name': 'friends', 'type': 'relation', 'options': {'collectionId': 'c', 'maxSelect': None}},
                      {'name': 'best', 'type': 'relation', 'options': {'collectionId': 'c', 'maxSelect': 1}}]
            (place / 'collections.json').write_text(json.dumps([{'id': 'c', 'name': 'folk', 'type': 'base', 'schema': schema}]))
            (place / 'folk.json').write_text(json.dumps([{'id': 'a', 'friends': ['a', 'b'], 'best': 'b'}, {'id': 'b', 'friends': [], 'best': ''}]))
            done = migrate('pocketbase', place)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r'folk +2 -> +2 +3 -> +3')
        fields = self.fields('folk')
        self.assertEqual((fields['friends']['type'], fields['best']['type']), ('relations', 'relation'))

    def test_difference(self):
        # A relation to a record that is not there is lost: the counts say so.
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            fields = [{'name': 'next', 'type': 'relation', 'collectionId': 'b', 'maxSelect': 1}]
            (place / 'collections.json').write_text(json.dumps([{'id': 'b', 'name': 'broken', 'type': 'base', 'fields': fields}]))
            (place / 'broken.json').write_text(json.dumps([{'id': 'r1', 'next': 'gone'}]))
            done = migrate('pocketbase', place)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertRegex(done.stdout, r'broken +1 -> +1 +1 -> +0  1  DIFFERENT')
        self.assertIn('broken: next names what is not there: broken gone', done.stdout)

    def clear(self, *collections):
        for name in collections:
            self.target.request('DELETE', f'/admin/v1/collections/{name}', {'confirm': name})

    def test_json_server(self):
        # A nested POST writes the id of the post as a text, another one names a post that never was.
        for version, author, ids in ('0.17', 'typicode', (1, 2, 5)), ('1', 'typicode', ('1',)):
            with self.subTest(version):
                done = migrate('json-server', HERE / f'data/json-server-{version}.json')
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertIn('comments: post names what is not there: posts 99', done.stdout)
                self.assertIn('posts: _draft is draft here', done.stdout)
                for id in ids:
                    self.assertEqual(self.one('comments', id=id)['post'][0]['title'], 'json-server')
                self.assertNotIn('post', self.one('comments', body='none'))
                # An author beside an authorId is another field.
                post = self.one('posts', title='json-server')
                self.assertEqual((post['author'], post['views']), (author, 10))
                other = self.one('posts', title='Zweiter ü')
                self.assertEqual((other['flags'], other['deep'], other['none']), ([True, None], {'a': {'b': [{'c': 1}]}}, None))
                draft = self.one('posts', title='by Bob')
                self.assertEqual((draft['draft'], draft['a.b']), (True, 1))
                self.assertEqual(self.one('profile')['age'], 3)
                if version == '0.17':
                    self.assertEqual((post['authorId'][0]['name'], draft['authorId'][0]['name']), ('Jane', 'Bob'))
                    self.assertIn('tags is left out', done.stdout)
                else:
                    self.assertEqual(self.one('authors', name='Bob')['company'][0]['id'], 'c1')
                    self.assertNotIn('$schema', done.stdout)
                self.clear('posts', 'comments', 'authors', 'profile')
        self.assertEqual(migrate('json-server', HERE / 'data/none.json').returncode, 1)

    def test_json_server_with_other_values(self):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder) / 'db.json'
            place.write_text(json.dumps({'tags': ['a', 'b'], 'version': 3, 'plants': [{'name': 'Oak'}, {'id': 0, 'name': 'Elm'}]}))
            done = migrate('json-server', place)
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertRegex(done.stdout, r'plants +2 -> +2')
            self.assertIn('tags is left out', done.stdout)
            self.assertIn('version is left out', done.stdout)
            place.write_text('["a"]')
            none = migrate('json-server', place)
        self.assertEqual((none.returncode, 'no list of objects' in none.stdout), (1, True), none.stdout)

    def test_classic(self):
        old = hookdesk.Hookdesk(URL, key=KEY)
        old.request('PUT', '/admin/v1/collections/oldteams', body={'fields': [{'name': 'name', 'type': 'text', 'required': True, 'unique': True}]})
        old.request('PUT', '/admin/v1/collections/oldpeople', body={'fields': [{'name': 'team', 'type': 'relation', 'collection': 'oldteams'}]})
        team = old.collection('oldteams').insert({'name': 'Red'})
        old.collection('oldpeople').insert([{'n': n, 'team': [team['_id']]} for n in range(1203)])
        # What a hook hides goes along.
        old.request('PUT', '/admin/v1/collections/oldpeople/codehook', body='function beforeGET(req, res) { res.end({query: {n: 1}}); }')
        old.collection('system_jobs').insert({'description': 'Old job', 'crontab': '@daily', 'script': 'function runJob(req, res) { res.end(); }'})
        done = migrate('classic', URL, OLD_KEY=KEY)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r'oldpeople +1203 -> +1203 +1203 -> +1203')
        new = self.one('oldpeople', n=7)
        self.assertEqual(new['team'][0]['name'], 'Red')
        self.assertEqual(new['_created'], old.collection('oldpeople').find({'n': 1}, metafields=True)[0]['_created'])
        self.assertEqual((self.one('oldteams')['_id'], self.fields('oldteams')['name']['unique']), (team['_id'], True))
        self.assertIs(self.one('system_jobs')['active'], False)


if __name__ == '__main__':
    unittest.main()
