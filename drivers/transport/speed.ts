import type { OpenPort, OpenResult } from './port.ts';

/** The speed of one line, and the search for it: the declared one first, then the further ones, in turn and for ever. */
export interface Speed {
	/** Bits a second of the line as it is open now, or will be opened next. */
	readonly baud: number;
	/** The device was understood at this speed: it is kept, also after the cable was out. */
	heard(): void;
	/** The device is silent. `true`: another speed stands ready and the link is to be opened anew (`Link.reopen`). */
	silent(): boolean;
	/** The port was lost, or the device has been silent for so long that another one may hang there: `silent` may search again. */
	forget(): void;
	/** Takes this speed for the next opening (the device was told to use it); `null` where the speed cannot be chosen. */
	readonly choose: ((baud: number) => void) | null;
}

/** A line without a search, or without any speed (TCP). */
export function fixedSpeed(baud: number): Speed {
	return { baud, heard() {}, silent: () => false, forget() {}, choose: null };
}

/** `openAt` opens the port with that many bits a second; `speeds` has the declared one first. */
export function searchedSpeed(openAt: (baud: number) => Promise<OpenResult>, speeds: readonly number[]): { speed: Speed; open: OpenPort } {
	const order = [...new Set(speeds)];
	let at = 0;
	let found = false;
	const speed: Speed = {
		get baud() {
			return order[at]!;
		},
		heard() {
			found = true;
		},
		silent() {
			// A device that was understood and falls silent is off or unplugged; its speed has not changed.
			if (found || order.length < 2) return false;
			at = (at + 1) % order.length;
			return true;
		},
		forget() {
			found = false;
		},
		choose(baud) {
			if (!order.includes(baud)) order.push(baud);
			at = order.indexOf(baud);
		},
	};
	return { speed, open: () => openAt(speed.baud) };
}
