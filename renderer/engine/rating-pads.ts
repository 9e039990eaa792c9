/**
 * The rating pads of this machine's windows. A service that its clerk finished is asked about on the citizen's side, by the machine and not by the
 * clerk: nobody can leave a citizen out, press for somebody, or see what was pressed. No answer is no answer. What was pressed is a report like any
 * other, so it waits in the journal while the window is cut off.
 */
import type { CommandBody, ReportName } from '../../domain/contracts/commands.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { RatingResult } from '../../domain/contracts/device-desk.ts';
import type { EngineClient } from './contract.ts';

export interface RatingParts {
	/** As they are declared now. */
	devices(): readonly DeviceDeclaration[];
	rate(device: string): Promise<RatingResult>;
	cancelRating(device: string): Promise<void>;
	note(code: string): void;
}

/** The pads press 1 (very satisfied) to 5; the levels of a review go the other way, as the national index counts them. */
export function levelOfPad(rating: number): number {
	return 6 - rating;
}

/** The same engine, whose windows ask on their pads. For faces; what the engine says by itself goes past it. */
export function askingOnPads<E extends Pick<EngineClient, 'report'>>(engine: E, { devices, rate, cancelRating, note }: RatingParts): E {
	/** Ticket that each pad asks about. */
	const asking = new Map<string, string>();
	const padOf = (station: string) => devices().find((each) => each.kind === 'rating-pad' && each.station === station)?.id;

	async function ask(station: string, pad: string, ticket: string) {
		if (asking.has(pad)) await cancelRating(pad);
		asking.set(pad, ticket);
		try {
			const { outcome, rating } = await rate(pad);
			if (outcome === 'failed') note('rating-pad-failed');
			if (outcome !== 'rated' || rating < 1) return;
			await engine.report(station, 'give-review', { ticket, level: levelOfPad(rating), reasons: [], channel: 'pad' });
		} finally {
			if (asking.get(pad) === ticket) asking.delete(pad);
		}
	}

	const report = async <N extends ReportName>(station: string, name: N, body: CommandBody<N>) => {
		await engine.report(station, name, body);
		const pad = padOf(station);
		if (pad === undefined) return;
		const { ticket } = body as { ticket?: string };
		if (name === 'finish-service' && ticket !== undefined) void ask(station, pad, ticket).catch(() => note('rating-not-kept'));
		// Somebody else sits there now: what is pressed from here on is not about the service before.
		if (name === 'start-service' && asking.has(pad) && asking.get(pad) !== ticket) void cancelRating(pad).catch(() => {});
	};
	return new Proxy(engine, { get: (target, key) => (key === 'report' ? report : Reflect.get(target, key)) });
}
