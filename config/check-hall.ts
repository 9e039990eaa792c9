import type { CatalogueNames } from './catalogue-names.ts';
import { checkBooking } from './check-booking.ts';
import { checkServed } from './check-served.ts';
import { checkTide } from './check-tide.ts';
import type { ProblemList } from './problems.ts';
import type { Catalogue, Placed } from './read-catalogue.ts';
import { checkUnique, Names, tellAt } from './references.ts';
import { routingRuleFrom } from './routing-rules.ts';
import type { HallFile } from './schemas/hall.ts';
import type { YamlFile } from './yaml-file.ts';

/** Checks what one hall file names: zones, windows, queues, items, themes, and that they fit together. */
export function checkHall(hall: HallFile, yaml: YamlFile, catalogue: Catalogue, names: CatalogueNames, problems: ProblemList): void {
	const tell = tellAt(problems, yaml);
	const placed = <T>(key: string, values: T[]): Placed<T>[] => values.map((value, at) => ({ value, yaml, path: [key, at] }));
	checkUnique('zone', placed('zones', hall.zones), (zone) => zone.id, 'id', problems);
	checkUnique('window', placed('windows', hall.windows), (window) => window.id, 'id', problems);
	checkUnique('queue', placed('queues', hall.queues), (queue) => queue.prefix, 'prefix', problems);
	const numbers = new Map<string, string>();
	hall.windows.forEach((window, at) => {
		const number = /\d+$/.exec(window.id)?.[0] ?? '';
		const other = numbers.get(number);
		if (other && other !== window.id) {
			tell(
				['windows', at, 'id'],
				`window ${window.id}: people would see the number ${number} twice, window ${other} has it too. Give one another id.`,
			);
		}
		numbers.set(number, window.id);
	});

	const zones = new Names(
		'zone',
		'zones of the hall file',
		hall.zones.map((zone) => zone.id),
	);
	const windows = new Names(
		'window',
		'windows of the hall file',
		hall.windows.map((window) => window.id),
	);
	const queues = new Names(
		'queue',
		'queues of the hall file',
		hall.queues.map((queue) => queue.prefix),
	);
	const homeOf = new Map(hall.windows.map((window) => [window.id, window.queues]));

	hall.windows.forEach((window, at) => {
		const owner = `window ${window.id}`;
		zones.check(window.zone, owner, 'zone', ['windows', at, 'zone'], tell);
		queues.checkAll(window.queues, owner, 'queues', ['windows', at, 'queues'], tell);
		queues.checkAll(window.tidal?.mayJoin ?? [], owner, 'tidal.mayJoin', ['windows', at, 'tidal', 'mayJoin'], tell);
		names.items.checkAll(window.skills ?? [], owner, 'skills', ['windows', at, 'skills'], tell);
		names.themes.checkAll(window.preferThemes, owner, 'preferThemes', ['windows', at, 'preferThemes'], tell);
		if (window.tidal && window.tidal.returnWhenUnder >= window.tidal.whenAvgWaitMinutesOver) {
			tell(
				['windows', at, 'tidal'],
				`${owner}: tidal returns under ${window.tidal.returnWhenUnder} minutes but joins over ${window.tidal.whenAvgWaitMinutesOver}; it would go to and fro. Make returnWhenUnder smaller.`,
			);
		}
		for (const prefix of window.queues) {
			const queue = hall.queues.find((each) => each.prefix === prefix);
			if (queue && !queue.windows.includes(window.id)) {
				tell(
					['windows', at, 'queues'],
					`${owner}: serves queue ${prefix}, but queue ${prefix} does not list ${window.id} in its windows. Add it there or remove it here.`,
				);
			}
		}
	});
	hall.queues.forEach((queue, at) => {
		const owner = `queue ${queue.prefix}`;
		windows.checkAll(queue.windows, owner, 'windows', ['queues', at, 'windows'], tell);
		names.items.checkAll(queue.items, owner, 'items', ['queues', at, 'items'], tell);
		names.themes.checkAll(queue.themes, owner, 'themes', ['queues', at, 'themes'], tell);
		if (queue.windows.length === 0)
			tell(['queues', at, 'windows'], `${owner}: has no window, so nobody would ever be called. Add a window or remove the queue.`);
		queue.windows.forEach((id, entry) => {
			if (homeOf.has(id) && !homeOf.get(id)?.includes(queue.prefix)) {
				tell(
					['queues', at, 'windows', entry],
					`${owner}: lists window ${id}, but window ${id} does not serve ${queue.prefix}. Add ${queue.prefix} to the window's queues or remove it here.`,
				);
			}
		});
		if (!queue.numberFormat.startsWith(`${queue.prefix}{`)) {
			tell(
				['queues', at, 'numberFormat'],
				`${owner}: numberFormat is “${queue.numberFormat}”, but numbers of this queue must start with ${queue.prefix}. Write "${queue.prefix}{seq:3}".`,
			);
		}
		if (!queue.special && queue.items.length === 0 && queue.themes.length === 0) {
			tell(
				['queues', at, 'items'],
				`${owner}: has neither items nor themes and is not special, so nobody could ever join it. Add items, themes or special.`,
			);
		}
	});
	hall.hours.extended.forEach((extra, at) => {
		queues.checkAll(extra.queues ?? [], `hours ${extra.kind}`, 'queues', ['hours', 'extended', at, 'queues'], tell);
	});
	checkPeriods(hall, (path, what) => tell(path, what));
	const rules = new Names(
		'routing rule',
		'routing of the hall file',
		hall.routing.rules.map((rule) => rule.id),
	);
	hall.routing.rules.forEach((rule, at) => {
		const path = ['routing', 'rules', at];
		const owner = `routing rule ${rule.id}`;
		if (rule.fallback) rules.check(rule.fallback, owner, 'fallback', [...path, 'fallback'], tell);
		const read = routingRuleFrom(rule);
		if (!read.ok) tell([...path, read.field], `${owner}: ${read.what}`);
		else for (const prefix of read.queues) queues.check(prefix, owner, 'to', [...path, 'to'], tell);
	});
	checkUnique(
		'priority group',
		hall.priority.groups.map((value, at) => ({ value, yaml, path: ['priority', 'groups', at] })),
		(group) => group.code,
		'code',
		problems,
	);
	checkServed(hall, yaml, catalogue, problems);
	checkBooking(hall, yaml, problems);
	checkTide(hall, yaml, { windows, queues }, problems);
}

function checkPeriods(hall: HallFile, tell: (path: (string | number)[], what: string) => void): void {
	hall.hours.weekly.forEach((week, w) => {
		week.periods.forEach((period, p) => {
			if (period.from >= period.to) {
				tell(
					['hours', 'weekly', w, 'periods', p],
					`hours weekly: a period from ${period.from} to ${period.to} does not end after it starts. Correct from or to.`,
				);
			}
		});
	});
}
