/** Halls of any size, made from the demo hall: its queues and rules, with as many seats as the seed wants. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { StaffMember } from '../../platform/people/staff.ts';

export interface HallSize {
	terminals: number;
	windows: number;
	boards: number;
	managers: number;
	/** 1 to 3; the first runs by itself, the others may be started on the PC of a manager or a window by a take-over. */
	platforms: number;
}

export const platformUrl = (index: number) => `http://p${index + 1}`;

export function hallOfSize(plan: HallPlan, { terminals, windows, boards, managers, platforms }: HallSize): HallPlan {
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
		...(platforms > 1 ? { platforms: placesOf(platforms, windowPlans[0]!.id) } : {}),
		stations: [
			...seats('terminal', 'T', terminals),
			...windowPlans.slice(0, windows).map(({ id }) => ({ id, role: 'window' as const, window: id })),
			...seats('board', 'B', boards),
			...seats('manager', 'M', managers),
		],
	};
}

function placesOf(count: number, window: string): HallPlan['platforms'] {
	const places = [
		{ id: 'P1', url: platformUrl(0) },
		{ id: 'P2', url: platformUrl(1), station: 'M1' },
		{ id: 'P3', url: platformUrl(2), station: window },
	];
	return places.slice(0, count);
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
