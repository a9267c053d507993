#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the documentation by doing what it says:

  check.py links [--online]            every link of every page leads somewhere, every key is one of the window, every file that a page
                                       gives has its name in the text before it, and every page, file
                                       and section of the contract that a source names exists, and
                                       every file, function and test that a guide names; a command that nothing runs
                                       has its reason in tests/docs/not-run.txt
  check.py commands PROGRAMS PAGE…     runs the commands of the pages, with PROGRAMS first in the PATH
  check.py root ROOT PAGE…             runs those that change the machine, in the folder /packages of ROOT

A page is a session in an empty folder. Of its code blocks these are heeded:

  ```LANGUAGE NAME      becomes the file NAME
  ```console            "$ " begins a command, "> " goes on with it; what follows it must come out,
                        where … is anything. Nothing follows: it must only succeed.
  ```console server     the command stays running; the page goes on once the lines have come out
  ```console ends       Ctrl+C in the terminal of that command, which must end well
  ```… received         what the outside world must have got since the last such block: $RECEIVER
                        over HTTP (method, path, body), or the mail server at $SMTP_PORT
  ```LANGUAGE /NAME     a file of the machine, and
  ```console root
  ```console user       what its administrator or an ordinary user does: only tests/packaging/run
                        takes these steps, in a root of its own

