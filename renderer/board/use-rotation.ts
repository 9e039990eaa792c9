import { useEffect, useState } from 'react';
import type { CallRecord, HallDay } from '../../domain/contracts/state.ts';
import { hearCalls, quiet, type Rotation, turn } from './call-rotation.ts';

const none: CallRecord[] = [];

/** The rotation of the big card, fed by the day and by time; `now` in ms. */
export function useRotation(state: HallDay | null, now: number): Rotation {
	const [rotation, setRotation] = useState(quiet);
	useEffect(() => {
		if (!state) return;
		const open = (call: CallRecord) => {
			const life = state.tickets[call.ticket]?.life;
			return life?.stage === 'called' && life.window === call.window;
		};
		const calls = state.calls ?? none;
		setRotation((before) => turn(hearCalls(before, calls, now, open), calls, now, open));
	}, [state, now]);
	return rotation;
}
