#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples of docs/api/*.md with curl, JavaScript and Python, each page on a sample database of its own.

  endpoints.py PROGRAMS           fails where an answer is not the one that the page shows, or has a member that it does not name
  endpoints.py PROGRAMS --record  takes the answers of curl into resources/endpoints.json; run docs/generate afterwards
"""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request

sys.dont_write_bytecode = True
from check import FENCE, ROOT, fits  # noqa: E402

sys.path[:0] = [str(ROOT / 'clients/python'), str(ROOT / 'docs')]
import endpoints  # noqa: E402
import hookdesk  # noqa: E402

KEY = '0123456789012345678901234567890123456789'
ROUTES = endpoints.description()['routes']
LANGUAGES = ('console', 'js', 'py')


class Client(hookdesk.Hookdesk):
    """Keeps the status of the last answer."""
    status = 0

    def _send(self, *arguments, **options):
        response = super()._send(*arguments, **options)
        self.status = response.status
        return response


class Serving:
    """A server on a copy of `database` in `folder`."""

    def __init__(self, programs, database, folder):
        folder.mkdir(exist_ok=True)
        (folder / '.curlrc').write_text('silent\nshow-error\n')
        if database:
            shutil.copy(database, folder / 'sample.hookdesk')
        self.process = subprocess.Popen([f'{programs}/hookdeskd', 'serve', '--database', folder / 'sample.hookdesk', '--sample', '--listen', '127.0.0.1:0'],
                                        env={**os.environ, 'HOOKDESK_FIRST_KEY': KEY}, stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if line.startswith('hookdeskd: serving'):
                self.url = line.split(' on ')[1].strip()
                break
        self.client = Client(self.url, key=KEY)

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.read()
        if self.process.wait(30):
            raise SystemExit('endpoints.py: the server did not end well')


def words_of(client, page):
    """What the words in capitals stand for."""
    words = {}
    with contextlib.suppress(IndexError):
        words['CUSTOMER_ID'] = client.collection('customers').find(max=1, sort='_id')[0]['_id']
        orders = client.collection('orders').find(max=2, sort='_id')
        words['OTHER_ORDER_ID'], words['ORDER_ID'] = (each['_id'] for each in orders)
    words['JOB_ID'] = client.collection('system_jobs').find(max=1, sort='_id', dir=-1 if page == 'jobs' else 1)[0]['_id']
    words['KEY_ID'] = client.request('POST', '/admin/v1/keys', body={'kind': 'web', 'methods': ['GET']})['id']
    if page == 'documents':
        path = f"/rest/customers/{words['CUSTOMER_ID']}/notes"
        words['NOTE_ID'] = client.request('POST', path, body={'text': 'A note.'})['_id']
    if page == 'tokens':
        made = client.request('POST', '/auth/jwt', body={'payload': {'email': 'jane.hunter@example.org'}})
        words |= {'REFRESH_TOKEN': made['refresh'], 'TOKEN': made['jwt']}
    return words


def filled(text, words):
    return re.sub(r'\b[A-Z]+(?:_[A-Z]+)*\b', lambda match: words.get(match[0], match[0]), text)


def blocks_of(page):
    """The examples of a page: route, language, whether it is a stream, code, and the answer that the page shows."""
    text = (ROOT / f'docs/api/{page}.md').read_text()
    for section in re.split(r'^## ', text, flags=re.M)[1:]:
        route = section.split('\n', 1)[0].replace('`', '')
        shown = ''
        for match in FENCE.finditer(section):
            language, *role = match[1].split()
            code = match[2].rstrip('\n')
            if language == 'console':
                lines = code.removeprefix('$ ').split('\n')
                count = 1
                while count < len(lines) and lines[count].startswith('> '):
                    count += 1
                code = '\n'.join([lines[0], *(line[2:] for line in lines[1:count])])
                shown = '\n'.join(lines[count:])
            yield route, language, bool(role), code, shown


@contextlib.contextmanager
def writing(client):
    """Something changes all the time."""
    over = threading.Event()

    def write():
        while not over.wait(0.05):
            client.collection('tickets').insert({'title': 'Again'})
            with contextlib.suppress(hookdesk.HookdeskError):
                client.request('GET', '/rest/nothing')
    thread = threading.Thread(target=write)
    thread.start()
    yield
    over.set()
    thread.join()


def shell(code, folder, url, is_stream):
    """What a command prints. One that does not end is stopped after its first lines."""
    process = subprocess.Popen(['bash', '-c', code], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               env={**os.environ, 'URL': url, 'KEY': KEY, 'HOME': str(folder), 'no_proxy': '127.0.0.1'}, start_new_session=True)
    if not is_stream:
        return process.communicate(timeout=60)[0].strip('\n')
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip('\n'))
        if sum(each.startswith('data: ') for each in lines) == 2:
            break
    os.killpg(process.pid, signal.SIGTERM)
    process.stdout.read()
    process.wait(30)
    return '\n'.join(lines)


def text_of(value):
    if isinstance(value, bytes):
        return ''
    return value.strip('\n') if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(',', ':'))


class Node:
    """Evaluates expressions in one process of Node, in which `server` is a client."""
    PROGRAM = """
