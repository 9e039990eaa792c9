import { join } from 'node:path';
import { ProblemList } from '../../../config/problems.ts';
import { readProfiles } from '../../../config/read-profiles.ts';
import { type DeviceDeclaration, deviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import {
	type BenchAction,
	type BenchSnapshot,
	benchSnapshot,
	type DeskMessage,
	deskMessage,
} from '../../../domain/contracts/device-desk.ts';
import type { DeskOptions } from '../../../drivers/desk/contract.ts';
import { createDesk } from '../../../drivers/desk/desk.ts';
import { ManualClock } from '../manual-clock.ts';
import { papers } from '../slip.ts';

const simulated = { kind: 'simulated' };

/** A declaration with its defaults; simulated unless it says otherwise. */
export const declared = (value: object): DeviceDeclaration => deviceDeclaration.parse({ transport: simulated, ...value });

/** One simulated device of each kind. */
export const oneOfEach: DeviceDeclaration[] = [
	{ kind: 'id-reader', id: 'reader', station: 'T1' },
	{ kind: 'printer', id: 'printer', station: 'T1' },
	{ kind: 'scanner', id: 'scanner', station: 'T1', protocol: 'gm65' },
	{ kind: 'led', id: 'led', station: 'W01', protocol: 'onbon' },
	{ kind: 'rating-pad', id: 'pad', station: 'W01', profile: 'test-pad' },
	{ kind: 'voice', id: 'voice', station: 'B1', protocol: 'syn6288' },
].map(declared);

/** The shipped profiles that these devices name. */
export function profilesFor(devices: DeviceDeclaration[]) {
	const problems = new ProblemList();
	const product = join(import.meta.dirname, '../../../config');
	return readProfiles({ folder: product, problems, files: [] }, devices, product);
}

export type Answer = Extract<DeskMessage, { type: 'answer' }>;

/** A desk over manual time, of which every message is kept as it would cross the border of its process. */
export function deskStand(options: Partial<DeskOptions> = {}) {
	const clock = new ManualClock();
	const messages: DeskMessage[] = [];
	const desk = createDesk({
		now: clock.now,
		timers: clock.timers,
		send: (message) => messages.push(deskMessage.parse(structuredClone(message))),
		open: async () => ({ ok: false, code: 'cannot-open', text: 'no such port' }),
		listPorts: async () => [],
		...options,
	});
	let calls = 0;
	const tell = (request: object) => desk.handle(structuredClone(request));
	/** Sends a request with a number of its own, which it returns. */
	const send = (request: object): number => {
		const call = ++calls;
		tell({ ...request, call });
		return call;
	};
	const answers = (call: number): Answer[] =>
		messages.flatMap((message) => (message.type === 'answer' && message.call === call ? [message] : []));
	const ask = async (request: object, ms = 3000): Promise<Answer> => {
		const call = send(request);
		await clock.advance(ms);
		const [answer] = answers(call);
		if (!answer) throw new Error(`no answer to ${JSON.stringify(request)}`);
		return answer;
	};
	const start = async (devices: DeviceDeclaration[] = oneOfEach) => {
		tell({ type: 'start', devices, papers, profiles: profilesFor(devices) });
		await clock.advance(2000);
	};
	const configure = (devices: DeviceDeclaration[]) => send({ type: 'configure', devices, papers, profiles: profilesFor(devices) });
	const bench = async (action: BenchAction, ms = 3000): Promise<BenchSnapshot> => {
		const answer = await ask({ type: 'bench', action }, ms);
		if (!answer.ok) throw new Error(String(answer.value));
		return benchSnapshot.parse(answer.value);
	};
	/** `state:code` of each change, oldest first. */
	const healthOf = (device: string): string[] =>
		messages.flatMap((one) => (one.type === 'health' && one.health.device === device ? [`${one.health.state}:${one.health.code}`] : []));
	return { clock, messages, desk, tell, send, answers, ask, start, configure, bench, healthOf };
}
