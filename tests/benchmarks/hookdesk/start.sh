#!/bin/bash
# Hookdesk for bench.py and company.py: keys checked, hooks in the sandbox, inspector on. $1 = loopback port;
# HOOKDESK_BIN = the folder of the executables (default: the release build).
set -e
cd "$(dirname "$0")"
PORT=${1:-18080}
BIN=${HOOKDESK_BIN:-../../../build/release/bin}
DATABASE=${HOOKDESK_DATABASE:-data/bench.hookdesk}
export HOOKDESK_FIRST_KEY=benchmark-key-of-hookdesk-0123456789abcdef
rm -rf data
mkdir data
# The collections are made on a port of their own, so that nobody meets them half made.
"$BIN/hookdeskd" serve --database "$DATABASE" --listen 127.0.0.1:0 > data/setup.log &
SETUP=$!
for _ in $(seq 100); do grep -q serving data/setup.log && break; sleep 0.05; done
URL=$(grep -o 'http://[0-9.:]*' data/setup.log)
HOOKDESK_KEY=$HOOKDESK_FIRST_KEY "$BIN/hookdeskd" hooks push hooks --server "$URL"
python3 - "$URL" "$HOOKDESK_FIRST_KEY" <<'PY'
import json, os, sys, urllib.request
url, key = sys.argv[1:]
for name in ("people", "people_hook"):
    urllib.request.urlopen(urllib.request.Request(f"{url}/admin/v1/collections/{name}", b'{"indexes":[{"fields":["city"]}]}',
        {"x-apikey": key, "content-type": "application/json"}, method="PUT")).read()
upstream = os.environ.get("UPSTREAM", "18990")
urllib.request.urlopen(urllib.request.Request(f"{url}/admin/v1/settings", json.dumps({"upstream": upstream, "request": {"allow": ["127.0.0.1:" + upstream]}}).encode(),
    {"x-apikey": key, "content-type": "application/json"}, method="PATCH")).read()
PY
kill $SETUP
wait $SETUP
exec "$BIN/hookdeskd" serve --database "$DATABASE" --listen "127.0.0.1:$PORT"
