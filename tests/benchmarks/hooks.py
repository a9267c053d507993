#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hooks cost, and what hostile ones cost others. Needs wrk.  hooks.py [SECONDS] [--hostile]

Prints, measured in the same run: the time of a hook (the stage "before" of the inspector's records: median and p99) for
none, a validating one and one with a db.get; requests a second with 32 connections and their ratio to those without a
hook; and the p99 of GETs on another collection with and without a hostile load beside them."""
import http.client
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

SECONDS = sys.argv[1] if len(sys.argv) > 1 else "6"
PROGRAM = pathlib.Path(__file__).parents[2] / "build/release/bin/hookdeskd"
KEY = "benchmark-key-of-hookdesk-0123456789abcdef"
HEADERS = {"x-apikey": KEY, "content-type": "application/json"}
HOOKS = {
    "none": "",
    "validating": """function beforePOST(req, res) {
  const errors = [];
  if (typeof req.body.name !== 'string' || req.body.name.length < 2) errors.push({field: 'name', message: 'too short'});
  if (!(req.body.age >= 0 && req.body.age < 150)) errors.push({field: 'age', message: 'out of range'});
  if (!/^[^@ ]+@[^@ ]+$/.test(req.body.email)) errors.push({field: 'email', message: 'no address'});
  if (errors.length) return res.end({error: errors});
  req.body.name = req.body.name.trim();
  res.end({data: req.body});
}""",
    "db.get": """async function beforePOST(req, res) {
  const found = await db.get('/rest/other/' + req.body.other);
  res.end({data: {...req.body, found: found.n}});
}""",
}
HOSTILE = [
    "while (true) {}", "const a = []; for (;;) a.push(new Array(10000).join('x') + a.length);", "(function f() { f(); })();",
    "const end = Date.now() + 400; while (Date.now() < end); res.end();", "for (let i = 0; i < 100000; ++i) log.info('x'.repeat(1000));",
]


class Server:
    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        environment = dict(os.environ, HOOKDESK_FIRST_KEY=KEY)
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--database", self.folder.name + "/x.hookdesk", "--listen", "127.0.0.1:0"],
            env=environment, stdout=subprocess.PIPE, text=True)
        while True:
            found = re.search(r"http://([\d.]+):(\d+)", self.process.stdout.readline())
            if found:
                break
        self.address = (found[1], int(found[2]))
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()

    def connect(self):
        return http.client.HTTPConnection(*self.address)

    def send(self, method, path, body=None, connection=None, kind="application/json"):
        connection = connection or self.connect()
        connection.request(method, path, body, dict(HEADERS, **{"content-type": kind}))
        response = connection.getresponse()
        return response.status, response.read()

    def hook(self, collection, source):
        status, body = self.send("PUT", f"/admin/v1/collections/{collection}/codehook", source, kind="text/javascript")
        assert status == 200, body

    def wrk(self, path, body=None):
        script = pathlib.Path(self.folder.name, "wrk.lua")
        headers = "".join(f'wrk.headers["{name}"] = "{value}"\n' for name, value in HEADERS.items())
        script.write_text(headers + (f"wrk.method = 'POST'\nwrk.body = [[{body}]]\n" if body else ""))
        text = subprocess.run(
            ["wrk", "-t1", "-c32", f"-d{SECONDS}s", "--latency", "-s", script, "http://%s:%d%s" % (*self.address, path)],
            capture_output=True, text=True, check=True).stdout
        rate = float(re.search(r"Requests/sec:\s*([\d.]+)", text)[1])
        number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
        return rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], re.search(r"Non-2xx.*", text)


def stages(server, collection):
    """The times of the stage "before", in µs."""
    times, cursor = [], ""
    while len(times) < 2000:
        connection = server.connect()
        connection.request("GET", f"/admin/v1/inspector?collection={collection}&max=1000{cursor}", headers=HEADERS)
        response = connection.getresponse()
        records = json.loads(response.read())
        times += [1000 * each["stages"].get("before", 0) for each in records if each["method"] == "POST"]
        following = response.getheader("X-Next-Cursor")
        if not following:
            break
        cursor = "&cursor=" + following
    return sorted(times)


def cost():
    print(f"{'hook':12}{'median':>10}{'p99':>10}{'requests/s':>14}{'of none':>9}")
    without = None
    for name, source in HOOKS.items():
        with Server() as server:
            server.send("PUT", "/admin/v1/collections/other", "{}")
            other = json.loads(server.send("POST", "/rest/other", '{"n":1}')[1])["_id"]
            server.send("PUT", "/admin/v1/collections/c", "{}")
            if source:
                server.hook("c", source)
            body = json.dumps({"name": "Jane Doe", "age": 40, "email": "jane@example.com", "other": other})
            connection = server.connect()
            for _ in range(2000):
                status, answer = server.send("POST", "/rest/c", body, connection)
                assert status == 201, answer
            time.sleep(0.2)
            times = stages(server, "c")
            rate, _, errors = server.wrk("/rest/c", body)
            without = without or rate
            print(f"{name:12}{statistics.median(times):7.0f} µs{times[int(len(times) * 0.99)]:7.0f} µs{rate:14.0f}{rate / without:9.2f}"
                  + (f"  {errors[0]}" if errors else ""))


def hostile():
    with Server() as server:
        server.send("PUT", "/admin/v1/settings", '{"codehooks":{"timeout":500,"memory":64}}')
        for name in ["other"] + [f"bad{i}" for i in range(len(HOSTILE))]:
            server.send("PUT", f"/admin/v1/collections/{name}", "{}")
        document = json.loads(server.send("POST", "/rest/other", '{"n":1}')[1])["_id"]
        server.wrk("/rest/other/" + document)
        calm = server.wrk("/rest/other/" + document)
        for i, body in enumerate(HOSTILE):
            server.hook(f"bad{i}", "function beforeGET(req, res) { " + body + " }")
        stop, counts = threading.Event(), [0] * len(HOSTILE)

        def attack(i):
            connection = server.connect()
            while not stop.is_set():
                counts[i] += 1
                if server.send("GET", f"/rest/bad{i}", connection=connection)[0] == 503:  # suspended: a developer who insists
                    server.send("POST", f"/admin/v1/collections/bad{i}/codehook/enable", connection=connection)

        threads = [threading.Thread(target=attack, args=(i,)) for i in range(len(HOSTILE))]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        attacked = server.wrk("/rest/other/" + document)
        stop.set()
        for thread in threads:
            thread.join()
        print(f"GETs on another collection: {calm[0]:.0f}/s, p99 {calm[1]:.2f} ms; beside {sum(counts)} hostile runs {attacked[0]:.0f}/s, "
              f"p99 {attacked[1]:.2f} ms: {attacked[1] / calm[1]:.2f} times" + (f"  {attacked[2][0]}" if attacked[2] else ""))


if "--hostile" not in sys.argv:
    cost()
hostile()
