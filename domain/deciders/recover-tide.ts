/** What becomes of a former platform's tide: people acted on its plans, so they go on here as far as nothing else was decided meanwhile. */
import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';

type TideEvent = HallEvent<
	| 'tide-plan-proposed'
	| 'tide-plan-approved'
	| 'tide-plan-rejected'
	| 'tide-plan-expired'
	| 'tide-plan-undone'
	| 'duty-change-due'
	| 'duty-change-declined'
	| 'window-duty-locked'
	| 'window-duty-released'
	| 'group-expected'
	| 'group-withdrawn'
>;

export function recoverTide(state: HallDay, event: TideEvent): 'again' | 'already-so' | 'overtaken' {
	const { tide } = state;
	const planOf = (id: string) => tide.plans.find(({ proposal }) => proposal.plan === id);
	switch (event.name) {
		case 'tide-plan-proposed': {
			if (event.body.kind !== 'change') return 'overtaken';
			const known = planOf(event.body.plan);
			if (!known) return 'again';
			return known.end === null && known.proposal.revision < event.body.revision ? 'again' : 'already-so';
		}
		case 'tide-plan-approved':
		case 'tide-plan-rejected':
		case 'tide-plan-expired': {
			const known = planOf(event.body.plan);
			if (!known) return 'overtaken';
			return known.end === null ? 'again' : 'already-so';
		}
		case 'tide-plan-undone': {
			const known = planOf(event.body.plan);
			return known?.end?.how === 'approved' ? (known.undone ? 'already-so' : 'again') : 'overtaken';
		}
		case 'duty-change-due': {
			const { window, plan, back } = event.body;
			if (tide.due[window]?.plan === plan && tide.due[window].back === back) return 'already-so';
			const known = planOf(plan);
			const stage = known?.windows[window]?.stage;
			const next = back ? stage === undefined || stage === 'due' || stage === 'in-force' : stage === undefined;
			// A duty that was set here since goes before what was announced there.
			return known && next && !tide.due[window] && (tide.moves[window]?.at ?? 0) <= event.recordedAt ? 'again' : 'overtaken';
		}
		case 'duty-change-declined':
			return tide.due[event.body.window]?.plan === event.body.plan ? 'again' : 'overtaken';
		case 'window-duty-locked':
			return tide.locks[event.body.window] ? 'overtaken' : 'again';
		case 'window-duty-released':
			return tide.locks[event.body.window] ? 'again' : 'already-so';
		case 'group-expected':
			return tide.groups.some(({ queue, at, people }) => queue === event.body.queue && at === event.body.at && people === event.body.people)
				? 'already-so'
				: 'again';
		case 'group-withdrawn':
			return tide.groups.some(({ group, withdrawnAt }) => group === event.body.group && withdrawnAt === null) ? 'again' : 'already-so';
	}
}
