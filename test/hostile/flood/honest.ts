/** Honest stations at work: terminals that give out numbers, windows that call and serve them; and how long each ask took. */
import { performance } from 'node:perf_hooks';
import { StationClient } from '../../platform/station-client.ts';

export interface Waits {
	asks: number;
	p50: number;
	p95: number;
	p99: number;
	most: number;
}

export function waitsOf(all: readonly number[]): Waits {
	const sorted = [...all].sort((one, other) => one - other);
	const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
	return { asks: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) };
}

const clerks = ['0307', '0312', '0318', '0321'];
/** Queue that windows W01 to W04 serve in the demo hall. */
const queue = 'A';

export class HonestHall {
	/** Milliseconds of every ask since `measure` was last called. */
	#waits: number[] = [];
	/** Milliseconds until a machine that has just been switched on was let in. */
	#joins: number[] = [];
	readonly #url: string;
	readonly #stations: StationClient[] = [];
	#works = true;
	#working: Promise<void>[] = [];
	served = 0;
	issued = 0;

	constructor(url: string) {
		this.#url = url;
	}

	async open(terminals = 4, windows = 4): Promise<void> {
		for (let number = 1; number <= terminals; number++) this.#working.push(this.#terminal(await this.#station(`T${number}`, number)));
		for (let number = 1; number <= windows; number++) {
			const id = `W0${number}`;
			const window = await this.#station(id, 16 + number);
			const signed = await window.signIn(clerks[number - 1]!, '2580');
			if (!signed.ok) throw new Error(`${id}: nobody could be signed in (${signed.code})`);
			await window.say('open-window', { window: id });
			this.#working.push(this.#window(window, id));
		}
		this.#working.push(this.#newcomers());
	}

	/** What was waited since the last time, and forgets it. */
	measure(): { asks: Waits; joins: Waits } {
		const told = { asks: waitsOf(this.#waits), joins: waitsOf(this.#joins) };
		this.#waits = [];
		this.#joins = [];
		return told;
	}

	get resent(): number {
		return this.#stations.reduce((sum, { resent }) => sum + resent, 0);
	}

	async close(): Promise<void> {
		this.#works = false;
		await Promise.race([Promise.all(this.#working), new Promise((resolve) => setTimeout(resolve, 5_000))]);
		for (const station of this.#stations) station.close();
	}

	async #station(id: string, number: number): Promise<StationClient> {
		const station = new StationClient(this.#url, id, number.toString(16).padStart(16, '0'));
		this.#stations.push(station);
		await station.ready();
		return station;
	}

	async #timed<T>(deed: () => Promise<T>): Promise<T> {
		const began = performance.now();
		const told = await deed();
		this.#waits.push(performance.now() - began);
		return told;
	}

	async #terminal(station: StationClient): Promise<void> {
		while (this.#works) {
			const told = await this.#timed(() => station.say('issue-ticket', { visit: { queue, items: [], channel: 'no-card' } }));
			if (told.result === 'accepted') this.issued += 1;
			await pause(400);
		}
	}

	async #window(station: StationClient, window: string): Promise<void> {
		while (this.#works) {
			const called = await this.#timed(() => station.say('call-next', { window }));
			const event = called.result === 'accepted' ? called.events.find(({ name }) => name === 'ticket-called') : undefined;
			const ticket = event && 'ticket' in event.body ? event.body.ticket : undefined;
			if (ticket !== undefined) {
				await this.#timed(() => station.say('start-service', { window, ticket }));
				await this.#timed(() => station.say('finish-service', { window, ticket }));
				this.served += 1;
			}
			await pause(500);
		}
	}

	/** A machine that is switched on in the middle of it. */
	async #newcomers(): Promise<void> {
		for (let number = 0x1000; this.#works; number++) {
			const began = performance.now();
			const station = new StationClient(this.#url, 'B1', number.toString(16).padStart(16, '0'));
			await Promise.race([station.ready(), pause(20_000)]);
			this.#joins.push(performance.now() - began);
			station.close();
			await pause(1_500);
		}
	}
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
