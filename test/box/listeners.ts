/** Who listens to what at one end of a simulated socket. */
export type Listener = (...values: unknown[]) => void;

export class Listeners {
	#by = new Map<string, Set<Listener>>();
	on(name: string, listener: Listener): void {
		const set = this.#by.get(name) ?? new Set();
		set.add(listener);
		this.#by.set(name, set);
	}
	off(name: string, listener: Listener): void {
		this.#by.get(name)?.delete(listener);
	}
	tell(name: string, ...values: unknown[]): void {
		for (const listener of [...(this.#by.get(name) ?? [])]) listener(...values);
	}
}
