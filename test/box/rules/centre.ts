/** I-10 at the centre: after healing it holds the log of every hall-day, event for event; where it cannot, a person is told, and nothing is overwritten. */
import { type CentreNode, equalWithinMs } from '../centre-node.ts';
import type { PlatformNode } from '../platform-node.ts';
import type { Witness } from '../witness.ts';
import type { World } from '../world.ts';

export interface CentreCheck {
	centre: CentreNode;
	platforms: readonly PlatformNode[];
	world: World;
	witness: Witness;
	/** The platform that decides. */
	last(): PlatformNode | null;
}

/**
 * What the two hold is read, not asked for. Another history than the centre was sent before is what a take-over can leave, or a lost disk: then the platform
 * that decides has the day on its list of problems. A hall with one platform whose disk was kept has no such excuse.
 */
export async function checkCentre({ centre, platforms, world, witness, last }: CentreCheck): Promise<void> {
	const began = world.now;
	const unexplained = async (): Promise<string[]> => {
		const platform = last();
		if (!platform) return [];
		const told = platforms.length > 1 ? (platform.copier?.report().problems.map(({ day }) => day) ?? []) : [];
		return (await centre.differing(await platform.lines())).filter((day) => !told.includes(day));
	};
	let differing = await unexplained();
	while (differing.length > 0 && world.now - began < equalWithinMs) {
		await world.runUntil(world.now + 1_000);
		differing = await unexplained();
	}
	const report = last()?.copier?.report();
	witness.holds(
		'I-10 centre',
		differing.length === 0,
		() => `the centre holds another log of ${differing.join(', ')}: ${JSON.stringify(report)}`,
	);
	if (report) for (const { code } of report.problems) witness.note(`centre-problem-at-the-end-${code}`);
}
