#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one client, hook or job of Hookdesk does to all others (docs/contract/server.md section 8).
Usage: situations.py [--secs 6] [--port 18600] [--scale 60000] [NAME...]

For each situation: 8 clients GET one document every 10 ms and 4 POST a small one, first alone, then while the situation goes on
without pause. Prints their p99, how many were not answered 200 or 201, and the most memory that the server and its hook hosts had.
HOOKDESK_BIN names the folder of the programs (default: build/release/bin)."""
import argparse, http.client, json, os, signal, socket, subprocess, sys, tempfile, threading, time
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "common"))
from doc import doc
import bench

BIN = os.environ.get("HOOKDESK_BIN", os.path.join(HERE, "../../build/release/bin"))
KEY = "benchmark-key-of-hookdesk-0123456789abcdef"
CROWD = 16
HOOKS = {
    "waits": "function beforeGET(req, res) { setTimeout(function () { res.end(); }, 4000); }",
    "loops": "function beforeGET(req, res) { while (true); }",
    "fans_out": """async function beforePOST(req, res) { const all = [];
                   for (let i = 0; i < 3000; ++i) all.push(db.post('/rest/written', { i })); await Promise.all(all); res.end(); }""",
    "outer": """async function beforePOST(req, res) { await Promise.all([1, 2, 3, 4, 5].map(i => db.post('/rest/inner', { i }))); res.end(); }""",
    "inner": "function beforePOST(req, res) { db.post('/rest/written', {}, function () { res.end(); }); }",
    "hoards": """async function beforePOST(req, res) { const all = [];
                 for (let i = 0; i < 400; ++i) all.push(db.get('/rest/people?max=20000').catch(() => 0));
                 await Promise.all(all); res.end(); }""",
}
JOB = "function runJob(req, res) { setTimeout(function () { res.end(); }, 15000); }"


class Server:
    def __init__(self, port, scale):
        self.port, self.scale = port, scale
        self.folder = tempfile.TemporaryDirectory()
        environment = dict(os.environ, HOOKDESK_FIRST_KEY=KEY)
        self.process = subprocess.Popen(
            [os.path.join(BIN, "hookdeskd"), "serve", "--database", self.folder.name + "/x.hookdesk", "--listen", f"127.0.0.1:{port}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True)
        for line in self.process.stdout:
            if "serving" in line: break
        for name in ["people", "written"] + list(HOOKS): self.send("PUT", f"/admin/v1/collections/{name}", b"{}")
        for name, source in HOOKS.items():
            self.send("PUT", f"/admin/v1/collections/{name}/codehook", source.encode(), "text/javascript")
        for begin in range(0, scale, 1000):
            reply = self.send("POST", "/rest/people", json.dumps([doc(i) for i in range(begin, begin + 1000)]).encode())
        self.id = json.loads(reply)[0]["_id"]
        fields = {f"f{i}": "0123456789" for i in range(60000)}
        self.wide = json.loads(self.send("POST", "/rest/people", json.dumps(fields).encode()))["_id"]
        self.fields = json.dumps(fields).encode()
        self.peak, self.ended = 0, False
        threading.Thread(target=self.watch, daemon=True).start()

    def send(self, method, path, body=None, kind="application/json", key=KEY):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        connection.request(method, path, body, {"x-apikey": key, "content-type": kind})
        reply = connection.getresponse()
        text = reply.read()
        connection.close()
        if reply.status >= 300 and key == KEY and method == "PUT": sys.exit(f"{method} {path}: {reply.status} {text[:200]}")
        return text

    def watch(self):
        while not self.ended:
            self.peak = max(self.peak, bench.mem(bench.tree(self.process.pid))[1])
            time.sleep(0.2)

    def stop(self):
        self.ended = True
        began = time.time()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        return self.process.returncode, time.time() - began


def others(server, secs):
    """The latencies of 8 clients that read and of 4 that write, in milliseconds, sorted, and how many requests failed."""
    end, reads, writes, lost = time.time() + secs, [], [], [0]
    def ping(times, method, path, body, wanted):
        connection = None
        while time.time() < end:
            began = time.time()
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
                connection.request(method, path, body, {"x-apikey": KEY, "content-type": "application/json"})
                reply = connection.getresponse()
                reply.read()
                lost[0] += reply.status != wanted
            except (OSError, http.client.HTTPException):
                lost[0] += 1
                connection = None
            times.append((time.time() - began) * 1e3)
            time.sleep(0.01)
    clients = [threading.Thread(target=ping, args=(reads, "GET", "/rest/people/" + server.id, None, 200)) for _ in range(8)]
    clients += [threading.Thread(target=ping, args=(writes, "POST", "/rest/written", b'{"a":1}', 201)) for _ in range(4)]
    for client in clients: client.start()
    for client in clients: client.join()
    return sorted(reads), sorted(writes), lost[0]


def crowd(act, count=CROWD):
    """Begins `count` threads that call act() until the function that is given back is called."""
    stopped = threading.Event()
    def go():
        while not stopped.is_set():
            try: act()
            except (OSError, http.client.HTTPException): time.sleep(0.05)
    for _ in range(count): threading.Thread(target=go, daemon=True).start()
    return stopped.set


def silent(server, count, head=b"", body=b""):
    """Opens connections that send `head` and `body` and then nothing; closes them when called."""
    sockets = []
    def fill():
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", server.port))
            sockets.append(connection)
            try: connection.sendall(head + body)
            except OSError: pass
    threading.Thread(target=fill, daemon=True).start()
    return lambda: [connection.close() for connection in sockets]


def unread(server):
    """A connection that asks for 100 long lists and reads nothing."""
    request = f"GET /rest/people?max=20000 HTTP/1.1\r\nHost: a\r\nx-apikey: {KEY}\r\n\r\n".encode()
    return silent(server, 1, request * 100)


def jobs(server):
    for i in range(70):
        server.send("POST", "/rest/system_jobs", json.dumps({"name": f"j{i}", "crontab": "0 0 1 1 *", "script": JOB, "runImmediately": True}).encode())
    return lambda: None


def situations(server):
    get = lambda path: crowd(lambda: server.send("GET", path))
    post = lambda path, count=CROWD: crowd(lambda: server.send("POST", path, b"{}"), count)
    length = b"POST /rest/people HTTP/1.1\r\nHost: a\r\nContent-Length: 16000000\r\n"
    return {
        "16 slow queries": lambda: get("/rest/people?q=%7B%22note%22%3A%7B%22%24regex%22%3A%22%5E(a%7Cb)*zz%22%7D%7D"),
        "16 searches without an index": lambda: get("/rest/people?filter=zzzz"),
        "a document of 60,000 fields as HTML": lambda: get(f"/rest/people/{server.wide}?format=html"),
        "1,000 requests whose hooks wait": lambda: crowd(lambda: server.send("GET", "/rest/waits"), 1000),
        "hooks that loop": lambda: crowd(lambda: server.send("GET", "/rest/loops"), 2),
        "70 jobs that wait": lambda: jobs(server),
        "3,000 calls of one request": lambda: post("/rest/fans_out", 1),
        "hooks that call hooks that call hooks": lambda: post("/rest/outer"),
        "a hook that hoards answers": lambda: post("/rest/hoards", 1),
        "PATCH of 60,000 fields": lambda: crowd(lambda: server.send("PATCH", f"/rest/people/{server.wide}", server.fields), 2),
        "64 bodies of 16 MB without a key": lambda: silent(server, 64, length + b"\r\n", b" " * 15_900_000),
        "64 bodies of 16 MB with a key": lambda: silent(server, 64, length + f"x-apikey: {KEY}\r\n\r\n".encode(), b" " * 15_900_000),
        "2,000 idle connections": lambda: silent(server, 2000),
        "100 lists that nobody reads": lambda: unread(server),
    }


def percentile(times, share): return times[min(len(times) - 1, int(len(times) * share))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--secs", type=int, default=6)
    parser.add_argument("--port", type=int, default=18600)
    parser.add_argument("--scale", type=int, default=60000)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    names = given.names or list(situations(argparse.Namespace(wide="")))
    for number, name in enumerate(names):
        server = Server(given.port + number, given.scale)
        alone, alone_writes, _ = others(server, given.secs / 2)
        end = situations(server)[name]()
        time.sleep(0.5)
        beside, writes, lost = others(server, given.secs)
        end()
        status, took = server.stop()
        p99 = lambda times: percentile(times, .99)
        print(f"{name:40} GET p99 alone {p99(alone):6.1f} beside {p99(beside):6.1f} worst {beside[-1]:6.0f} ms  POST {p99(alone_writes):6.1f} {p99(writes):6.1f}"
              f" {writes[-1]:6.0f} ms  of {len(beside) + len(writes)} lost {lost}  peak {server.peak:.0f} MB  stopped in {took:.1f} s with {status}", flush=True)


if __name__ == "__main__":
    import resource
    resource.setrlimit(resource.RLIMIT_NOFILE, (8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    main()
