/** Which block of its own series each terminal of this machine counts in: as the journal has it, until the platform says otherwise. */
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { Welcome } from '../../domain/contracts/wire.ts';
import type { OwnBlock } from '../../domain/own-block.ts';
import type { OwnSeries } from './own-series.ts';
import type { Journal } from './ports.ts';

export interface OwnBlocksParts {
	ownSeries: OwnSeries;
	journal: Journal;
	note: (code: string) => void;
	plan: () => HallPlan;
}

export interface OwnBlocks {
	journalKnows(seat: JournalSeat): void;
	/** What `hello` says of a seat. */
	claim(station: string): { block?: number };
	told(blocks: NonNullable<Welcome['blocks']>): void;
}

export function createOwnBlocks({ ownSeries, journal, note, plan }: OwnBlocksParts): OwnBlocks {
	/** As they are in the journal. */
	const kept = new Map<string, OwnBlock>();
	function use(station: string, block: OwnBlock) {
		const terminal = plan().stations.find(({ id }) => id === station)?.number;
		if (terminal !== undefined) ownSeries.allot(terminal, block);
	}
	return {
		journalKnows({ station, block }) {
			if (!block) return;
			kept.set(station, block);
			use(station, block);
		},
		claim(station) {
			const block = kept.get(station);
			return block ? { block: block.from } : {};
		},
		told(blocks) {
			for (const { station, from, to } of blocks) {
				if (kept.get(station)?.from === from) continue;
				// Not on the disk yet: should the machine end before, its journal knows no block and gives out no number.
				use(station, { from, to });
				journal.append([{ type: 'block', station, from, to }]).then(
					() => kept.set(station, { from, to }),
					() => note('own-block-not-journaled'),
				);
			}
		},
	};
}
