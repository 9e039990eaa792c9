import type { DeviceHealth } from '../../domain/contracts/device.ts';
import type { LedWanted } from '../../domain/contracts/device-desk.ts';
import type { OpenPort } from '../transport/port.ts';
import type { Timers } from '../transport/timers.ts';

/** One contract for every display protocol. */
export interface DisplayOptions {
	open: OpenPort;
	baud: number;
	/** Screen number; 65535 on Onbon = every screen, none answers; 0 on Alpha = every sign. */
	address: number;
	widthDots: number;
	heightDots: number;
	now(): number;
	timers: Timers;
	health(health: Pick<DeviceHealth, 'state' | 'code'>): void;
	log?(text: string): void;
	/** Told each time the wanted state was sent, by whatever cause. */
	shown?(proof: ShowProof): void;
}

export type Wanted = Pick<LedWanted, 'text' | 'style'>;

/** What became of one command: `written` when no answer is awaited, `acknowledged` when the screen took it. */
export type ShowProof = { ok: true; proof: 'written' | 'acknowledged' } | { ok: false; code: string };

export interface Display {
	start(): void;
	/** States what the display should show; it is made so now, after each reconnect and every 60 s. Never rejects. */
	want(wanted: Wanted): Promise<ShowProof>;
	power(on: boolean): Promise<ShowProof>;
	clear(): Promise<ShowProof>;
	stop(): Promise<void>;
}
