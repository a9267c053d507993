#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What clients see in company: hooks that ask the database, hooks that wait for another server, and what others feel meanwhile.
Usage: company.py [--secs 6] [--port 18400] [--scale 300000] [--out FILE] PEER...   (PEER as in bench.py)

peer.json, beside what bench.py reads:
  "post_db":   a POST whose hook reads people/{ref} twice, one after the other, then stores      -> rate at 32 connections
  "post_wait": a POST whose hook asks http://127.0.0.1:$UPSTREAM (answers after 100 ms), then stores -> rate at 32, 256 and 1024 connections
  "scan":      a GET over `people` that no index serves                                            -> others' GETs by id meanwhile
Rows "others": worst and p99 latency of 8 clients that GET one document every 10 ms, while 16 clients do the slow thing without pause."""
import argparse, http.client, json, os, subprocess, sys, tempfile, threading, time
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bench

def others(p, path, run, secs):
    """latencies of 8 clients of PATH while run(stop) goes on in 16 threads"""
    stop, lat, lost = threading.Event(), [], [0]
    def ping():
        c = None
        while not stop.is_set():
            t = time.time()
            try:
                c = c or http.client.HTTPConnection("127.0.0.1", p.port, timeout=30)
                c.request("GET", path, headers=p.headers); r = c.getresponse(); r.read()
                if r.status != 200: lost[0] += 1
                lat.append(time.time() - t)
            except Exception: lost[0] += 1; c = None
            stop.wait(0.01)
    th = [threading.Thread(target=ping) for _ in range(8)]
    bad = [threading.Thread(target=run, args=(stop,)) for _ in range(16)] if run else []
    [t.start() for t in th]; time.sleep(0.3); [t.start() for t in bad]; time.sleep(secs); stop.set(); [t.join() for t in th + bad]
    lat.sort(); n = len(lat)
    return {"answered": n, "lost": lost[0], "p50_ms": round(lat[n // 2] * 1e3, 1), "p99_ms": round(lat[n * 99 // 100] * 1e3, 1), "worst_ms": round(lat[-1] * 1e3)} if n else {"answered": 0, "lost": lost[0]}

def loop(p, method, path, body):
    def run(stop):
        c = None
        while not stop.is_set():
            try:
                c = c or http.client.HTTPConnection("127.0.0.1", p.port, timeout=60)
                c.request(method, path, None if body is None else json.dumps(body), p.headers); c.getresponse().read()
            except Exception: c = None
    return run

def fill(p, n):
    """up to n documents, 1000 a request where the peer takes arrays, else one by one"""
    have = bench.N
    k = p.c.get("bulk")
    todo = list(range(have, n))
    if k:
        for a in range(0, len(todo), k): p.call("POST", p.c["post"], [bench.doc(i) for i in todo[a:a + k]])
    else:
        import concurrent.futures as cf
        with cf.ThreadPoolExecutor(16) as ex: list(ex.map(lambda i: p.call("POST", p.c["post"], bench.doc(i)), todo))

def main():
    ap = argparse.ArgumentParser(); ap.add_argument("--secs", type=int, default=6); ap.add_argument("--port", type=int, default=18400)
    ap.add_argument("--scale", type=int, default=60000); ap.add_argument("--out"); ap.add_argument("peers", nargs="+"); a = ap.parse_args()
    bench.QUIET_S, bench.TRIES = 2, 1
    os.environ["UPSTREAM"] = str(a.port - 1)
    up = subprocess.Popen(["node", os.path.join(bench.HERE, "common/upstream.js"), os.environ["UPSTREAM"]])
    all_rows = {}
    try:
        for k, pn in enumerate(a.peers):
            path = pn if os.path.exists(os.path.join(pn, "peer.json")) else os.path.join(bench.HERE, pn)
            p = bench.Peer(os.path.abspath(path), a.port + 20 * k); p.start(); rows = {}
            try:
                ids = p.seed(); get = p.c["get"].format(id=ids[5])
                lines = lambda path: [path + "\t" + json.dumps({**bench.doc(i), "ref": ids[i % len(ids)], "n": i}) for i in range(2000)]
                if p.c.get("post_db"):
                    s, r = p.call("POST", p.c["post_db"], {**bench.doc(3), "ref": ids[3]}); assert s < 300, (s, r)
                    rows["post_db 32"] = bench.wrk(p, "POST", lines(p.c["post_db"]), a.secs, 32)
                if p.c.get("post_wait"):
                    s, r = p.call("POST", p.c["post_wait"], {**bench.doc(3), "n": 3}); assert s < 300, (s, r)
                    for c in (32, 256, 1024): rows[f"post_wait {c}"] = bench.wrk(p, "POST", lines(p.c["post_wait"]), a.secs, c)
                for name, r in rows.items():
                    bad = r["status"] + r["connect"] + r["read"] + r["write"] + r["timeout"]
                    print(f"{p.name:14} {name:16} {r['rps']:8.0f}/s  p50 {r['p50_us']/1e3:8.1f} ms  p99 {r['p99_us']/1e3:8.1f} ms  errors {bad}  cpu/req {r['cpu_us_per_req']:.0f} us  rss {r['peak_rss_mb']:.0f} MB", flush=True)
                calls = {"others, alone": None}
                if p.c.get("post_wait"): calls["others, 16 hooks wait"] = loop(p, "POST", p.c["post_wait"], {**bench.doc(3), "n": 3})
                if p.c.get("scan"): fill(p, a.scale); calls["others, 16 scans"] = loop(p, "GET", p.c["scan"], None)
                for name, run in calls.items():
                    rows[name] = others(p, get, run, a.secs); print(f"{p.name:14} {name:24} {rows[name]}", flush=True)
                all_rows[p.name] = rows
            finally: p.stop()
    finally: up.terminate()
    if a.out: json.dump(all_rows, open(a.out, "w"), indent=1)
if __name__ == "__main__": main()