A page of docs/cookbook goes on where docs/cookbook.md ends; $OLD is a server that stands for the classic service. Every
shell block must be one of these, and ./run and ./test, which are what CI does, stand in ```sh ci.
"""
import contextlib
import email
import email.policy
import http.server
import os
import pathlib
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS = 60  # for one command
FENCE = re.compile(r'^```([^\n`]*)\n(.*?)^```$', re.M | re.S)


class Fault(Exception):
    pass


# ---- links

def slugs(text):
    """The anchors of a page, as GitHub and ui/help/helppages.cpp name them."""
    found = set()
    for heading in re.findall(r'^#{1,6} (.*)$', FENCE.sub('', text), re.M):
        plain = re.sub(r'[`*]|\[([^\]]*)\]\([^)]*\)', r'\1', heading)
        found.add(re.sub(r'[^\w\- ]', '', plain.lower()).replace(' ', '-'))
    return found


def check_link(page, link, known, online):
    if re.match(r'https?://', link):
        if link not in known:
            return 'is not in tests/docs/external-links.txt'
        if online:
            try:
                urllib.request.urlopen(urllib.request.Request(link, headers={'user-agent': 'curl/8'}), timeout=20).close()
            except urllib.error.HTTPError as error:
                return None if error.code in (403, 429) else str(error)
            except OSError as error:
                return str(error)
        return None
    path, _, anchor = link.partition('#')
    target = (page.parent / urllib.parse.unquote(path)).resolve() if path else page
    if not target.exists():
        return 'leads nowhere'
    if ROOT / 'docs' in page.parents and ROOT / 'docs' not in target.parents:
        return 'leads out of docs, which the program does not have'
    if anchor and anchor not in slugs(target.read_text()):
        return 'has no such heading'
    return None


def window_keys():
    # Qt names the first four; the last one is the terminal's.
    known = {'Ctrl+S', 'Alt+Left', 'Alt+Right', 'F2', 'Ctrl+C'}
    for source in ROOT.glob('ui/**/*.cpp'):
        known |= set(re.findall(r'tr\("((?:(?:Ctrl|Shift|Alt)\+)*[A-Z][^" ]*|Ctrl\+[,/])"\)', source.read_text()))
    for quoted in re.findall(r'"([^"]*)"', (ROOT / 'ui/widgets/actions.cpp').read_text()):
        known |= {key for key in quoted.split('; ') if re.fullmatch(r'(?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z]\w*|[,/])', key)}
    return known


def unknown_keys(page, text, known):
    """Keys that a page names and the window does not have."""
    named = set(re.findall(r'\b(?:(?:Ctrl|Shift|Alt)\+)+(?:Pg[A-Z][a-z]+|[A-Z][a-z]*|F\d+|,)|\bF\d{1,2}\b', text))
    return [f'{page.relative_to(ROOT)}: there is no key {key}' for key in sorted(named - known)]


def unnamed_files(page, text):
    """Files that a page gives without their name in the text before: what is behind ``` is not shown."""
    faults, end = [], 0
    for match in FENCE.finditer(text):
        before = text[end:match.start()]
        role = (match[1].split() + ['', ''])[1]
        if ('.' in role or role.startswith('/')) and pathlib.PurePath(role).name not in before:
            faults.append(f'{page.relative_to(ROOT)}: the text before the file {role} does not name it')
        end = match.end()
    return faults


def unnamed_terminals(page, text):
    """Commands after a server that stays running, where the page does not say that they need another terminal."""
    faults, end = [], None
    for match in FENCE.finditer(text):
        language, role = (match[1].split() + ['', ''])[:2]
        if language == 'console' and not role and end is not None:
            if 'terminal' not in text[end:match.start()]:
                faults.append(f'{page.relative_to(ROOT)}: what follows the running server needs a second terminal, and nothing says so')
            end = None
        elif role == 'server':
            end = match.end()
    return faults


def check_links(online):
    known = set((ROOT / 'tests/docs/external-links.txt').read_text().split())
    keys = window_keys()
    used = set()
    faults = []
    pages = sorted([*ROOT.glob('*.md'), *(set(ROOT.glob('docs/**/*.md')) - set(ROOT.glob('docs/parts/*'))), *ROOT.glob('server/*.md'), *ROOT.glob('ui/*.md'), *ROOT.glob('clients/*/*.md')])
    for page in pages:
        text = re.sub(r'`[^`\n]*`', '', FENCE.sub('', page.read_text()))
        faults += unnamed_files(page, page.read_text()) + unnamed_terminals(page, page.read_text())
        links = re.findall(r'\]\(([^)\s]+)\)', text) + re.findall(r'<(https?://[^>]+)>', text)
        used.update(links)
        if page.name != 'CHANGELOG.md':
            faults += unknown_keys(page, text, keys)
        faults += [f'{page.relative_to(ROOT)}: {link} {fault}' for link in links
                   if (fault := check_link(page, link, known, online))]
    faults += [f'tests/docs/external-links.txt: nobody links to {link}' for link in known - used]
    listed = set((ROOT / 'docs').glob('**/*.md')) - set((ROOT / 'docs/parts').glob('*'))
    reached = {(page.parent / link.partition('#')[0]).resolve() for page in listed
               for link in re.findall(r'^\* \[[^\]]*\]\(([^)\s]+)\)', page.read_text(), re.M)}
    faults += [f'{page.relative_to(ROOT)} is in no list of contents' for page in sorted(listed - reached)
               if page.name != 'index.md']
    shown = {pathlib.PurePath(link).name for link in used}
    faults += [f'{path.relative_to(ROOT)} is on no page' for path in sorted((ROOT / 'docs/pictures').glob('*.png'))
               if path.name not in shown]
    print(f'{len(pages)} pages, {len(used)} different links')
    return faults


# What a line of an indented block begins with, where it is a command.
COMMAND = re.compile(r'^    (?:\$ )?((?:curl|export|hookdesk\w*|node|npm|npx|openssl|podman|docker|psql|python3?|sudo|systemctl|apt|git|cmake) .*)', re.M)


def check_not_run():
    """Commands of the users' pages that are in no block which is run are in tests/docs/not-run.txt, with the reason."""
    listed = [[part.strip() for part in line.split(' | ')] for line in (ROOT / 'tests/docs/not-run.txt').read_text().splitlines()
              if line and not line.startswith('#')]
    pages = [ROOT / 'README.md', *ROOT.glob('docs/*.md'), *ROOT.glob('docs/cookbook/*.md'), *ROOT.glob('clients/*/README.md')]
    faults, used = [], set()
    for page in sorted(pages):
        name = str(page.relative_to(ROOT))
        for command in COMMAND.findall(FENCE.sub('', page.read_text())):
            reasons = [(path, begin) for path, begin, _ in listed if path == name and command.startswith(begin)]
            used.update(reasons)
            if not reasons:
                faults.append(f'{name}: nothing runs "{command}"; tests/docs/not-run.txt must say why')
    return faults + [f'tests/docs/not-run.txt: {path} has no command "{begin}"' for path, begin, _ in listed if (path, begin) not in used]


FOLDERS = ('app', 'client', 'cmake', 'docs', 'hookruntime', 'packaging', 'resources', 'server', 'tests', 'translations', 'ui')
NAMED_FILE = re.compile(rf'(?<![\w/.<{{$"-])((?:{"|".join(FOLDERS)})/[\w./*-]*\.(?:h|cpp|js|mjs|json|md|py|sh|qss|cmake|ts|txt|scenarios|supp))\b')
MADE_BY_BUILD = {'server/hookwire/compilerhash.h'}


def is_there(page, name):
    """Whether a file of that name, in which * is anything, is seen from the root or from the page."""
    return name in MADE_BY_BUILD or any(any(folder.glob(name)) for folder in (ROOT, page.parent))


def check_guide(page, code, tests):
    """What a guide for developers names between backticks: files, functions and tests."""
    text = page.read_text()
    faults = []
    for quoted in re.findall(r'`([^`\n]+)`', text):
        if re.fullmatch(r'[\w.*-][\w./*-]*/[\w.*-]+\.\w+', quoted) and not is_there(page, quoted):
            faults.append(f'there is no file {quoted}')
        faults += [f'there is no function {name}()' for name in re.findall(r'\b(\w+)\(\)', quoted)
                   if not re.search(rf'\b{name}\b\s*[(<:=]', code)]
    faults += [f'there is no test {name}' for name in sorted(set(re.findall(r'\btst_\w+', text))) if not re.search(rf'\b{name}', tests)]
    return [f'{page.relative_to(ROOT)}: {fault}' for fault in faults]


def check_citations():
    """What the sources and the guides name: pages and files of the repository, and sections of the contract that exist."""
    pages = {path.name for path in ROOT.glob('**/*.md') if 'node_modules' not in path.parts and 'build' not in path.parts}
    sections = {page.stem: set(re.findall(r'^## (\d+)\.', page.read_text(), re.M)) for page in (ROOT / 'docs/contract').glob('*.md')}
    sources = [path for top in ('app', 'client', 'hookruntime', 'packaging', 'server', 'tests', 'ui') for path in (ROOT / top).rglob('*')
               if path.suffix in ('.h', '.cpp', '.js', '.mjs', '.py', '.sh', '.scenarios', '.txt', '.md') and 'node_modules' not in path.parts]
    guides = [path for path in (*ROOT.glob('*.md'), *ROOT.glob('server/*.md'), *ROOT.glob('ui/*.md'), *ROOT.glob('tests/**/*.md'))
              if path.name != 'CHANGELOG.md' and 'node_modules' not in path.parts]
    code = ''.join(path.read_text(errors='replace') for path in sources if path.suffix != '.md')
    tests = (ROOT / 'tests/CMakeLists.txt').read_text()
    faults = [fault for page in guides for fault in check_guide(page, code, tests)]
    for path in {*sources, *guides}:
        text = re.sub(r'https?://\S+', '', path.read_text(errors='replace'))
        faults += [f'{path.relative_to(ROOT)}: there is no file {name}' for name in set(NAMED_FILE.findall(text)) if not is_there(path, name)]
        faults += [f'{path.relative_to(ROOT)}: there is no page {name}' for name in re.findall(r'\b([\w-]+\.md)\b', text)
                   if name not in pages and path != pathlib.Path(__file__).resolve()]
        for page, numbers in re.findall(r'contract(?:: |, )([a-z]+) ((?:\d+(?:, | and )?)+)', text):
            faults += [f'{path.relative_to(ROOT)}: the contract has no {page} {number}' for number in re.findall(r'\d+', numbers)
                       if number not in sections.get(page, set())]
    print(f'{len(sources)} sources')
    return sorted(set(faults))


# ---- the outside world

class Receiver(http.server.BaseHTTPRequestHandler):
    """Keeps what it gets; /flaky/N is unavailable N times, /echo gives the body back."""
    protocol_version = 'HTTP/1.1'
    got = queue.Queue()
    failures = {}

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('content-length', 0))).decode()
        status, answer = 200, '{"ok":true}'
        if match := re.match(r'/flaky/(\d+)', self.path):
            self.failures[self.path] = self.failures.get(self.path, int(match[1])) - 1
            if self.failures[self.path] >= 0:
                status, answer = 503, '{"message":"try again"}'
        if self.path.startswith('/rates'):
            answer = '{"eur":11.5,"usd":10.2}'
        Receiver.got.put(f'{self.command} {self.path} {body}'.strip())
        self.send_response(status)
        self.send_header('content-type', 'application/json')
        self.send_header('content-length', str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())

    do_GET = do_PUT = do_DELETE = do_POST

    def log_message(self, *_):
        pass


