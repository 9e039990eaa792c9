import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { firstTerm, type PlatformId } from '../../domain/contracts/term.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import type { MemoryStore } from '../../platform/storage/memory.ts';
import { TermOffice } from '../../platform/term/term-office.ts';
import { HandClock } from './fixture.ts';

/** This store is one in which the platform has stood by before, so that its next term is the next in number; one with a history stays as it is. */
export async function stoodBy(store: MemoryStore, plan: HallPlan, as: PlatformId): Promise<MemoryStore> {
	const office = await TermOffice.open({ plan, store, clock: new HandClock(), log: jsonLog({ write: () => {} }), as, follow: true });
	if (office.isNew) await office.follow(firstTerm, []);
	return store;
}
