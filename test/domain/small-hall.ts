import type { Command, CommandBody, CommandName } from '../../domain/contracts/commands.ts';
import type { Decision } from '../../domain/contracts/decision.ts';
import type { HallEvent, NewEvent } from '../../domain/contracts/events.ts';
import { type HallPlan, hallPlan, type QueuePlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay, Ticket } from '../../domain/contracts/state.ts';
import { decide } from '../../domain/decide.ts';
import { evolve } from '../../domain/evolve.ts';
import { startOfDay } from '../../domain/start-of-day.ts';

export const day = '2026-11-23';
/** 2026-11-23 09:00 in Shanghai. */
export const nine = Date.parse('2026-11-23T09:00:00+08:00');
export const minute = 60_000;
export const epoch = '0123456789abcdef';

const both = (text: string) => ({ zh: text, en: text });
const queue = (id: string, over: Partial<QueuePlan> = {}): QueuePlan => ({
	id,
	name: both(`queue ${id}`),
	zones: ['Z1'],
	items: [`${id}${id}-001`, `${id}${id}-002`],
	themes: [],
	seqStart: 1,
	seqDigits: 3,
	meanMinutes: 10,
	maxWaitMinutes: 45,
	lastTicketBeforeCloseMinutes: 15,
	recallTimes: 3,
	recallIntervalSeconds: 20,
	requeueAfter: 3,
	maxRequeue: 1,
	...over,
});

/** A hall of four windows: 01 serves A and K, 02 and 03 serve A (03 by skill), 04 serves B and may serve A. Queue X has no window. */
export const plan: HallPlan = hallPlan.parse({
	code: 'TEST-HALL',
	name: both('test hall'),
	timezone: 'Asia/Shanghai',
	configVersion: 'test-1',
	zones: [{ id: 'Z1', floor: 1, name: both('zone') }],
	windows: [
		{ id: 'W01', number: '01', name: both('w1'), zone: 'Z1', kind: 'comprehensive', homeDuty: ['A', 'K'], capabilities: ['A', 'K'] },
		{ id: 'W02', number: '02', name: both('w2'), zone: 'Z1', kind: 'comprehensive', homeDuty: ['A'], capabilities: ['A'] },
		{
			id: 'W03',
			number: '03',
			name: both('w3'),
			zone: 'Z1',
			kind: 'specialised',
			homeDuty: ['R'],
			capabilities: ['R'],
			skills: ['RR-001'],
		},
		{ id: 'W04', number: '04', name: both('w4'), zone: 'Z1', kind: 'specialised', homeDuty: ['B'], capabilities: ['A', 'B', 'R'] },
	],
	queues: [
		queue('A', { themes: ['GR-01'] }),
		queue('K', { meanMinutes: 4, maxWaitMinutes: 20 }),
		queue('B', { requeueAfter: null }),
		queue('R'),
		queue('X', { special: 'escalation', items: [] }),
	],
	priorityGroups: [
		{ code: 'ELDER80', name: both('80'), level: 1, verify: 'id-card-age', minAge: 80 },
		{ code: 'ELDER65', name: both('65'), level: 2, verify: 'id-card-age', minAge: 65 },
		{ code: 'PREGNANT', name: both('pregnant'), level: 1, verify: 'staff' },
	],
	pick: { rule: 'interleave', maxPriorityInRow: 2, normalBetweenPriority: 2, maxNormalDelayMinutes: 15 },
	routing: [],
	reservation: { earliestMinutes: 30, graceMinutes: 15 },
	walkIn: { maxActiveTicketsPerPerson: 2 },
	hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }],
	stations: [
		{ id: 'T1', role: 'terminal', number: 1 },
		{ id: 'T2', role: 'terminal', number: 2 },
		{ id: 'W01', role: 'window', window: 'W01' },
		{ id: 'W02', role: 'window', window: 'W02' },
		{ id: 'W03', role: 'window', window: 'W03' },
		{ id: 'W04', role: 'window', window: 'W04' },
		{ id: 'M1', role: 'manager' },
		{ id: 'B1', role: 'board' },
	],
});

