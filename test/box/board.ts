/** A board of the hall: what it shows is looked at all day, and what it says aloud (S8, S9). */
import type { HallDay } from '../../domain/contracts/state.ts';
import { boardView } from '../../domain/views/board-view.ts';
import { freshness, staleAfterMs } from '../../renderer/board/freshness.ts';
import type { Engine } from '../../renderer/engine/engine.ts';
import { createCallQueue, spokenCalls } from '../../renderer/voice/call-queue.ts';
import type { MachineNode } from './machine-node.ts';
import type { Witness } from './witness.ts';
import type { Life, World } from './world.ts';

const lookEveryMs = 3_000;
/** The link needs so long to notice that nobody answers. */
const noticedWithinMs = 15_000;

/** What all boards of one life have in common. */
export interface BoardMemory {
	/** What was shown at each position, whoever showed it. */
	shown: Map<string, string>;
	/** Each call and board → how often the board had lost its memory when it spoke it. */
	spoken: Map<string, number>;
}

export function watchBoard(
	machine: MachineNode,
	{ world, witness, memory }: { world: World; witness: Witness; memory: BoardMemory },
): void {
	let cutSince: number | null = null;
	machine.onUp.push((engine, life) => {
		cutSince = null;
		void speak(machine, engine, life, { world, witness, memory });
		const look = () => {
			world.after(life, lookEveryMs, look);
			lookAt(engine.view().state);
			lookAtAge(engine);
		};
		look();
	});

	/** Equal positions of the log show equal boards, on whichever board and whenever: nothing but the shown state decides (S8). */
	function lookAt(state: HallDay | null) {
		const plan = machine.engine?.view().plan;
		// What this machine alone owes makes positions of its own: only confirmed states are compared between machines.
		if (!state || !plan || machine.corrupt || state.position !== machine.engine?.view().position) return;
		const at = Date.parse(`${state.day}T04:00:00Z`);
		const shows = JSON.stringify(boardView(state, plan, at));
		const key = `${state.day}/${state.position} ${state.term?.number ?? 1}${state.term?.platform ?? 'P1'}`;
		const before = memory.shown.get(key);
		memory.shown.set(key, shows);
		witness.holds(
			'S8',
			before === undefined || before === shows,
			() => `${machine.station} shows another board at ${key} than was shown before`,
		);
	}

	/** A board that has heard nothing for a minute says so, and claims nothing any more. */
	function lookAtAge(engine: Engine) {
		const { link, heardAt, clockOffset } = engine.view();
		if (link === 'up' || machine.skew !== 0 || witness.calmFor(`${machine.station} clock`) < 0) {
			cutSince = null;
			return;
		}
		cutSince ??= world.now;
		if (world.now - cutSince < staleAfterMs + noticedWithinMs) return;
		const { level } = freshness(heardAt === null ? null : heardAt + clockOffset, engine.now());
		witness.holds(
			'S8 age',
			// A line may come and go between two looks; what came over it is known, and is no older than that.
			level === 'stale' || level === 'never' || world.now - (machine.parts.network.lastHeard.get(machine.station) ?? 0) < staleAfterMs,
			() => `${machine.station} has no link for a minute and calls its knowledge ${level}`,
		);
	}
}

/** As `renderer/voice/use-voice.tsx` does it. */
async function speak(
	machine: MachineNode,
	engine: Engine,
	life: Life,
	{ world, witness, memory }: { world: World; witness: Witness; memory: BoardMemory },
): Promise<void> {
	const key = `spoken/${machine.station}`;
	const kept = spokenCalls.safeParse(await machine.cache.fact(life, key)).data ?? null;
	const queue = createCallQueue(
		{
			async speak(_call, name) {
				const job = `${machine.station} ${engine.view().state?.day} ${name}`;
				const before = memory.spoken.get(job);
				memory.spoken.set(job, machine.cache.losses);
				witness.holds('S9', before === undefined || before < machine.cache.losses, () => `${job} was spoken twice`);
				await world.wait(life, 6_000);
			},
			begun: (spoken) => machine.cache.keepFact(life, key, spoken),
			failed() {},
		},
		kept,
	);
	const look = () => {
		const { state } = engine.view();
		if (state) queue.see(state, engine.now());
	};
	engine.subscribe(look);
	look();
}
