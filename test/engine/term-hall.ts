/** A platform with its term of office in the test's own process, on time that the test turns. */
import type { PlatformId, TakeOverOrder } from '../../domain/contracts/term.ts';
import type { Authority } from '../../platform/authority/authority.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { type DayKeeper, startAuthority } from '../../platform/authority/start-authority.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { takeOver } from '../../platform/term/take-over.ts';
import { TermDesk } from '../../platform/term/term-desk.ts';
import { TermOffice } from '../../platform/term/term-office.ts';
import { stoodBy } from '../platform/stood-by.ts';
import { demoPlan } from './hall.ts';
import type { TestTime } from './test-time.ts';

export interface TermHall {
	authority: Authority;
	term: TermDesk;
	store: MemoryStore;
	keeper: DayKeeper;
}

const quiet = { info() {}, warn() {}, error() {} };
export const threePlatforms = {
	...demoPlan,
	platforms: [...(demoPlan.platforms ?? []), { id: 'P3', url: 'http://127.0.0.1:4182', station: 'W01' }],
};

function clockOn({ clock, timers }: TestTime) {
	return {
		now: clock,
		every(ms: number, action: () => void) {
			let timer = 0;
			let ended = false;
			const again = () => {
				timer = timers.set(() => {
					action();
					if (!ended) again();
				}, ms);
			};
			again();
			return () => {
				ended = true;
				timers.clear(timer);
			};
		},
	};
}

/** With an order it has taken over and gathers; `time.advance` lets that end. */
export async function openTermHall(
	time: TestTime,
	{ as = 'P1', order, store = new MemoryStore() }: { as?: PlatformId; order?: TakeOverOrder; store?: MemoryStore } = {},
): Promise<TermHall> {
	const plan = threePlatforms;
	const clock = clockOn(time);
	if (order) await stoodBy(store, plan, as);
	const office = await TermOffice.open({ plan, store, clock, log: quiet, as });
	if (order) {
		const taken = await takeOver(order, { office, store, plan, clock });
		if (!taken.ok) throw new Error(taken.what);
	}
	const keeper = await startAuthority(
		{
			plan,
			store,
			rules: domainRules,
			clock,
			watch: { decided() {}, committed() {}, alarm() {}, storeFailed() {} },
			staffOf: (envelope) => (envelope.session?.startsWith('session-') ? envelope.session.slice(8) : null),
		},
		async () => {},
		office,
	);
	const term = await TermDesk.open({ office, keeper, plan, store, clock, log: quiet });
	return { authority: keeper.authority, term, store, keeper };
}
