# SPDX-License-Identifier: GPL-3.0-or-later
"""The client for Python against the server at HOOKDESK_URL, with the full-access key HOOKDESK_KEY."""
import contextlib
import http.server
import os
import pathlib
import sys
import threading
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'clients/python'))
import hookdesk  # noqa: E402

URL, KEY = os.environ['HOOKDESK_URL'], os.environ['HOOKDESK_KEY']


@contextlib.contextmanager
def answering(answer):
    """The address of a server that lets `answer` write to the socket of each request."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *_):
            pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f'http://127.0.0.1:{server.server_port}'
    finally:
        server.shutdown()
        server.server_close()


class ClientTest(unittest.TestCase):
    def setUp(self):
        self.server = hookdesk.Hookdesk(URL + '/', key=KEY)
        self.notes = self.server.collection('pynotes')
        self.server.request('PUT', '/admin/v1/collections/pynotes', body={'fields': [{'name': 'text', 'type': 'text', 'required': True}]})

    def tearDown(self):
        self.server.request('DELETE', '/admin/v1/collections/pynotes', {'confirm': 'pynotes'})

    def failure(self, kind, call, *arguments, **options):
        with self.assertRaises(kind) as caught:
            call(*arguments, **options)
        self.assertIsInstance(caught.exception, hookdesk.HookdeskError)
        return caught.exception

    def test_documents(self):
        first, second, third = self.notes.insert([{'text': 'æ & ?', 'n': 1}, {'text': 'two', 'n': 2}, {'text': 'three', 'n': 3}])
        self.assertEqual(self.notes.get(first['_id'])['text'], 'æ & ?')
        self.assertEqual([each['n'] for each in self.notes.find({'n': {'$gt': 1}}, sort='n', dir=-1, fields=['n'])], [3, 2])
        self.assertEqual(self.notes.find(max=1, skip=1, sort='n')[0]['text'], 'two')
        self.assertEqual(self.notes.find_one({'text': 'æ & ?'})['_id'], first['_id'])
        self.assertIsNone(self.notes.find_one({'text': 'none'}))
        self.assertEqual(self.notes.count({'n': {'$lt': 3}}), 2)
        self.assertEqual(self.notes.update(first['_id'], {'$inc': {'n': 10}}, version=0)['n'], 11)
        self.assertEqual([each['_id'] for each in self.notes.all(size=2)], [first['_id'], second['_id'], third['_id']])
        self.assertEqual(self.notes.delete(first['_id']), [first['_id']])
        self.assertEqual(self.notes.delete_many([second['_id']]), [second['_id']])
        self.assertEqual(self.notes.delete_where({'n': 3}), [third['_id']])
        self.assertEqual(self.notes.count(), 0)

    def test_errors(self):
        bad = self.failure(hookdesk.BadRequest, self.notes.insert, {'n': 1})
        self.assertEqual((bad.status, bad.code, bad.list[0]['field'], bad.saved), (400, 'ValidationError', 'text', False))
        self.assertIn('(text: A value is required.)', str(bad))
        for call in (self.notes.find, self.notes.find_one, lambda **options: list(self.notes.all(**options))):
            with self.assertRaisesRegex(TypeError, 'limit'):  # the server would ignore it, and send everything
                call(limit=1)
        for each in ('sort', 'dir', 'skip', 'max'):
            with self.assertRaisesRegex(TypeError, each):
                list(self.notes.all(**{each: 1}))
        self.assertEqual(self.failure(hookdesk.NotFound, self.notes.get, '0' * 24).code, 'NotFound')
        note = self.notes.insert({'text': 'x'})
        self.assertEqual(self.failure(hookdesk.Conflict, self.notes.update, note['_id'], {'text': 'y'}, version=7).status, 412)
        self.assertEqual(self.failure(hookdesk.Conflict, self.notes.delete, note['_id'], version=7).status, 412)
        self.assertEqual(self.failure(hookdesk.Conflict, self.notes.insert, {'_id': note['_id'], 'text': 'again'}).status, 409)
        self.assertEqual(self.failure(hookdesk.AccessDenied, hookdesk.Hookdesk(URL, key='wrong').collection('pynotes').find).status, 401)
        self.failure(hookdesk.AccessDenied, hookdesk.Hookdesk(URL, token='wrong').collection('pynotes').find)

    def test_saved(self):
        path = '/admin/v1/collections/pynotes/codehook'
        self.server.request('PUT', path, body='function afterPOST(req, res) { res.end({error: "no"}); }')
        self.assertIn('afterPOST', self.server.request('GET', path))
        self.assertTrue(self.failure(hookdesk.HookdeskError, self.notes.insert, {'text': 'x'}).saved)
        self.assertEqual(self.notes.count(), 1)

    def test_busy_away_or_silent(self):
        def full(handler):
            handler.send_response(503)
            handler.send_header('Retry-After', '7')
            handler.end_headers()
        with answering(full) as other:
            error = self.failure(hookdesk.Unavailable, hookdesk.Hookdesk(other).request, 'GET', '/')
            self.assertEqual((error.status, error.retry_after), (503, 7))

        def half(handler):
            handler.send_response(int(handler.path[1:]))
            handler.send_header('content-type', 'application/json')
            handler.end_headers()
            handler.wfile.write(b'{"name":')
        with answering(half) as other:
            self.assertEqual(self.failure(hookdesk.HookdeskError, hookdesk.Hookdesk(other).request, 'GET', '/502').status, 502)
            self.failure(hookdesk.ConnectionFailed, hookdesk.Hookdesk(other).request, 'GET', '/200')
        done = threading.Event()
        with answering(lambda handler: done.wait(5)) as other:
            self.failure(hookdesk.ConnectionFailed, hookdesk.Hookdesk(other, timeout=0.05).request, 'GET', '/')
            done.set()
        self.failure(hookdesk.ConnectionFailed, hookdesk.Hookdesk(other).request, 'GET', '/')

    def test_redirect_does_not_carry_the_key_away(self):
        asked = []

        def steal(handler):
            asked.append(handler.headers['x-apikey'])

        with answering(steal) as thief:
            def redirect(handler):
                handler.send_response(302)
                handler.send_header('Location', thief)
                handler.end_headers()
            with answering(redirect) as other:
                self.assertEqual(self.failure(hookdesk.HookdeskError, hookdesk.Hookdesk(other, key=KEY).request, 'GET', '/').status, 302)
        self.assertEqual(asked, [])

    def test_changes(self):
        seen = []

        def watch():
            for change in self.server.changes():
                seen.extend(each for each in change['collections'] if each['name'] == 'pynotes')
                if seen:
                    return
        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        ids = []
        while watcher.is_alive():
            ids.append(self.notes.insert({'text': 'seen'})['_id'])
        self.assertEqual((seen[0]['insert'], seen[0]['documents'][0]['kind']), (1, 'insert'))
        self.assertIn(seen[0]['documents'][0]['_id'], ids)

    def test_changes_go_on(self):
        asked = []

        def stream(handler):
            asked.append(handler.headers['Last-Event-ID'])
            handler.send_response(200)
            handler.send_header('content-type', 'text/event-stream')
            handler.end_headers()
            if len(asked) == 1:
                handler.wfile.write('id: 1\ndata: {"collections":[{"name":"ø"}]}\n\nid: 2\n\nid: 3\nda'.encode())
            else:
                handler.wfile.write(b'id: 4\nevent: reset\n:\ndata: {}\n\n:\n\nid: 5\ndata: {"collections":[{"name":"b"}]}\n\n')
        with answering(stream) as other:
            changes = hookdesk.Hookdesk(other).changes()
            got = [next(changes) for _ in range(3)]
            changes.close()
        self.assertEqual([(each['id'], each['reset'], [one['name'] for one in each['collections']]) for each in got],
                         [('1', False, ['ø']), ('4', True, []), ('5', False, ['b'])])
        self.assertEqual(asked[:2], [None, '2'])

    def test_changes_need_a_full_key(self):
        self.failure(hookdesk.AccessDenied, next, hookdesk.Hookdesk(URL, key='wrong').changes())


if __name__ == '__main__':
    unittest.main()
