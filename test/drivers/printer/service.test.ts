import { describe, expect, it } from 'vitest';
import { goldenTicket, paperOf, rig, wholeTicket } from './rig.ts';

describe('what a technician sees and may ask of a printer', () => {
	it('its name, its program, paper, cover, cutter and the way it is asked', async () => {
		const one = rig();
		await one.clock.advance(2000);
		expect(one.printer.report().facts).toEqual({
			model: 'SIM-80',
			firmware: '1.0',
			paper: 'ok',
			cover: 'closed',
			cutter: 'ok',
			mode: 'realtime',
			'replaced-characters': 0,
			'drawn-characters': 0,
		});
		one.simulator.setFault('near-end', true);
		one.simulator.setFault('cover-open', true);
		await one.clock.advance(6000);
		expect(one.printer.report().facts).toMatchObject({ paper: 'near-end', cover: 'open' });
		expect(one.printer.status()).toMatchObject({ online: false, coverOpen: true, nearEnd: true });
	});
	it('a printer that does not tell its name is asked for a second, and that is that', async () => {
		const one = rig();
		one.simulator.setFault('no-answer-to-buffered', true);
		await one.clock.advance(10_000);
		const { facts } = one.printer.report();
		expect(facts.model).toBeUndefined();
		expect(facts.firmware).toBeUndefined();
		expect(one.written.filter((hex) => hex.startsWith('1D49'))).toEqual(['1D4943']);
		expect(one.health.at(-1)).toBe('ready:ok');
	});
	it('has a test page only where there is one', async () => {
		expect(rig().printer.tests).toEqual(['status', 'cut', 'feed', 'recover', 'drawer']);
		expect(rig({ testPage: () => goldenTicket }).printer.tests).toEqual(['status', 'test-page', 'cut', 'feed', 'recover', 'drawer']);
	});
	it('prints the test page as often as it is asked for, proved like any paper', async () => {
		const one = rig({ testPage: () => paperOf(goldenTicket) });
		for (let n = 0; n < 2; n++) {
			const { value } = await one.finish(one.printer.test('test-page'));
			expect(value).toMatchObject({ ok: true, proof: 'done', code: 'ok' });
		}
		expect(one.papers()).toEqual([wholeTicket, wholeTicket]);
	});
	it.each([
		['cut', '1D564200'],
		['feed', '1B6403'],
		['drawer', '1B700019FA'],
	])('%s sends its bytes and asks whether they were done', async (name, hex) => {
		const one = rig();
		await one.clock.advance(2000);
		one.written.length = 0;
		const { value } = await one.finish(one.printer.test(name));
		expect(value).toMatchObject({ ok: true, proof: 'done', code: 'ok' });
		expect(one.written).toContain(hex);
		expect(one.written.indexOf('1D7201')).toBe(one.written.indexOf(hex) + 1);
	});
	it('a printer without a cutter feeds so far that the paper can be torn off', async () => {
		const one = rig({ cut: 'none' });
		expect((await one.finish(one.printer.test('cut'))).value).toMatchObject({ ok: true, proof: 'done' });
		expect(one.written).toContain('1B6405');
		expect(one.written.join()).not.toContain('1D56');
	});
	it('a test of a stopped printer says why, and sends nothing', async () => {
		const one = rig({ testPage: () => goldenTicket });
		one.simulator.setFault('paper-end', true);
		await one.clock.advance(2000);
		one.written.length = 0;
		for (const name of ['test-page', 'cut', 'feed', 'drawer'])
			expect((await one.finish(one.printer.test(name))).value).toMatchObject({ ok: false, proof: 'none', code: 'paper-end' });
		expect((await one.finish(one.printer.test('status'))).value).toMatchObject({ ok: false, proof: 'done', code: 'paper-end' });
		expect(one.written.every((hex) => hex.startsWith('1004'))).toBe(true);
		expect((await one.finish(one.printer.test('recover'))).value).toMatchObject({ ok: false, code: 'paper-end' });
	});
	it('a one-way line: tests prove that the bytes are out, and no more', async () => {
		const one = rig({ status: 'none' });
		await one.clock.advance(100);
		expect((await one.finish(one.printer.test('feed'))).value).toMatchObject({ ok: true, proof: 'written', code: 'one-way' });
		expect((await one.finish(one.printer.test('status'))).value).toMatchObject({ ok: false, proof: 'none', code: 'one-way' });
	});
	it('unplugged, or a test it does not have: an answer, no exception', async () => {
		const one = rig();
		await one.clock.advance(1000);
		expect(await one.printer.test('toString')).toMatchObject({ ok: false, code: 'not-supported' });
		one.unplug();
		await one.clock.advance(10);
		for (const name of one.printer.tests) {
			expect((await one.finish(one.printer.test(name))).value).toMatchObject({ ok: false, proof: 'none', code: 'port-lost' });
		}
	});
	it('stopped in the middle of a job: the job ends at once, the port is closed, and nothing is told any more', async () => {
		for (const status of ['realtime', 'automatic'] as const) {
			const one = rig({ status });
			one.simulator.setFault('no-answer-to-buffered', true);
			await one.clock.advance(3000);
			const job = one.printer.print('j', () => paperOf(goldenTicket), { reprint: false });
			await one.clock.advance(2500);
			await one.printer.stop();
			one.health.length = 0;
			one.written.length = 0;
			const { value, ms } = await one.finish(job);
			expect(value).toMatchObject({ outcome: 'unknown', proof: 'written', code: 'port-lost' });
			expect(ms).toBeLessThan(1500);
			await one.clock.advance(60_000);
			expect([...one.health, ...one.written]).toEqual([]);
			expect(await one.print('k')).toBe('failed none port-lost');
		}
	});
	it('waits for the job before it', async () => {
		const one = rig({ testPage: () => goldenTicket });
		const job = one.printer.print(
			'j',
			() => paperOf(new Uint8Array([...goldenTicket.subarray(0, -4), 0x41, 0x0a, 0x1d, 0x56, 0x42, 0x00])),
			{
				reprint: false,
			},
		);
		const test = one.printer.test('test-page');
		await one.finish(Promise.all([job, test]));
		expect(one.papers().map((paper) => paper.lines.at(-1))).toEqual(['A', wholeTicket.lines.at(-1)]);
	});
});

