/** One machine's connection. */
import type { Socket } from 'socket.io';
import type { QuarantinedBatch } from '../../domain/contracts/quarantine.ts';
import { type Dismissed, dismissed } from '../../domain/contracts/wire.ts';
import type { Sitter } from './seats.ts';
import type { TokenBucket } from './token-bucket.ts';

export interface Link extends Sitter {
	socket: Socket;
	bucket: TokenBucket;
	hellos: TokenBucket;
	resumes: TokenBucket;
	/** Looking at a PIN costs memory and time by design. */
	signIns: TokenBucket;
	/** Platform time minus station clock as last measured, ms; `null` = unknown. */
	clockOffset: number | null;
	/** The station tells its clock by itself. */
	clockTold: boolean;
	malformed: number;
	/** Looks at the links since it was last heard. */
	silentSweeps: number;
	/** Looks at the links since it came or was last seated, without a seat. */
	unseatedSweeps?: number;
	/** What its last `hello` spoke; 0 = it said none yet. */
	protocol: number;
	/** The log is being told how this machine is. */
	sayingMachine?: boolean;
	/** The key it said hello with. */
	key?: string;
	/** Seats (`station/epoch`) that nobody vouches for: what is owed of them may be handed in, and nothing else. */
	distrusted?: ReadonlyMap<string, QuarantinedBatch['why']>;
	/** What it was asked to sign, to prove its key. */
	challenge?: string;
	/** What the machine answers beyond the first protocol (`hello`). */
	serves: readonly string[];
}

export function tellClock(link: Link, stationTime: number | undefined, now: number): void {
	if (stationTime === undefined) return;
	link.clockOffset = now - stationTime;
	link.clockTold = true;
}

/** Tells the machine why, and ends the link. */
export function dismiss(link: Link, code: Dismissed['code'], detail: string): void {
	link.socket.emit('dismissed', dismissed.parse({ code, detail } satisfies Dismissed));
	link.socket.disconnect(true);
}
