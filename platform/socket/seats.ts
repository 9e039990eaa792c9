/** Who sits where: which link speaks for a station. */
import type { HallPlan, StationPlan } from '../../domain/contracts/hall-plan.ts';
import { linkDownAfterMs } from '../../domain/contracts/wire.ts';

export interface Sitter {
	id: string;
	/** When the link was last heard, platform time. */
	heardAt: number;
	seats: Map<string, { station: StationPlan; epoch: string }>;
}

export type SeatAnswer<L extends Sitter> =
	| { ok: true; displaced: L[]; found: { station: StationPlan; epoch: string }[] }
	| { ok: false; code: 'unknown-station' | 'station-in-use'; station: string };

export class Seats<L extends Sitter> {
	readonly links = new Set<L>();
	readonly #stations: Map<string, StationPlan>;

	constructor(plan: HallPlan) {
		this.#stations = new Map(plan.stations.map((station) => [station.id, station]));
	}

	/**
	 * Seats a link at all the stations it names, or at none. A terminal or window has one live link: a second machine is turned away, unless
	 * the older link was silent for longer than a link may be, or the newcomer bears the same epoch (the same journal, hence the same machine
	 * come back before its broken link was noticed). Then the older link is displaced.
	 * Boards and managers may be opened in many browsers of the LAN at once; each has its own epoch, so their commands cannot mix.
	 */
	sit(link: L, wanted: { station: string; epoch: string }[], now: number): SeatAnswer<L> {
		const answer = this.free(link, wanted, now);
		if (!answer.ok) return answer;
		for (const other of answer.displaced) this.leave(other);
		link.seats = new Map(answer.found.map((each) => [each.station.id, each]));
		link.heardAt = now;
		this.links.add(link);
		return answer;
	}

	/** What `sit` would answer now, and changes nothing. */
	free(link: L, wanted: { station: string; epoch: string }[], now: number): SeatAnswer<L> {
		const displaced = new Set<L>();
		const found: { station: StationPlan; epoch: string }[] = [];
		for (const { station: id, epoch } of wanted) {
			const station = this.#stations.get(id);
			if (!station) return { ok: false, code: 'unknown-station', station: id };
			found.push({ station, epoch });
			if (station.role === 'board' || station.role === 'manager') continue;
			for (const other of this.links) {
				const held = other === link ? undefined : other.seats.get(id);
				if (!held) continue;
				if (held.epoch !== epoch && now - other.heardAt <= linkDownAfterMs) return { ok: false, code: 'station-in-use', station: id };
				displaced.add(other);
			}
		}
		return { ok: true, displaced: [...displaced], found };
	}

	leave(link: L): void {
		link.seats.clear();
		this.links.delete(link);
	}
}
