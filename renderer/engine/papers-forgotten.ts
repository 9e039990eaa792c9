/**
 * A platform restored from an older backup has forgotten numbers that are on paper, and would give them out again. Each ticket of this machine
 * that it does not know is told anew under the command number that issued it: the paper counts, whoever forgot it (I-1, I-2).
 */
import type { CommandBody, CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { Welcome } from '../../domain/contracts/wire.ts';

/** Commands that stand for the forgotten ones, by their number. `taken`: the last number of this seat that the platform remembers. */
export function papersForgotten(state: HallDay, seat: { station: string; epoch: string; taken: number }): Map<number, CommandEnvelope> {
	const { station, epoch, taken } = seat;
	const mine = Object.values(state.tickets).filter(
		(ticket) =>
			ticket.station === station && ticket.issuedBy.epoch === epoch && ticket.issuedBy.n > taken && ticket.life.stage !== 'voided',
	);
	return new Map(
		mine.map(({ number, sequence, visit, issuedBy: { n }, issuedAt }) => {
			const body: CommandBody<'offline-ticket'> = { number, sequence, visit };
			return [n, { station, epoch, n, occurredAt: issuedAt, day: state.day, name: 'offline-ticket', body }];
		}),
	);
}

/** The last number of this seat that the platform remembers. */
export function takenBy(welcome: Welcome, station: string, epoch: string): number {
	return welcome.taken.find((seat) => seat.station === station && seat.epoch === epoch)?.n ?? 0;
}

/** True when the platform knows less than it once said: less of the day, or less of what a seat was answered for. */
export function platformForgot(
	day: HallDay | null,
	welcome: Welcome,
	seats: ReadonlyMap<string, { epoch: string; settledTo(): number }>,
): boolean {
	if (day && day.day === welcome.day && day.position > welcome.head) return true;
	return [...seats].some(([station, seat]) => takenBy(welcome, station, seat.epoch) < seat.settledTo());
}
