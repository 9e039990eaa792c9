/** Text as lines that fit a width: Chinese breaks between any two signs but not before closing marks, Latin between words. */

/** Not at the beginning of a line. */
const neverFirst = /[，。、；：？！）》」』”’…％,.;:?!)\]}%]/;
/** Not at the end of a line. */
const neverLast = /[（《「『“‘([{]/;

/** Smallest pieces that stay together: a Latin word or number with the marks after it, or one Chinese sign with its marks. */
export function piecesOf(text: string): string[] {
	const signs = Array.from(text);
	const pieces: string[] = [];
	let piece = '';
	signs.forEach((sign, index) => {
		piece += sign;
		const next = signs[index + 1];
		if (next === undefined || (mayBreak(sign, next) && !neverFirst.test(next) && !neverLast.test(sign))) {
			pieces.push(piece);
			piece = '';
		}
	});
	return pieces;
}

function mayBreak(sign: string, next: string): boolean {
	if (sign === ' ') return next !== ' ';
	if (next === ' ') return false;
	return isWide(sign) || isWide(next);
}

/** Chinese signs and marks. */
function isWide(sign: string): boolean {
	const code = sign.codePointAt(0) ?? 0;
	return code >= 0x2e80 && !(code >= 0xff61 && code <= 0xffdc);
}

/**
 * Lines no wider than `width`, as `measure` sees it. `\n` always begins a new line. A piece wider than a whole line is cut.
 * An empty text is one empty line.
 */
export function linesOf(text: string, width: number, measure: (text: string) => number): string[] {
	return text.split('\n').flatMap((paragraph) => {
		const lines: string[] = [];
		let line = '';
		for (const piece of piecesOf(paragraph)) {
			if (line === '' || measure((line + piece).trimEnd()) <= width) {
				line += piece;
			} else {
				lines.push(line.trimEnd());
				line = piece;
			}
			while (measure(line.trimEnd()) > width && Array.from(line).length > 1) {
				const fitting = cut(line, width, measure);
				lines.push(fitting);
				line = line.slice(fitting.length);
			}
		}
		return [...lines, line.trimEnd()];
	});
}

/** As many signs as fit, at least one. */
function cut(text: string, width: number, measure: (text: string) => number): string {
	const signs = Array.from(text);
	let count = 1;
	while (count < signs.length && measure(signs.slice(0, count + 1).join('')) <= width) count += 1;
	return signs.slice(0, count).join('');
}
