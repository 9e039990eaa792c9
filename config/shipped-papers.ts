import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PaperBook } from '../domain/contracts/device-layouts.ts';
import { ProblemList } from './problems.ts';
import { readPapers } from './read-papers.ts';
import { readTicketWords, readWording } from './wording.ts';

export type ShippedPapers = { ok: true; papers: PaperBook } | { ok: false; problems: string[] };

/** Words and layouts of the product without any hall, for programs that print by hand. Each problem names file, line and what is wrong. */
export function shippedPapers(configFolder = dirname(fileURLToPath(import.meta.url))): ShippedPapers {
	const problems = new ProblemList();
	const wordingFolder = join(configFolder, 'wording');
	const { opened } = readWording(wordingFolder, problems, []);
	const words = readTicketWords(wordingFolder, opened, problems);
	const papers = words && readPapers({ product: configFolder, hall: null }, [], words, opened, problems, []);
	if (papers && problems.none) return { ok: true, papers };
	return { ok: false, problems: problems.all.map(({ file, line, what }) => `${file}:${line}: ${what}`) };
}
