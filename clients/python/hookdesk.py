# SPDX-License-Identifier: MIT
"""A client for the REST API of Hookdesk. It needs Python 3.8 or later and nothing else.

    server = Hookdesk('http://127.0.0.1:8787', key='…')
    people = server.collection('people')
    jane = people.insert({'name': 'Jane', 'age': 30})
    people.update(jane['_id'], {'$inc': {'age': 1}})
    people.find({'age': {'$gt': 18}}, sort='name', max=10)
"""
import contextlib
import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request

__all__ = ['Hookdesk', 'Collection', 'HookdeskError', 'ConnectionFailed', 'BadRequest', 'AccessDenied', 'NotFound', 'Conflict',
           'Unavailable']
__version__ = '0.1.0'


class HookdeskError(Exception):
    """A request that was not answered with a status of 2xx.

    status       that of the answer; 0: there was none
    code         the error's name, such as ValidationError
    list         of a ValidationError: [{'field': …, 'message': [text, …]}]
    saved        whether the data were stored although the request failed: a hook after the write did
    retry_after  after how many seconds to try again; 0: the server does not say
    """

    def __init__(self, message, status=0, body=None, headers=None):
        super().__init__(message)
        body = body if isinstance(body, dict) else {}
        headers = headers or {}
        self.status = status
        self.code = body.get('name', '')
        self.list = body.get('list', [])
        self.body = body
        self.saved = headers.get('x-hookdesk-saved') == 'true'
        after = headers.get('retry-after', '')
        self.retry_after = int(after) if after.isdigit() else 0


class ConnectionFailed(HookdeskError):
    """No answer: no connection, or the time was over."""


class BadRequest(HookdeskError):
    """Status 400."""


class AccessDenied(HookdeskError):
    """Status 401 or 403."""


class NotFound(HookdeskError):
    """Status 404."""


class Conflict(HookdeskError):
    """Status 409 or 412: somebody else was faster, or it exists already."""


class Unavailable(HookdeskError):
    """Status 429 or 503: the same request may succeed later."""


_ERRORS = {400: BadRequest, 401: AccessDenied, 403: AccessDenied, 404: NotFound, 409: Conflict, 412: Conflict, 429: Unavailable,
           503: Unavailable}


def _details(listed):
    """What is wrong with which field, for whoever sees the message alone."""
    texts = []
    for each in listed if isinstance(listed, list) else ():
        message = each.get('message')
        texts.append(': '.join(filter(None, (each.get('field'), message[0] if isinstance(message, list) else message))))
    return f" ({' '.join(texts)})" if texts else ''


