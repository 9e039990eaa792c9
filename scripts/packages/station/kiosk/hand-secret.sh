#!/bin/sh
# As root, before each start: the secret under which this machine's keys lie locked stays with root; the station gets a copy in memory that goes with
# the service (docs/decisions/0028). Made at the first start. TIDEHALL_ROOT: another root, for tests.
set -eu
umask 077
kept="${TIDEHALL_ROOT:-}/etc/tidehall/keys/station-secret"
handed="${1:?where to}"
if [ ! -s "$kept" ]; then
	mkdir -p "$(dirname "$kept")"
	head -c 32 /dev/urandom | base64 >"$kept.new"
	sync "$kept.new" 2>/dev/null || sync
	mv "$kept.new" "$kept"
fi
cp "$kept" "$handed.new"
chmod 0400 "$handed.new"
if [ -z "${TIDEHALL_ROOT:-}" ]; then chown tidehall-station:tidehall-station "$handed.new"; fi
mv -f "$handed.new" "$handed"
