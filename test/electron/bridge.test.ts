import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BridgeCall, bridgeCalls, type FaceInfo, faceNames } from '../../domain/contracts/bridge.ts';
import { callers } from '../../electron/bridge/callers.ts';
import { checkCall, type Sender } from '../../electron/bridge/check-call.ts';

const info = (face: FaceInfo['face']): FaceInfo => ({ face, station: null, seats: [], platformUrl: 'http://127.0.0.1:1' });
const from = (face: FaceInfo['face'], other: Partial<Sender> = {}): Sender => ({
	address: `app://tidehall/${face}.html`,
	mainFrame: true,
	window: { info: info(face), path: `/${face}.html` },
	...other,
});

describe('a call over the bridge', () => {
	test('of a known face with a good payload passes', () => {
		expect(checkCall('note', from('board'), [{ code: 'late' }])).toMatchObject({
			ok: true,
			payload: [{ code: 'late' }],
			info: { face: 'board' },
		});
	});

	test.each([
		['another origin', { address: 'https://example.org/engine.html' }],
		['another host of the scheme', { address: 'app://x/engine.html' }],
		['the safe page', { address: 'app://tidehall/safe' }],
		['another face in this window', { address: 'app://tidehall/board.html' }],
		['a frame inside the page', { mainFrame: false }],
		['a frame that is gone', { address: null }],
		['a window nobody opened', { window: null }],
	])('from %s is refused', (_name, other) => {
		expect(checkCall('journal-load', from('engine', other as Partial<Sender>), [])).toEqual({ ok: false, code: 'unknown-sender' });
	});

	test('of a face it is not for is refused, for every pair', () => {
		for (const call of Object.keys(bridgeCalls) as BridgeCall[])
			for (const face of faceNames) {
				const { ok, code } = { code: '', ...checkCall(call, from(face), ['nonsense']) };
				expect(ok, `${face} ${call}`).toBe(false);
				expect(code, `${face} ${call}`).toBe(callers[call].includes(face) ? 'malformed' : 'not-allowed');
			}
	});

	test('only the engine reaches journal and paper', () => {
		for (const call of ['journal-load', 'journal-append', 'print', 'show'] as const) expect(callers[call]).toEqual(['engine']);
	});

	test('20,000 made-up payloads never pass where a schema is asked for, and never throw', () => {
		const calls = (Object.keys(bridgeCalls) as BridgeCall[]).filter((call) => bridgeCalls[call].safeParse([]).success === false);
		fc.assert(
			fc.property(fc.constantFrom(...calls), fc.anything(), (call, payload) => {
				const checked = checkCall(call, from('engine'), payload);
				return !checked.ok || bridgeCalls[call].safeParse(payload).success;
			}),
			{ numRuns: 20_000, seed: 3 },
		);
	});
});
