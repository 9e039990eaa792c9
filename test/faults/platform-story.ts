/** What a platform's lives have tried and answered, and whether its store agrees once it was opened again. */
import { isDeepStrictEqual } from 'node:util';
import { checkLog } from '../../domain/check-log.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { Outcome } from '../../domain/contracts/wire.ts';
import { platformStation } from '../../platform/authority/platform-rights.ts';
import type { HallStore, KeptOutcome, SeatKey } from '../../platform/storage/contract.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import type { Said } from './live.ts';
import { faultHall, seatEpoch, startOn } from './small-platform.ts';

const stations = ['T1', 'T2', 'W01', 'W02'];
/** Answered commands that are said again after each opening, by seat. */
const repeated = 5;

export class PlatformStory {
	#answered = new Map<string, Outcome[]>(stations.map((station) => [station, []]));
	#highest = new Map<string, number>(stations.map((station) => [station, 0]));
	#day = '';
	#pair = { tried: 0, kept: 0 };
	#traces = new Map<string, boolean>();
	/** How many times the folder was begun on: the days go on from there. */
	lives = 0;

	get acknowledged(): number {
		return [...this.#answered.values()].reduce((sum, outcomes) => sum + outcomes.length, 0);
	}

	/** Adds what one life said. */
	hear(lines: Said[]): string[] {
		this.lives += 1;
		for (const [word, value] of lines) {
			if (word === 'day') this.#day = value as string;
			if (word === 'try')
				for (const { station, n } of value as { station: string; n: number }[])
					this.#highest.set(station, Math.max(n, this.#highest.get(station)!));
			if (word === 'answered') {
				const { station, outcomes } = value as { station: string; outcomes: Outcome[] };
				this.#answered.get(station)!.push(...outcomes);
			}
			if (word === 'try-records') this.#pair.tried = value as number;
			if (word === 'records') this.#pair.kept = value as number;
			if (word === 'trace') this.#traces.set(String(value), true);
			// A deletion that was begun may have happened, and one that was acknowledged must have.
			if (word === 'try-records') this.#traces.delete(String((value as number) - 1));
			if (word === 'trace-deleted') this.#traces.set(String(value), false);
		}
		return [];
	}

	/** Opens the store as the next start does; answers what is lost, half there or invented, in words. */
	async check(folder: string): Promise<string[]> {
		const store = openSqlite(folder);
		try {
			const losses = [...(await this.#logs(store)), ...(await this.#answers(store)), ...(await this.#records(store))];
			return losses.length > 0 ? losses : [...(await this.#goesOn(store)), ...(await this.#logs(store))];
		} finally {
			await store.close();
		}
	}

	/** Every day without a gap and sound, and every event caused by one accepted command whose outcome names it. */
	async #logs(store: HallStore): Promise<string[]> {
		const losses: string[] = [];
		const accepted = await this.#accepted(store);
		const days = await store.days();
		if (this.#day && !days.some(({ day }) => day === this.#day)) losses.push(`the day ${this.#day} is lost`);
		for (const { hall, day, head, plan } of days) {
			const events = await store.read(hall, day, 0, 1_000_000);
			if (events.length !== head) losses.push(`the log of ${day} has ${events.length} events and says ${head}`);
			for (const [index, event] of events.entries())
				if (event.position !== index + 1) losses.push(`the log of ${day} has a gap at ${index + 1}`);
			for (const { rule, text } of checkLog(plan, day, events).violations) losses.push(`${day}: ${rule} ${text}`);
			const owners = new Map<number, string>();
			for (const { station, epoch, outcome } of accepted.filter((each) => each.outcome.day === day))
				for (let position = outcome.from; position <= outcome.to; position++) {
					if (owners.has(position)) losses.push(`event ${position} of ${day} has two causes`);
					owners.set(position, `${station} ${epoch} ${outcome.n}`);
				}
			for (const { position, station, epoch, n } of events)
				if (owners.get(position) !== `${station} ${epoch} ${n}`) losses.push(`event ${position} of ${day} has no outcome of its own`);
			if (owners.size !== events.length) losses.push(`outcomes of ${day} name ${owners.size} events, ${events.length} are there`);
		}
		return losses;
	}

	async #accepted(store: HallStore) {
		const all: { station: string; epoch: string; outcome: Extract<KeptOutcome, { result: 'accepted' }> }[] = [];
		for (const seat of await seatsOf(store)) {
			const last = await store.lastNumber(seat);
			for (let n = 1; n <= last; n++) {
				const outcome = await store.outcome(seat, n);
				if (outcome?.result === 'accepted') all.push({ station: seat.station, epoch: seat.epoch, outcome });
			}
		}
		return all;
	}

	/** Every command up to the last has an outcome, none after it, and what was answered is what is kept. */
	async #answers(store: HallStore): Promise<string[]> {
		const losses: string[] = [];
		const logs = new Map<string, HallEvent[]>();
		for (const { day, hall } of await store.days()) logs.set(day, await store.read(hall, day, 0, 1_000_000));
		for (const seat of await seatsOf(store)) {
			const { station } = seat;
			const last = await store.lastNumber(seat);
			for (let n = 1; n <= last; n++) if (!(await store.outcome(seat, n))) losses.push(`${station} ${n} took effect without an outcome`);
			if (await store.outcome(seat, last + 1)) losses.push(`${station} ${last + 1} has an outcome and did not take effect`);
			if (station === platformStation) continue;
			if (last > this.#highest.get(station)!) losses.push(`${station} ${last} was never said`);
			for (const said of this.#answered.get(station)!) {
				const kept = await store.outcome(seat, said.n);
				if (!isDeepStrictEqual(kept && asSaid(kept, logs), plain(said)))
					losses.push(`the answer to ${station} ${said.n} is ${kept ? 'another' : 'lost'}`);
			}
		}
		return losses;
	}

	async #records(store: HallStore): Promise<string[]> {
		const losses: string[] = [];
		const [left, right] = [(await store.record('pair', 'left')) ?? 0, (await store.record('pair', 'right')) ?? 0];
		if (left !== right) losses.push(`of two records put together one is ${left}, the other ${right}`);
		if ((left as number) < this.#pair.kept || (left as number) > this.#pair.tried)
			losses.push(`the record ${this.#pair.kept} is lost: ${left}`);
		for (const [key, there] of this.#traces)
			if (((await store.record('trace', key)) !== null) !== there) losses.push(`the record ${key} is ${there ? 'lost' : 'back'}`);
		return losses;
	}

	/** The next start works: the same answers to what was answered before, and new commands are taken. */
	async #goesOn(store: HallStore): Promise<string[]> {
		const losses: string[] = [];
		const { keeper, clock } = await startOn(store, this.lives * 2);
		const { authority } = keeper;
		this.lives += 1;
		this.#day = authority.day;
		if (authority.state.stage !== 'open') losses.push(`the day ${authority.day} is not open`);
		for (const station of stations) {
			for (const said of this.#answered.get(station)!.slice(-repeated)) {
				const again = { station, epoch: seatEpoch, n: said.n, occurredAt: clock.now(), name: 'help-called', body: {} };
				const answer = await authority.submit([again]);
				if (!answer.ok || !isDeepStrictEqual(plain(answer.outcomes[0]), plain(said)))
					losses.push(`${station} ${said.n} got another answer`);
			}
			const n = (await authority.lastNumber(station, seatEpoch)) + 1;
			const answer = await authority.submit([{ station, epoch: seatEpoch, n, occurredAt: clock.now(), name: 'help-called', body: {} }]);
			this.#highest.set(station, Math.max(n, this.#highest.get(station)!));
			if (answer.ok && answer.outcomes[0]?.result === 'accepted') this.#answered.get(station)!.push(...answer.outcomes);
			else losses.push(`${station} cannot go on with ${n}: ${JSON.stringify(answer)}`);
		}
		await authority.stop();
		return losses;
	}
}

async function seatsOf(store: HallStore): Promise<SeatKey[]> {
	const hall = faultHall.code;
	const own = await store.record('platform-epoch', hall);
	const platform = typeof own === 'string' ? [{ hall, station: platformStation, epoch: own }] : [];
	return [...platform, ...stations.map((station) => ({ hall, station, epoch: seatEpoch }))];
}

/** As it is after a way through JSON. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function asSaid(kept: KeptOutcome, logs: Map<string, HallEvent[]>): unknown {
	if (kept.result !== 'accepted') return plain(kept);
	const { n, result, day, from, to } = kept;
	return plain({ n, result, from, to, events: (logs.get(day) ?? []).slice(from - 1, to) });
}
