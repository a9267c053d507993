#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks servers that share a schema of PostgreSQL, and counts what clients lose:

  nodes.py [kill] [stop] [crash] [promote] [jobs] [balance]     all of them where none is named; HOOKDESK_BIN names the folder of hookdeskd

kill    one of two servers is killed (SIGKILL) under load, three times, and started again
stop    one of two servers is stopped (SIGSTOP) for 20 s, while keys, documents and definitions change: does it tell anything old afterwards?
crash   PostgreSQL is killed under load, three times, and started again: how long do the servers answer 503?
promote the primary is killed under load, and its synchronous replica takes over
jobs    20 jobs are due each minute on three servers, of which one is killed and one is stopped for 20 s
balance what a request costs behind HAProxy, with one server and with two, and how much memory a server takes; needs haproxy and wrk

A cluster of PostgreSQL is made in a temporary folder, with fsync. Ends with 1 where anything is lost, old or done twice.
"""
import collections
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BIN = pathlib.Path(os.environ.get('HOOKDESK_BIN', ROOT / 'build/release/bin'))
KEY = 'k' * 40
faults = []


def check(is_right, what):
    print(('   ok   ' if is_right else '   FAULT ') + what, flush=True)
    if not is_right:
        faults.append(what)


class Cluster:
    """PostgreSQL over a socket alone, as another user where this one is root."""

    def __init__(self, has_replica):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='hookdesk-nodes-', dir='/tmp'))
        self.folder.chmod(0o777)
        self.programs = max(pathlib.Path('/usr/lib/postgresql').glob('*/bin'), key=lambda path: int(path.parent.name))
        self.user = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'] if os.getuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, 'nobody', 'nogroup')
        subprocess.run([*self.user, self.programs / 'initdb', '-D', self.folder / 'data', '-U', 'hookdesk', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
                       check=True, stdout=subprocess.DEVNULL, cwd='/')
        self.replica = None
        hosts = [self.folder]
        if has_replica:
            self.start()
            hosts.append(self.folder / 'second')
            self.run('pg_basebackup', '-D', self.folder / 'replica', '-h', self.folder, '-U', 'hookdesk', '-R', '-c', 'fast')
            self.crash()
            self.start('-c', 'synchronous_standby_names=*')
            subprocess.run([*self.user, 'mkdir', hosts[1]], check=True)
            self.replica = self.begin('replica', hosts[1])
            self.wait('replica', self.replica, 'ready')
        else:
            self.start()
        self.address = f"postgres://hookdesk@/postgres?host={','.join(map(str, hosts))}&schema=nodes"

    def run(self, program, *arguments):
        subprocess.run([*self.user, self.programs / program, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd='/')

    def begin(self, data, socket, *options):
        return subprocess.Popen([*self.user, self.programs / 'postgres', '-D', self.folder / data, '-k', socket, '-c', 'listen_addresses=',
                                 '-c', 'log_min_messages=fatal', *options], cwd='/', stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self, data, process, state):
        """False: it has ended."""
        pid = self.folder / data / 'postmaster.pid'
        while not (pid.exists() and pid.read_text().rstrip().endswith(state)):
            if process.poll() is not None:
                return False
            time.sleep(0.02)
        return True

    def start(self, *options):
        self.process = self.begin('data', self.folder, *options)
        while not self.wait('data', self.process, 'ready'):
            # The memory of the one that was killed is still in use for a moment.
            time.sleep(0.2)
            self.process = self.begin('data', self.folder, *options)

    def promote(self):
        self.run('pg_ctl', 'promote', '-w', '-D', self.folder / 'replica')

    def crash(self):
        self.process.kill()
        self.process.wait()
        # It says that the one which is gone was ready.
        (self.folder / 'data/postmaster.pid').unlink()

    def end(self):
        for process in filter(None, (self.process, self.replica)):
            process.send_signal(signal.SIGQUIT)
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    def __init__(self, cluster, name):
        self.cluster, self.name, self.url = cluster, name, None
        self.start()

    def start(self):
        environment = {**os.environ, 'HOOKDESK_FIRST_KEY': KEY}
        self.process = subprocess.Popen([BIN / 'hookdeskd', 'serve', '--database', self.cluster.address, '--listen', f'127.0.0.1:{self.port() if self.url else 0}',
                                         '--node', self.name, '--inspector', self.cluster.folder / (self.name + '.inspector')],
                                        stdout=subprocess.PIPE, stderr=open(self.cluster.folder / (self.name + '.log'), 'a'), text=True, env=environment)
        for line in self.process.stdout:
            if line.startswith('hookdeskd: serving'):
                self.url = line.split(' on ')[-1].strip()
                return
        raise SystemExit(f'{self.name} does not start: ' + (self.cluster.folder / (self.name + '.log')).read_text())

    def port(self):
        return int(self.url.rsplit(':', 1)[1])

    def client(self, key=KEY, timeout=60):
        return Client(self.port(), key, timeout)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def signal(self, number):
        self.process.send_signal(number)

    def end(self):
        self.process.terminate()
        self.process.wait()


class Client:
    """One connection. `send` gives status and JSON; status 0: there was no answer."""

    def __init__(self, port, key, timeout):
        self.port, self.key, self.timeout, self.connection = port, key, timeout, None

    def send(self, method, path, body=None):
        try:
            self.connection = self.connection or http.client.HTTPConnection('127.0.0.1', self.port, timeout=self.timeout)
            headers = {'x-apikey': self.key, 'content-type': 'application/json'}
            self.connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = self.connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text[:1] in b'[{' and text else text.decode()
        except (OSError, http.client.HTTPException):
            self.connection = None
            return 0, None


class Load:
    """Writers that store documents with ids of their own, on all servers, until they are told to end."""

    def __init__(self, servers, threads=8):
        self.ends, self.stored, self.statuses = False, [], collections.Counter()
        self.answers = collections.defaultdict(list)  # of each server: (time, status)
        self.threads = [threading.Thread(target=self.write, args=(servers[i % len(servers)], i)) for i in range(threads)]
        for thread in self.threads:
            thread.start()

    def write(self, server, number):
        client, count = server.client(), 0
        while not self.ends:
            count += 1
            status, body = client.send('POST', '/rest/things', {'n': count})
            self.statuses[status] += 1
            self.answers[server.name].append((time.monotonic(), status))
            if status == 201:
                self.stored.append(body['_id'])
            elif status == 0:
                time.sleep(0.01)

    def end(self):
        self.ends = True
        for thread in self.threads:
            thread.join()


def all_ids(server):
    client, found, last = server.client(), set(), ''
    while True:
        status, page = client.send('GET', '/rest/things?max=5000&h=%7B%22$fields%22:%7B%22_id%22:1%7D,%22$orderby%22:%7B%22_id%22:1%7D%7D&q='
                                   + '%7B%22_id%22:%7B%22$gt%22:%22' + last + '%22%7D%7D')
        assert status == 200, page
        if not page:
            return found
        found |= {each['_id'] for each in page}
        last = page[-1]['_id']


def nothing_is_missing(load, server):
    missing = set(load.stored) - all_ids(server)
    check(not missing, f'{len(load.stored)} documents answered as stored, {len(missing)} missing; answers {dict(load.statuses)}')


def wait_ready(server):
    began = time.monotonic()
    while server.client(timeout=2).send('GET', '/readyz')[0] != 200 and time.monotonic() < began + 60:
        time.sleep(0.01)
    return time.monotonic() - began


def kill(cluster, one, two):
    load = Load([one, two])
    for _ in range(3):
        time.sleep(2)
        one.kill()
        time.sleep(1)
        began = time.monotonic()
        one.start()
        print(f'   started again after {time.monotonic() - began:.1f} s, ready after {wait_ready(one):.2f} s more', flush=True)
    time.sleep(1)
    load.end()
    nothing_is_missing(load, two)
    others = collections.Counter(status for _, status in load.answers['two'])
    check(set(others) == {201}, f'the other server answers {dict(others)}')


def stop(cluster, one, two):
    admin = two.client()
    status, made = admin.send('POST', '/admin/v1/keys', {'kind': 'full', 'description': 'revoked'})
    assert status == 201, made
    status, watched = admin.send('POST', '/rest/things', {'v': 'old'})
    watched = f"/rest/things/{watched['_id']}"
    check(one.client(made['key']).send('GET', watched)[1]['v'] == 'old', 'the key holds on the other server at once')
    one.signal(signal.SIGSTOP)
    time.sleep(1)
    began = time.monotonic()
    # These come while it is stopped, before anything changes: each would be right either way.
    answers, threads = [], []

    def ask(key, method, path, body, kind):
        status, answer = one.client(key).send(method, path, body)
        answers.append((kind, time.monotonic(), status, answer))

    def begin(*arguments):
        threads.append(threading.Thread(target=ask, args=arguments))
        threads[-1].start()
    status, _ = admin.send('DELETE', f"/admin/v1/keys/{made['id']}")
    took = time.monotonic() - began
    check(status in (200, 204) and took < 6, f'a key is revoked after {took:.1f} s, while a server is silent')
    admin.send('PATCH', watched, {'v': 'new'})
    admin.send('PUT', '/admin/v1/collections/strict', {'fields': [{'name': 'n', 'type': 'number', 'required': True}]})
    # From here on every answer has to know all that.
    for _ in range(20):
        begin(made['key'], 'GET', watched, None, 'revoked')
        begin(KEY, 'GET', watched, None, 'read')
        begin(KEY, 'POST', '/rest/strict', {'free': 1}, 'write')
    time.sleep(max(0, 20 - (time.monotonic() - began)))
    one.signal(signal.SIGCONT)
    resumed = time.monotonic()
    while time.monotonic() < resumed + 3:
        begin(made['key'], 'GET', watched, None, 'revoked')
        begin(KEY, 'GET', watched, None, 'read')
        begin(KEY, 'POST', '/rest/strict', {'free': 1}, 'write')
        time.sleep(0.005)
    for thread in threads:
        thread.join()
    kinds = collections.defaultdict(collections.Counter)
    for kind, _, status, _ in answers:
        kinds[kind][status] += 1
    check(not kinds['revoked'][200], f"with the revoked key: {dict(kinds['revoked'])}")
    old = sum(1 for kind, _, status, body in answers if kind == 'read' and status == 200 and body['v'] == 'old')
    check(old == 0, f"reads: {dict(kinds['read'])}, of these {old} old")
    check(not kinds['write'][201] and not kinds['write'][404], f"writes against the new definition: {dict(kinds['write'])}")
    first = min((at for _, at, status, _ in answers if status == 200), default=resumed + 60)
    check(first - resumed < 3, f'it answers again {first - resumed:.2f} s after it goes on')


def crash(cluster, one, two):
    load = Load([one, two])
    for _ in range(3):
        time.sleep(2)
        cluster.crash()
        time.sleep(1)
        cluster.start()
        back = time.monotonic()
        for server in (one, two):
            wait_ready(server)
        print(f'   both ready {time.monotonic() - back:.2f} s after the database', flush=True)
        check(time.monotonic() - back < 3, 'no server is away for more than 3 s longer')
    time.sleep(1)
    load.end()
    nothing_is_missing(load, two)
    unknown = load.statuses[503]
    print(f'   {unknown} writes were answered with 503')


def promote(cluster, one, two):
    load = Load([one, two])
    time.sleep(3)
    cluster.crash()
    cluster.promote()
    back = time.monotonic()
    for server in (one, two):
        wait_ready(server)
    print(f'   both ready {time.monotonic() - back:.2f} s after the promotion', flush=True)
    check(time.monotonic() - back < 3, 'no server is away for more than 3 s longer')
    time.sleep(2)
    load.end()
    nothing_is_missing(load, two)


def jobs(cluster, one, two):
    three = Server(cluster, 'three')
    client = one.client()
    for number in range(20):
        script = 'function runJob(req, res) { setTimeout(function () { res.end("done"); }, %d); }' % (number * 50)
        status, made = client.send('POST', '/rest/system_jobs', {'crontab': '* * * * *', 'description': f'job {number}', 'script': script})
        assert status == 201, made
    # One that is under way when its server dies.
    status, slow = client.send('POST', '/rest/system_jobs', {'crontab': '@yearly', 'description': 'slow', 'script': 'function runJob(req, res) { setTimeout(function () { res.end(); }, 300000); }'})
    assert status == 201, slow
    status, run = three.client().send('POST', f"/admin/v1/jobs/{slow['_id']}/run")
    assert status == 202, run
    began = time.time()
    first = int(began // 60) + 1
    time.sleep(first * 60 + 5 - time.time())
    three.kill()
    # Over the full minute, at which all jobs are due.
    time.sleep(first * 60 + 50 - time.time())
    two.signal(signal.SIGSTOP)
    time.sleep(20)
    two.signal(signal.SIGCONT)
    time.sleep((first + 3) * 60 + 20 - time.time())
    status, log = one.client().send('GET', '/rest/system_log?max=10000')
    handled = collections.Counter((each['job'], each['started'][:16]) for each in log if each['job'] != slow['_id'])
    twice = [each for each, count in handled.items() if count > 1]
    times = {time.strftime('%Y-%m-%dT%H:%M', time.gmtime((first + minute) * 60)) for minute in range(4)}
    missing = 20 * 4 - sum(1 for _, at in handled if at in times)
    statuses = collections.Counter(each['status'] for each in log)
    check(not twice, f'{sum(handled.values())} runs of 20 jobs in 4 minutes, {len(twice)} due times handled twice; {dict(statuses)}')
    check(missing == 0, f'{missing} due times without a run')
    left = [each for each in log if each['job'] == slow['_id']]
    check([each['status'] for each in left] == ['KILLED'], f'the run of the dead server: {[each["status"] for each in left]}')
    three.end()


def documented(language):
    """The configuration of a balancer that the documentation shows, as a list of lines."""
    page = (ROOT / 'docs/running-on-postgresql.md').read_text()
    return re.search(rf'^```{language}\n(.*?)^```$', page, re.M | re.S).group(1)


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def with_ports(config, ports):
    """`config` with these servers in the place of 10.0.0.1:8787 and 10.0.0.2:8787; lines of others are left out."""
    lines = []
    for line in config.splitlines():
        found = re.search(r'10\.0\.0\.(\d):8787', line)
        if found and int(found.group(1)) > len(ports):
            continue
        lines.append(line.replace(found.group(0), f'127.0.0.1:{ports[int(found.group(1)) - 1]}') if found else line)
    return '\n'.join(lines) + '\n'


class HAProxy:
    """HAProxy as the documentation has it, before the servers with these ports."""
    HEAD = """defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