import {createInterface} from 'node:readline';
const {Hookdesk} = await import(process.env.CLIENT);
const server = new Hookdesk(process.env.URL, {key: process.env.KEY});
const run = Object.getPrototypeOf(async function () {}).constructor;
for await (const line of createInterface({input: process.stdin})) {
  let said;
  try {
    const value = await new run('server', 'Hookdesk', 'return ' + JSON.parse(line))(server, Hookdesk);
    said = value instanceof Uint8Array ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  } catch (error) {
    said = String(error.stack);
  }
  console.log(JSON.stringify(said));
}
process.exit();
"""

    def __init__(self, url):
        self.process = subprocess.Popen(['node', '--input-type=module', '-e', self.PROGRAM], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env={**os.environ, 'URL': url, 'KEY': KEY, 'CLIENT': str(ROOT / 'clients/js/hookdesk.js')})

    def run(self, code):
        self.process.stdin.write(json.dumps(code) + '\n')
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline()).strip('\n')

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)


def undocumented(route, answer):
    """Members of the answer that the page does not name."""
    told = endpoints.resolved(ROUTES, route)['answer']
    try:
        value = json.loads(answer)
    except ValueError:
        return []
    value = value[0] if told.get('list') and value else value
    return sorted(set(value) - set(told['members'])) if 'members' in told and isinstance(value, dict) else []


def prepare(client, page):
    for each in next(one for one in endpoints.description()['pages'] if one['name'] == page).get('setup', []):
        method, path, body = each.split(' ', 2)
        client.request(method, path, body=json.loads(body))
    return words_of(client, page)


def run_page(programs, database, folder, page, language):
    """@return faults, and the answers by route."""
    server = Serving(programs, database, folder)
    faults, answers = [], {}
    node = Node(server.url) if language == 'js' else None
    try:
        words = prepare(server.client, page)
        for route, of_language, is_stream, code, shown in blocks_of(page):
            if of_language != language:
                continue
            code = filled(code, words)
            with writing(hookdesk.Hookdesk(server.url, key=KEY)) if is_stream or 'changes()' in code else contextlib.nullcontext():
                if language == 'console':
                    answer = shell(code, folder, server.url, is_stream)
                elif language == 'js':
                    answer = node.run(code.removeprefix('await '))
                else:
                    server.client.status = 0
                    answer = text_of(eval(code, {'server': server.client, 'Hookdesk': hookdesk.Hookdesk}))
                    told = endpoints.resolved(ROUTES, route)['answer']
                    if server.client.status not in (0, told['status'], 201 if told.get('created') else 0):
                        faults.append(f"docs/api/{page}.md: {route} answers {server.client.status}, and the page says {told['status']}")
            answers[route] = answer
            is_right = answer.startswith(shown) or fits(shown + '…', answer) if is_stream else fits(shown, answer) if shown else '"status":' not in answer[:200]
            if not is_right and not (language != 'console' and 'changes()' in code):
                faults.append(f'docs/api/{page}.md: {route}, {language}: {code}\nanswers: {answer[:1000]}\nthe page shows: {shown}')
            if names := undocumented(route, answer):
                faults.append(f"docs/api/{page}.md: {route} answers members that nothing is said of: {', '.join(names)}")
    except Exception as error:  # whatever an example does, the others are to be run
        faults.append(f'docs/api/{page}.md, {language}: {route}: {code}\n{type(error).__name__}: {error}')
    finally:
        if node:
            node.close()
        server.close()
    return faults, answers


# ---- recording

VARYING = re.compile(r'[0-9a-f]{40}|[0-9a-f]{24}|[0-9a-f]{16}|\d{4}-\d\d-\d\dT[\d:.]+Z|eyJ[\w.-]+')


def shortened(value, depth=0):
    """A value as a page shows it."""
    if isinstance(value, str):
        text = VARYING.sub('…', value)
        return text if len(text) <= 60 else text[:40].rsplit('…')[0] + '…'
    if isinstance(value, float):
        return '…number…'
    if isinstance(value, list):
        first = [shortened(each, depth + 1) for each in value[:1]]
        return first + ['…rest…'] if len(value) > 1 else first
    if isinstance(value, dict):
        if depth >= 3 and len(json.dumps(value)) > 60:
            return {'…rest…': 0}
        return {name: '…number…' if name in ('microseconds', 'bytes', 'size', 'next') and not isinstance(each, str) else shortened(each, depth + 1)
                for name, each in value.items()}
    return value


def shown_answer(answer):
    try:
        text = json.dumps(shortened(json.loads(answer)), ensure_ascii=False, separators=(',', ':'))
    except ValueError:
        lines = VARYING.sub('…', answer).split('\n')
        return '\n'.join(line if len(line) < 120 else line[:100] + '…' for line in lines[:6]) + ('\n…' if len(lines) > 6 else '')
    # The order of jobs depends on the time of day.
    text = re.sub(r'("next":"…","running":)\w+', r'\1…', re.sub(r'("id":"…","description":)"[^"]*"', r'\1"…"', text))
    text = text.replace('"…number…"', '…').replace('"…rest…":0', '…').replace(',"…rest…"', ',…').replace('"…"', '"…"')
    return text if len(text) < 420 else text[:400] + '…'


def record(answers):
    """Look at what it takes over: figures of the moment must be replaced by … by hand."""
    path = ROOT / 'resources/endpoints.json'
    text = path.read_text()
    for route, answer in answers.items():
        example = ROUTES[route]['try']
        if answer:
            example['shows'] = shown_answer(answer)
        at = text.index(f'    {json.dumps(route)}: {{')
        begin = text.index('      "try": ', at)
        text = text[:begin] + '      "try": ' + json.dumps(example, ensure_ascii=False) + text[text.index('\n', begin):]
    path.write_text(text)


def main():
    programs, *rest = sys.argv[1:]
    programs = pathlib.Path(programs).resolve()
    urllib.request.getproxies = dict
    pages = [page['name'] for page in endpoints.description()['pages']]
    languages = ('console',) if rest == ['--record'] else LANGUAGES
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        Serving(programs, None, folder).close()
        with concurrent.futures.ThreadPoolExecutor(3) as threads:
            runs = [threads.submit(run_page, programs, folder / 'sample.hookdesk', folder / f'{page}-{language}', page, language)
                    for page in pages for language in languages]
            results = [run.result() for run in runs]
    if rest == ['--record']:
        record({route: answer for _, answers in results for route, answer in answers.items()})
    for faults, _ in results:
        for fault in faults:
            print(fault, file=sys.stderr)
    print(f'{sum(len(answers) for _, answers in results)} examples')
    sys.exit(1 if any(faults for faults, _ in results) and rest != ['--record'] else 0)


main()
