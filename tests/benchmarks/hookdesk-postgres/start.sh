#!/bin/bash
# Hookdesk over a private PostgreSQL cluster (Debian), for bench.py and company.py; what it serves is that of hookdesk/start.sh.
# $1 = loopback port. The processes of PostgreSQL are children of this one, so that their CPU time counts.
set -e
cd "$(dirname "$0")/../hookdesk"
PG=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
D=$(mktemp -d /tmp/peers-hookdesk-pg-XXXXXX)
chown nobody "$D"
chmod 755 "$D"
AS="setpriv --pdeathsig QUIT --reuid=nobody --regid=nogroup --clear-groups"
(cd / && $AS "$PG/initdb" -D "$D/data" -U hookdesk -A trust -E UTF8 --locale=C --no-instructions > /dev/null)
(cd / && exec $AS "$PG/postgres" -D "$D/data" -k "$D" -c listen_addresses= -c shared_buffers=128MB 2> "$D/../peers-hookdesk-pg.log") &
for _ in $(seq 200); do grep -qs '^ready' "$D/data/postmaster.pid" && break; sleep 0.05; done
export HOOKDESK_DATABASE="postgres://hookdesk@/postgres?host=$D" STATE_DIRECTORY=$PWD/data
exec bash start.sh "$@"
