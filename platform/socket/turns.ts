/** One after the other: who wants the same thing waits in line, and the line has an end. */
export interface Turn {
	/** Resolves when it is this one's turn. */
	come: Promise<void>;
	/** Ends the turn, or leaves the line. To be called once, whatever happened. */
	leave(): void;
}

/** `longest`: how many may stand in one line, the one in turn included. The returned function answers `null` when a line is full. */
export function createTurns(longest: number): (line: string) => Turn | null {
	const lines = new Map<string, (() => void)[]>();
	return (name) => {
		const line = lines.get(name) ?? [];
		if (line.length >= longest) return null;
		lines.set(name, line);
		let go = () => {};
		const come = new Promise<void>((resolve) => {
			go = resolve;
		});
		line.push(go);
		if (line.length === 1) go();
		return {
			come,
			leave() {
				const at = line.indexOf(go);
				if (at < 0) return;
				line.splice(at, 1);
				if (line.length === 0) lines.delete(name);
				else if (at === 0) line[0]!();
			},
		};
	};
}
