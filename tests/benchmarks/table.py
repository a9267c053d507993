#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the comparison as Markdown from results/*.json (argument: the folder)."""
import glob, json, os, sys
d = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "results")
labs = ["get", "list", "post", "post_hook", "post_fn", "post_flow"]
print("| peer | " + " | ".join(labs[:4]) + " | other | idle RSS MB | peak RSS (PSS) MB | start s |\n|" + "---|" * 9)
def cell(t): return "-" if not t else f"{t['rps']:.0f}/s ({t['p50_us']/1000:.2f}/{t['p99_us']/1000:.1f} ms; {t['cpu_us_per_req']:.0f} us CPU)"
for f in sorted(glob.glob(d + "/*.json")):
    r = json.load(open(f)); T = r["tests"]
    oth = "; ".join(f"{l} {cell(T[l])}" for l in labs[4:] if l in T) or "-"
    print(f"| {r['peer']} | " + " | ".join(cell(T.get(l)) for l in labs[:4]) + f" | {oth} | {r['idle_rss_mb']:.0f} | {r['peak_rss_mb']:.0f} ({r['peak_pss_mb']:.0f}) | {r['start_s']} |")
print("\nforeign CPU cores and fsync/s at each run:")
for f in sorted(glob.glob(d + "/*.json")):
    r = json.load(open(f)); print(" ", r["peer"], {l: (t["foreign_cpu"], t.get("fsync", {}).get("per_s"), t.get("seen_rps")) for l, t in r["tests"].items()})
