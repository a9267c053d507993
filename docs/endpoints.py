# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages docs/api/*.md, for docs/generate: each route with its parameters, body, answer, errors and examples.

What a route takes and gives is in resources/endpoints.json, which the server itself makes its OpenAPI descriptions of. Summary
and rights come from the table of routes in server/api.
"""
import json
import pathlib
import re
import shlex
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
RIGHTS = {'Open': 'none', 'Local': 'any key or token; none from this machine', 'Known': 'any key or token that may', 'Full': 'a full-access key'}
# What the words in braces of a path are.
VARIABLES = {'collection': 'the name of a collection', 'name': 'the name of a collection', 'id': 'the id of a document',
             'parent': 'the id of the parent', 'field': 'the field of the parent with the type `child`', 'version': 'the number of a version'}
OF_PATH = {'/modules/{name}': 'the name of a module', '/jobs/{id}': 'the id of a job', '/keys/{id}': 'the id of a key'}


def description():
    return json.loads((ROOT / 'resources/endpoints.json').read_text())


def resolved(routes, name):
    """What is said of a route, with what it shares with another one."""
    route = routes[name]
    return {**routes[route['like']], **route} if 'like' in route else route


def slug(heading):
    return re.sub(r'[^\w\- ]', '', re.sub('`', '', heading).lower()).replace(' ', '-')


def place(method, pattern):
    """Where a page beside docs/api finds the route."""
    return f"../api/{description()['routes'][f'{method} {pattern}']['page']}.md#{slug(f'{method} {pattern}')}"


def variable(pattern, name):
    return next((what for part, what in OF_PATH.items() if part in pattern and part.endswith('{' + name + '}')), VARIABLES[name])


def split_type(text):
    kind, _, what = text.partition('; ')
    return kind.rstrip('!'), what, kind.endswith('!')


def table(head, rows):
    return ['| ' + ' | '.join(head) + ' |', '|' + '---|' * len(head),
            *['| ' + ' | '.join(cell.replace('|', '\\|') for cell in row) + ' |' for row in rows], '']


def members(given):
    rows = []
    for name, text in given.items():
        kind, what, is_required = split_type(text)
        rows.append((f'`{name}`', kind, what + (' (required)' if is_required else '')))
    return table(('member', 'type', 'what'), rows)


# ---- examples

def path_of(pattern, arguments):
    return re.sub(r'\{(\w+)\}', lambda match: arguments[match[1]], pattern)


def query_text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(',', ':'))


def curl(method, path, example):
    words = ['curl']
    query = {name: query_text(value) for name, value in example.get('query', {}).items()}
    body = example.get('body')
    is_plain = all(re.fullmatch(r'[\w.>=-]+', value) for value in query.values())
    if query and not is_plain and body is None:
        words.append('-G' if method == 'GET' else f'-X {method} -G')
    elif method not in ('GET', 'POST') or (method == 'POST' and body is None):
        words.append(f'-X {method}')
    if example.get('stream'):
        words.append('-N')
    words.append('-H "x-apikey: $KEY"')
    if body is not None:
        words.append("-H 'content-type: " + ('text/javascript' if isinstance(body, str) else 'application/json') + "'")
    address = '"$URL' + path
    if query and (is_plain or body is not None):
        words.append(address + '?' + urllib.parse.urlencode(query) + '"')
    else:
        words.append(address + '"')
        words += ['--data-urlencode ' + shlex.quote(f'{name}={value}') for name, value in query.items()]
    if isinstance(body, str):
        words.append('--data-binary ' + shlex.quote(body))
    elif body is not None:
        words.append("-d " + shlex.quote(json.dumps(body, ensure_ascii=False, separators=(',', ':'))))
    if 'binary' in example:
        words.append('-o ' + example['binary'])
    return ' '.join(words).replace('\n', '\n> ')


def quoted(text):
    """A text as both JavaScript and Python write it."""
    quote = '"' if "'" in text and '"' not in text else "'"
    return quote + text.replace('\\', '\\\\').replace('\n', '\\n').replace(quote, '\\' + quote) + quote


def javascript(value):
    if isinstance(value, dict):
        return '{' + ', '.join((name if re.fullmatch(r'[\w$]+', name) else quoted(name)) + ': ' + javascript(each)
                               for name, each in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(javascript(each) for each in value) + ']'
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def python(value):
    if isinstance(value, dict):
        return '{' + ', '.join(quoted(name) + ': ' + python(each) for name, each in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(python(each) for each in value) + ']'
    return quoted(value) if isinstance(value, str) else repr(value)


def calls(method, path, example):
    """The same request by the two clients."""
    given = {name: example[name] for name in ('query', 'body') if name in example}
    script = f"server.request('{method}', '{path}'" + (', ' + javascript(given) if given else '') + ')'
    words = ''.join(f', {name}={python(value)}' for name, value in given.items())
    return example.get('js', script), example.get('py', f"server.request('{method}', '{path}'{words})")


def examples(method, path, example):
    role = ' stream' if example.get('stream') else ''
    lines = ['```console' + role, '$ ' + example.get('curl', curl(method, path, example))]
    lines += ([example['shows']] if 'shows' in example else []) + ['```', '']
    if example.get('stream') and 'js' not in example:
        return lines
    script, call = calls(method, path, example)
    return lines + ['```js', f'await {script}', '```', '', '```py', call, '```', '']


# ---- pages

def route_lines(name, data, row):
    routes = data['routes']
    route = resolved(routes, name)
    method, pattern = name.split(' ')
    summary, rights = row
    lines = [f'## {method} `{pattern}`', '', summary + (' ' + route['text'] if 'text' in route else ''), '', f'Key: {RIGHTS[rights]}.', '']
    if 'like' in routes[name]:
        shared = routes[name]['like']
        place = '' if routes[shared]['page'] == route['page'] else routes[shared]['page'] + '.md'
        other = '{} `{}`'.format(*shared.split(' '))
        lines += [f'Parameters, body, answer and errors are those of [{other}]({place}#{slug(other)}).', '']
    else:
        rows = [(f'`{each}`', 'path', 'string', variable(pattern, each)) for each in re.findall(r'\{(\w+)\}', pattern)]
        for place, title in (('query', 'query'), ('headers', 'header')):
            for each, text in route.get(place, {}).items():
                kind, what, is_required = split_type(text)
                rows.append((f'`{each}`', title, kind, what + (' (required)' if is_required else '')))
        lines += table(('parameter', 'in', 'type', 'what'), rows) if rows else []
        lines += body_lines(route.get('body')) + answer_lines(route['answer'])
        lines += table(('status', 'error, when'), sorted(route['errors'].items())) if 'errors' in route else []
    if 'try' in route:
        lines += examples(method, path_of(pattern, route['try'].get('path', {})), route['try'])
    return lines


def body_lines(body):
    if not body:
        return []
    kind = body.get('type', 'application/json')
    lines = [f'Body (`{kind}`): ' + body['text'] + '.' if 'text' in body else f'Body (`{kind}`), an object:', '']
    return lines + (members(body['members']) if 'members' in body else [])


def answer_lines(answer):
    what = answer.get('text') or ('an array of objects' if answer.get('list') else 'an object')
    kind = answer.get('type', 'application/json')
    status = f"{answer['status']}, 201 where it is new" if answer.get('created') else answer['status']
    lines = [f"Answer {status} (`{kind}`): {what}" + (':' if 'members' in answer else '.'), '']
    return lines + (members(answer['members']) if 'members' in answer else [])


def setup_lines(page):
    if 'setup' not in page:
        return []
    lines = ['The examples also need:', '', '```console']
    for each in page['setup']:
        method, path, body = each.split(' ', 2)
        example = {'body': json.loads(body)} if body.startswith(('{', '[')) else {}
        lines += ['$ ' + curl(method, path, example), '…']
    return lines + ['```', '']


def api_pages(rows):
    """The pages by name. @param rows `(summary, rights)` by 'METHOD /pattern', from the table of routes."""
    data = description()
    missing = set(rows) ^ set(data['routes'])
    if missing:
        raise SystemExit(f"docs/generate: in resources/endpoints.json or in server/api alone: {', '.join(sorted(missing))}")
    pages = {}
    for page in data['pages']:
        lines = [f"# {page['title']}", '', page['about'] + ' [How to repeat the examples](../api.md#the-examples)', '', *setup_lines(page)]
        for name, route in data['routes'].items():
            if route['page'] == page['name']:
                lines += route_lines(name, data, rows[name])
        pages[f"api/{page['name']}.md"] = '\n'.join(lines).rstrip() + '\n'
    lines = [(ROOT / 'docs/parts/api.md').read_text().rstrip(), '']
    lines += [f"* [{page['title']}](api/{page['name']}.md): {page['about'][0].lower()}{page['about'][1:]}" for page in data['pages']]
    pages['api.md'] = '\n'.join(lines) + '\n'
    return pages
