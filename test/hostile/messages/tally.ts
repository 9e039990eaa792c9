/** What a hunt with hostile messages counted, and what it found. */
export class Tally {
	sent = 0;
	/** Of peers that may not: answered as if they might. */
	accepted = 0;
	/** By what was answered. */
	readonly answers = new Map<string, number>();
	/** One line each; more of the same kind are counted alone. */
	readonly faults = new Map<string, { count: number; example: string }>();

	count(answer: string): void {
		this.sent += 1;
		this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
	}

	fault(kind: string, example: string): void {
		const known = this.faults.get(kind);
		if (known) known.count += 1;
		else
			this.faults.set(kind, { count: 1, example: example.length > 400 ? `${example.slice(0, 300)} … (${example.length} signs)` : example });
	}
}