const clerks: Record<string, string> = { W01: '0301', W02: '0302', W03: '0303', W04: '0304', M1: '0901' };

/** A hall-day under test: says commands, folds what they cause, keeps the log. */
export class TestDay {
	state: HallDay;
	log: HallEvent[] = [];
	now = nine;
	#n = 0;
	readonly plan: HallPlan;

	constructor(own: HallPlan = plan) {
		this.plan = own;
		this.state = startOfDay(own, day);
	}

	/** Says a command without folding it. `with_` overrides who says it and when. */
	command<N extends CommandName>(
		station: string,
		name: N,
		body: CommandBody<N>,
		over: Partial<Omit<Command, 'name' | 'body'>> = {},
	): Command {
		this.#n++;
		const staff = clerks[station] ?? null;
		return { name, body, station, epoch, n: this.#n, occurredAt: this.now, staff, ...over } as Command;
	}

	say<N extends CommandName>(
		station: string,
		name: N,
		body: CommandBody<N>,
		over: Partial<Omit<Command, 'name' | 'body'>> = {},
		clockOffset = 0,
	): Decision {
		const command = this.command(station, name, body, over);
		const decision = decide(this.state, command, { plan: this.plan, now: this.now, clockOffset });
		if (decision.ok) for (const event of decision.events) this.fold(command, event);
		return decision;
	}

	fold(command: Command, event: NewEvent): void {
		const stamped = {
			...event,
			hall: this.plan.code,
			day,
			position: this.state.position + 1,
			recordedAt: this.now,
			occurredAt: command.occurredAt,
			station: command.station,
			epoch: command.epoch,
			n: command.n,
			staff: command.staff,
			configVersion: this.plan.configVersion,
		} as HallEvent;
		this.log.push(stamped);
		this.state = evolve(this.state, stamped);
	}

	/** Events of an accepted command; throws with the refusal otherwise. */
	do<N extends CommandName>(
		station: string,
		name: N,
		body: CommandBody<N>,
		over: Partial<Omit<Command, 'name' | 'body'>> = {},
	): NewEvent[] {
		const decision = this.say(station, name, body, over);
		if (!decision.ok) throw new Error(`${name} refused: ${JSON.stringify(decision.refusal)}`);
		return decision.events;
	}

	/** The refusal's code, or `accepted`. */
	refused<N extends CommandName>(
		station: string,
		name: N,
		body: CommandBody<N>,
		over: Partial<Omit<Command, 'name' | 'body'>> = {},
	): string {
		const decision = this.say(station, name, body, over);
		return decision.ok ? 'accepted' : decision.refusal.code;
	}

	open(...windows: string[]): this {
		this.do('M1', 'open-day', {});
		for (const window of windows) this.do(window, 'open-window', { window });
		return this;
	}

	later(minutes: number): this {
		this.now += minutes * minute;
		return this;
	}

	/** Takes a number and returns it. */
	take(queueId = 'A', over: Partial<CommandBody<'issue-ticket'>['visit']> = {}): string {
		const events = this.do('T1', 'issue-ticket', { visit: { queue: queueId, items: [], channel: 'no-card', ...over } });
		return (events[0] as NewEvent<'ticket-issued'>).body.number;
	}

	/** Calls the next ticket and returns its number. */
	call(window: string): string {
		return (this.do(window, 'call-next', { window })[0] as NewEvent<'ticket-called'>).body.ticket;
	}

	/** Calls, serves and finishes the next ticket; returns its number and why it was next. */
	serve(window: string): { ticket: string; why: string } {
		const event = this.do(window, 'call-next', { window })[0] as NewEvent<'ticket-called'>;
		const { ticket } = event.body;
		this.do(window, 'start-service', { window, ticket });
		this.do(window, 'finish-service', { window, ticket });
		return { ticket, why: event.body.reason.code };
	}

	ticket(number: string): Ticket {
		const ticket = this.state.tickets[number];
		if (!ticket) throw new Error(`no ticket ${number}`);
		return ticket;
	}

	stage(number: string): string {
		return this.ticket(number).life.stage;
	}

	conflicts(): string[] {
		return this.state.conflicts.map((conflict) => conflict.kind);
	}
}