describe('characters the printer lacks', () => {
	it('P1 are counted and shown as a warning until a paper comes out without; the log holds their number alone', async () => {
		const one = rig();
		await one.clock.advance(1000);
		const print = async (job: string, replaced: number, drawn: number) =>
			(await one.finish(one.printer.print(job, () => paperOf(goldenTicket, { replaced, drawn }), { reprint: false }))).value;
		expect(await print('a', 2, 3)).toMatchObject({ outcome: 'printed', proof: 'done', code: 'ok' });
		expect(one.health.at(-1)).toBe('warning:characters-replaced');
		expect(one.printer.report().facts).toMatchObject({ 'replaced-characters': 2, 'drawn-characters': 3 });
		one.simulator.setFault('near-end', true);
		await one.clock.advance(6000);
		expect(one.health.at(-1)).toBe('warning:near-end');
		one.simulator.setFault('near-end', false);
		expect(await print('b', 0, 1)).toMatchObject({ code: 'ok' });
		await one.clock.advance(6000);
		expect(one.health.at(-1)).toBe('ready:ok');
		expect(one.printer.report().facts).toMatchObject({ 'replaced-characters': 2, 'drawn-characters': 4 });
		expect(one.log.join('\n')).toMatch(/^2 characters/);
	});
	it('P1 nothing of a paper reaches log, health, report or result, whatever goes wrong', async () => {
		const canary = '李㐂𠮷 110105194912310021';
		const bytes = new Uint8Array(Buffer.concat([Buffer.from('1B401C26', 'hex'), Buffer.from(canary), Buffer.from('0A1D564200', 'hex')]));
		const said: string[] = [];
		for (const fault of ['silent', 'paper-end', 'cutter', 'garbage-answers', 'paper-ends-soon', 'endless-noise', 'slow'] as const) {
			const one = rig();
			one.simulator.setFault(fault, true);
			const { value } = await one.finish(one.printer.print('j', () => paperOf(bytes, { replaced: 1 }), { reprint: false }));
			const broken = await one.finish(
				one.printer.print(
					'k',
					() => {
						throw new Error(canary);
					},
					{ reprint: false },
				),
			);
			said.push(
				JSON.stringify([value, broken.value, one.log, one.health, one.printer.report(), await one.finish(one.printer.test('status'))]),
			);
		}
		expect(said.join()).not.toMatch(/李|㐂|110105|1949/);
	});
	it('a paper that cannot be made is a failed job, and may be tried again', async () => {
		const one = rig();
		const broken = () => {
			throw new Error('no words');
		};
		expect((await one.finish(one.printer.print('j', broken, { reprint: false }))).value).toMatchObject({
			outcome: 'failed',
			code: 'driver-fault',
		});
		expect(await one.print('j')).toBe('printed done ok');
	});
	it('a paper is made only when the printer is ready for it', async () => {
		const one = rig();
		let made = 0;
		one.simulator.setFault('cover-open', true);
		const make = () => {
			made++;
			return paperOf(goldenTicket);
		};
		await one.finish(one.printer.print('j', make, { reprint: false }));
		expect(made).toBe(0);
		one.simulator.setFault('cover-open', false);
		await one.finish(one.printer.print('j', make, { reprint: false }));
		expect(made).toBe(1);
	});
});
