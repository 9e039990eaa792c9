/** Hostile messages over the platform's socket: sound ones that were spoiled, in the right and in wrong hands, and packets that no client sends. */

import { createRandom, type Random } from '../../../scripts/fuzz/random.ts';
import { RawLink } from '../../../scripts/hostile/raw-link.ts';
import { anyAddress } from './any-address.ts';
import { brokenBytes, mark, spoiledJson, strangeJson } from './hostile-values.ts';
import { patienceMs } from './patience.ts';
import { judge, type PeerKind } from './peers.ts';
import { hello, type Speaker, soundMessages } from './sound-messages.ts';
import type { Tally } from './tally.ts';

export interface SocketShare {
	host: string;
	port: number;
	day: string;
	peer: PeerKind;
	count: number;
	seed: number;
	tally: Tally;
}

const messages = Object.keys(soundMessages);
const atOnce = 10;
const perLink = 400;

/** Until `count` messages were sent. Never rejects; a platform that is gone is a fault in the tally. */
export async function huntSocket({ host, port, day, peer, count, seed, tally }: SocketShare): Promise<void> {
	const random = createRandom(seed);
	const epoch = random.next().toString(16).padStart(8, '0').repeat(2);
	const who = { station: peer.station ?? 'T1', epoch, n: 1, session: 'nobody', day, stranger: peer.role === null };
	let left = count;
	let failures = 0;
	while (left > 0) {
		const link = await RawLink.open({ host, port, ...anyAddress(random) }, patienceMs);
		if (!link) {
			failures += 1;
			if (failures < 20) {
				await new Promise((resolve) => setTimeout(resolve, 50 * failures));
				continue;
			}
			tally.fault('the platform lets nobody in', peer.name);
			return;
		}
		failures = 0;
		try {
			if (peer.station !== null) await sitDown(link, peer, who, tally);
			for (let sent = 0; sent < perLink && left > 0 && !link.ended; ) {
				if (random.oneIn(25)) {
					saySomethingElse(link, random);
					tally.count('packet');
					left -= 1;
					sent += 1;
					// Answered by nothing: the next honest word tells whether the link is still there.
					await Promise.race([link.ask('beat', '{"day":null,"position":0}', 300), link.gone()]);
					continue;
				}
				const batch = Array.from({ length: Math.min(atOnce, left) }, () => one(link, peer, who, random, tally));
				left -= batch.length;
				sent += batch.length;
				await Promise.all(batch);
			}
		} finally {
			link.close();
		}
	}
}

async function sitDown(link: RawLink, peer: PeerKind, who: Speaker, tally: Tally) {
	const welcome = (await link.ask('hello', JSON.stringify(hello(who.station, who.epoch, { sessions: [who.session] })), patienceMs)) as
		| { ok: boolean; code?: string; taken?: { n: number }[]; sessions?: string[] }
		| undefined;
	if (peer.role === null) {
		if (welcome?.ok) tally.fault('an unknown station was let in', who.station);
		return;
	}
	if (!welcome?.ok) return void tally.fault(`an honest hello was refused: ${welcome?.code ?? 'no answer'}`, peer.name);
	who.n = (welcome.taken?.[0]?.n ?? 0) + 1;
	if (!peer.staff || welcome.sessions?.includes(who.session)) return;
	const signed = (await link.ask('sign-in', JSON.stringify({ station: who.station, ...peer.staff }), patienceMs)) as {
		ok?: boolean;
		session?: string;
	};
	if (signed?.ok && signed.session) who.session = signed.session;
	else tally.fault('an honest sign-in was refused', `${peer.name} ${JSON.stringify(signed)}`);
}

async function one(link: RawLink, peer: PeerKind, who: Speaker, random: Random, tally: Tally): Promise<void> {
	// Mostly commands: they are what changes a hall.
	const name = random.oneIn(3) ? 'commands' : messages[random.below(messages.length)]!;
	const sound = soundMessages[name]!(who, random);
	// A sound word in the wrong mouth is the more dangerous one.
	const json = random.oneIn(4) ? JSON.stringify(sound) : spoiledJson(sound, random);
	if (name === 'commands') who.n += 1;
	const answer = await link.ask(name, json, patienceMs);
	if (answer === undefined) {
		if (!link.ended) tally.fault(`${name}: no answer`, json);
		return tally.count(link.dismissed ?? 'link ended');
	}
	const { got, accepted, faults } = judge(peer, name, json, answer);
	if (got === 'resend') who.n = Number((answer as { from?: number }).from ?? who.n);
	if (accepted) tally.accepted += 1;
	for (const fault of faults) tally.fault(fault, `${name} ${json}`);
	tally.count(got);
}

/** Packets that the client library never makes. */
function saySomethingElse(link: RawLink, random: Random): void {
	const name = JSON.stringify(messages[random.below(messages.length)]);
	const ways: (() => void)[] = [
		() => link.say(`420["${mark}",{}]`),
		() => link.say(`420["constructor",{}]`),
		() => link.say(`42[${name},{}]`),
		() => link.say(`420[${name},{},{}]`),
		() => link.say(`42-1[${name},{}]`),
		() => link.say(`4299999999999999999999[${name},{}]`),
		() => link.say(`420[${strangeJson(random)}]`),
		() => link.say(`420[${strangeJson(random)},${strangeJson(random)}]`),
		() => link.say(`42${strangeJson(random)}`),
		() => {
			link.say(`451-0[${name},{"_placeholder":true,"num":0}]`);
			link.sayBytes(random.bytes(64));
		},
		() => {
			link.say(`451-0[${name},{"_placeholder":true,"num":${random.below(9)}}]`);
			link.sayBytes(random.bytes(8));
		},
		() => link.say(`45${random.below(1_000_000)}-0[${name},{}]`),
		() => link.say(`461-${random.below(99)}[{"_placeholder":true,"num":0}]`),
		() => link.sayBytes(random.bytes(1 + random.below(300))),
		() => link.sayBytes(brokenBytes(`420[${name},{}]`, random), 1),
		() => link.say(`40/${mark},${strangeJson(random)}`),
		() => link.say(`40${strangeJson(random)}`),
		() => link.say(['1', '3probe', '5', '6', '9', '', '4', '43', '430', '44', '45', 'b4AAAA', '41', '\u0000', '4999[]'][random.below(15)]!),
		() => link.say(`43${random.below(5)}[${strangeJson(random)}]`),
		// Frames: reserved opcodes, a continuation of nothing, one that claims a gigabyte, one that is not masked, one byte at a time.
		() => link.sayBytes(random.bytes(4), (3 + random.below(5)) as 1),
		() => link.sayBytes(random.bytes(4), 0 as 1),
		() => link.write(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4])),
		() => link.write(Buffer.from([0x81, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f])),
		() => link.write(Buffer.from([0xf1, 0x80, 1, 2, 3, 4])),
		() => link.say(`420[${name},"${'x'.repeat(600_000)}"]`),
	];
	ways[random.below(ways.length)]!();
}
