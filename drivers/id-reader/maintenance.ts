import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { AskResult } from '../bus/bus.ts';
import { noSuchTest } from '../driver.ts';
import type { Speed } from '../transport/speed.ts';
import { baudCommands, type CommandName } from './commands.ts';
import type { Answer } from './frames.ts';
import { meaningOf, type ReaderMeaning } from './status.ts';

/** What a technician may ask of the module (protocols.md 2.3). The caller pauses the polling around each of these. */
export interface Maintenance {
	ask(command: CommandName): Promise<AskResult<Answer>>;
	speed: Speed;
	/** Opens the port anew at the speed chosen. */
	reopen(): Promise<void>;
	pause(ms: number): Promise<void>;
}

export const readerTests = ['self-test', 'module-number', 'reset'] as const;
export type ReaderTest = (typeof readerTests)[number];

/** The reader needs this long to take up another speed. */
const changeMs = 100;
/** Order of 2.3 in which a reader that did not follow is looked for. */
const searchOrder = [115_200, 9600, 57_600, 38_400, 19_200] as const;

/** `self-test` asks for the module's state, `module-number` for its number, `reset` resets it and asks for its state after that. */
export async function runTest(parts: Maintenance, test: ReaderTest): Promise<DeviceTestResult> {
	if (test === 'module-number') {
		const result = await parts.ask('samId');
		const failure = failureOf(result);
		if (failure || !result.ok) return failed(parts, failure ?? 'no-answer');
		return { ok: true, proof: 'done', code: 'ok', facts: { speed: parts.speed.baud, 'sam-id': samIdText(result.answer.data) } };
	}
	if (test === 'reset') {
		const failure = failureOf(await parts.ask('samReset'));
		if (failure) return failed(parts, failure);
	}
	const failure = failureOf(await parts.ask('samStatus'));
	if (failure) return failed(parts, failure);
	return { ok: true, proof: 'done', code: 'ok', facts: { speed: parts.speed.baud } };
}

/**
 * Tells the reader to use another speed for good, and follows it. `not-supported`: a speed the reader does not have, or a line whose own
 * speed cannot be changed. If nobody answers at the new speed, the reader is looked for at every speed; `speed` in the facts says where
 * it was found.
 */
export async function changeSpeed(parts: Maintenance, baud: number): Promise<DeviceTestResult> {
	const command = baudCommands.get(baud);
	const choose = parts.speed.choose;
	if (!command || !choose) return noSuchTest;
	const before = parts.speed.baud;
	const failure = failureOf(await parts.ask(command));
	if (failure) return failed(parts, failure);
	const answersAt = async (speed: number) => {
		choose(speed);
		await parts.reopen();
		await parts.pause(changeMs);
		return failureOf(await parts.ask('samStatus'));
	};
	let last: string | null = await answersAt(baud);
	if (!last) return { ok: true, proof: 'done', code: 'ok', facts: { speed: baud } };
	for (const speed of searchOrder) {
		if (last === 'port-lost') break;
		last = await answersAt(speed);
		if (last) continue;
		if (speed === baud) return { ok: true, proof: 'done', code: 'ok', facts: { speed } };
		return { ok: false, proof: 'acknowledged', code: 'protocol-error', facts: { speed } };
	}
	choose(before);
	await parts.reopen();
	return { ok: false, proof: 'acknowledged', code: last ?? 'no-answer', facts: {} };
}

/** Two 16-bit and three 32-bit numbers, little endian, in the form printed on the reader's plate. */
export function samIdText(data: Uint8Array): string {
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	const digits = (value: number, length: number) => String(value).padStart(length, '0');
	const [kind, version] = [view.getUint16(0, true), view.getUint16(2, true)];
	const [date, first, second] = [view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)];
	return `${digits(kind, 2)}.${digits(version, 2)}-${date}-${digits(first, 10)}-${digits(second, 10)}`;
}

const codes: Partial<Record<ReaderMeaning, string>> = {
	'self-test-failed': 'self-test-failed',
	'not-authorised': 'not-authorised',
	'not-permitted': 'device-fault',
};

/** Health code of an answer that was not "done"; `null` when it was. */
function failureOf(result: AskResult<Answer>): string | null {
	if (!result.ok) return result.failure === 'no-answer' || result.failure === 'port-lost' ? result.failure : 'protocol-error';
	const meaning = meaningOf(result.answer.sw3);
	return meaning === 'done' ? null : (codes[meaning] ?? 'protocol-error');
}

function failed(parts: Maintenance, code: string): DeviceTestResult {
	const nothingCame = code === 'no-answer' || code === 'port-lost';
	return { ok: false, proof: nothingCame ? 'none' : 'acknowledged', code, facts: { speed: parts.speed.baud } };
}
