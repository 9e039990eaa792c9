#!/bin/sh
# What runs in the X session: the station alone, no window manager, no desktop. Watches the heart of the app, a file that it touches while its main
# process and its windows answer; when the heart has stood still too long the session ends, and systemd begins a new one. Its own watch and not
# systemd's: that one needs a message by socket from inside the app, which older systemd of UOS and Kylin do not take from helpers.
set -u
station="${TIDEHALL_STATION_PROGRAM:-/usr/bin/tidehall-station}"
heart="${TIDEHALL_HEART:-${XDG_RUNTIME_DIR:-/tmp}/tidehall-station.heart}"
# Seconds: how long a start may take, how old the heart may be, and between two looks.
grace="${TIDEHALL_HEART_GRACE:-120}"
stale="${TIDEHALL_HEART_STALE:-60}"
every="${TIDEHALL_HEART_EVERY:-5}"

if [ -n "${DISPLAY:-}" ]; then
	# No screen saver, no power saving, and no key of X itself that ends or switches anything.
	command -v xset >/dev/null && { xset s off; xset s noblank; xset -dpms; } >/dev/null 2>&1
	command -v setxkbmap >/dev/null && setxkbmap -option '' -option srvrkeys:none >/dev/null 2>&1
fi
rm -f "$heart"
TIDEHALL_HEART="$heart" "$station" &
app=$!
trap 'kill "$app" 2>/dev/null; wait "$app" 2>/dev/null; exit 0' TERM INT HUP
began=$(date +%s)
while kill -0 "$app" 2>/dev/null; do
	sleep "$every" &
	wait $! 2>/dev/null
	if [ -e "$heart" ]; then
		age=$(($(date +%s) - $(stat -c %Y "$heart" 2>/dev/null || echo 0)))
		# A clock that was set back makes a file of the future: that is no dead heart.
		[ "$age" -le "$stale" ] && continue
	else
		[ $(($(date +%s) - began)) -lt "$grace" ] && continue
	fi
	echo 'tidehall-station: the app does not answer any more and is ended' >&2
	kill -KILL "$app" 2>/dev/null
	break
done
wait "$app"
