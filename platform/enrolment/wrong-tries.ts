/** Who tries codes: after a few wrong ones from an address nothing more is looked at from there for a while. */
const triesMost = 5;
const lockedMs = 15 * 60_000;
const addressesMost = 2_000;

export class WrongTries {
	readonly #of = new Map<string, { count: number; since: number }>();

	locked(address: string, now: number): boolean {
		const known = this.#of.get(address);
		if (!known) return false;
		// A clock that was put back locks nobody for longer.
		if (now - known.since >= lockedMs || now < known.since) {
			this.#of.delete(address);
			return false;
		}
		return known.count >= triesMost;
	}

	/** `true` = this one locked the address. */
	wrong(address: string, now: number): boolean {
		const count = (this.#of.get(address)?.count ?? 0) + 1;
		this.#of.delete(address);
		this.#of.set(address, { count, since: now });
		if (this.#of.size > addressesMost) this.#of.delete(this.#of.keys().next().value!);
		return count === triesMost;
	}

	right(address: string): void {
		this.#of.delete(address);
	}
}
