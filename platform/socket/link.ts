/** One machine's connection. */
import type { Socket } from 'socket.io';
import type { Dismissed } from '../../domain/contracts/wire.ts';
import type { Sitter } from './seats.ts';
import type { TokenBucket } from './token-bucket.ts';

export interface Link extends Sitter {
	socket: Socket;
	bucket: TokenBucket;
	/** Platform time minus station clock as last measured, ms; 0 = unknown. */
	clockOffset: number;
	malformed: number;
}

/** Tells the machine why, and ends the link. */
export function dismiss(link: Link, code: Dismissed['code'], detail: string): void {
	link.socket.emit('dismissed', { code, detail } satisfies Dismissed);
	link.socket.disconnect(true);
}
