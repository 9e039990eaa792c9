/** A machine introduces itself and its seats; the platform tells it what it needs to go on. */
import { oldestServed, protocolVersion } from '../../domain/contracts/protocol-history.ts';
import { hello, type RefusedHello, refusedHello, type Welcome, welcome } from '../../domain/contracts/wire.ts';
import { distrust, distrustUnenrolled } from './distrust.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import { hearKeys, keepKeys, toldKeys } from './hear-keys.ts';
import { dismiss, type Link, tellClock } from './link.ts';
import type { Seats } from './seats.ts';
import { sendMissing } from './send-events.ts';

type Answer = (answer: Welcome | RefusedHello) => void;

export async function onHello(raw: unknown, link: Link, seats: Seats<Link>, door: HallDoor, answer: Answer): Promise<void> {
	const now = door.clock.now();
	link.distrusted = undefined;
	const refuse = (code: RefusedHello['code'], detail: string, station?: string, quarantine?: RefusedHello['quarantine']) => {
		door.metrics.turnedAway.inc({ code });
		door.log.warn('hello-refused', { code, station });
		answer(refusedHello.parse({ ok: false, code, detail, station, quarantine } satisfies RefusedHello));
	};
	const read = hello.safeParse(raw);
	if (!read.success) return refuse('malformed', inWords(fieldProblem(read.error)));
	const { protocol, holds, sessions, stationTime, serves = [] } = read.data;
	if (protocol < oldestServed)
		return refuse(
			'protocol-too-old',
			`This platform serves protocols from ${oldestServed}, the station speaks ${protocol}. Update the station.`,
		);
	if (protocol > protocolVersion)
		return refuse(
			'platform-too-old',
			`This platform speaks protocol ${protocolVersion}, the station ${protocol}. Update the platform first.`,
		);
	const refuseSeat = ({ code, station }: { code: 'unknown-station' | 'station-in-use'; station: string }) =>
		refuse(
			code,
			code === 'unknown-station' ? 'The hall has no such station. Check stations.yaml.' : 'This seat is in use on another machine.',
			station,
		);
	const turnedBefore = door.term?.turned();
	if (turnedBefore) return refuse(turnedBefore.code, turnedBefore.detail);
	const distrusted = distrust(link, read.data, door);
	if (distrusted) {
		tellClock(link, stationTime, now);
		return refuse(distrusted.code, distrusted.detail, distrusted.station, distrusted.seats);
	}
	const entry = door.enrolment?.mayEnter(read.data, link.challenge ?? null, now) ?? null;
	link.challenge = undefined;
	if (entry?.code === 'prove-key') {
		link.challenge = entry.challenge;
		const { challenge } = entry;
		return answer(refusedHello.parse({ ok: false, code: 'prove-key', detail: 'Say hello again with a proof of the key.', challenge }));
	}
	if (entry) {
		const stranger = distrustUnenrolled(link, read.data, entry.station, door);
		tellClock(link, stationTime, now);
		return refuse(stranger.code, stranger.detail, stranger.station, stranger.seats);
	}
	// A higher term makes this platform stand down for good: heard from machines of the hall alone, never from whoever knocks.
	const turned = await door.term?.greet(read.data.term, read.data.seats[0]!.station);
	if (turned) return refuse(turned.code, turned.detail);
	// A key that was not proved where keys must be is nobody's: a browser's seat signs nothing.
	const key = door.enrolment?.proves(read.data) === false ? undefined : read.data.key;
	// Whoever will be turned away takes no block of a series.
	const free = seats.free(link, read.data.seats, now);
	if (!free.ok) return refuseSeat(free);

	// Before the welcome: it says which sessions are good, and reports made under them come right after it.
	for (const proof of read.data.proofs ?? []) await door.later?.prove(proof);

	const taken: Welcome['taken'] = [];
	const blocks: NonNullable<Welcome['blocks']> = [];
	for (const { station, epoch, block: claim, settled } of read.data.seats) {
		const n = await door.authority.lastNumber(station, epoch);
		taken.push({ station, epoch, n: door.term ? await door.term.lastNumber({ station, epoch, settled }, n) : n });
		const block = await door.authority.ownBlock({ station, epoch }, claim);
		if (block) blocks.push({ station, ...block });
	}

	const seatsTerminal = read.data.seats.some(({ station }) =>
		door.plan.stations.some(({ id, role }) => id === station && role === 'terminal'),
	);
	if (read.data.personKey && seatsTerminal) await door.adoptPersonKey?.(read.data.personKey);

	// From here to the end nothing waits: no event can slip in between the welcome and the log that follows it.
	const turnedSince = door.term?.turned();
	if (turnedSince) return refuse(turnedSince.code, turnedSince.detail);
	seats.leave(link);
	const seated = seats.sit(link, read.data.seats, now);
	if (!seated.ok) return refuseSeat(seated);
	for (const other of seated.displaced) dismiss(other, 'station-taken-over', 'This seat was taken over by another connection.');
	tellClock(link, stationTime, now);
	link.serves = serves;
	link.key = key?.keyId;
	link.protocol = protocol;
	const fresh = hearKeys(link, key, door);
	// The machine held them all the while: its page counts anew from here, and so does the platform.
	for (const token of sessions) door.sessions.heardAt(token, link.seats);
	const { authority, plan } = door;
	const isTerminal = [...link.seats.values()].some(({ station }) => station.role === 'terminal');
	const said: Welcome = {
		ok: true,
		plan,
		day: authority.day,
		head: authority.head,
		platformTime: now,
		personKey: isTerminal ? door.personKey() : undefined,
		series: ownSeries(door),
		taken,
		blocks,
		sessions: sessions.filter((token) => door.sessions.find(token, now) !== null),
		keys: toldKeys(door.keys.all(), door, now),
		...door.term?.welcome(authority.day, authority.head),
		...(door.later ? { hallKeys: door.later.hallKeys.all() } : {}),
		...(isTerminal && door.reservations ? { reservationKeys: door.reservations.keys() } : {}),
	};
	answer(welcome.parse(said));
	sendMissing(link.socket, authority, holds?.day === authority.day ? holds.position : 0);
	void link.socket.join('seated');
	door.term?.seated(link.seats.keys());
	if (isTerminal) void link.socket.join('terminals');
	door.log.info('seated', { count: link.seats.size, station: [...link.seats.keys()][0] });
	if (key && fresh.length > 0) await keepKeys(fresh, key, door);
	if (key) await door.enrolment?.seen([...link.seats.keys()], key.keyId);
}

/** Highest sequence known of each terminal's own series: in today's log, or in the order with which this platform took over. */
function ownSeries({ authority, term }: HallDoor): Record<string, number> {
	const known = { ...term?.ownSeries(authority.day) };
	for (const [series, sequence] of Object.entries(authority.state.series))
		if (/\d$/.test(series)) known[series] = Math.max(known[series] ?? 0, sequence);
	return known;
}
