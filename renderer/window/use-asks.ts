/** One ask at a time: what is awaited, what became of it, said in place. Nothing is tried again by itself. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AskName, CommandBody, ReportName } from '../../domain/contracts/commands.ts';
import type { Refusal } from '../../domain/contracts/refusals.ts';
import { useEngine } from '../engine/use-engine.tsx';

export type Told =
	| { kind: 'refused'; action: string; refusal: Refusal }
	| { kind: 'unreachable'; action: string }
	| { kind: 'failed'; action: string }
	/** A report could not be written down on this machine: nothing may follow from it. */
	| { kind: 'not-kept'; action: string };

export interface Asks {
	/** Words of the action being asked, or `null`. */
	busy: string | null;
	/** The answer takes longer than people expect. */
	slow: boolean;
	told: Told | null;
	forget: () => void;
	/** `action`: what the clerk pressed, in words. Resolves true when it was done. A second ask while one is open is not sent. */
	ask: <N extends AskName>(action: string, name: N, body: CommandBody<N>) => Promise<boolean>;
	report: <N extends ReportName>(action: string, name: N, body: CommandBody<N>) => Promise<boolean>;
	/** Several reports of one deed, in order; the first that this machine cannot keep ends it. */
	reports: (action: string, all: readonly Said[]) => Promise<boolean>;
}

export type Said = { [N in ReportName]: { name: N; body: CommandBody<N> } }[ReportName];

const slowAfterMs = 3_000;

export function useAsks(station: string): Asks {
	const engine = useEngine();
	const [busy, setBusy] = useState<string | null>(null);
	const [slow, setSlow] = useState(false);
	const [told, setTold] = useState<Told | null>(null);
	/** The state of React comes too late for two presses in one moment. */
	const open = useRef(false);

	useEffect(() => {
		if (busy === null) return setSlow(false);
		const timer = setTimeout(() => setSlow(true), slowAfterMs);
		return () => clearTimeout(timer);
	}, [busy]);

	const once = useCallback(async (action: string, act: () => Promise<Told | null>): Promise<boolean> => {
		if (open.current) return false;
		open.current = true;
		setBusy(action);
		setTold(null);
		const problem = await act();
		open.current = false;
		setBusy(null);
		setTold(problem);
		return problem === null;
	}, []);

	return {
		busy,
		slow,
		told,
		forget: useCallback(() => setTold(null), []),
		ask: useCallback(
			(action, name, body) =>
				once(action, async () => {
					try {
						const answer = await engine.ask(station, name, body);
						if (answer.ok) return null;
						if (answer.why === 'refused') return { kind: 'refused', action, refusal: answer.refusal };
						return { kind: answer.why, action };
					} catch {
						return { kind: 'unreachable', action };
					}
				}),
			[engine, once, station],
		),
		report: useCallback(
			(action, name, body) =>
				once(action, async () => {
					try {
						await engine.report(station, name, body);
						return null;
					} catch {
						return { kind: 'not-kept', action };
					}
				}),
			[engine, once, station],
		),
		reports: useCallback(
			(action, all) =>
				once(action, async () => {
					try {
						for (const { name, body } of all) await engine.report(station, name, body);
						return null;
					} catch {
						return { kind: 'not-kept', action };
					}
				}),
			[engine, once, station],
		),
	};
}
