/** What three days are asked for, and what they come to. */
import type { Machine } from './machines.ts';
import type { MemoryAttachments } from './memory-disks.ts';

export interface ThreeDays {
	seed: number;
	applications: number;
	terminals: number;
	/** Attachments are this many times smaller than in life, and their chunks with them. */
	scale: number;
	/** Spoils what the platform or a terminal holds before it is compared: the proof that it would be seen. */
	spoil?(held: { attachments: MemoryAttachments; terminals: Machine[]; refs: string[] }): Promise<void>;
}

export interface ThreeDaysResult extends Omit<ThreeDays, 'spoil'> {
	attachments: number;
	bytes: number;
	submitted: number;
	draftsKept: number;
	ticketsCutOff: number;
	ticketsConnected: number;
	events: number;
	days: string[];
	conflicts: Record<string, number>;
	faults: { lostRequests: number; lostAnswers: number; spoilt: number; restarts: number };
	/** Simulated, from the healing until nothing was owed or unsent any more. */
	drainedSimulatedSeconds: number;
	/** What the other side did meanwhile. */
	meanwhile: { called: number; served: number; dutiesChanged: number };
	/** Fingerprint of everything: the same for the same seed. */
	trace: string;
	/** Everything that is not as it must be, in words; empty = proved. */
	wrong: string[];
}
