# SPDX-License-Identifier: GPL-3.0-or-later
"""list FOLDER: the tests of test262 that concern hooks. report FOLDER RESULTS: how many of them pass."""
import collections, os, re, sys

# No part of what a hook is: modules, threads, other realms, the garbage collector, other languages' texts,
# proposals that never became ECMAScript 2023. BigInt is no part of the engine and is refused when a script is saved.
LEFT_OUT = {"Atomics", "SharedArrayBuffer", "BigInt", "WeakRef", "FinalizationRegistry", "FinalizationGroup", "Intl",
            "dynamic-import", "import.meta", "cross-realm", "host-gc-required", "IsHTMLDDA", "tail-call-optimization",
            "top-level-await", "Temporal"}
FOLDERS = ("language", "built-ins", "annexB")
# What such a text says is not for hooks: scripts of other realms, and buffers that the host takes away.
FOREIGN = re.compile(r"createRealm|\$DETACHBUFFER|detachArrayBuffer")
# Each runs for ten seconds over all characters, as an older Unicode has them.
TABLES = "property-escapes/generated"


def features(text):
    found = re.search(r"^features:\s*\[(.*?)\]", text, re.M | re.S)
    if found:
        return {each.strip() for each in found.group(1).split(",")}
    found = re.search(r"^features:\s*\n((?:\s+- .*\n)+)", text, re.M)
    return set(re.findall(r"- *(\S+)", found.group(1))) if found else set()


def tests(folder):
    for top in FOLDERS:
        for place, _, files in sorted(os.walk(os.path.join(folder, top))):
            for name in sorted(files):
                if not name.endswith(".js") or name in ("shell.js", "browser.js") or "_FIXTURE" in name:
                    continue
                path = os.path.join(place, name)
                text = open(path, encoding="utf-8", errors="replace").read()
                used = features(text)
                flags = re.search(r"^flags:\s*\[(.*?)\]", text, re.M)
                if used & LEFT_OUT or (flags and "module" in flags.group(1)) or "module-code" in path or TABLES in path or FOREIGN.search(text):
                    continue
                yield os.path.relpath(path, os.path.dirname(folder)), used


def main():
    folder = sys.argv[2].rstrip("/")
    if sys.argv[1] == "list":
        for path, _ in tests(folder):
            print(path)
        return
    passed = {line.split(" ", 2)[1]: line.startswith("PASS") for line in open(sys.argv[3]) if line[:4] in ("PASS", "FAIL")}
    by = collections.defaultdict(lambda: [0, 0])
    for path, used in tests(folder):
        parts = path.split("/")
        for key in [("all",), ("folder", "/".join(parts[1:3]))] + [("feature", each) for each in used]:
            by[key][0] += passed.get(path, False)
            by[key][1] += 1
    for key, (good, all_) in sorted(by.items()):
        print(f"{' '.join(key):60} {good:6} of {all_:6}  {100 * good / all_:5.1f} %")


main()
