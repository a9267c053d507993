#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other clients see while one hook never ends (while(true){}). Usage: runaway.py [--port P] PEER...
One document is made, one client posts to the runaway hook, another GETs that document every 100 ms for 20 s."""
import argparse, http.client, json, os, sys, threading, time
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bench
ap = argparse.ArgumentParser(); ap.add_argument("--port", type=int, default=18700); ap.add_argument("peers", nargs="+"); a = ap.parse_args()
for k, n in enumerate(a.peers):
    path = n if os.path.exists(os.path.join(n, "peer.json")) else os.path.join(bench.HERE, n)
    p = bench.Peer(os.path.abspath(path), a.port + 20 * k); p.start()
    try:
        s, r = p.call("POST", p.c["post"], bench.doc(1)); i = str(bench.dig(r, p.c["id"])); get = p.c["get"].format(id=i)
        base = []
        for _ in range(20): t = time.time(); p.call("GET", get); base.append(time.time() - t)
        out = {}
        def bad():
            t = time.time(); c = http.client.HTTPConnection("127.0.0.1", p.port, timeout=25)
            try: c.request("POST", p.c["runaway"], json.dumps(bench.doc(2)), p.headers); r = c.getresponse(); out["runaway"] = (r.status, r.read()[:120].decode(), round(time.time() - t, 2))
            except Exception as e: out["runaway"] = (type(e).__name__, str(e), round(time.time() - t, 2))
        th = threading.Thread(target=bad); th.start(); time.sleep(0.3)
        lat, lost, t0 = [], 0, time.time()
        while time.time() - t0 < 20:
            t = time.time(); c = http.client.HTTPConnection("127.0.0.1", p.port, timeout=5)
            try: c.request("GET", get, headers=p.headers); c.getresponse().read(); lat.append(time.time() - t)
            except Exception: lost += 1
            c.close(); time.sleep(0.1)
        th.join(30)
        print(f"{p.name}: runaway POST -> {out.get('runaway')}; other GETs: {len(lat)} answered, {lost} lost (5 s limit), worst {max(lat) * 1e3 if lat else float('nan'):.0f} ms (before: worst {max(base) * 1e3:.0f} ms)", flush=True)
    finally: p.stop()
