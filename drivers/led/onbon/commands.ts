import { anyModel, everyScreen, everyScreenSilent, frameBytes, hostAddress, type OnbonFrame } from './frames.ts';

/** Requests of the host and the judging of answers (protocols.md 4.1). `model`: device type of the header. */
function request(
	screen: number,
	group: number,
	command: number,
	parameters: readonly number[] = [],
	options: { answerWanted?: boolean; model?: number } = {},
): Uint8Array {
	const wanted = (options.answerWanted ?? true) && screen !== everyScreenSilent;
	return frameBytes({
		destination: screen,
		source: hostAddress,
		model: options.model ?? anyModel,
		data: new Uint8Array([group, command, wanted ? 0x01 : 0x02, 0x00, 0x00, ...parameters]),
	});
}

export const ping = (screen: number, model = anyModel) => request(screen, 0xa2, 0x00, [], { model });
export const reset = (screen: number, model = anyModel) => request(screen, 0xa2, 0x01, [], { model });
export const status = (screen: number, model = anyModel) => request(screen, 0xa1, 0x02, [], { model });
export const power = (screen: number, on: boolean, model = anyModel) => request(screen, 0xa3, 0x00, [on ? 0x01 : 0x02], { model });
export const clear = (screen: number, model = anyModel) => request(screen, 0xa3, 0x10, [], { model });

/** One dynamic area; one id is one zone, sent again it is replaced. */
export interface Area {
	id: number;
	/** In units of 8 pixels, or `inDots`. */
	x: number;
	/** In pixels. */
	y: number;
	/** In units of 8 pixels, or `inDots`. */
	width: number;
	/** In pixels. */
	height: number;
	/** `runModes`. */
	runMode: number;
	/** Run modes 2 and 3: the area is renewed within so many seconds. */
	renewWithin?: number;
	align: number;
	/** 1 single, 2 several. */
	lines: number;
	/** 1 by \n only, 2 automatic. */
	lineBreak: number;
	/** 1 still, 2 appear, 3 left … */
	movement: number;
	speed: number;
	/** In 0.5 s. */
	stay: number;
	/** Font marks and GBK text. */
	text: Uint8Array;
}

/** What becomes of an area's text when it has been shown once. */
export const runModes = { loop: 0, onceAndStay: 1, clearedWhenNotRenewed: 2, lastPictureWhenNotRenewed: 3 } as const;

/** A place or a width along the display, in dots, as an area wants it: in units of 8, or marked as dots when it does not divide. */
export const alongDisplay = (dots: number): number => (dots % 8 === 0 ? dots / 8 : 0x8000 | dots);

/** Font choices that open a text: Chinese font, ASCII font, both GB2312, first family, 16 dots. */
export const chineseFont = '\\FO000';
export const asciiFont = '\\FE000';
/** The same in GBK, which some cards hold instead. */
export const otherChineseFont = '\\FO100';
export const otherAsciiFont = '\\FE100';

/** Font marks and GBK text as one area holds them. */
export function areaText(fonts: string, text: Uint8Array): Uint8Array {
	return new Uint8Array([...fonts].map((mark) => mark.charCodeAt(0)).concat([...text]));
}

/** Bytes of an area beside its text. */
export const areaOverhead = 27;

const word = (value: number) => [value & 0xff, (value >> 8) & 0xff];

function areaBytes(area: Area): number[] {
	const length = area.text.length;
	const content = [
		0x00,
		...word(area.x),
		...word(area.y),
		...word(area.width),
		...word(area.height),
		area.id,
		0x00,
		area.runMode,
		...word(area.renewWithin ?? 0),
		0x00,
		0x00,
		area.align,
		area.lines,
		area.lineBreak,
		area.movement,
		0x00,
		area.speed,
		area.stay,
		...word(length & 0xffff),
		...word(length >> 16),
		...area.text,
	];
	return [...word(content.length), ...content];
}

/** Deletes areas (`all` or ids), then shows areas. */
export function showAreas(
	screen: number,
	remove: 'all' | readonly number[],
	areas: readonly Area[],
	options: { answerWanted?: boolean; model?: number } = {},
): Uint8Array {
	const removal = remove === 'all' ? [0xff] : [remove.length, ...remove];
	return request(screen, 0xa3, 0x06, [...removal, areas.length, ...areas.flatMap(areaBytes)], options);
}

/** `null` when the frame is no answer of the asked screen to the host. The error byte judges, whatever the command byte says. */
export function readAnswer(frame: OnbonFrame, screen: number): { error: number } | null {
	if (frame.destination !== hostAddress || frame.data.length < 5) return null;
	// Whoever answers was asked when every screen was.
	if (screen !== everyScreen && frame.source !== screen && frame.source !== everyScreen) return null;
	return { error: frame.data[2]! };
}

export interface OnbonStatus {
	on: boolean;
	/** As the card gives it. */
	brightness: number;
	programs: number | null;
}

/** `null` when the answer is not to a status query (a bare ACK). */
export function readStatus(frame: OnbonFrame): OnbonStatus | null {
	const { data } = frame;
	if (data[0] !== 0xa1 || data[1] !== 0x02 || data.length < 7) return null;
	return { on: data[5] === 0x01, brightness: data[6]!, programs: data.length > 15 ? data[15]! : null };
}

/** Answer of a screen, for the simulator. */
export function answerFrame(screen: number, error: number): Uint8Array {
	return frameBytes({
		destination: hostAddress,
		source: screen,
		data: error === 0 ? new Uint8Array([0xa0, 0x00, 0x00, 0x00, 0x00]) : new Uint8Array([0xa0, 0x01, error, 0x00, 0x00]),
	});
}

/** Answer of a screen to a status query, for the simulator. */
export function statusFrame(screen: number, status: OnbonStatus): Uint8Array {
	const time = [0x20, 0x26, 0x11, 0x23, 0x09, 0x30, 0x00, 0x01];
	const name = [0x50, 0x30, 0x30, 0x30];
	const told = [status.on ? 0x01 : 0x02, status.brightness, ...time, status.programs ?? 0, ...name];
	return frameBytes({ destination: hostAddress, source: screen, data: new Uint8Array([0xa1, 0x02, 0x00, 0x00, 0x00, ...told]) });
}
