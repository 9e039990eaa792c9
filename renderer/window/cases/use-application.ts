/** The form behind the number in hand, fetched beside the work: masked, kept in this page alone, and let go of with the number. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CaseDeskRequest } from '../../../domain/contracts/case-desk.ts';
import type { CaseDeskAnswered } from '../../engine/desk-answers.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import type { Papers } from './use-acceptance.ts';

/** What an application is answered with while it is still coming. */
const onItsWay: ReadonlySet<string> = new Set(['unknown-case', 'not-here', 'busy']);
const askAgainMs = 2_000;
const triesAtMost = 30;

export type LookReason = Extract<CaseDeskRequest, { do: 'papers' }>['reason'];
export type Fetched =
	| { stage: 'none' }
	| { stage: 'loading' }
	| { stage: 'there'; papers: Papers }
	| { stage: 'failed'; code: string; station: string };

export interface ApplicationLook {
	fetched: Fetched;
	papersOf(ref: string): Papers | null;
	again(): void;
	/** One value in full; `null` when it was not given, and `problem` says why. */
	reveal(field: string, reason: LookReason): Promise<unknown>;
	problem: string | null;
	attachment(id: string, reason: LookReason): Promise<Blob | null>;
}

export function useApplication(station: string, ref: string | null, linkUp: boolean): ApplicationLook {
	const engine = useEngine();
	const [fetched, setFetched] = useState<Fetched>({ stage: 'none' });
	const [problem, setProblem] = useState<string | null>(null);
	const [turn, setTurn] = useState(0);
	const there = useRef<Papers | null>(null);

	// biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again, and so does a line that is back
	useEffect(() => {
		there.current = null;
		setProblem(null);
		if (ref === null) return setFetched({ stage: 'none' });
		let here = true;
		let tries = 0;
		let timer: ReturnType<typeof setTimeout> | undefined;
		setFetched({ stage: 'loading' });
		const ask = () =>
			void engine.caseDesk(station, { do: 'papers', ref, reason: 'in-hand' }).then((answer) => {
				if (!here) return;
				if (answer.ok && answer.do === 'papers') {
					there.current = answer;
					setFetched({ stage: 'there', papers: answer });
					return;
				}
				setFetched(failed(answer));
				// The log tells that it was handed in before the platform has all of it: it is there in a moment.
				tries += 1;
				if (!answer.ok && onItsWay.has(answer.code) && tries < triesAtMost) timer = setTimeout(ask, askAgainMs);
			});
		ask();
		return () => {
			here = false;
			clearTimeout(timer);
		};
	}, [engine, station, ref, turn, linkUp]);

	return {
		fetched,
		problem,
		papersOf: useCallback((of) => (there.current?.ref === of ? there.current : null), []),
		again: useCallback(() => setTurn((before) => before + 1), []),
		async reveal(field, reason) {
			if (ref === null) return null;
			const answer = await engine.caseDesk(station, { do: 'reveal', ref, field, reason });
			setProblem(answer.ok ? null : answer.code);
			return answer.ok && answer.do === 'reveal' ? answer.value : null;
		},
		async attachment(id, reason) {
			if (ref === null) return null;
			const pieces: Uint8Array<ArrayBuffer>[] = [];
			for (let from = 0; ; ) {
				const answer = await engine.caseDesk(station, { do: 'piece', ref, attachment: id, from, reason });
				if (!answer.ok || answer.do !== 'piece') {
					setProblem(answer.ok ? 'malformed' : answer.code);
					return null;
				}
				pieces.push(new Uint8Array(answer.data));
				from += answer.data.length;
				if (answer.last) break;
			}
			setProblem(null);
			const type = there.current?.attachments.find((each) => each.id === id)?.mediaType ?? 'image/jpeg';
			return new Blob(pieces, { type });
		},
	};
}

function failed(answer: CaseDeskAnswered): Fetched {
	if (answer.ok) return { stage: 'failed', code: 'malformed', station: '' };
	return { stage: 'failed', code: answer.code, station: 'station' in answer ? (answer.station ?? '') : '' };
}
