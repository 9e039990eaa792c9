#!/bin/sh
# The platform's programs by name. TIDEHALL_ROOT: where the package was unpacked, for tests.
set -eu
home="${TIDEHALL_ROOT:-}/opt/tidehall-platform"
node="$home/bin/node"
usage() {
	cat >&2 <<-'END'
	tidehall-platform run --hall FILE --data DIR ...   the platform itself (as a service: systemctl start tidehall-platform)
	tidehall-platform verify --data DIR                looks over everything that is stored
	tidehall-platform backup make-key|take|put-back    sealed backups
	tidehall-platform hall-key look|rotate|retire      the key under which what is kept of people is locked
	tidehall-platform backup-now                       what the nightly timer does
	tidehall-platform order take-over|hand-over ...    changes who decides among the hall's platforms
	tidehall-platform centre ...                       the platform of a centre
	tidehall-platform pin                              makes the check value of a PIN for staff.yaml
	tidehall-platform first-administrator ...          prints, once, the code of the first security administrator
	tidehall-platform enrolment-code --stations IDS    a one-time code for the first station of a hall (15 minutes, once)
	tidehall-platform fingerprint                      of the hall's own authority; makes it, and the certificate, when missing
	tidehall-platform version
	Each says what it takes with --help.
	END
	exit "$1"
}
[ $# -gt 0 ] || usage 2
what="$1"
shift
case "$what" in
run) exec "$node" "$home/platform/main.ts" "$@" ;;
verify) exec "$node" "$home/platform/verify.ts" "$@" ;;
backup) exec "$node" "$home/platform/backup/main.ts" "$@" ;;
hall-key) exec "$node" "$home/platform/hall-key.ts" "$@" ;;
order) exec "$node" "$home/platform/order.ts" "$@" ;;
centre) exec "$node" "$home/platform/centre/main.ts" "$@" ;;
pin) exec "$node" "$home/config/make-pin.ts" "$@" ;;
first-administrator) exec "$node" "$home/platform/first-administrator.ts" "$@" ;;
# For the running service: its files belong to its user.
enrolment-code) exec "$node" "$home/platform/enrolment/make-code.ts" --hall "${TIDEHALL_HALL:-/etc/tidehall/hall/hall.yaml}" --data "${TIDEHALL_DATA:-/var/lib/tidehall}" "$@" ;;
fingerprint)
	[ -n "${TIDEHALL_OPTIONS:-}" ] || TIDEHALL_OPTIONS="$(sed -n 's/^TIDEHALL_OPTIONS=//p' /etc/tidehall/platform.conf 2>/dev/null | tr -d '"')"
	exec "$node" "$home/platform/main.ts" --hall "${TIDEHALL_HALL:-/etc/tidehall/hall/hall.yaml}" --data "${TIDEHALL_DATA:-/var/lib/tidehall}" ${TIDEHALL_OPTIONS:-} --prepare-tls "$@"
	;;
backup-now)
	folder="${BACKUP_FOLDER:-/var/lib/tidehall-backups}"
	if [ -z "${BACKUP_FOR:-}" ]; then
		echo 'tidehall-platform: BACKUP_FOR in /etc/tidehall/backup.conf is empty; put the age1... line of "tidehall-platform backup make-key" there.' >&2
		exit 1
	fi
	# The newest ones stay; a full disk would stop the hall.
	"$node" "$home/platform/backup/main.ts" take --data "${TIDEHALL_DATA:-/var/lib/tidehall}" --to "$folder/tidehall-$(date +%Y%m%d-%H%M%S).age" --for $BACKUP_FOR
	ls -1t "$folder"/tidehall-*.age | tail -n "+$((${BACKUP_KEEP:-14} + 1))" | while read -r old; do rm -f -- "$old"; done
	;;
version) exec "$node" -e 'process.stdout.write(JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).version + "\n")' "$home/package.json" ;;
--help | -h | help) usage 0 ;;
*)
	echo "tidehall-platform: there is no \"$what\"" >&2
	usage 2
	;;
esac
