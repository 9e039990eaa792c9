import { createHash } from 'node:crypto';
import type { HallPlan, PriorityGroup, StationPlan } from '../domain/contracts/hall-plan.ts';
import type { TideSettings } from '../domain/contracts/tide-plan.ts';
import { defaultReviewPlan } from '../domain/reviews/review-plan.ts';
import { usualTide } from '../domain/tide-day/settings.ts';
import { bookingFromFile, isoWeekday } from './booking-from-file.ts';
import { routingRuleFrom } from './routing-rules.ts';
import type { HallFile } from './schemas/hall.ts';

/** The plan that deciding needs, from a checked hall file and its stations. */
export function hallPlanFromFile(file: HallFile, stations: StationPlan[]): HallPlan {
	const booking = bookingFromFile(file);
	const rules = file.routing.rules.map(routingRuleFrom).flatMap((read) => (read.ok ? [read] : []));
	const plan: Omit<HallPlan, 'configVersion'> = {
		code: file.hall.code,
		name: file.hall.name,
		timezone: file.hall.timezone,
		zones: file.zones.map(({ id, floor, name }) => ({ id, floor, name })),
		windows: file.windows.map((window) => ({
			id: window.id,
			number: windowNumber(window.id),
			name: window.name,
			zone: window.zone,
			kind: window.kind,
			homeDuty: window.queues,
			capabilities: [...new Set([...window.queues, ...(window.tidal?.mayJoin ?? [])])],
			...(window.skills ? { skills: window.skills } : {}),
			...(window.tidal
				? {
						tidal: {
							mayJoin: window.tidal.mayJoin,
							joinOverMinutes: window.tidal.whenAvgWaitMinutesOver,
							returnUnderMinutes: window.tidal.returnWhenUnder,
						},
					}
				: {}),
		})),
		queues: file.queues.map((queue) => ({
			id: queue.prefix,
			name: queue.name,
			zones: [...new Set(file.windows.filter((window) => window.queues.includes(queue.prefix)).map((window) => window.zone))],
			items: queue.items,
			themes: queue.themes,
			...(queue.special ? { special: queue.special } : {}),
			seqStart: queue.seqStart,
			seqDigits: queue.numberFormat.includes('{seq:4}') ? 4 : 3,
			meanMinutes: queue.meanMinutes,
			maxWaitMinutes: queue.maxWaitMinutes,
			lastTicketBeforeCloseMinutes: queue.lastTicket.beforeCloseMinutes,
			...(queue.lastTicket.enforced ? { lastTicketEnforced: true } : {}),
			recallTimes: queue.calling.recallTimes,
			recallIntervalSeconds: queue.calling.recallIntervalSeconds,
			requeueAfter: queue.calling.noShow === 'end' ? null : Number(queue.calling.noShow.replace('requeue-after-', '')),
			maxRequeue: queue.calling.maxRequeue,
		})),
		priorityGroups: file.priority.groups.map(priorityGroup),
		pick: {
			rule: file.priority.policy.rule,
			maxPriorityInRow: file.priority.policy.maxPriorityInRow,
			normalBetweenPriority: file.priority.policy.interleave.normal,
			maxNormalDelayMinutes: file.priority.policy.maxNormalDelayMinutes,
		},
		routing: rules.flatMap(({ rule }) => (rule ? [rule] : [])),
		suggestShorterBelow: rules.find((read) => read.suggestBelow !== undefined)?.suggestBelow ?? null,
		reservation: {
			earliestMinutes: file.reservation.checkIn.earliestMinutes,
			graceMinutes: file.reservation.checkIn.graceMinutes,
			...(booking ? { booking } : {}),
		},
		walkIn: { maxActiveTicketsPerPerson: file.walkIn.maxActiveTicketsPerPerson },
		hours: openPeriods(file),
		...(file.hours.calendar
			? { calendar: { closedDates: file.hours.calendar.closedDates, extraWorkdays: file.hours.calendar.extraWorkdays } }
			: {}),
		stations,
		...(file.reviews ? { reviews: { ...defaultReviewPlan, ...definedOf(file.reviews) } } : {}),
		...(file.guideModel ? { guideModel: true } : {}),
		...(file.cryptoSuite === 'intl' ? {} : { cryptoSuite: file.cryptoSuite }),
		...(file.tide ? { tide: tideFromFile(file, file.tide) } : {}),
		...(file.idleSignOut ? { idleSignOut: file.idleSignOut } : {}),
		...(file.phoneAddress ? { phoneAddress: new URL(file.phoneAddress).origin } : {}),
		enrolment: file.enrolment,
		...(file.platforms ? { platforms: file.platforms.map((each) => ({ ...each, url: new URL(each.url).origin })) } : {}),
	};
	return { ...plan, configVersion: configVersion(plan) };
}

/** Without the entries that are undefined. */
function definedOf<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** What the file leaves out is as everywhere; the express lanes stand with their queues. */
function tideFromFile(file: HallFile, { automatic, ...said }: NonNullable<HallFile['tide']>): TideSettings {
	return {
		...usualTide,
		...definedOf(said),
		express: file.queues.flatMap(({ prefix, express }) => (express ? [{ queue: prefix, targetMinutes: express.targetMinutes }] : [])),
		...(automatic ? { automatic: definedOf(automatic) as NonNullable<TideSettings['automatic']> } : {}),
	};
}

/** `02` of `W02`: what people read and hear. */
export function windowNumber(id: string): string {
	return /\d{2,3}$/.exec(id)?.[0] ?? id;
}

/** First 16 hex digits of the SHA-256 over the plan, with keys in order, so that the same choices give the same version. */
export function configVersion(plan: Omit<HallPlan, 'configVersion'>): string {
	return createHash('sha256').update(canonical(plan)).digest('hex').slice(0, 16);
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).filter(([, each]) => each !== undefined);
		return `{${entries
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
			.join(',')}}`;
	}
	return JSON.stringify(value);
}

function priorityGroup(group: HallFile['priority']['groups'][number]): PriorityGroup {
	const { code, name, level, verify } = group;
	return { code, name, level, verify: verify.by, ...(verify.by === 'id-card-age' ? { minAge: verify.min } : {}) };
}

function openPeriods(file: HallFile): HallPlan['hours'] {
	const flagged = (flag: string): string[] => {
		const key = flag.replace('flag:', '') as 'saturday' | 'lunchDuty' | 'accessible' | 'signLanguage' | 'dutyManager';
		return file.windows.filter((window) => window[key]).map((window) => window.id);
	};
	const weekly = file.hours.weekly.flatMap(({ days, periods, windows }) =>
		periods.map(({ from, to }) => ({
			days: days.map((day) => isoWeekday[day]),
			from,
			to,
			...(windows ? { windows: flagged(windows) } : {}),
		})),
	);
	const { lunch } = file.hours;
	if (!lunch) return weekly;
	// Lunch is served on the days that have a pause there: open before and after it.
	const days = file.hours.weekly
		.filter((week) => week.periods.some((period) => period.to === lunch.from) && week.periods.some((period) => period.from === lunch.to))
		.flatMap((week) => week.days.map((day) => isoWeekday[day]));
	return days.length === 0 ? weekly : [...weekly, { days, from: lunch.from, to: lunch.to, windows: flagged(lunch.windows) }];
}
