import iconv from 'iconv-lite';
import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';

export type DecodedPaper = BenchSnapshot['printers'][number]['papers'][number];
type Line = DecodedPaper['lines'][number];

interface Run {
	bytes: number[];
	width: number;
	height: number;
	bold: boolean;
}

export interface PaperDecoder {
	/** `true` when this token cut the paper. */
	take(token: { type: 'command' | 'character'; bytes: Uint8Array }): boolean;
	/** Paper in the machine since the last cut; `null` when nothing is on it. */
	current(): DecodedPaper | null;
	/** Whole papers, newest last, at most ten. */
	papers(): DecodedPaper[];
	/** Forgets the unprinted line. */
	dropLine(): void;
	readonly lines: number;
}

const keptPapers = 10;
const longestPaper = 500;

/** Turns the commands of a ticket into what a person would see on the paper; a line too long for `columns` breaks as it does there. */
export function createPaperDecoder(columns = 48): PaperDecoder {
	const done: DecodedPaper[] = [];
	let paper: DecodedPaper = { lines: [], qr: null, cut: false };
	let runs: Run[] = [];
	let style = { width: 1, height: 1, bold: false };
	let align: Line['align'] = 'left';
	let qr: Uint8Array = new Uint8Array();
	let printed = 0;
	let usedColumns = 0;

	const endLine = () => {
		const text = runs.map((run) => iconv.decode(Buffer.from(run.bytes), 'gb18030')).join('');
		const inked = runs.filter((run) => run.bytes.some((byte) => byte !== 0x20));
		if (inked.length > 0 && paper.lines.length < longestPaper) {
			paper.lines.push({
				text: text.trimEnd(),
				width: Math.max(...inked.map((run) => run.width)),
				height: Math.max(...inked.map((run) => run.height)),
				align,
				bold: inked.every((run) => run.bold),
			});
		}
		runs = [];
		usedColumns = 0;
		printed++;
	};
	const cut = () => {
		done.push({ ...paper, cut: true });
		if (done.length > keptPapers) done.shift();
		paper = { lines: [], qr: null, cut: false };
		return true;
	};
	const character = (bytes: Uint8Array) => {
		const wide = (bytes.length > 1 ? 2 : 1) * style.width;
		if (usedColumns + wide > columns) endLine();
		usedColumns += wide;
		const last = runs.at(-1);
		if (last && last.width === style.width && last.height === style.height && last.bold === style.bold) last.bytes.push(...bytes);
		else runs.push({ bytes: [...bytes], ...style });
	};

	return {
		take(token) {
			if (token.type === 'character') {
				character(token.bytes);
				return false;
			}
			const [first = 0, second = 0, third = 0] = token.bytes;
			if (first === 0x0a) endLine();
			else if (first === 0x1b && second === 0x40) {
				runs = [];
				usedColumns = 0;
				style = { width: 1, height: 1, bold: false };
				align = 'left';
			} else if (first === 0x1b && second === 0x61) align = third === 1 ? 'center' : third === 2 ? 'right' : 'left';
			else if (first === 0x1b && second === 0x45) style = { ...style, bold: third === 1 };
			else if (first === 0x1d && second === 0x21) style = { ...style, width: (third >> 4) + 1, height: (third & 0x0f) + 1 };
			else if (first === 0x1b && (second === 0x64 || second === 0x4a) && runs.length > 0) endLine();
			else if (first === 0x1d && second === 0x28) {
				if (token.bytes[6] === 0x50) qr = token.bytes.slice(8);
				if (token.bytes[6] === 0x51) paper.qr = new TextDecoder().decode(qr);
			} else if ((first === 0x1d && second === 0x56) || (first === 0x1b && (second === 0x69 || second === 0x6d))) {
				if (runs.length > 0) endLine();
				return cut();
			}
			return false;
		},
		current: () => (paper.lines.length > 0 || paper.qr !== null ? paper : null),
		papers: () => done,
		dropLine() {
			runs = [];
			usedColumns = 0;
		},
		get lines() {
			return printed;
		},
	};
}
