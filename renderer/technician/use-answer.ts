/** One kind of question at a time: its newest answer, or why there is none. */
import { useCallback, useRef, useState } from 'react';
import type { ServiceAnswer, ServiceRequest } from '../../domain/contracts/device-service.ts';
import type { DeviceService } from './device-service.ts';

type Kind = ServiceRequest['do'] & ServiceAnswer['do'];

export interface Answered<K extends Kind> {
	answer: Extract<ServiceAnswer, { do: K }> | null;
	/** Why the newest question was not answered; what was answered before stands on. */
	refusal: string | null;
	busy: boolean;
	ask: (request: Extract<ServiceRequest, { do: K }>) => void;
}

export function useAnswer<K extends Kind>(service: DeviceService, kind: K): Answered<K> {
	const [state, setState] = useState<Omit<Answered<K>, 'ask'>>({ answer: null, refusal: null, busy: false });
	const newest = useRef(0);
	const ask = useCallback(
		(request: Extract<ServiceRequest, { do: K }>) => {
			newest.current += 1;
			const mine = newest.current;
			setState((before) => ({ ...before, busy: true }));
			void service.ask(request).then((answer) => {
				if (mine !== newest.current) return;
				if (answer.do === kind) setState({ answer: answer as Extract<ServiceAnswer, { do: K }>, refusal: null, busy: false });
				else setState((before) => ({ ...before, refusal: answer.do === 'refused' ? answer.code : 'malformed', busy: false }));
			});
		},
		[service, kind],
	);
	return { ...state, ask };
}
