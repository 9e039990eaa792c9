/** A picture of black and white dots: `ink[y * width + x]` is 1 where it is black. */
export interface Dots {
	readonly width: number;
	readonly height: number;
	readonly ink: Uint8Array;
}

export function emptyDots(width: number, height: number): Dots {
	return { width, height, ink: new Uint8Array(width * height) };
}

/** Each dot as a block of `width` × `height`, as printers make large characters; `underline` blackens the lowest row. */
export function scaleDots(dots: Dots, width: number, height: number, underline = false): Dots {
	const made = emptyDots(dots.width * width, dots.height * height);
	for (let y = 0; y < made.height; y++) {
		for (let x = 0; x < made.width; x++)
			made.ink[y * made.width + x] = dots.ink[Math.floor(y / height) * dots.width + Math.floor(x / width)]!;
	}
	if (underline) made.ink.fill(1, (made.height - 1) * made.width);
	return made;
}

/** Every dot also one to the right: what printers do for emphasised text. */
export function boldDots(dots: Dots): Dots {
	const made = emptyDots(dots.width, dots.height);
	for (let at = 0; at < made.ink.length; at++) made.ink[at] = dots.ink[at] || (at % dots.width > 0 && dots.ink[at - 1]) ? 1 : 0;
	return made;
}

/** Puts `dots` into `paper`, its upper left corner at `left`, `top`; what lies outside is lost. */
export function putDots(paper: Dots, dots: Dots, left: number, top: number): void {
	for (let y = 0; y < dots.height; y++) {
		if (top + y < 0 || top + y >= paper.height) continue;
		for (let x = 0; x < dots.width; x++) {
			if (dots.ink[y * dots.width + x] && left + x >= 0 && left + x < paper.width) paper.ink[(top + y) * paper.width + left + x] = 1;
		}
	}
}

/** Pictures beside each other on one base line, in a picture of `height`. */
export function joinDots(parts: readonly Dots[], height: number): Dots {
	const made = emptyDots(
		parts.reduce((width, part) => width + part.width, 0),
		height,
	);
	let left = 0;
	for (const part of parts) {
		putDots(made, part, left, height - part.height);
		left += part.width;
	}
	return made;
}
