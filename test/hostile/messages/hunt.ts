/** All shares of a hunt with hostile messages against one platform: first those who may do nothing, whose words must change nothing. */
import { RawLink } from '../../../scripts/hostile/raw-link.ts';
import { huntHttp } from './http-share.ts';
import { HuntedPlatform } from './hunted-platform.ts';
import { huntIpc } from './ipc-share.ts';
import { nobody, type PeerKind, seated, signedIn } from './peers.ts';
import { huntSetUp } from './set-up-share.ts';
import { huntSocket } from './socket-share.ts';
import { hello } from './sound-messages.ts';
import { Tally } from './tally.ts';

/** A seat is one machine's; strangers come as many. */
const links = (kinds: readonly PeerKind[]): PeerKind[] =>
	Array.from({ length: kinds[0]!.role === null ? linksAtOnce : kinds.length }, (_, index) => kinds[index % kinds.length]!);

export interface HuntResult {
	/** Unauthenticated or in the wrong hands, over socket, HTTP and IPC. */
	stranger: Tally;
	/** Of seats that are honest otherwise. */
	seated: Tally;
	ipc: Tally;
	/** At a machine that nobody has set up yet. */
	setUp: Tally;
	seconds: number;
}

/**
 * Records that may change under strangers' words: hand-ins of unknown machines wait for a manager, and the audit says who
 * tried what. Books made from the log say how far they have read,
 * and are compared with it (the state of the hall) instead.
 */
const mayChange = (kind: string) =>
	kind === 'quarantine' ||
	kind.startsWith('audit') ||
	kind.startsWith('alarm') ||
	kind.startsWith('case-book/') ||
	kind.startsWith('voices/');
const linksAtOnce = 4;

/** `count`: messages of all kinds together. `say`: told how far it is. */
export async function huntMessages(count: number, seed: number, say: (words: string) => void = () => {}): Promise<HuntResult> {
	const began = Date.now();
	const result: HuntResult = { stranger: new Tally(), seated: new Tally(), ipc: new Tally(), setUp: new Tally(), seconds: 0 };
	const platform = await HuntedPlatform.start();
	const { port } = platform;
	try {
		const { day } = await platform.health();
		const share = { host: '127.0.0.1', port, day };
		const before = await stateOf(platform, day);
		const records = platform.records();
		const many = (kinds: readonly PeerKind[], all: number, tally: Tally, first: number) =>
			Promise.all(
				links(kinds).map((peer, index, { length }) =>
					huntSocket({ ...share, peer, count: Math.ceil(all / length), seed: first + index, tally }),
				),
			);

		await many(nobody, Math.ceil(count * 0.3), result.stranger, seed);
		say(`strangers at the socket: ${result.stranger.sent}`);
		await huntHttp({ ...share, count: Math.ceil(count * 0.2), seed: seed + 100, tally: result.stranger });
		say(`strangers at socket and HTTP: ${result.stranger.sent}`);
		const after = await stateOf(platform, day);
		if (after !== before) result.stranger.fault('strangers changed the state of the hall', `${before} → ${after}`);
		for (const [kind, all] of platform.records())
			if (!mayChange(kind) && records.get(kind) !== all) result.stranger.fault(`strangers changed records: ${kind}`, all);

		await many(seated, Math.ceil(count * 0.15), result.seated, seed + 200);
		say(`seated stations: ${result.seated.sent}`);
		await many(signedIn, Math.ceil(count * 0.1), result.seated, seed + 300);
		say(`with people signed in: ${result.seated.sent}`);
		await huntIpc({ count: Math.ceil((count - result.stranger.sent - result.seated.sent) * 0.8), seed: seed + 400, tally: result.ipc });
		await huntSetUp({
			count: Math.max(100, count - result.stranger.sent - result.seated.sent - result.ipc.sent),
			seed: seed + 500,
			tally: result.setUp,
		});
		say(`calls of pages: ${result.ipc.sent}, of the page of a first start: ${result.setUp.sent}`);

		const last = await platform.health().catch(() => null);
		if (platform.ended || !last) result.seated.fault('the platform is gone', platform.printed.slice(-5).join('\n'));
		else if (last.problems.some((each) => each !== 'quarantine-waiting' && each !== 'day-not-open'))
			result.seated.fault('the platform says that something is wrong', last.problems.join());
		platform.judgeRecords(result.seated);
		platform.judgeLog(result.seated);
	} finally {
		await platform.end();
	}
	result.seconds = (Date.now() - began) / 1_000;
	return result;
}

/** Position and hash of today's state, as a board is told them. */
async function stateOf(platform: HuntedPlatform, day: string): Promise<string> {
	const link = await RawLink.open({ host: '127.0.0.1', port: platform.port });
	if (!link) return 'nobody is let in';
	try {
		await link.ask('hello', JSON.stringify(hello('B1', 'b'.repeat(16))));
		const answer = (await link.ask('beat', JSON.stringify({ day, position: 0 }))) as { head?: number; state?: { hash: string } };
		return `${answer?.head} ${answer?.state?.hash}`;
	} finally {
		link.close();
	}
}
