/** Reads `hall-scenario/1`. Every complaint names the field, the problem and what to do. */
import { z } from 'zod';
import { mergeSpans } from './spans.ts';
import { type People, roomFor, type Span, type TideHall } from './tide-hall.ts';

export interface TideScenario {
	id: string;
	hall: TideHall;
	people: People;
	/** Signs if up to `maxSet` queues are hung. */
	staticSets: readonly (readonly number[])[];
	/** Not known before they come; their end is known when they come. */
	outages: readonly { window: number; span: Span }[];
	forecast: { intervalS: number; walkIn: readonly (readonly number[])[] };
	reservations: readonly { slotS: number; queue: number; booked: number }[];
	noShowAssumed: number;
	peaks: readonly Span[];
	decisionIntervalS: number;
}

export type ScenarioProblem = { field: string; problem: string; todo: string };

const seconds = z.number().nonnegative();
const index = z.number().int().nonnegative();
const span = z.tuple([seconds, seconds]);
const file = z.object({
	format: z.literal('hall-scenario/1'),
	id: z.string(),
	last_ticket_s: seconds,
	end_s: seconds,
	params: z.object({
		reassign_s: seconds,
		context_s: seconds,
		nonhome_factor: z.number().positive(),
		max_set: z.number().int().min(1),
		decision_interval_s: z.number().positive(),
		approval_delay_s: seconds,
		head_start_s: z.object({ walkin: seconds, reserved: seconds, priority: seconds }),
	}),
	queues: z
		.array(
			z.object({
				id: z.string(),
				name: z.string(),
				mean_service_s: z.number().positive(),
				cv: seconds,
				target_wait_s: z.number().positive(),
			}),
		)
		.min(1),
	windows: z
		.array(
			z.object({
				id: z.string(),
				home: z.array(index).min(1),
				skills: z.array(index).min(1),
				static_set: z.array(index).min(1),
				speed: z.number().positive(),
				off: z.array(span),
			}),
		)
		.min(1),
	outages: z.array(z.tuple([index, seconds, seconds])).default([]),
	forecast: z.object({ interval_s: z.number().positive(), walkin: z.array(z.array(seconds)) }),
	reservations: z.array(z.tuple([seconds, index, index])).default([]),
	no_show_assumed: z.number().min(0).max(1).default(0),
	peaks: z.array(span).default([]),
	customers: z.array(z.tuple([seconds, index, z.number().positive(), z.number(), z.union([z.literal(0), z.literal(1), z.literal(2)])])),
});

type File = z.infer<typeof file>;

/** The scenario of a file's text, or what is wrong with it: the first ten problems. */
export function readScenario(text: string): { ok: true; scenario: TideScenario } | { ok: false; problems: ScenarioProblem[] } {
	let json: unknown;
	try {
		json = JSON.parse(withoutNaN(text));
	} catch (error) {
		const why = error instanceof Error ? error.message : 'unreadable';
		return fail({
			field: 'file',
			problem: `is not whole JSON (${why})`,
			todo: 'copy the file again; it may have been cut off',
		});
	}
	const format = (json as { format?: unknown } | null)?.format;
	if (format !== 'hall-scenario/1')
		return fail({ field: 'format', problem: `is ${JSON.stringify(format) ?? 'missing'}`, todo: 'give a file of format "hall-scenario/1"' });
	const read = file.safeParse(json);
	if (!read.success)
		return {
			ok: false,
			problems: read.error.issues.slice(0, 10).map((issue) => ({
				field: fieldOf(issue.path),
				problem: wordsOf(issue),
				todo: todoOf(issue),
			})),
		};
	const problems = problemsOf(read.data).slice(0, 10);
	return problems.length > 0 ? { ok: false, problems } : { ok: true, scenario: scenarioOf(read.data) };
}

