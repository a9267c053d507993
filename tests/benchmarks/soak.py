#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether anything grows in Hookdesk under mixed load: the situations of situations.py one after the other, again and again, each for
some seconds beside clients that read and write.
Usage: soak.py [--minutes 30] [--secs 8] [--port 18900] [--scale 20000]

After each round, when all has been quiet for 5 s: the memory of the server and its hook hosts, the server's open descriptors and
threads, and what the others got. HOOKDESK_BIN as in situations.py."""
import argparse, os, resource, time
import situations
from situations import bench, others, percentile


def descriptors(pid): return len(os.listdir(f"/proc/{pid}/fd"))
def threads(pid): return len(os.listdir(f"/proc/{pid}/task"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--secs", type=float, default=8)
    parser.add_argument("--port", type=int, default=18900)
    parser.add_argument("--scale", type=int, default=20000)
    given = parser.parse_args()
    server = situations.Server(given.port, given.scale)
    pid, began, number = server.process.pid, time.time(), 0
    while time.time() - began < given.minutes * 60:
        number += 1
        reads, writes, lost, worst = [], [], 0, ("", 0)
        for name, act in situations.situations(server).items():
            end = act()
            read, written, failed = others(server, given.secs)
            end()
            time.sleep(5)  # until what was begun has ended
            reads, writes, lost = reads + read, writes + written, lost + failed
            worst = max(worst, (name, percentile(read, .99)), key=lambda pair: pair[1])
        rss, pss = bench.mem(bench.tree(pid))
        print(f"round {number} at {(time.time() - began) / 60:.0f} min: memory {pss:.0f} MB ({rss:.0f} with what is shared), {descriptors(pid)} descriptors,"
              f" {threads(pid)} threads, {len(bench.tree(pid)) - 1} hook hosts; GET p99 {percentile(sorted(reads), .99):.1f} ms, POST p99"
              f" {percentile(sorted(writes), .99):.1f} ms of {len(reads) + len(writes)}, lost {lost}, worst beside {worst[0]}: {worst[1]:.1f} ms", flush=True)
    print("stopped with %d in %.1f s" % server.stop())


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    main()
