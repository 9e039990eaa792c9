/** What a citizen has chosen to have done, and where it leads. */
export type Audience = 'personal' | 'enterprise';

export interface Choice {
	audience: Audience;
	items: string[];
	theme: string | null;
	/** Queue the choice leads to. */
	queue: string;
	/** Another queue that does the same with a clearly shorter wait; the citizen decides. */
	suggestion: string | null;
	/** The reservation that is checked in with it; times in ms. */
	booked?: { ref: string; slot: number; endsAt: number };
	/** The application that was handed in for it. */
	application?: string;
}
