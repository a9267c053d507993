#!/bin/sh
# Measures the hook language against test262, as Debian has it in the source of mozjs78 (of June 2020). Nothing of
# it is committed. Prints how many tests pass, by folder and by feature; the results lie in FOLDER.
#   tests/test262/run.sh [--raw] [FOLDER]      FOLDER: where the source and the results go (default /tmp/hookdesk-test262)
# --raw measures the bare engine.
set -e
cd "$(dirname "$0")/../.."
RAW=
[ "$1" = --raw ] && { RAW=--raw; shift; }
FOLDER=${1:-/tmp/hookdesk-test262}
SOURCES=/etc/apt/sources.list.d/hookdesk-sources.list
mkdir -p "$FOLDER"
if [ ! -d "$FOLDER/test262" ]; then
  SUDO=$([ "$(id -u)" = 0 ] || echo sudo)
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main" | $SUDO tee $SOURCES > /dev/null
  $SUDO apt-get update -qq
  (cd "$FOLDER" && apt-get source --download-only mozjs78)
  $SUDO rm $SOURCES
  tar -xJf "$FOLDER"/mozjs78_*.orig.tar.xz -C "$FOLDER" --strip-components=4 --wildcards '*/js/src/tests/test262'
fi
cmake --preset release > /dev/null
cmake --build --preset release --target test262-runner > /dev/null
python3 tests/test262/report.py list "$FOLDER/test262" > "$FOLDER/list"
split -n r/2 "$FOLDER/list" "$FOLDER/list."
for part in aa ab; do
  build/release/bin/test262-runner $RAW "$FOLDER" < "$FOLDER/list.$part" > "$FOLDER/results.$part" &
done
wait
cat "$FOLDER"/results.a? > "$FOLDER/results$RAW"
python3 tests/test262/report.py report "$FOLDER/test262" "$FOLDER/results$RAW"
