import { describe, expect, it } from 'vitest';
import { type PrinterFault, printerFaults } from '../../../drivers/printer/simulator.ts';
import { fromHex, golden } from '../golden.ts';
import { paperOf, rig } from './rig.ts';

/** Small seeded generator (mulberry32): the same seed plays the same mishaps. */
function dice(seed: number) {
	let state = seed >>> 0;
	return (sides: number) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % sides;
	};
}

const qr = golden.escpos.commands.find((one) => one.id === 'qrAscii')!.hex;
/** A ticket that bears the name of its job in its first and in its last line. */
const ticketOf = (job: string) =>
	new Uint8Array(
		Buffer.concat([
			fromHex('1B401C26'),
			Buffer.from(`${job} begins\n\n\n`),
			fromHex(qr),
			Buffer.from(`\n${job} ends\n`),
			fromHex('1D564200'),
		]),
	);

const statuses = ['realtime', 'automatic', 'buffered', 'none'] as const;
/** More of them by hand, in search of new mishaps. */
const seeds = Number(process.env.PRINTER_SEEDS ?? 25);
/** Longest any job may take, whatever happens: looks before and after, the limit of the job, and one held-up write. */
const longestJobMs = 45_000;

describe('any mishaps in any order', { timeout: 600_000 }, () => {
	it.each(statuses)(
		'D1 S9 status %s: nothing claimed that is not on paper, nothing printed twice, and it always comes back',
		async (status) => {
			const seen = new Set<string>();
			for (let seed = 1; seed <= seeds; seed++) {
				const roll = dice(seed * 7919);
				const one = rig({ status, flow: 'rts-cts' }, { capacity: 2048, flow: 'wire', realtimeInside: seed % 2 === 0 });
				const out = new Map<string, number>();
				one.simulator.onPaper((paper) => {
					for (const line of paper.lines) {
						const job = /^(job-\d+) ends$/.exec(line.text)?.[1];
						// Whole: its head is on the same paper, not eaten by what was there before.
						if (job && paper.lines.some((other) => other.text === `${job} begins`)) out.set(job, (out.get(job) ?? 0) + 1);
					}
				});
				const on = new Set<PrinterFault>();
				const mishap = () => {
					const fault = printerFaults[roll(printerFaults.length)]!;
					if (on.has(fault)) on.delete(fault);
					else on.add(fault);
					one.simulator.setFault(fault, on.has(fault));
				};
				const where = (job: string) => `status ${status}, seed ${seed}, ${job}, with ${[...on].join(' ')}`;
				for (let n = 1; n <= 6; n++) {
					const job = `job-${n}`;
					for (let count = roll(3); count > 0; count--) mishap();
					if (roll(8) === 0) one.unplug();
					await one.clock.advance(roll(4000));
					one.plug();
					const printing = one.printer.print(job, () => paperOf(ticketOf(job)), { reprint: roll(4) === 0 });
					await one.clock.advance(roll(120));
					if (roll(3) === 0) mishap();
					if (roll(10) === 0) one.unplug();
					const { value, ms } = await one.finish(printing);
					one.plug();
					seen.add(`${value.outcome} ${value.proof} ${value.code}`);
					expect(ms, where(job)).toBeLessThanOrEqual(longestJobMs);
					if (value.outcome === 'printed' && value.proof === 'done') expect(out.get(job) ?? 0, `${where(job)} ${value.code}`).toBe(1);
					if (value.outcome === 'failed') expect(out.get(job) ?? 0, where(job)).toBe(0);
				}
				// Twice: paper that was about to end ends when the printer goes on.
				for (const fault of [...printerFaults, ...printerFaults]) one.simulator.setFault(fault, false);
				await one.clock.advance(120_000);
				const last = await one.finish(one.printer.print('job-99', () => paperOf(ticketOf('job-99')), { reprint: false }));
				await one.clock.advance(20_000);
				// A printer that had no chance to answer before counts as a one-way line until it does: then no more is claimed of this one.
				const proved = status === 'none' || (status === 'buffered' && last.value.code === 'one-way') ? 'written' : 'done';
				expect(last.value.proof, `${where('the end')}: ${JSON.stringify(last.value)} ${one.health.slice(-4)}`).toBe(proved);
				expect(out.get('job-99'), where('the end')).toBe(1);
				expect(one.health.at(-1), where('the end')).toBe(status === 'none' ? 'ready:one-way' : 'ready:ok');
				for (const [job, papers] of out) expect(papers, where(job)).toBe(1);
				await one.printer.stop();
			}
		},
	);
});
