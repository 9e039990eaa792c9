#!/bin/sh
# The part of updating that needs root: takes a package that the station has fetched, after looking at its signature itself. TIDEHALL_ROOT: for tests.
set -eu
home="${TIDEHALL_ROOT:-}/opt/tidehall-station"
exec "$home/updater/node" "$home/updater/station-updates.cjs" "$@"
