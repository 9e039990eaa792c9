/** S5: a machine that died at any instant owes the same reports, has given out the same numbers and is the same seat when it is back. */
import type { MachineNode } from '../machine-node.ts';
import type { PlatformNode } from '../platform-node.ts';
import type { Witness } from '../witness.ts';

export function watchRestarts(machine: MachineNode, platforms: readonly PlatformNode[], witness: Witness): void {
	const { station } = machine;
	machine.onUp.push(() => {
		const { before } = machine;
		machine.before = null;
		const now = machine.seat();
		if (!before || !now) return;
		const holds = (true_: boolean, what: () => string) => witness.holds('S5', true_, what);
		holds(now.epoch === before.epoch, () => `${station} was ${before.epoch} and is ${now.epoch} after it started again`);
		holds(now.lastN >= before.lastN, () => `${station} had given out ${before.lastN} and knows of ${now.lastN} after it started again`);
		for (const [series, sequence] of Object.entries(before.series))
			holds(
				(now.series[series] ?? 0) >= sequence,
				() => `${station} had used ${series} up to ${sequence} and knows of ${now.series[series]}`,
			);
		const owes = new Set(now.owed.map(({ n }) => n));
		// What it did and heard of again it keeps until the day is over, and offers to whoever decides next (decision 0012).
		const keeps = new Set((now.came ?? []).map(({ event }) => event.n));
		const missing = before.owed.filter(({ n }) => !owes.has(n) && !keeps.has(n));
		if (missing.length === 0) return holds(true, () => '');
		// A report whose word that it was answered was just being written: then the platform has it.
		void Promise.all(
			platforms.map(async (platform) => (await platform.lines()).lastNumber({ hall: platform.hall, station, epoch: now.epoch })),
		).then((taken) => {
			for (const { n, name } of missing)
				holds(
					Math.max(...taken) >= n,
					() => `${station} owed ${name} ${n} and does not after it started again; no platform has it, and it does not keep it`,
				);
		});
	});
}
