#!/bin/sh
# tidehall-kiosk enable|disable|check|set-up: makes of this PC a machine that does nothing but be a station. TIDEHALL_ROOT: another root, for tests.
set -eu
root="${TIDEHALL_ROOT:-}"
from="$root/usr/lib/tidehall-station/kiosk"
# Ours, where the system looks for it.
table='
xorg.conf /etc/X11/xorg.conf.d/50-tidehall-kiosk.conf
sysctl.conf /etc/sysctl.d/50-tidehall-kiosk.conf
logind.conf /etc/systemd/logind.conf.d/50-tidehall-kiosk.conf
polkit.rules /etc/polkit-1/rules.d/10-tidehall-kiosk.rules
polkit.pkla /etc/polkit-1/localauthority/90-mandatory.d/tidehall-kiosk.pkla
udev.rules /etc/udev/rules.d/70-tidehall-kiosk.rules
'
masked='ctrl-alt-del.target getty@tty1.service autovt@.service emergency.service'
live() { [ -z "$root" ] && [ -d /run/systemd/system ]; }
each() { echo "$table" | while read -r name path; do [ -z "$name" ] || "$1" "$name" "$path"; done; }
put() {
	mkdir -p "$(dirname "$root$2")"
	cp "$from/$1" "$root$2"
	chmod 0644 "$root$2"
}
take() { rm -f "$root$2"; }
has() { cmp -s "$from/$1" "$root$2" && echo "ok      $2" || echo "MISSING $2"; }
say() { if [ "$1" = 0 ]; then echo "ok      $2"; else echo "MISSING $2"; fi; }
mask() { for unit in $masked; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done; }
unmask() { for unit in $masked; do if [ "$(readlink "$root/etc/systemd/system/$unit" 2>/dev/null)" = /dev/null ]; then rm -f "$root/etc/systemd/system/$unit"; fi; done; }

case "${1:-}" in
enable)
	if ! grep -q '^TIDEHALL_STATION_OPTIONS=..*--kiosk' "$root/etc/tidehall/station.conf"; then
		echo 'tidehall-kiosk: /etc/tidehall/station.conf must say --set-up (or which hall and seats this is), and --kiosk. Nothing was changed.' >&2
		exit 1
	fi
	if [ -z "$root" ] && { ! command -v xinit >/dev/null || ! command -v X >/dev/null; }; then
		echo 'tidehall-kiosk: apt install xinit xserver-xorg (they come with the system). Nothing was changed.' >&2
		exit 1
	fi
	mkdir -p "$root/etc/systemd/system"
	each put
	mask
	if live; then
		sysctl -q -p /etc/sysctl.d/50-tidehall-kiosk.conf || true
		udevadm control --reload || true
		systemctl daemon-reload
		systemctl set-default multi-user.target
		systemctl disable display-manager.service 2>/dev/null || true
		systemctl enable tidehall-station.service
	fi
	echo 'tidehall-kiosk: switched on. Restart the machine, then go through the lock-down list (/usr/share/doc/tidehall-station).'
	;;
disable)
	each take
	unmask
	if live; then
		systemctl daemon-reload
		systemctl disable tidehall-station.service || true
		systemctl set-default graphical.target
		systemctl enable display-manager.service 2>/dev/null || true
	fi
	echo 'tidehall-kiosk: switched off. Restart the machine.'
	;;
check)
	# What of the lock-down list a program can see; the rest is for hands and eyes.
	result=$(
		each has
		for unit in $masked; do [ "$(readlink "$root/etc/systemd/system/$unit" 2>/dev/null)" = /dev/null ] && say 0 "$unit is masked" || say 1 "$unit is masked"; done
		if getent passwd tidehall-station 2>/dev/null | grep -q ':/usr/sbin/nologin$'; then say 0 'the account has no shell'; else say 1 'the account has no shell'; fi
		if [ -z "$(find "$root/opt/tidehall-station" -not -type l \( -perm -0002 -o -user tidehall-station \) -print -quit 2>/dev/null)" ]; then say 0 'the program can be written by root alone'; else say 1 'the program can be written by root alone'; fi
		if live; then
			if systemctl is-enabled -q tidehall-station.service; then say 0 'kiosk mode starts with the machine'; else say 1 'kiosk mode starts with the machine'; fi
			if [ "$(cat /proc/sys/kernel/sysrq)" = 0 ]; then say 0 'no magic keys'; else say 1 'no magic keys'; fi
		fi
	)
	echo "$result"
	! echo "$result" | grep -q '^MISSING'
	;;
set-up)
	# The next start asks at the screen again which hall and which seat this is.
	data=$(sed -n 's/^TIDEHALL_STATION_OPTIONS=.*--set-up.*--data[ =]\([^ ]*\).*/\1/p' "$root/etc/tidehall/station.conf" | tail -n 1)
	if [ -z "$data" ] || [ ! -d "$root$data" ]; then
		echo 'tidehall-kiosk: /etc/tidehall/station.conf says no --set-up with --data FOLDER, so nothing is asked at the screen. Nothing was changed.' >&2
		exit 1
	fi
	: >"$root$data/set-up-again"
	if live; then
		chown tidehall-station:tidehall-station "$data/set-up-again"
		systemctl try-restart tidehall-station.service
	fi
	echo 'tidehall-kiosk: the next start asks again.'
	;;
*)
	echo 'tidehall-kiosk enable|disable|check|set-up' >&2
	exit 2
	;;
esac