class MailHandler:
    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = message.get_body(('plain', 'html')).get_content().strip()
        Receiver.got.put(f'From: {message["from"]}\nTo: {message["to"]}\nSubject: {message["subject"]}\n\n{body}')
        return '250 OK'


@contextlib.contextmanager
def outside_world():
    from aiosmtpd.controller import Controller
    web = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Receiver)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        mail_port = free.getsockname()[1]
    mail = Controller(MailHandler(), hostname='127.0.0.1', port=mail_port)
    mail.start()
    try:
        yield {'RECEIVER': f'http://127.0.0.1:{web.server_port}', 'SMTP_PORT': str(mail_port)}
    finally:
        mail.stop()
        web.shutdown()


# ---- commands

def fits(expected, given):
    pattern = '.*?'.join(re.escape(part) for part in expected.strip().split('…'))
    return re.fullmatch(pattern, given.strip(), re.S) is not None


def commands_of(block):
    """Pairs of a command and what it must print."""
    found = []
    for line in block.splitlines():
        if line.startswith('$ '):
            found.append([line[2:], []])
        elif line.startswith('> ') and found and not found[-1][1]:
            found[-1][0] += '\n' + line[2:]
        elif found:
            found[-1][1].append(line)
        elif line:
            raise Fault(f'this stands before the first command: {line}')
    return [(command, '\n'.join(lines)) for command, lines in found]


