import { useNow } from '../engine/use-engine.tsx';
import { useDates } from '../words/words.tsx';

/** A time to come: `16:40` today, `11月25日 周三 16:40` otherwise. Platform time, ms. */
export function useWhen(): (at: number) => string {
	const dates = useDates();
	const now = useNow(60_000);
	return (at) => (dates.day(at) === dates.day(now) ? dates.time(at) : `${dates.day(at)} ${dates.time(at)}`);
}