/** JSON knows no NaN, but programs write it; as `null` the check below can name the field. */
function withoutNaN(text: string): string {
	return text.replaceAll(/([[:,]\s*)-?(?:NaN|Infinity)\b/g, '$1null');
}

function fail(problem: ScenarioProblem): { ok: false; problems: ScenarioProblem[] } {
	return { ok: false, problems: [problem] };
}

function fieldOf(path: readonly PropertyKey[]): string {
	return path.reduce<string>(
		(before, part) => (typeof part === 'number' ? `${before}[${part}]` : before ? `${before}.${String(part)}` : String(part)),
		'',
	);
}

function wordsOf(issue: z.core.$ZodIssue): string {
	if (issue.code === 'too_small' && issue.origin === 'number') return `is below ${issue.minimum}`;
	if (issue.code === 'too_small') return `has fewer than ${issue.minimum} entries`;
	if (issue.code === 'invalid_type' && issue.expected === 'number') return 'is not a number';
	return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function todoOf(issue: z.core.$ZodIssue): string {
	if (issue.code === 'too_small' && issue.origin === 'number') return 'give times, counts and factors as numbers that are not negative';
	if (issue.code === 'too_small' && issue.path.at(-1) === 'skills')
		return 'name at least one queue the clerk may serve, or leave the window out';
	if (issue.code === 'too_small') return 'name at least one';
	if (issue.code === 'invalid_type' && issue.expected === 'number') return 'write a number, not NaN, null or text';
	return 'see the page of the format hall-scenario/1';
}

/** What no single field shows. */
function problemsOf(data: File): ScenarioProblem[] {
	const found: ScenarioProblem[] = [];
	const queues = data.queues.length;
	const knownQueue = (queue: number, field: string) => {
		if (queue >= queues)
			found.push({
				field,
				problem: `names queue ${queue}, and there are ${queues} (0 to ${queues - 1})`,
				todo: 'name a queue of the file, counted from 0',
			});
	};
	if (data.end_s < data.last_ticket_s)
		found.push({
			field: 'end_s',
			problem: `${data.end_s} is before last_ticket_s ${data.last_ticket_s}`,
			todo: 'end the day after its last ticket',
		});
	data.windows.forEach((window, w) => {
		const at = `windows[${w}]`;
		for (const name of ['home', 'skills', 'static_set'] as const)
			window[name].forEach((queue, place) => {
				knownQueue(queue, `${at}.${name}[${place}]`);
				if (name !== 'skills' && !window.skills.includes(queue))
					found.push({
						field: `${at}.${name}[${place}]`,
						problem: `hangs queue ${queue}, which its clerk may not serve`,
						todo: `add ${queue} to ${at}.skills, or take it off the sign`,
					});
				if (window[name].indexOf(queue) !== place)
					found.push({ field: `${at}.${name}[${place}]`, problem: `names queue ${queue} twice`, todo: 'name each queue once' });
			});
		window.off.forEach(([from, until], place) => {
			if (until < from)
				found.push({
					field: `${at}.off[${place}]`,
					problem: `ends at ${until}, before it begins at ${from}`,
					todo: 'give start, then end',
				});
		});
	});
	data.queues.forEach((queue, q) => {
		if (!data.windows.some((window) => window.skills.includes(q)))
			found.push({
				field: `queues[${q}]`,
				problem: `"${queue.name}" is a service nobody can do: no window has it among its skills`,
				todo: `add ${q} to the skills of a window, or take the queue out`,
			});
	});
	data.outages.forEach(([window, from, until], o) => {
		if (window >= data.windows.length)
			found.push({
				field: `outages[${o}]`,
				problem: `names window ${window}, and there are ${data.windows.length}`,
				todo: 'name a window of the file, counted from 0',
			});
		if (until < from)
			found.push({ field: `outages[${o}]`, problem: `ends at ${until}, before it begins at ${from}`, todo: 'give start, then end' });
	});
	if (data.forecast.walkin.length !== queues)
		found.push({
			field: 'forecast.walkin',
			problem: `has ${data.forecast.walkin.length} rows for ${queues} queues`,
			todo: 'give one row for each queue',
		});
	data.reservations.forEach(([, queue], r) => {
		knownQueue(queue, `reservations[${r}]`);
	});
	data.customers.forEach(([arrival, queue], c) => {
		knownQueue(queue, `customers[${c}]`);
		if (arrival > data.last_ticket_s)
			found.push({
				field: `customers[${c}]`,
				problem: `comes at ${arrival}, after last_ticket_s ${data.last_ticket_s}`,
				todo: 'leave out who comes after the last ticket',
			});
		if (c > 0 && arrival < data.customers[c - 1]![0])
			found.push({
				field: `customers[${c}]`,
				problem: `comes at ${arrival}, before the one named before`,
				todo: 'name customers in the order of arrival',
			});
	});
	return found;
}

function scenarioOf(data: File): TideScenario {
	const people = roomFor(data.customers.length);
	people.count = data.customers.length;
	data.customers.forEach(([arrival, queue, service, patience, kind], person) => {
		people.arrival[person] = arrival;
		people.queue[person] = queue;
		people.service[person] = service;
		people.patience[person] = patience;
		people.kind[person] = kind;
	});
	const { params } = data;
	return {
		id: data.id,
		hall: {
			queues: data.queues.map((queue) => ({
				id: queue.id,
				name: queue.name,
				meanServiceS: queue.mean_service_s,
				variation: queue.cv,
				targetWaitS: queue.target_wait_s,
			})),
			windows: data.windows.map(({ id, home, skills, speed, off }) => ({ id, home, skills, speed, off: mergeSpans(off) })),
			params: {
				reassignS: params.reassign_s,
				contextS: params.context_s,
				nonhomeFactor: params.nonhome_factor,
				maxSet: params.max_set,
				approvalDelayS: params.approval_delay_s,
				headStartS: [params.head_start_s.walkin, params.head_start_s.reserved, params.head_start_s.priority],
			},
			lastTicketS: data.last_ticket_s,
			endS: data.end_s,
		},
		people,
		staticSets: data.windows.map((window) => window.static_set),
		outages: data.outages.map(([window, from, until]) => ({ window, span: [from, until] })),
		forecast: { intervalS: data.forecast.interval_s, walkIn: data.forecast.walkin },
		reservations: data.reservations.map(([slotS, queue, booked]) => ({ slotS, queue, booked })),
		noShowAssumed: data.no_show_assumed,
		peaks: data.peaks,
		decisionIntervalS: params.decision_interval_s,
	};
}
