export interface Violation {
	/** Id of the rule, as in `domain/RULES.md`. */
	rule: string;
	/** Log position at which it shows. */
	position: number;
	text: string;
}

export interface LogCheck {
	counts: Record<string, number>;
	violations: Violation[];
}

export type Found = (rule: string, text: string) => void;
