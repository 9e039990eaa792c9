import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { LedWanted } from '../../domain/contracts/device-desk.ts';
import type { LedProfile } from '../../domain/contracts/device-profiles.ts';
import type { Driver, DriverOptions } from '../driver.ts';

/** One contract for every display protocol: a display is state, kept equal to what it should show. */
export interface Display extends Driver {
	/** Joins its line. */
	start(): void;
	/** Leaves its line; the others on it go on. A display alone closes its port. */
	stop(): Promise<void>;
	/** States what the display should show; it is made so now, after each reconnect and every 60 s. Never rejects. */
	want(wanted: Wanted): Promise<ShowProof>;
	/** As `want`, for one part of the display (0 = the first). `not-supported` where there is no such part. */
	show(zone: number, text: string, style: Wanted['style']): Promise<ShowProof>;
	clear(): Promise<ShowProof>;
	/** Asks the display for a sign of life; changes nothing on it. */
	ping(): Promise<ShowProof>;
	/** Dark or lit, whatever it holds. */
	power(on: boolean): Promise<ShowProof>;
	/** 0 dark … 16 full. Holds until the next step of the dimming schedule. */
	brightness(level: number): Promise<ShowProof>;
}

export type Wanted = Pick<LedWanted, 'text' | 'style'>;

/** What became of one command: `written` when no answer is awaited, `acknowledged` when the screen took it. `code` as in a health. */
export type ShowProof = { ok: true; proof: 'written' | 'acknowledged' } | { ok: false; code: string };

/** A part of a display, in dots from its upper left corner. */
export interface Zone {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** One display as it is declared. */
export interface DisplayDeclaration {
	/** Screen number. Onbon: 65534 every screen, 65535 every screen and none answers. Alpha: 0 every sign, none answers. */
	address: number;
	widthDots: number;
	heightDots: number;
	/** Alpha: how a written text is proved. */
	verify: 'none' | 'read' | 'ack';
	/** Alpha: what kind of sign is meant; `Z` = any. */
	signType: string;
	dimming: DeviceDeclarationOf<'led'>['dimming'];
	/** What its profile file says, with protocol `profile`. */
	profile?: LedProfile | undefined;
	/** Onbon: parts shown and replaced one by one. Absent = one part, the whole display. */
	zones?: readonly Zone[];
	/** Onbon: the card clears what was not sent again for so many seconds (a computer that died leaves no old call). 0 = keeps it for ever. */
	forgetSeconds?: number;
	/** Alpha: bytes the STRING file of the sign holds, as set up. */
	stringBytes?: number;
}

/** One display on a line: what is declared, and who is told about it. */
export interface DisplayMember extends DisplayDeclaration {
	health: DriverOptions['health'];
	log?: DriverOptions['log'];
	/** Told each time the wanted state was sent, by whatever cause. */
	shown?(proof: ShowProof): void;
}

export type DisplayProtocol = DeviceDeclarationOf<'led'>['protocol'];

/**
 * For `createDisplayLine` (`line.ts`): the port and the clock of one line; all its displays speak one protocol. The health of the port reaches
 * every display through its own `health`. The echo of a two-wire adapter is dropped below (`transport/echo.ts`).
 */
export interface DisplayLineOptions extends Omit<DriverOptions, 'health'> {
	protocol: DisplayProtocol;
	/** Milliseconds between two frames; `null` = what the protocol asks. */
	gapMs: number | null;
}

/** One port, one owner: opens it, and gives its displays the line by turns. */
export interface DisplayLine {
	/** Opens the port. Displays may be added before and after. */
	start(): void;
	/** Closes the port; its displays are told nothing more. */
	stop(): Promise<void>;
	/** A display of this line; it takes part from its `start()` to its `stop()`, without a new opening of the port. */
	display(member: DisplayMember): Display;
	/** Displays that take part now. */
	readonly size: number;
}

/** For `createDisplay` (`line.ts`): a display alone on its line. */
export type DisplayOptions = DriverOptions & Omit<DisplayMember, 'health' | 'log'> & Pick<DisplayLineOptions, 'protocol' | 'gapMs'>;
