/** The one door to HiGHS (WebAssembly). Solving takes the processor for seconds: never on a thread that decides. */
import highs from 'highs';
import { type PlanModel, type PlanSolution, planAsText, readSolution } from '../../domain/tide/tomorrow/plan-model.ts';

export interface Solved {
	status: 'best' | 'good-enough' | 'none';
	solution: PlanSolution | null;
	ms: number;
}
interface Solving {
	solve(problem: string, options: Record<string, unknown>): { Status: string; Columns: Record<string, { Primal?: number }> };
}
export type Solver = (model: PlanModel) => Solved;

/** `withinS`: the best found by then is taken. `gap`: so near to the best possible is near enough. */
export async function loadSolver(withinS: number, gap = 0.03): Promise<Solver> {
	// Its types speak of a module of another kind than the one that is loaded.
	const solver = await (highs as unknown as () => Promise<Solving>)();
	return (model) => {
		const started = performance.now();
		try {
			const found = solver.solve(planAsText(model), { time_limit: withinS, mip_rel_gap: gap, output_flag: false, random_seed: 1 });
			const columns = found.Columns;
			const primalOf = (name: string) => columns[name]?.Primal ?? 0;
			const some = Object.values(columns).some(({ Primal }) => (Primal ?? 0) > 0.5);
			const ms = performance.now() - started;
			if (found.Status === 'Optimal') return { status: 'best', solution: readSolution(model, primalOf), ms };
			// Out of time with something in hand.
			return found.Status === 'Time limit reached' && some
				? { status: 'good-enough', solution: readSolution(model, primalOf), ms }
				: { status: 'none', solution: null, ms };
		} catch {
			return { status: 'none', solution: null, ms: performance.now() - started };
		}
	};
}
