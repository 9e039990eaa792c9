#!/bin/sh
# As root, before a station starts: its secret lies where root alone reads it, and its account gets a copy in memory for as long as the service runs. Under
# it the station locks its own keys, so a disk that is taken out holds none. TIDEHALL_ROOT: another root, for tests.
set -eu
root="${TIDEHALL_ROOT:-}"
secret="$root/etc/tidehall/keys/station-secret"
to="$root/run/tidehall-station/secret"
umask 077
if [ ! -e "$secret" ]; then
	mkdir -p "$(dirname "$secret")"
	chmod 0700 "$(dirname "$secret")"
	head -c 32 /dev/urandom | base64 -w 0 >"$secret.new"
	sync "$secret.new"
	mv "$secret.new" "$secret"
	sync "$(dirname "$secret")"
fi
rm -f "$to.new"
cp "$secret" "$to.new"
chmod 0400 "$to.new"
chown "$(stat -c %u:%g "$(dirname "$to")")" "$to.new"
mv "$to.new" "$to"
