import { everyScreenSilent, frameBytes, hostAddress, type OnbonFrame } from './frames.ts';

/** Requests of the host and the judging of answers (protocols.md 4.1). */
function request(screen: number, group: number, command: number, parameters: readonly number[] = [], answerWanted = true): Uint8Array {
	const wanted = answerWanted && screen !== everyScreenSilent;
	return frameBytes({
		destination: screen,
		source: hostAddress,
		data: new Uint8Array([group, command, wanted ? 0x01 : 0x02, 0x00, 0x00, ...parameters]),
	});
}

export const ping = (screen: number) => request(screen, 0xa2, 0x00);
export const reset = (screen: number) => request(screen, 0xa2, 0x01);
export const status = (screen: number) => request(screen, 0xa1, 0x02);
export const power = (screen: number, on: boolean) => request(screen, 0xa3, 0x00, [on ? 0x01 : 0x02]);
export const clear = (screen: number) => request(screen, 0xa3, 0x10);

/** One dynamic area; one id is one zone, sent again it is replaced. */
export interface Area {
	id: number;
	/** In units of 8 pixels. */
	x: number;
	/** In pixels. */
	y: number;
	/** In units of 8 pixels. */
	width: number;
	/** In pixels. */
	height: number;
	runMode: number;
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

/** Font choices that open a text: Chinese font, ASCII font, both GB2312, first family, 16 dots. */
export const chineseFont = '\\FO000';
export const asciiFont = '\\FE000';

export function areaText(fonts: string, text: Uint8Array): Uint8Array {
	return new Uint8Array([...fonts].map((mark) => mark.charCodeAt(0)).concat([...text]));
}

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
		...word(0),
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
export function showAreas(screen: number, remove: 'all' | readonly number[], areas: readonly Area[], answerWanted = true): Uint8Array {
	const removal = remove === 'all' ? [0xff] : [remove.length, ...remove];
	return request(screen, 0xa3, 0x06, [...removal, areas.length, ...areas.flatMap(areaBytes)], answerWanted);
}

/** `null` when the frame is no answer of the asked screen to the host. The error byte judges, whatever the command byte says. */
export function readAnswer(frame: OnbonFrame, screen: number): { error: number } | null {
	if (frame.destination !== hostAddress || frame.data.length < 5) return null;
	if (frame.source !== screen && frame.source !== 0xfffe) return null;
	return { error: frame.data[2]! };
}

/** Answer of a screen, for the simulator. */
export function answerFrame(screen: number, error: number): Uint8Array {
	return frameBytes({
		destination: hostAddress,
		source: screen,
		data: error === 0 ? new Uint8Array([0xa0, 0x00, 0x00, 0x00, 0x00]) : new Uint8Array([0xa0, 0x01, error, 0x00, 0x00]),
	});
}
