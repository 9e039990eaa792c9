/** The person who orders a take-over (接管): at a PC that may hold the platform, when nobody has decided for the hall for a while. */
import type { MachineNode } from './machine-node.ts';
import type { Crowd } from './people.ts';
import type { Life } from './world.ts';

/** Whoever sits there looks so often whether the platform is back. */
const lookEveryMs = 5_000;
/** Then nobody in the hall has the day, as far as people can tell. */
const timesAskedBeforeNothing = 2;
const againAfterMs = 15_000;

export function watchPlatform(crowd: Crowd, machine: MachineNode, life: Life): void {
	const { world, random, plan, platforms, witness } = crowd;
	const place = plan.platforms?.find(({ station }) => station === machine.station);
	const own = platforms.find(({ id }) => id === place?.id);
	if (!own) return;
	/** Some wait longer than others, and each time anew. */
	let patience = random.between(15_000, 90_000);
	let since: number | null = null;
	/** How often this PC said that it holds nothing of any day: another PC may hold it, so a person waits a while before beginning from nothing. */
	let empty = 0;
	const look = async () => {
		world.after(life, lookEveryMs, look);
		const { engine, station } = machine;
		if (!engine || engine.view().link === 'up') {
			since = null;
			return;
		}
		since ??= world.now;
		// One that follows or gave way is ended first; one that decides, or is about to, is left alone.
		const idle = !own.life.alive || own.office?.part === 'stood-down' || own.office?.part === 'standby';
		if (world.now - since < patience || !idle) return;
		since = null;
		patience = random.between(15_000, 90_000);
		const answer = await engine.takeOverOrder(station, {
			by: engine.signedIn(station)?.staff ?? null,
			reason: 'the platform does not answer',
			...(empty >= timesAskedBeforeNothing ? { fromNothing: true } : {}),
		});
		if (!answer.ok) {
			if (answer.code === 'no-day') {
				empty += 1;
				// Whoever reads this on the screen does not sit for minutes before pressing again.
				since = world.now - patience + againAfterMs;
			}
			return witness.note(`order-${answer.code}`);
		}
		if (empty >= timesAskedBeforeNothing) witness.note('take-over-from-nothing');
		empty = 0;
		own.kill();
		witness.note('take-over-ordered');
		world.note(`take-over ordered at ${station}`);
		witness.disturb('hall', 60_000);
		own.goneForGood = false;
		// It goes over the disk of that PC as a file.
		void own.start(JSON.parse(JSON.stringify(answer.order)));
	};
	world.after(life, lookEveryMs, look);
}

/** A manager hands the hall to another platform of the list, now and then, whatever state either is in; either may die in the middle of it. */
export function handsOver({ handing, platforms, world, witness, open }: Crowd, machine: MachineNode): boolean {
	const { engine, station } = machine;
	const from = platforms.find(({ inCharge }) => inCharge);
	if (!handing?.chance(0.08) || !engine || !from) return false;
	const to = handing.pick(platforms.filter((each) => each !== from));
	witness.disturb('hall', 90_000);
	for (const dies of [from, to]) {
		if (!dies.life.alive || !handing.chance(0.15)) continue;
		dies.life.burn(1 + handing.below(120), () => {
			if (!open()) return;
			dies.kill();
			dies.startLater(handing.between(500, 30_000));
		});
	}
	world.note(`hand-over to ${to.id} ordered at ${station}`);
	void engine.handOver(station, { to: to.id, reason: 'maintenance' }).then((answer) => {
		witness.note(answer.ok ? 'handed-over-by-manager' : `hand-over-${answer.code}`);
		world.note(`hand-over ${answer.ok ? 'done' : answer.code}`);
	});
	return true;
}
