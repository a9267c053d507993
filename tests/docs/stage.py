# SPDX-License-Identifier: GPL-3.0-or-later
"""A server on which attacks.py sets up one recipe of the cookbook after the other."""
import concurrent.futures
import http.client
import json
import re
import subprocess
import threading
import urllib.parse

from check import FENCE, ROOT


class Fault(Exception):
    pass


def same(what, given, expected):
    if given != expected:
        raise Fault(f'{what}: {given!r} instead of {expected!r}')


def holds(what, condition):
    if not condition:
        raise Fault(what)


class Answer:
    def __init__(self, status, text):
        self.status, self.text = status, text

    @property
    def json(self):
        return json.loads(self.text)

    def __repr__(self):
        return f'{self.status} {self.text[:300]}'


class Server:
    def __init__(self, programs, folder):
        self.process = subprocess.Popen(
            [programs / 'hookdeskd', 'serve', '--database', folder / 'a.hookdesk', '--listen', '127.0.0.1:0'],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.key = self.process.stdout.readline().split()[-1]
        self.port = int(re.search(r':(\d+)$', self.process.stdout.readline().strip())[1])
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def close(self):
        self.process.terminate()
        self.process.wait(30)


class Client:
    """Somebody with a key or a token. Any thread."""

    def __init__(self, port, **headers):
        self.port, self.headers, self.own = port, headers, threading.local()

    def send(self, method, path, body=None, **more):
        headers = {'content-type': 'application/json', **self.headers, **more}
        data = body if body is None or isinstance(body, (str, bytes)) else json.dumps(body)
        headers = {name.replace('_', '-'): value for name, value in headers.items() if value is not None}
        for attempt in (1, 2):
            try:
                if not hasattr(self.own, 'connection'):
                    self.own.connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
                self.own.connection.request(method, path, data.encode() if isinstance(data, str) else data, headers)
                reply = self.own.connection.getresponse()
                return Answer(reply.status, reply.read().decode())
            except (http.client.RemoteDisconnected, ConnectionError):
                # The server closes connections as it likes; a request that it has not read is sent again.
                del self.own.connection
                if attempt == 2:
                    raise
        return None

    def get(self, path, **parameters):
        query = urllib.parse.urlencode({name: value if isinstance(value, str) else json.dumps(value)
                                        for name, value in parameters.items()})
        return self.send('GET', path + ('?' + query if query else ''))

    def post(self, path, body, **headers):
        return self.send('POST', path, body, **headers)

    def made(self, path, body):
        answer = self.post(path, body)
        same(f'POST {path} {body}', (answer.status, answer.text)[answer.status != 201], 201)
        return answer.json

    def document(self, path):
        answer = self.get(path)
        same(f'GET {path}', answer.status, 200)
        return answer.json


class Stage:
    """The server with one recipe on it."""

    def __init__(self, server):
        self.server = server
        self.owner = Client(server.port, x_apikey=server.key)

    def clear(self):
        for module in self.owner.document('/admin/v1/modules'):
            same('module', self.owner.send('DELETE', f"/admin/v1/modules/{module['name']}").status // 100, 2)
        for collection in self.owner.document('/admin/v1/collections'):
            name = collection['name']
            if not re.match('system_|email_', name):
                same(name, self.owner.send('DELETE', f'/admin/v1/collections/{name}?confirm={name}').status, 200)

    def set_up(self, name):
        """What the page tells its reader to do."""
        text = (ROOT / f'docs/cookbook/{name}.md').read_text()
        for path, body in re.findall(r"^\$ api (?:PUT|PATCH) (/admin/v1/(?:collections/\w+|settings)) '(\{.*\})'$", text, re.M):
            if "'$" not in body:
                method = 'PATCH' if path.endswith('settings') else 'PUT'
                holds(f'{method} {path}', self.owner.send(method, path, body).status in (200, 201))
        self.push([(match[1].split()[1], match[2]) for match in FENCE.finditer(text) if match[1].startswith('js ')])

    def push(self, files):
        """Saves scripts, as `hooks push` does."""
        for file, source in sorted(files, key=lambda each: not each[0].startswith('lib/')):
            target = file[:-3]
            path = f'/admin/v1/modules/{target[4:]}' if target.startswith('lib/') else f'/admin/v1/collections/{target}/codehook'
            if not target.startswith('lib/') and self.owner.get(f'/admin/v1/collections/{target}').status == 404:
                self.owner.send('PUT', f'/admin/v1/collections/{target}', '{}')
            answer = self.owner.send('PUT', path, source, content_type='text/javascript')
            holds(f'{file}: {answer}', answer.status == 200)

    def user(self, email):
        answer = self.owner.post('/auth/jwt', {'payload': {'email': email}})
        return Client(self.server.port, authorization='Bearer ' + answer.json['jwt'])

    def web(self, methods, path=None):
        limits = {'kind': 'web', 'methods': methods, **({'path': path} if path else {})}
        return Client(self.server.port, x_apikey=self.owner.made('/admin/v1/keys', limits)['key'])


def at_once(count, act):
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(act, range(count)))


def statuses(answers):
    return sorted(answer.status for answer in answers)


def ways(field, value):
    """Bodies of a PUT or PATCH that could bring `value` into `field`, or spoil it."""
    return [
        {field: value}, {'$set': {field: value}}, {'note': 'x', '$set': {field: value}}, {'$max': {field: value}},
        {'$min': {field: value}}, {'$rename': {'bait': field}}, {'$rename': {field: 'elsewhere'}}, {'$unset': {field: ''}},
        {'$push': {field: value}}, {'$addToSet': {field: value}}, {'$pull': {field: value}}, {'$inc': {field: 7}},
        {'$mul': {field: 3}}, {'$currentDate': {field: True}}, {field + '.x': value}, {'$set': {field + '.x': value}},
        {'$set': {field + '.0': value}}, {'$unset': {field: ''}, field: value}, {field: [value]}, {field: None},
        {field: {'$set': value}}, {'$set': {'bait': value}, '$rename': {'bait': field}}, [{field: value}],
    ]


def withstands(client, path, field, value):
    """Nothing that `client` may send changes `field` of the document at `path`, or breaks a script."""
    before = client.document(path)
    for body in ways(field, value):
        for method in ('PUT', 'PATCH'):
            answer = client.send(method, path, body)
            holds(f'{method} {path} {body}: {answer}', answer.status < 500)
            same(f'{method} {path} {body}', client.document(path).get(field), before.get(field))
        client.send('POST', path, body, x_http_method_override='PATCH')
        same(f'POST as PATCH {path} {body}', client.document(path).get(field), before.get(field))
