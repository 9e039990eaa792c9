/**
 * Child process: the real authority on the real embedded store, with several seats that speak in the same round, records put together,
 * and a midnight. It says what it tries before it tries it, and every answer once it has it. Argument: `PlatformWriting` as JSON.
 */
import { businessDay } from '../../domain/business-day.ts';
import type { Outcome } from '../../domain/contracts/wire.ts';
import type { LooseEnvelope } from '../../platform/authority/loose-envelope.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { type DiskFault, type KillAt, KillPoints, say } from './kill-points.ts';
import { pointSqlite } from './pointed-sqlite.ts';
import { faultHall, seatEpoch, startOn } from './small-platform.ts';

export interface PlatformWriting {
	folder: string;
	killAt: KillAt;
	/** 0 = until somebody ends it. */
	rounds: number;
	fault: DiskFault;
	/** Number of this life on the folder, from 0; each has a midnight in it, so that each begins two days later. */
	life: number;
}

const writing = JSON.parse(process.argv[2]!) as PlatformWriting;
const points = new KillPoints(writing.killAt);
pointSqlite(points, writing.fault);

/** A disk that goes away ends this life in order: there is nothing to say but that. */
function stopped(cause: unknown): never {
	say('stopped', (cause as { code?: string }).code ?? String(cause));
	process.exit(1);
}

async function open() {
	const opened = openSqlite(writing.folder);
	return { store: opened, ...(await startOn(opened, writing.life * 2)) };
}
const { store, keeper, clock } = await open().catch(stopped);
const { authority } = keeper;
say('day', authority.day);
points.pass('after the day was said');

const numbers = new Map<string, number>();

function command(station: string, name: string, body: object, day?: string): LooseEnvelope {
	const n = numbers.get(station)! + 1;
	numbers.set(station, n);
	return { station, epoch: seatEpoch, n, occurredAt: clock.now(), name, body, ...(day ? { day } : {}) };
}

async function submit(commands: LooseEnvelope[]): Promise<void> {
	say(
		'try',
		commands.map(({ station, n }) => ({ station, n })),
	);
	const answer = await authority.submit(commands);
	points.pass('before the answer');
	if (!answer.ok) throw new Error(answer.code);
	say('answered', { station: commands[0]!.station, outcomes: answer.outcomes satisfies Outcome[] });
}

/** What a clerk does next at this window. */
function atWindow(id: string): LooseEnvelope {
	const window = authority.state.windows[id]!;
	if (window.stage !== 'open') return command(id, 'open-window', { window: id });
	const ticket = window.ticket === null ? undefined : authority.state.tickets[window.ticket];
	if (!ticket) return command(id, 'call-next', { window: id });
	return command(id, ticket.life.stage === 'called' ? 'start-service' : 'finish-service', { window: id, ticket: ticket.number });
}

const issue = (station: string, queue: string) => command(station, 'issue-ticket', { visit: { queue, items: [], channel: 'no-card' } });

async function records(value: number): Promise<void> {
	say('try-records', value);
	await store.putRecords([
		{ kind: 'pair', key: 'left', value },
		{ kind: 'pair', key: 'right', value },
	]);
	points.pass('before the records are said');
	say('records', value);
	await store.putRecord('trace', String(value), value);
	say('trace', value);
	if (value % 2 === 1) return;
	await store.deleteRecord('trace', String(value - 1));
	say('trace-deleted', value - 1);
}

try {
	for (const station of ['T1', 'T2', 'W01', 'W02']) numbers.set(station, await authority.lastNumber(station, seatEpoch));
	const firstValue = (((await store.record('pair', 'left')) as number | null) ?? 0) + 2;
	for (let round = 1; writing.rounds === 0 || round <= writing.rounds; round++) {
		clock.at += 1_000;
		const yesterday = businessDay(clock.now() - 24 * 3_600_000, faultHall.timezone);
		await Promise.all([
			submit([issue('T1', 'A'), issue('T1', round % 2 === 0 ? 'K' : 'X')]),
			submit([issue('T2', 'B'), command('T2', 'no-such-command', {}), command('T2', 'help-called', {}, yesterday)]),
			submit([atWindow('W01')]),
			submit([atWindow('W02')]),
		]);
		await records(firstValue + round);
		if (round !== 1) continue;
		clock.at += 24 * 3_600_000;
		await keeper.checkDay();
		if (authority.stopped) throw new Error(authority.stopped);
		say('day', authority.day);
	}
	await authority.stop();
	await store.close();
	say('points', points);
} catch (cause) {
	stopped(cause);
}