"""

    def __init__(self, folder, ports):
        self.port = free_port()
        self.file = pathlib.Path(folder) / 'haproxy.cfg'
        self.file.write_text(self.HEAD + with_ports(documented('haproxy').replace('bind :8080', f'bind 127.0.0.1:{self.port}'), ports))

    def check(self):
        """What HAProxy finds wrong with the file; empty: nothing."""
        checked = subprocess.run(['haproxy', '-c', '-f', self.file], capture_output=True, text=True)
        return '' if checked.returncode == 0 else checked.stdout + checked.stderr

    def start(self):
        self.process = subprocess.Popen(['haproxy', '-f', self.file], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self):
        self.process.terminate()
        self.process.wait()


def family(*roots):
    """The ids of these processes and of all that they have begun."""
    children = collections.defaultdict(list)
    for status in pathlib.Path('/proc').glob('[0-9]*/stat'):
        try:
            text = status.read_text()
            children[int(text[text.rindex(')') + 2:].split()[1])].append(int(status.parent.name))
        except OSError:
            pass
    found, todo = [], list(roots)
    while todo:
        found.append(todo.pop())
        todo += children[found[-1]]
    return found


def seconds(processes):
    """The CPU time that these have had."""
    ticks = 0
    for each in processes:
        try:
            text = pathlib.Path(f'/proc/{each}/stat').read_text()
            ticks += sum(map(int, text[text.rindex(')') + 2:].split()[11:13]))
        except OSError:
            pass
    return ticks / os.sysconf('SC_CLK_TCK')


def resident(process):
    """Megabytes."""
    return int(re.search(r'VmRSS:\s+(\d+)', pathlib.Path(f'/proc/{process}/status').read_text()).group(1)) / 1024


ONE, TWO = 'one', 'two'  # of balance()


def load(port, requests, roots, connections, pause, length=5):
    """µs of CPU a request of each of `roots` with what it has begun, and requests a second. Each connection waits `pause` ms before
    each request; 0: not at all."""
    groups = {name: family(*each) for name, each in roots.items()}
    folder = pathlib.Path(__file__).resolve().parent / 'common'
    with tempfile.NamedTemporaryFile('w', suffix='.txt') as file:
        file.write(f'{requests[0]}\nx-apikey: {KEY}\ncontent-type: application/json\n\n' + '\n'.join(requests[1:]) + '\n')
        file.flush()
        before = {name: seconds(each) for name, each in groups.items()}
        ran = subprocess.run(['wrk', '-t1', f'-c{connections}', f'-d{length}s', '-s', folder / 'wrk.lua', f'http://127.0.0.1:{port}'],
                             capture_output=True, text=True, env={**os.environ, 'REQFILE': file.name} | ({'PAUSE': str(pause)} if pause else {}))
        used = {name: seconds(each) - before[name] for name, each in groups.items()}
    told = json.loads(re.search(r'WRKJSON (.*)', ran.stdout).group(1))
    if told['status'] or told['connect'] or told['read'] or told['timeout']:
        check(False, f'errors: {told}')
    return {name: each * 1e6 / told['requests'] for name, each in used.items()}, told['rps']


def balance(cluster, one, two):
    missing = [name for name in ('haproxy', 'wrk') if not shutil.which(name)]
    if missing:
        print(f'   skipped: {" and ".join(missing)} is not installed')
        return
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'common'))
    from doc import doc
    client = one.client()
    client.send('PUT', '/admin/v1/collections/people', {'indexes': [{'fields': ['city']}]})
    stored = []
    for first in range(0, 10000, 500):
        status, some = client.send('POST', '/rest/people', [doc(i) for i in range(first, first + 500)])
        assert status == 201, some
        stored += some
    kinds = {
        'GET': ['GET', *(f"/rest/people/{each['_id']}" for each in stored[::10])],
        'list': ['GET', *('/rest/people?max=20&q=%7B%22city%22:%22city' + f'{i:03d}%22%7D' for i in range(500))],
        'POST': ['POST', *(f'/rest/people\t{json.dumps(doc(i))}' for i in range(1000))],
    }
    costs = {}
    # What comes together is read and written together, so a server that gets less of it takes more time for each. Each of two gets
    # as much as the one, and with pauses there is room for it: two cores that are full with one server give two of them half of it.
    for name, ports, connections, pause in ((ONE, [one.port()], 32, 10), (TWO, [one.port(), two.port()], 64, 10),
                                            ('one, no pauses', [one.port()], 32, 0),
                                            ('two, no pauses', [one.port(), two.port()], 64, 0)):
        proxy = HAProxy(cluster.folder, ports)
        proxy.start()
        while Client(proxy.port, KEY, 5).send('GET', '/healthz')[0] != 200:
            time.sleep(0.05)
        time.sleep(3)  # until the checks know all servers
        servers = [one, two][:len(ports)]
        roots = {'servers': [each.process.pid for each in servers], 'PostgreSQL': [cluster.process.pid], 'HAProxy': [proxy.process.pid]}
        for kind, requests in kinds.items():
            load(proxy.port, requests, roots, connections, pause, 1)
            costs[kind, name] = load(proxy.port, requests, roots, connections, pause)
        proxy.end()
    for kind in kinds:
        sums = {}
        for name, (parts, rate) in ((name, each) for (of, name), each in costs.items() if of == kind):
            sums[name] = sum(parts.values())
            told = ', '.join(f'{part} {cost:.1f}' for part, cost in parts.items())
            print(f'   {kind:5} {name:14} {sums[name]:6.1f} µs ({told}) {rate:7.0f}/s', flush=True)
        more = sums[TWO] / sums[ONE]
        check(more < 1.1, f'{kind}: with a second server and twice the clients a request costs {100 * more - 100:+.0f} % CPU')
    for server in (one, two):
        size = resident(server.process.pid)
        check(size <= 90, f'{server.name} takes {size:.0f} MB')


SCENES = {'kill': kill, 'stop': stop, 'crash': crash, 'promote': promote, 'jobs': jobs, 'balance': balance}


def main():
    wanted = sys.argv[1:] or list(SCENES)
    if any(name not in SCENES for name in wanted):
        raise SystemExit(__doc__)
    for name in wanted:
        print(name, flush=True)
        cluster = Cluster(name == 'promote')
        one = Server(cluster, 'one')
        two = Server(cluster, 'two')
        status, _ = one.client().send('PUT', '/admin/v1/collections/things', {})
        assert status == 201, status
        try:
            SCENES[name](cluster, one, two)
        finally:
            one.end()
            two.end()
            cluster.end()
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
