/**
 * How much one address of the network may take of the platform: connections, handshakes, links, requests. Far above a machine of the hall, far below
 * what keeps others waiting. Whoever goes on beyond it is not heard for a while. By the time that passes, not by a clock that can be set.
 */
import { TokenBucket } from '../socket/token-bucket.ts';

/** Of one address; rates by the second. */
export const floodLimits = {
	connectionsAtOnce: 192,
	connections: { perSecond: 60, atOnce: 400 },
	/** A machine comes once; a browser for each tab; after a restart of the platform all of them. */
	handshakes: { perSecond: 5, atOnce: 40 },
	/** A welcome carries the hall's plan and the day's log. */
	hellos: { perSecond: 0.5, atOnce: 12 },
	linksAtOnce: 128,
	pages: { perSecond: 100, atOnce: 600 },
	/** Pages that take long to make. */
	dearPages: { perSecond: 2, atOnce: 20 },
	/** Refused pages before it counts as a strike. */
	refusals: { perSecond: 50, atOnce: 300 },
	/** Packets of a link, empty ones too. */
	packets: { perSecond: 1_000, atOnce: 4_000 },
	/** Bytes of a link: a journal of days cut off comes in a few megabytes. */
	bytes: { perSecond: 1_000_000, atOnce: 24_000_000 },
	/** Seconds from the handshake until a link has said which stations it seats. */
	helloWithinSeconds: 15,
	/** As much more for programs of this very PC: a manager's seat, an agent that asks for figures, tests. */
	ownMachine: 10,
	/** So many strikes in a minute, and the address is shut out. */
	strikes: 3,
	shutOutSeconds: 30,
} as const;

interface Entry {
	connections: number;
	links: number;
	opened: TokenBucket;
	shaken: TokenBucket;
	hellos: TokenBucket;
	pages: TokenBucket;
	dear: TokenBucket;
	refused: TokenBucket;
	strikes: number[];
	shutUntil: number;
	seenAt: number;
}

type Rate = { perSecond: number; atOnce: number };
/** More addresses than any hall has; those that hold nothing are forgotten first. */
const addressesMost = 10_000;

export class FloodGuard {
	readonly #addresses = new Map<string, Entry>();
	readonly #now: () => number;
	readonly #told: (code: string) => void;

	/** `told`: a code for metrics, with no address in it. */
	constructor(told: (code: string) => void = () => {}, now: () => number = () => performance.now()) {
		this.#told = told;
		this.#now = now;
	}

	/** A new connection; false = it is to be closed at once. Whoever was let in says `closes` later. */
	opens(address: string): boolean {
		const entry = this.#of(address);
		if (this.isShut(address)) return this.#no('shut-out');
		if (entry.connections >= floodLimits.connectionsAtOnce) return this.#no('too-many-connections');
		if (!entry.opened.take(this.#now())) return this.#no('connections-too-fast');
		entry.connections += 1;
		return true;
	}

	closes(address: string): void {
		const entry = this.#addresses.get(address);
		if (entry) entry.connections = Math.max(0, entry.connections - 1);
	}

	/** A websocket is asked for. */
	shakes(address: string): boolean {
		const entry = this.#of(address);
		if (entry.links >= floodLimits.linksAtOnce) return this.#no('too-many-links-of-one');
		return entry.shaken.take(this.#now()) || this.#no('handshakes-too-fast');
	}

	/** A link says hello. */
	hello(address: string): boolean {
		return this.#of(address).hellos.take(this.#now()) || this.#no('hellos-too-fast');
	}

	linkOpens(address: string): void {
		this.#of(address).links += 1;
	}

	linkCloses(address: string): void {
		const entry = this.#addresses.get(address);
		if (entry) entry.links = Math.max(0, entry.links - 1);
	}

	linksOf(address: string): number {
		return this.#addresses.get(address)?.links ?? 0;
	}

	/** A request over HTTP; false = it is to be refused unread. */
	mayAsk(address: string, dear: boolean): boolean {
		const entry = this.#of(address);
		const now = this.#now();
		if (entry.pages.take(now) && (!dear || entry.dear.take(now))) return true;
		if (!entry.refused.take(now)) this.strike(address);
		return this.#no('pages-too-fast');
	}

	/** It went on far beyond what is allowed. */
	strike(address: string): void {
		const entry = this.#of(address);
		const now = this.#now();
		entry.strikes = [...entry.strikes.filter((at) => now - at < 60_000), now];
		this.#told('flood-strike');
		if (entry.strikes.length < floodLimits.strikes) return;
		entry.strikes = [];
		entry.shutUntil = now + floodLimits.shutOutSeconds * 1_000;
		this.#told('flood-shut-out');
	}

	isShut(address: string): boolean {
		return (this.#addresses.get(address)?.shutUntil ?? 0) > this.#now();
	}

	/** A measure of one link's packets and bytes. */
	meter(): { packet(): boolean; bytes(count: number): boolean } {
		const packets = bucketOf(floodLimits.packets, this.#now());
		let room: number = floodLimits.bytes.atOnce;
		let at = this.#now();
		return {
			packet: () => packets.take(this.#now()),
			bytes: (count) => {
				const now = this.#now();
				room = Math.min(floodLimits.bytes.atOnce, room + ((now - at) / 1_000) * floodLimits.bytes.perSecond) - count;
				at = now;
				return room >= 0;
			},
		};
	}

	#no(code: string): false {
		this.#told(code);
		return false;
	}

	#of(address: string): Entry {
		const known = this.#addresses.get(address);
		const now = this.#now();
		if (known) {
			known.seenAt = now;
			return known;
		}
		if (this.#addresses.size >= addressesMost) this.#forget(now);
		const times = ownAddresses.has(address) ? floodLimits.ownMachine : 1;
		const made: Entry = {
			...{ connections: 0, links: 0, strikes: [], shutUntil: 0, seenAt: now },
			opened: bucketOf(floodLimits.connections, now),
			shaken: bucketOf(floodLimits.handshakes, now, times),
			hellos: bucketOf(floodLimits.hellos, now, times),
			pages: bucketOf(floodLimits.pages, now),
			dear: bucketOf(floodLimits.dearPages, now, times),
			refused: bucketOf(floodLimits.refusals, now),
		};
		this.#addresses.set(address, made);
		return made;
	}

	#forget(now: number): void {
		for (const [address, { connections, links, seenAt }] of this.#addresses)
			if (connections === 0 && links === 0 && now - seenAt > 120_000) this.#addresses.delete(address);
	}
}

const ownAddresses: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const bucketOf = ({ perSecond, atOnce }: Rate, now: number, times = 1) => new TokenBucket(perSecond * times, atOnce * times, now);
