/** What a desk of the platform last told, asked anew every so often while the line is up, and what the last deed was refused for. */
import { useCallback, useEffect, useState } from 'react';
import { useEngineView } from '../engine/use-engine.tsx';

type Refused = { ok: false; code: string };
type Told<Answer> = Extract<Answer, { ok: true }>;

export interface DeskLook<Request, Answer> {
	look: Told<Answer> | null;
	busy: boolean;
	/** Code of what the last deed was refused for; empty = nothing. */
	wrong: string;
	deed(request: Request): Promise<Answer>;
}

/** @param ask the same function as long as it is the same desk @param looking what is asked anew, a constant @param silent codes that the page tells in its own way */
export function useDeskLook<Request, Answer extends { ok: true } | Refused>(
	ask: (request: Request) => Promise<Answer>,
	looking: Request,
	everyMs: number,
	silent: readonly string[] = [],
): DeskLook<Request, Answer> {
	const up = useEngineView().link === 'up';
	const [look, setLook] = useState<Told<Answer> | null>(null);
	const [busy, setBusy] = useState(false);
	const [wrong, setWrong] = useState('');
	const send = useCallback(
		async (request: Request) => {
			const answer = await ask(request);
			if (answer.ok) setLook(answer as Told<Answer>);
			return answer;
		},
		[ask],
	);
	useEffect(() => {
		if (!up) return;
		void send(looking);
		const timer = setInterval(() => void send(looking), everyMs);
		return () => clearInterval(timer);
	}, [send, up, looking, everyMs]);
	return {
		...{ look, busy, wrong },
		async deed(request) {
			setBusy(true);
			setWrong('');
			const answer = await send(request);
			setBusy(false);
			if (!answer.ok && !silent.includes(answer.code)) setWrong(answer.code);
			return answer;
		},
	};
}
