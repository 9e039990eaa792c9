#!/bin/sh
# Starts the station app out of the slot that holds its newest sound version. TIDEHALL_ROOT: where the package was unpacked, for tests.
set -eu
home="${TIDEHALL_ROOT:-}/opt/tidehall-station"
settings="${TIDEHALL_ROOT:-}/etc/tidehall/station.conf"
slot=installed
if [ -r "$home/current" ]; then read -r slot <"$home/current" || true; fi
case "$slot" in
a | b) app="$home/slots/$slot" ;;
*) app="$home/installed" ;;
esac
# A slot that is gone: the version of the package is always there.
[ -x "$app/tidehall" ] || app="$home/installed"
if [ "${1:-}" = --which ]; then
	echo "$app"
	exit 0
fi
if [ -r "$settings" ] && [ -z "${TIDEHALL_STATION_OPTIONS:-}" ]; then
	TIDEHALL_STATION_OPTIONS=$(sed -n 's/^TIDEHALL_STATION_OPTIONS=//p' "$settings" | tail -n 1)
fi
# A machine that was told nothing asks at its screen which hall and which seat it has.
if [ -z "${TIDEHALL_STATION_OPTIONS:-}" ] && [ $# -eq 0 ]; then set -- --set-up; fi
# Nothing that could make another program of it comes from outside; the fuses and the list of arguments say the same once more.
unset ELECTRON_RUN_AS_NODE ELECTRON_OVERRIDE_DIST_PATH ELECTRON_ENABLE_LOGGING ELECTRON_EXTRA_LAUNCH_ARGS NODE_OPTIONS NODE_EXTRA_CA_CERTS TIDEHALL_INSPECT LD_PRELOAD LD_LIBRARY_PATH
# shellcheck disable=SC2086 # words on purpose
exec "$app/tidehall" ${TIDEHALL_STATION_OPTIONS:-} "$@"
