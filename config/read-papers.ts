import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type PaperBook, type SlipKind, type SlipWords, slipLayout } from '../domain/contracts/device-layouts.ts';
import type { TicketWordsByLanguage } from '../domain/contracts/device-slips.ts';
import type { ProblemList } from './problems.ts';
import type { WordingFiles } from './wording.ts';
import { checkShape, readYamlFile } from './yaml-file.ts';

/**
 * Words and layouts of everything printed. Layouts are `tickets/<slip>-<80|58>.yaml` of the product; a hall that has a `tickets` folder of its
 * own puts its files in their place, one by one.
 */
export function readPapers(
	folders: { product: string; hall: string | null },
	ticketWords: TicketWordsByLanguage,
	opened: WordingFiles,
	problems: ProblemList,
	files: string[],
): PaperBook {
	const layouts: PaperBook['layouts'] = { ticket: {}, materials: {}, receipt: {}, test: {} };
	const folder = [folders.product, folders.hall].filter((one): one is string => one !== null).map((one) => join(one, 'tickets'));
	for (const file of folder.flatMap(layoutFiles)) {
		files.push(file);
		const yaml = readYamlFile(file, problems);
		const layout = yaml && checkShape(yaml, slipLayout, problems);
		if (layout) layouts[layout.slip][`${layout.paperMm}`] = layout;
	}
	return { words: { 'zh-CN': wordsOf('zh-CN', ticketWords, opened), en: wordsOf('en', ticketWords, opened) }, layouts };
}

/** Each slip has the words of the ticket and those of its own part of `slips.yaml`. */
function wordsOf(language: 'zh-CN' | 'en', ticketWords: TicketWordsByLanguage, opened: WordingFiles): Record<SlipKind, SlipWords> {
	const parts = (opened.get(`${language}/slips.yaml`)?.value ?? {}) as Partial<Record<SlipKind, SlipWords>>;
	const own = (slip: SlipKind): SlipWords => ({ ...ticketWords[language], ...parts[slip] });
	return { ticket: own('ticket'), materials: own('materials'), receipt: own('receipt'), test: own('test') };
}

function layoutFiles(folder: string): string[] {
	if (!existsSync(folder)) return [];
	const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
	return names.sort().map((name) => join(folder, name));
}
