#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the balancers of docs/running-on-postgresql.md as they are configured there, before two servers.

  balancers.py PROGRAMS     the folder of hookdeskd; needs haproxy, nginx and PostgreSQL

Each must take its configuration, send requests to both servers, and lose none when one of them is told to end.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
os.environ['HOOKDESK_BIN'] = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / 'build/release/bin')
os.environ['PATH'] += ':/usr/sbin'  # where Debian has both, and users do not look
sys.path.insert(0, str(ROOT / 'tests/benchmarks'))
import nodes  # noqa: E402


class Nginx:
    """nginx without its service, with all that it writes in one folder."""

    def __init__(self, folder, ports):
        self.folder = pathlib.Path(folder)
        self.port = nodes.free_port()
        config = nodes.with_ports(nodes.documented('nginx'), ports)
        # The certificate is the reader's.
        config = config.replace('listen 443 ssl;', f'listen 127.0.0.1:{self.port};')
        paths = ' '.join(f'{each}_temp_path {self.folder}/{each};' for each in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        self.file = self.folder / 'nginx.conf'
        user = 'user root; ' if os.getuid() == 0 else ''  # its folders are root's
        self.file.write_text(f'{user}daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log;\nevents {{}}\n'
                             f'http {{ access_log off; {paths}\n{config}}}\n')

    def command(self):
        return ['nginx', '-p', self.folder, '-c', self.file, '-e', self.folder / 'nginx.log']

    def check(self):
        checked = subprocess.run([*self.command(), '-t'], capture_output=True, text=True)
        return '' if checked.returncode == 0 else checked.stdout + checked.stderr

    def start(self):
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self):
        self.process.terminate()
        self.process.wait()


def try_out(balancer, one, two):
    nodes.check(not balancer.check(), 'takes its configuration ' + balancer.check())
    balancer.start()
    try:
        began = time.monotonic()
        while nodes.Client(balancer.port, nodes.KEY, 5).send('GET', '/readyz')[0] != 200 and time.monotonic() < began + 20:
            time.sleep(0.05)
        client = nodes.Client(balancer.port, nodes.KEY, 20)
        names = set()
        for _ in range(200):
            status, servers = client.send('GET', '/admin/v1/nodes')
            names |= {each['name'] for each in servers if each['self']} if status == 200 else set()
        nodes.check(names == {one.name, two.name}, f'both servers are asked: {sorted(names)}')
        stored = [client.send('POST', '/rest/things', {'n': i})[0] for i in range(50)]
        two.end()
        lost = [status for status in (client.send('GET', '/rest/things?max=1')[0] for _ in range(300)) if status != 200]
        nodes.check(set(stored) == {201} and not lost, f'nothing is lost while a server ends: {lost}')
        two.start()
    finally:
        balancer.end()


def main():
    cluster = nodes.Cluster(False)
    one, two = nodes.Server(cluster, 'one'), nodes.Server(cluster, 'two')
    try:
        assert one.client().send('PUT', '/admin/v1/collections/things', {})[0] == 201
        ports = [one.port(), two.port()]
        for name, kind in (('haproxy', nodes.HAProxy), ('nginx', Nginx)):
            print(name, flush=True)
            nodes.check(bool(shutil.which(name)), 'is installed')
            folder = cluster.folder / name
            folder.mkdir()
            try_out(kind(folder, ports), one, two)
    finally:
        one.end()
        two.end()
        cluster.end()
    return 1 if nodes.faults else 0


if __name__ == '__main__':
    sys.exit(main())