class Session:
    """A shell, as one person has it from the beginning of a page to its end."""

    def __init__(self, programs, folder, world):
        self.folder = folder
        environment = {**os.environ, **world, 'npm_config_update_notifier': 'false', 'npm_config_cache': str(folder / '.npm'),
                       'NO_COLOR': '1', 'HOME': str(folder), 'PATH': f"{programs}:{os.environ['PATH']}", 'LC_ALL': 'C.UTF-8'}
        for name in ('http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'):
            environment.pop(name, None)
        self.environment = environment
        self.shell = subprocess.Popen(['bash'], cwd=folder, env=environment, stdin=subprocess.PIPE, text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        self.lines = self.read_lines(self.shell)
        self.servers = []

    @staticmethod
    def read_lines(process):
        lines = queue.Queue()

        def read():
            for line in process.stdout:
                lines.put(line)
            lines.put(None)
        threading.Thread(target=read, daemon=True).start()
        return lines

    def run(self, command):
        """What the command prints, and its status."""
        mark = f'end-{time.monotonic_ns()}'
        self.shell.stdin.write(f'{command}\nprintf "\\n%s %d\\n" {mark} $?\n')
        self.shell.stdin.flush()
        output = []
        end = time.monotonic() + SECONDS
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise Fault(f'$ {command}\nis still running after {SECONDS} s') from None
            if line is None:
                raise Fault(f'$ {command}\nended the shell')
            if line.startswith(mark):
                return ''.join(output).strip('\n'), int(line.split()[1])
            output.append(line)

    def console(self, block):
        for command, expected in commands_of(block):
            output, status = self.run(command)
            if status != 0 or (expected.strip() and not fits(expected, output)):
                raise Fault(f'$ {command}\nprinted (status {status}):\n{output}\nbut the page says:\n{expected}')

    def serve(self, block):
        [(command, expected)] = commands_of(block)
        server = subprocess.Popen(['bash', '-c', f'exec {command}'], cwd=self.folder, env=self.environment, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        self.servers.append(server)
        lines = self.read_lines(server)
        output = []
        end = time.monotonic() + SECONDS
        while not fits(expected, ''.join(output)):
            with contextlib.suppress(queue.Empty):
                output.append(lines.get(timeout=0.2) or '')
            if server.poll() is not None or time.monotonic() > end:
                raise Fault(f"$ {command}\nprinted:\n{''.join(output)}\nbut the page says:\n{expected}")

    def end_server(self):
        server = self.servers.pop()
        server.send_signal(signal.SIGINT)
        if status := server.wait(SECONDS):
            raise Fault(f'the server ended with status {status}')

    def close(self):
        self.shell.stdin.close()
        for process in [self.shell, *self.servers]:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in [self.shell, *self.servers]:
            process.wait(30)


def received(expected):
    """The outside world hears of most things a moment after the answer."""
    got = []
    end = time.monotonic() + 15
    while True:
        with contextlib.suppress(queue.Empty):
            got.append(Receiver.got.get(timeout=0.2))
        if fits(expected, '\n'.join(got)):
            return
        if time.monotonic() > end:
            raise Fault('what was received:\n' + '\n'.join(got) + f'\nbut the page says:\n{expected}')


def run_page(session, page):
    """@return how many commands it has."""
    count = 0
    text = page.read_text()
    for match in FENCE.finditer(text):
        block = match[2]
        line = text[:match.start()].count('\n') + 2
        try:
            language, role = (match[1].split() + ['', ''])[:2]
            if role == 'received':
                received(block)
            elif language == 'console' and role in ('', 'server'):
                count += len(commands_of(block))
                session.serve(block) if role == 'server' else session.console(block)
            elif language == 'console' and role == 'ends':
                session.end_server()
            elif language == 'sh' and role == 'ci':
                for command in re.findall(r'^\./\w+', block, re.M):
                    if not os.access(ROOT / command, os.X_OK):
                        raise Fault(f'{command} is no program')
            elif role in ('root', 'user') or role.startswith('/'):
                pass
            elif role:
                path = session.folder / role
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block)
            elif language in ('sh', 'bash', 'shell', 'console'):
                raise Fault('a shell block that nobody runs')
        except Fault as fault:
            raise Fault(f'{page.relative_to(ROOT)}:{line}: {fault}') from None
    return count


def check_commands(programs, pages):
    with socket.socket() as other:
        if other.connect_ex(('127.0.0.1', 8787)) == 0:
            return ['The pages use the usual port, 8787, and something else listens there: stop it.']
    faults = []
    count = 0
    with outside_world() as world:
        for name in pages:
            page = pathlib.Path(name).resolve()
            while not Receiver.got.empty():
                Receiver.got.get()
            with tempfile.TemporaryDirectory() as folder:
                # README names the programs where ./run leaves them.
                built = pathlib.Path(folder) / 'build/release'
                built.mkdir(parents=True)
                # A terminal would not show curl's progress.
                (pathlib.Path(folder) / '.curlrc').write_text('silent\nshow-error\n')
                (built / 'bin').symlink_to(programs)
                (pathlib.Path(folder) / 'clients').symlink_to(ROOT / 'clients')
                others = []
                try:
                    old = {}
                    if '$OLD' in page.read_text():
                        (pathlib.Path(folder) / 'classic').mkdir()
                        service, old = classic_service(programs, pathlib.Path(folder) / 'classic')
                        others.append(service)
                    session = Session(programs, pathlib.Path(folder), world | old)
                    others.append(session)
                    if page.parent.name == 'cookbook':
                        run_page(session, ROOT / 'docs/cookbook.md')
                        # Here the outside world is on this machine, which hooks do not reach unless they may.
                        session.run('api PATCH /admin/v1/settings \'{"request":{"allow":["127.0.0.1"]}}\'')
                    count += run_page(session, page)
                except Fault as fault:
                    faults.append(str(fault))
                finally:
                    for each in others:
                        each.close()
    print(f'{len(pages)} pages, {count} commands')
    return faults


def classic_service(programs, folder):
    """A server that stands for the old one in the page about migrating."""
    session = Session(programs, folder, {'HOOKDESK_FIRST_KEY': 'a' * 37})
    session.serve('$ hookdeskd serve --database old.hookdesk --listen 127.0.0.1:0 > old.log\n')
    session.console("""$ until grep -q serving old.log; do sleep 0.1; done
$ export OLD=$(sed -n 's/.* on //p' old.log)
$ for name in people tickets; do curl -fsS -X PUT -H "x-apikey: $HOOKDESK_FIRST_KEY" $OLD/admin/v1/collections/$name; done
$ curl -fsS -H "x-apikey: $HOOKDESK_FIRST_KEY" -H 'content-type: application/json' $OLD/rest/tickets -d '{"title":"Printer"}'
$ curl -fsS -H "x-apikey: $HOOKDESK_FIRST_KEY" -H 'content-type: application/json' $OLD/rest/people -d '[
> {"_id":"5c18b5ff7b57fd5300020358","name":"Jane"},{"_id":"5c18b5ff7b57fd5300020359","name":"Paul"}]'
""")
    return session, {'OLD': session.run('echo $OLD')[0], 'OLD_KEY': 'a' * 37}


def check_root(root, pages):
    """Stops at the first fault: later steps stand on earlier ones."""
    def shell(user):
        become = ['runuser', '-u', 'person', '--', 'env', 'HOME=/home/person'] if user == 'user' else ['env']
        return ['chroot', root, 'env', '-i', 'PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root', 'LC_ALL=C.UTF-8',
                'DEBIAN_FRONTEND=noninteractive', *become, 'sh', '-c']
    for name in pages:
        page = pathlib.Path(name).resolve()
        for match in FENCE.finditer(page.read_text()):
            language, role = (match[1].split() + ['', ''])[:2]
            if role.startswith('/'):
                path = pathlib.Path(root + role)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(match[2])
            elif role in ('root', 'user'):
                for command, expected in commands_of(match[2]):
                    print(f'{role}: {command}', flush=True)
                    done = subprocess.run([*shell(role), f'cd /packages && {command}'], text=True, timeout=600,
                                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                    if done.returncode != 0 or (expected.strip() and not fits(expected, done.stdout)):
                        return [f'{name}: $ {command}\nprinted (status {done.returncode}):\n{done.stdout}\nbut the page says:\n{expected}']
    return []


def main():
    match sys.argv[1:]:
        case ['links', *online]:
            faults = check_links(online == ['--online']) + check_citations() + check_not_run()
        case ['root', root, *pages]:
            faults = check_root(root, pages)
        case ['commands', programs, *pages]:
            faults = check_commands(pathlib.Path(programs).resolve(), pages)
        case _:
            sys.exit(__doc__)
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
