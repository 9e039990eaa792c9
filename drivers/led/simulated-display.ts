/** What a simulated display shows in one of its parts. */
export interface ShownPart {
	zone: number;
	text: string;
	/** Runs through instead of standing still. */
	moves: boolean;
}

/** The device behind one protocol, without wire mishaps: bytes in, answers out. Pure apart from its memory and the clock it is given. */
export interface SimulatedDisplay {
	hear(bytes: Uint8Array): Uint8Array[];
	shown(): ShownPart[];
	/** Lit or dark; as it is set, not whether anything is on it. */
	on: boolean;
	/** The power was cut: whatever is not kept without it is gone. */
	forget(): void;
}

export interface SimulatedMood {
	/** What the display itself is troubled by just now. */
	has(fault: string): boolean;
}
