/** The journal of a page without a machine behind it: a new epoch per load, kept as long as the page lives. */
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import type { EngineSeat, Journal } from './ports.ts';

function randomEpoch(): string {
	return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function createSessionJournal(seats: readonly EngineSeat[]): Journal {
	const fresh = ({ station }: EngineSeat): JournalSeat => ({ station, epoch: randomEpoch(), lastN: 0, openAsks: [], owed: [], series: {} });
	return { load: async () => seats.map(fresh), append: async () => {} };
}
