import type { Refusal } from '../../domain/contracts/refusals.ts';
import { useEngineView } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';
import type { Availability, WhyNot } from './availability.ts';
import { windowNumber } from './names.ts';

/** Words for a refusal; windows are named by the number people see, not by their id. */
export function useRefusal(): (refusal: Pick<Refusal, 'code' | 'params'>) => string {
	const say = useWords('refusals');
	const own = useWords('window');
	const { plan } = useEngineView();
	return ({ code, params }) => {
		const shown = plan && typeof params.window === 'string' ? { ...params, window: windowNumber(params.window, plan) } : params;
		// A citizen is told where to go; a clerk what to do.
		return code === 'queue-in-manual-mode' ? own('why.by-hand', shown) : say(code, shown);
	};
}

/** Words for why something cannot be done now; `null` when it can. */
export function useWhy(): (availability: Availability) => string | null {
	const refusal = useRefusal();
	const own = useWords('window');
	const words = (why: WhyNot) => (why.from === 'refusals' ? refusal(why) : own(`why.${why.code}`, why.params));
	return (availability) => (availability.can ? null : words(availability.why));
}