def _parsed(response):
    content = response.read()
    kind = response.headers.get('content-type') or 'text/plain'
    if 'json' not in kind and not kind.startswith('text/'):
        return content
    text = content.decode('utf-8')
    return json.loads(text) if text and 'json' in kind else text


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Else a key would be sent to wherever an answer points."""

    def redirect_request(self, *arguments):
        return None


class Hookdesk:
    """A server, and who asks it: the holder of an API key, or a user with a token."""

    def __init__(self, url, key=None, token=None, timeout=30):
        """timeout: seconds that a request waits for its answer."""
        self.url = url.rstrip('/')
        self.key = key
        self.token = token
        self.timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirects)

    def collection(self, name):
        """The documents of a collection."""
        return Collection(self, name)

    def request(self, method, path, query=None, body=None, headers=None):
        """Any request. query: parameters; body: sent as JSON, or as it is when it is a text.

        Gives the answer's body: parsed where it is JSON, a text where it is one, else bytes. Raises HookdeskError.
        """
        with self._send(method, path, query, body, headers) as response:
            try:
                return _parsed(response)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise ConnectionFailed(f'{method} {path}: {error}') from error

    def _send(self, method, path, query=None, body=None, headers=None):
        given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in (query or {}).items() if value is not None}
        sent = {'Accept': 'application/json'}
        if self.key:
            sent['x-apikey'] = self.key
        if self.token:
            sent['Authorization'] = f'Bearer {self.token}'
        data = None
        if body is not None:
            sent['Content-Type'] = 'text/plain' if isinstance(body, str) else 'application/json'
            data = (body if isinstance(body, str) else json.dumps(body)).encode('utf-8')
        sent.update(headers or {})
        url = self.url + path + ('?' + urllib.parse.urlencode(given) if given else '')
        try:
            return self._opener.open(urllib.request.Request(url, data, sent, method=method), timeout=self.timeout)
        except urllib.error.HTTPError as error:
            told = {}
            with error, contextlib.suppress(OSError, http.client.HTTPException, ValueError):  # a proxy's page, or half of it
                told = _parsed(error)
            told = told if isinstance(told, dict) else {}
            message = (told.get('message') or f'{error.code} {error.reason}') + _details(told.get('list'))
            raise _ERRORS.get(error.code, HookdeskError)(message, error.code, told, error.headers) from None
        except (OSError, http.client.HTTPException) as error:
            raise ConnectionFailed(f'{method} {path}: {getattr(error, "reason", error)}') from error

    def changes(self, last_id=None):
        """What each commit has changed, as it happens; needs a full-access key. Never ends.

        Goes on by itself after a connection that is lost, or silent for `timeout` seconds (the server sends something every
        15 s), where it broke off. An entry with 'reset': True says that changes are missing before it: read anew what you show.
        """
        wait = 0.25
        while True:
            try:
                headers = {'Accept': 'text/event-stream', **({'Last-Event-ID': last_id} if last_id else {})}
                with self._send('GET', '/admin/v1/changes', headers=headers) as response:
                    wait = 0.25
                    for event in _events(response):
                        last_id = event.get('id', last_id)
                        if event.get('data') or event.get('event') == 'reset':
                            yield {'id': event.get('id'), 'reset': event.get('event') == 'reset', 'collections': [], 'definitions': [],
                                   **json.loads(event.get('data') or '{}')}
            except HookdeskError as error:
                if 400 <= error.status < 500 and error.status != 429:
                    raise
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(wait)
            wait = min(wait * 2, 10)


def _events(response):
    """The events of a stream. Source: WHATWG HTML, "Server-sent events"."""
    event = {}
    for line in response:
        text = line.decode('utf-8').rstrip('\r\n')
        name, _, value = text.partition(':')
        if name:
            value = value[1:] if value.startswith(' ') else value
            event[name] = f'{event[name]}\n{value}' if name == 'data' and name in event else value
        elif event and not text:  # a comment begins with the colon
            yield event
            event = {}


class Collection:
    """The documents of one collection. Queries are MongoDB's."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        self.path = '/rest/' + urllib.parse.quote(name, safe='')

    def find(self, query=None, fields=None, hints=None, *, sort=None, dir=None, skip=None, max=None, filter=None, metafields=None):
        """The documents that match."""
        wanted = dict(hints or {})
        if fields:
            wanted['$fields'] = {name: 1 for name in fields}
        return self.server.request('GET', self.path, {'q': query or {}, 'h': wanted or None, 'sort': sort, 'dir': dir, 'skip': skip,
                                                      'max': max, 'filter': filter, 'metafields': metafields})

    def find_one(self, query=None, **options):
        """The first document that matches, or None."""
        found = self.find(query, **{**options, 'max': 1})
        return found[0] if found else None

    def all(self, query=None, size=1000, *, fields=None, hints=None, filter=None, metafields=None):
        """All documents that match, one after the other in the order of their ids, read in pages of size."""
        last = None
        while True:
            part = {'$and': [query or {}, {'_id': {'$gt': last}}]} if last else query
            page = self.find(part, fields, hints, sort='_id', max=size, filter=filter, metafields=metafields)
            yield from page
            if len(page) < size:
                return
            last = page[-1]['_id']

    def count(self, query=None):
        """How many documents match."""
        return self.server.request('GET', self.path, {'q': query or {}, 'totals': True, 'count': True})['totals']['total']

    def get(self, id):
        """One document. Raises NotFound."""
        return self.server.request('GET', self._path(id))

    def insert(self, documents):
        """Stores a document, or a list of them: all or none. Gives what was stored."""
        return self.server.request('POST', self.path, body=documents)

    def update(self, id, changes, version=None):
        """Changes fields of a document; update operators such as $inc are allowed. version: only while _version is this one."""
        return self.server.request('PATCH', self._path(id), body=changes, headers=_condition(version))

    def delete(self, id, version=None):
        """Deletes a document."""
        return self.server.request('DELETE', self._path(id), headers=_condition(version))['result']

    def delete_many(self, ids):
        """Deletes the documents with these ids, in one step. Gives the ids of those that were there."""
        return self.server.request('DELETE', self.path + '/*', body=list(ids))['result']

    def delete_where(self, query):
        """Deletes the documents that match. Gives their ids."""
        return self.server.request('DELETE', self.path + '/*', {'q': query})['result']

    def _path(self, id):
        return f"{self.path}/{urllib.parse.quote(str(id), safe='')}"


def _condition(version):
    return {} if version is None else {'If-Match': f'"{version}"'}
