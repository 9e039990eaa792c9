/**
 * A station as the platform meets it, reduced to what its line of commands needs: hello, numbered commands sent again until answered, the log
 * it holds. Everything that comes down is checked against the wire contract. For load tests and benchmarks.
 */
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import type { HallEvent } from '../../domain/contracts/events.ts';
import {
	beatEveryMs,
	commandsAnswer,
	eventsDown,
	type Outcome,
	refusedHello,
	signInAnswer,
	type Welcome,
	welcome,
} from '../../domain/contracts/wire.ts';

const answerWithinMs = 8_000;

export class StationClient {
	readonly station: string;
	readonly epoch: string;
	readonly socket: Socket;
	/** The log this station holds. */
	readonly log: HallEvent[] = [];
	n = 0;
	session: string | undefined;
	welcomed: Welcome | null = null;
	/** Times a command was sent again. */
	resent = 0;
	#waiting: (() => void)[] = [];
	/** Why the platform does not let this station in for good; whoever waits for it is told. */
	#shutOut: string | null = null;
	#beat: NodeJS.Timeout;
	#listeners = new Set<(events: HallEvent[]) => void>();

	constructor(url: string, station: string, epoch: string) {
		this.station = station;
		this.epoch = epoch;
		this.socket = io(url, { transports: ['websocket'], reconnectionDelay: 50, reconnectionDelayMax: 200, forceNew: true });
		this.socket.on('events', (raw: unknown) => this.#hear(eventsDown.parse(raw)));
		this.socket.on('connect', () => void this.#greet());
		this.socket.on('disconnect', (reason) => {
			this.welcomed = null;
			// socket.io waits when the platform hung up; a station comes back.
			if (reason === 'io server disconnect') this.socket.connect();
		});
		this.#beat = setInterval(() => this.welcomed && this.socket.emit('beat', { day: null, position: 0 }, () => {}), beatEveryMs);
	}

	onEvents(listener: (events: HallEvent[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Resolves when the platform has let this station in. */
	async ready(): Promise<Welcome> {
		while (!this.welcomed) {
			if (this.#shutOut) throw new Error(`${this.station} is shut out: ${this.#shutOut}`);
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
		return this.welcomed;
	}

	/** Says one command until it has an outcome, with the same number however often the link breaks. `occurredAt`: earlier, for what was kept while cut off. */
	async say(name: string, body: unknown, occurredAt = Date.now()): Promise<Outcome> {
		this.n += 1;
		const command = { station: this.station, epoch: this.epoch, n: this.n, occurredAt, session: this.session, name, body };
		for (;;) {
			await this.ready();
			const link = this.socket.id;
			const answer = commandsAnswer.safeParse(await this.#send('commands', { commands: [command] }));
			if (answer.success && answer.data.ok) return answer.data.outcomes[0]!;
			if (answer.success && !answer.data.ok && answer.data.code !== 'busy')
				throw new Error(`${this.station}: ${JSON.stringify(answer.data)}`);
			this.resent += 1;
			// No answer on this link: the next one will tell.
			if (this.socket.id === link && this.socket.connected) this.socket.disconnect().connect();
		}
	}

	/** Asks again when the link broke under the question, as a person does: the platform may be killed just then. */
	async signIn(staff: string, pin: string): Promise<z.infer<typeof signInAnswer>> {
		for (;;) {
			await this.ready();
			const said = await this.#send('sign-in', { station: this.station, staff, pin });
			if (said === null) continue;
			const answer = signInAnswer.parse(said);
			if (answer.ok) this.session = answer.session;
			return answer;
		}
	}

	close(): void {
		clearInterval(this.#beat);
		this.socket.close();
	}

	/** The answer, or `null` when the link broke or nobody answered in time. */
	async #send(name: string, message: unknown): Promise<unknown> {
		let broke = () => {};
		const broken = new Promise<null>((resolve) => {
			broke = () => resolve(null);
			this.socket.once('disconnect', broke);
		});
		try {
			return await Promise.race([this.socket.timeout(answerWithinMs).emitWithAck(name, message), broken]);
		} catch {
			return null;
		} finally {
			this.socket.off('disconnect', broke);
		}
	}

	async #greet(): Promise<void> {
		const day = this.log.at(-1)?.day;
		const said = await this.#send('hello', {
			protocol: 1,
			seats: [{ station: this.station, epoch: this.epoch }],
			holds: day ? { day, position: this.log.length } : null,
			sessions: this.session ? [this.session] : [],
			stationTime: Date.now(),
		});
		if (said === null) {
			// No answer on a link that still stands: a new one is needed, or nobody would ever say hello again.
			if (this.socket.connected) this.socket.disconnect().connect();
			return;
		}
		const refused = refusedHello.safeParse(said);
		if (refused.success) {
			const { code, detail } = refused.data;
			// The platform has not noticed yet that this station's earlier link is gone, or is still starting: asked again with the next link.
			if (code === 'station-in-use' || code === 'busy') setTimeout(() => this.socket.connected && this.socket.disconnect().connect(), 200);
			// A platform that gave way to another is not this station's any more, and none of its waiting.
			else if (code !== 'superseded' && code !== 'standby') this.#shutOut = `${code}, ${detail}`;
		} else this.welcomed = welcome.parse(said);
		for (const go of this.#waiting.splice(0)) go();
	}

	#hear({ events }: z.infer<typeof eventsDown>): void {
		for (const event of events) {
			if (event.position <= this.log.length) continue;
			if (event.position !== this.log.length + 1) throw new Error(`${this.station}: event ${event.position} after ${this.log.length}`);
			this.log.push(event);
		}
		for (const listener of this.#listeners) listener(events);
	}
}
