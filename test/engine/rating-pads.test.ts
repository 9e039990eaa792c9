import { describe, expect, test } from 'vitest';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { RatingResult } from '../../domain/contracts/device-desk.ts';
import { askingOnPads } from '../../renderer/engine/rating-pads.ts';
import { serveFace } from '../../renderer/engine/serve-face.ts';

const pad = {
	id: 'W01-pad',
	kind: 'rating-pad',
	station: 'W01',
	profile: 'test-pad',
	transport: { kind: 'simulated' },
} as unknown as DeviceDeclaration;
const rested = () => new Promise((go) => setImmediate(go));

function window() {
	const said: [string, string, unknown][] = [];
	const cancelled: string[] = [];
	const notes: string[] = [];
	let press: ((result: RatingResult) => void) | null = null;
	const engine = {
		name: 'engine',
		report: async (station: string, name: string, body: unknown) => void said.push([station, name, body]),
	};
	const asking = askingOnPads(engine as never, {
		devices: () => [pad],
		rate: () =>
			new Promise((resolve) => {
				press = resolve;
			}),
		cancelRating: async (device) => {
			cancelled.push(device);
			press?.({ outcome: 'cancelled', rating: 0, code: 'ok' });
			await rested();
		},
		note: (code) => void notes.push(code),
	}) as typeof engine;
	return { asking, said, cancelled, notes, press: (result: RatingResult) => press?.(result), asked: () => press !== null };
}
const reviews = (said: [string, string, unknown][]) => said.filter(([, name]) => name === 'give-review').map(([, , body]) => body);

describe('the pad at a window', () => {
	test('is asked when the clerk has finished, by the machine: very satisfied on the pad is level 5, and it is told as pressed there', async () => {
		const { asking, said, press, asked } = window();
		await asking.report('W01', 'start-service', { window: 'W01', ticket: 'A001' });
		expect(asked()).toBe(false);
		await asking.report('W01', 'finish-service', { window: 'W01', ticket: 'A001' });
		press({ outcome: 'rated', rating: 1, code: 'ok' });
		await rested();
		expect(said.map(([, name]) => name)).toEqual(['start-service', 'finish-service', 'give-review']);
		expect(reviews(said)).toEqual([{ ticket: 'A001', level: 5, reasons: [], channel: 'pad' }]);
	});

	test('whose time runs out, that was pulled off or was cancelled says nothing at all', async () => {
		for (const outcome of ['no-answer', 'failed', 'cancelled'] as const) {
			const { asking, said, press } = window();
			await asking.report('W01', 'finish-service', { window: 'W01', ticket: 'A001' });
			press({ outcome, rating: 0, code: 'ok' });
			await rested();
			expect(reviews(said)).toEqual([]);
		}
	});

	test('asks no more about a service once the next citizen sits there', async () => {
		const { asking, said, cancelled } = window();
		await asking.report('W01', 'finish-service', { window: 'W01', ticket: 'A001' });
		await asking.report('W01', 'start-service', { window: 'W01', ticket: 'A002' });
		expect(cancelled).toEqual(['W01-pad']);
		await rested();
		expect(reviews(said)).toEqual([]);
	});

	test('a window without one is not asked, and a report that could not be kept asks nobody', async () => {
		const { asking, asked } = window();
		await asking.report('W02', 'finish-service', { window: 'W02', ticket: 'A001' });
		expect(asked()).toBe(false);
	});
});

describe('I-19 a clerk’s face', () => {
	/** What a face of this seat is answered when it says a review. */
	function saidBy(face: 'window' | 'manager' | 'terminal', station: string, channel: string): Promise<{ ok: boolean; value: unknown }> {
		return new Promise((resolve) => {
			const reported: unknown[] = [];
			const engine = { report: async (...said: unknown[]) => void reported.push(said) };
			const info = { face, station, seats: [], platformUrl: 'http://127.0.0.1' };
			const served = serveFace(engine as never, info as never, {
				post: (message) => message.type === 'answer' && resolve({ ok: message.ok, value: reported.length }),
			});
			const review = { ticket: 'A001', level: 5, reasons: [], channel };
			served.receive({ type: 'call', call: 1, name: 'report', parameters: [station, 'give-review', review] });
		});
	}
	test('has no word for a review, whatever it says it is; a terminal’s has', async () => {
		for (const channel of ['pad', 'terminal', 'phone']) {
			expect(await saidBy('window', 'W01', channel)).toEqual({ ok: false, value: 0 });
			expect(await saidBy('manager', 'M1', channel)).toEqual({ ok: false, value: 0 });
		}
		expect(await saidBy('terminal', 'T1', 'terminal')).toEqual({ ok: true, value: 1 });
	});
});
