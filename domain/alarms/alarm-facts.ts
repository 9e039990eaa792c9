/** What of the hall's day and of its platform is a reason for an alarm. Pure; codes, stations and devices, never a person. */
import type { AlarmCode, AlarmFact } from '../contracts/alarms.ts';
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { HallDay } from '../contracts/state.ts';

export interface HallFacts {
	plan: HallPlan;
	state: HallDay;
	/** Stations that are connected. */
	seated: ReadonlySet<string>;
	/** Codes of `/healthz`: what the platform says of itself. */
	problems: readonly string[];
	/** Certificates that this platform knows of, by station or name, with their ends. */
	certificates: readonly { about: string; endsAt: number }[];
	/** A certificate that ends sooner than so many ms is a fact. */
	certificateMs: number;
	now: number;
}

const machineCodes: Readonly<Record<string, AlarmCode>> = {
	'disk-low': 'machine-disk-low',
	'disk-stop': 'machine-disk-full',
	'journal-failed': 'machine-journal',
	'clock-wrong': 'machine-clock',
	'log-damaged': 'log-damaged',
};

/** `null`: no alarm, because it is usual or another one tells it. */
const problemCodes: Readonly<Record<string, AlarmCode | null>> = {
	'day-not-open': null,
	standby: null,
	gathering: null,
	superseded: null,
	'stood-down': null,
	'store-failed': 'store-failed',
	'clock-behind-log': 'clock-behind-log',
	'quarantine-waiting': 'reports-quarantined',
	'disk-low': 'disk-low',
	'disk-nearly-full': 'disk-full',
	'audit-not-writable': 'audit-not-writable',
	'audit-damaged': 'audit-damaged',
	'audit-differs': 'audit-damaged',
	'looks-cap-reached': 'looks-cap-reached',
	'log-damage': 'log-damaged',
	'centre-away': 'centre-away',
	'centre-token-refused': 'centre-refuses',
	'centre-history-differs': 'centre-refuses',
	'centre-knows-more': 'centre-refuses',
	'figures-mail-failing': 'messages-stuck',
	'certificate-ends-soon': 'certificate-ending',
	'reservations-in-part': 'bookings-in-part',
	'reminders-stuck': 'messages-stuck',
	'reminders-not-taken': 'messages-stuck',
	'alarms-not-delivered': 'alarms-not-delivered',
};
const shown = (text: string) => text.replace(/[^A-Za-z0-9.,_:/~-]/g, '-').slice(0, 80);

export function alarmFacts({ plan, state, seated, problems, certificates, certificateMs, now }: HallFacts): AlarmFact[] {
	const facts: AlarmFact[] = [];
	const say = (code: AlarmCode, station: string | null, about = '') => facts.push({ code, station, about: shown(about) });
	const open = state.stage === 'open';
	const planned = new Set(plan.stations.map(({ id }) => id));

	for (const { id, devices, troubles = [] } of Object.values(state.stations)) {
		for (const { code } of troubles) say(machineCodes[code] ?? 'other', id, machineCodes[code] ? '' : code);
		// What a station said last stands until it says otherwise; while it is away, that is the alarm.
		if (!seated.has(id)) continue;
		for (const [device, { state: stands, code }] of Object.entries(devices)) {
			if (code === 'paper-end') say('paper-end', id, device);
			else if (code === 'near-end') say('paper-low', id, device);
			else if (stands === 'stopped' || stands === 'disconnected') say('device-down', id, device);
		}
	}
	if (open)
		for (const { id, role, window } of plan.stations) {
			const works =
				role === 'terminal' || role === 'board' || (window !== undefined && (state.windows[window]?.stage ?? 'closed') !== 'closed');
			if (works && planned.has(id) && !seated.has(id)) say('station-away', id);
		}
	for (const problem of problems) {
		const [code] = problem.split(':');
		const known = problemCodes[code!];
		if (known !== null) say(known ?? 'other', null, known === undefined || known === 'centre-refuses' ? problem : '');
	}
	for (const { about, endsAt } of certificates) {
		if (endsAt <= now) say('certificate-ended', planned.has(about) ? about : null, about);
		else if (endsAt - now <= certificateMs) say('certificate-ending', planned.has(about) ? about : null, about);
	}
	return facts;
}
