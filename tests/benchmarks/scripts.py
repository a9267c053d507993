#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What many stored scripts cost: saving one of them, starting with them, starting after an upgrade.  scripts.py [COUNT]

Uses the programs of build/release/bin, or of the folder that HOOKDESK_BIN names. Makes COUNT collections (400) with scripts of
about 50 lines, and prints medians: the time to save one script when it is the only one and when it is one of COUNT; the time from
the start of the process to its first answer, empty, with COUNT scripts, and after an upgrade, when another version of the compiler
compiled all of them; and the first and second request to a hook after such a start."""
import http.client
import json
import os
import pathlib
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 400
SAVES, STARTS = 20, 5
PROGRAM = pathlib.Path(os.environ.get("HOOKDESK_BIN", pathlib.Path(__file__).parents[2] / "build/release/bin"), "hookdeskd")


def script(number):
    rules = "\n".join(f"  if (req.body.f{i} !== undefined && typeof req.body.f{i} !== 'string')\n"
                      f"    errors.push({{field: 'f{i}', message: 'no text in script {number}'}});" for i in range(20))
    return ("function beforePOST(req, res) {\n  const errors = [];\n" + rules
            + "\n  if (errors.length)\n    return res.end({error: errors});\n  req.body.checked = true;\n  res.end({data: req.body});\n}\n")


class Server:
    """A server of the database in @p folder, which is made when there is none."""

    def __init__(self, folder):
        key = pathlib.Path(folder, "key")
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--database", f"{folder}/x.hookdesk", "--listen", "127.0.0.1:0", "--first-key-file", key],
            stdout=subprocess.PIPE, text=True)
        address = None
        while not address:
            line = self.process.stdout.readline()
            if not line:
                sys.exit("scripts.py: the server does not start")
            address = re.search(r"http://([\d.]+):(\d+)", line)
        self.connection = http.client.HTTPConnection(address[1], int(address[2]))
        self.headers = {"x-apikey": key.read_text().strip(), "content-type": "application/json"}
        self.send("GET", "/rest/system_jobs", expected=200)
        self.start = time.perf_counter() - self.began

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def send(self, method, path, body=None, expected=200):
        began = time.perf_counter()
        self.connection.request(method, path, body, self.headers)
        response = self.connection.getresponse()
        answer = response.read()
        if response.status != expected:
            sys.exit(f"scripts.py: {method} {path} is answered with {response.status} {answer[:300]}")
        return time.perf_counter() - began

    def put(self, names):
        self.send("PUT", "/admin/v1/codehooks", json.dumps({name: script(name) for name in names}))

    def save(self):
        """The median time to save a new version of one script."""
        return statistics.median(self.send("PUT", "/admin/v1/collections/c0/codehook", script(0) + f"// {i} {time.time()}\n")
                                 for i in range(SAVES))


def start(folder):
    def once():
        with Server(folder) as server:
            return server.start
    return statistics.median(once() for _ in range(STARTS))


def upgrade(folder):
    """Has the database look as if another version of the compiler had compiled all scripts."""
    with sqlite3.connect(f"{folder}/x.hookdesk") as database:
        database.execute("UPDATE scripts SET compiled = '/*hookdesk 0' || substr(compiled, instr(compiled, ' ') + 1)")
    database.close()


def main():
    def tell(what, seconds):
        print(f"{what:60}{seconds * 1000:9.1f} ms", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        tell("start to first answer, empty", start(folder))
        with Server(folder) as server:
            server.put(["c0"])
            alone = server.save()
            tell("save a script, the only one", alone)
            for first in range(0, COUNT, 100):
                server.put([f"c{i}" for i in range(first, min(first + 100, COUNT))])
            among = server.save()
            tell(f"save a script, one of {COUNT} ({among / alone:.2f} times)", among)
        tell(f"start to first answer, {COUNT} scripts", start(folder))
        upgrade(folder)
        with Server(folder) as server:
            tell(f"start to first answer, {COUNT} scripts after an upgrade", server.start)
            tell("first request to a hook after it", server.send("POST", "/rest/c1", "{}", 201))
            tell("second request to it", server.send("POST", "/rest/c1", "{}", 201))


main()
