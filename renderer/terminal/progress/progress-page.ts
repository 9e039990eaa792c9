import type { ShownProgress } from '../../../domain/contracts/progress.ts';

export type ProgressPage =
	| { is: 'ask' }
	/** `byCard`: all that is in the name of the card that was laid down. */
	| { is: 'found'; found: ShownProgress[]; byCard: boolean }
	/** Which way the result goes; `courier`: the address is being written. */
	| { is: 'delivery'; one: ShownProgress; courier: boolean }
	| { is: 'chosen'; one: ShownProgress }
	| { is: 'away' };
