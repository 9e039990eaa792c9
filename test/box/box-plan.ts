/** Halls of any size, made from the demo hall: its queues and rules, with as many seats as the seed wants. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { StaffMember } from '../../platform/people/staff.ts';

export interface HallSize {
	terminals: number;
	windows: number;
	boards: number;
	managers: number;
}

export function hallOfSize(plan: HallPlan, { terminals, windows, boards, managers }: HallSize): HallPlan {
	const known = plan.windows;
	const windowPlans = Array.from({ length: Math.max(known.length, windows) }, (_, index) => {
		const same = known[index % known.length]!;
		if (index < known.length) return same;
		const number = String(index + 1);
		return { ...same, id: `W${number}`, number };
	});
	const seats = (role: 'terminal' | 'board' | 'manager', letter: string, count: number) =>
		Array.from({ length: count }, (_, index) => ({
			id: `${letter}${index + 1}`,
			role,
			...(role === 'terminal' ? { number: index + 1 } : {}),
			...(role === 'board' ? { speaks: true } : {}),
		}));
	return {
		...plan,
		windows: windowPlans,
		stations: [
			...seats('terminal', 'T', terminals),
			...windowPlans.slice(0, windows).map(({ id }) => ({ id, role: 'window' as const, window: id })),
			...seats('board', 'B', boards),
			...seats('manager', 'M', managers),
		],
	};
}

/** One clerk for each window beside those of the demo hall, so that nobody sits at two. */
export function staffFor({ windows }: HallPlan, staff: readonly StaffMember[]): StaffMember[] {
	const managers = staff.filter(({ roles }) => roles.includes('manager'));
	const clerks = windows.map(({ id }, index) => ({
		id: String(7001 + index),
		name: `Clerk ${id}`,
		roles: ['window' as const],
		pinHash: 'box',
	}));
	return [...managers, ...clerks];
}
