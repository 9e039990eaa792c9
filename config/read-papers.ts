import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { DeviceDeclaration } from '../domain/contracts/device-declaration.ts';
import { type PaperBook, type SlipKind, type SlipWords, slipKinds, slipLayout, slipWords } from '../domain/contracts/device-layouts.ts';
import type { TicketWords, TicketWordsByLanguage } from '../domain/contracts/device-slips.ts';
import { checkLayout } from './check-layout.ts';
import { namesOf } from './layout-names.ts';
import type { ProblemList } from './problems.ts';
import type { WordingFiles } from './wording.ts';
import { checkShape, readYamlFile } from './yaml-file.ts';

/** `wording/<language>/slips.yaml`. */
const slipsFile = z.strictObject({
	checklist: slipWords,
	materials: slipWords,
	receipt: slipWords,
	commitment: slipWords,
	refusal: slipWords,
	courier: slipWords,
	test: slipWords,
});

export interface PaperFolders {
	/** Holds `tickets/` of the product. */
	product: string;
	/** A hall that has a `tickets/` of its own puts its files in the place of the product's, one by one. */
	hall: string | null;
}

/** Words and layouts of everything printed. Layouts are files `<slip>-<80|58>.yaml`; `devices`: those that must find theirs. */
export function readPapers(
	folders: PaperFolders,
	devices: readonly DeviceDeclaration[],
	ticketWords: TicketWordsByLanguage,
	opened: WordingFiles,
	problems: ProblemList,
	files: string[],
): PaperBook {
	const words = {
		'zh-CN': wordsOf('zh-CN', ticketWords['zh-CN'], opened, problems),
		en: wordsOf('en', ticketWords.en, opened, problems),
	};
	const layouts: PaperBook['layouts'] = nothingOfEach();
	const own = folders.hall === null ? [] : layoutFiles(join(folders.hall, 'tickets'));
	const replaced = new Set(own.map((file) => basename(file)));
	const shipped = layoutFiles(join(folders.product, 'tickets'));
	for (const file of [...shipped.filter((one) => !replaced.has(basename(one))), ...own]) {
		files.push(file);
		const yaml = readYamlFile(file, problems);
		const layout = yaml && checkShape(yaml, slipLayout, problems);
		if (!layout) continue;
		const name = `${layout.slip}-${layout.paperMm}.yaml`;
		if (basename(file) !== name) {
			const what = `this file says it is the ${layout.slip} slip on ${layout.paperMm} mm paper. Call it ${name}, or correct slip and paperMm.`;
			problems.add({ file, line: yaml.lineOf(['slip']), what });
		}
		checkLayout(layout, yaml, namesOf(layout.slip, { 'zh-CN': words['zh-CN'][layout.slip], en: words.en[layout.slip] }), problems);
		layouts[layout.slip][`${layout.paperMm}`] = layout;
	}
	// A file with a slip of the pen is not missing: it is told above what is wrong with it.
	const present = new Set([...shipped, ...own].map((file) => basename(file)));
	for (const device of devices) {
		if (device.kind !== 'printer') continue;
		for (const name of slipKinds.map((slip) => `${slip}-${device.paperMm}.yaml`).filter((one) => !present.has(one))) {
			const what = `printer ${device.id} has ${device.paperMm} mm paper, but there is no ${name}. Add this file, or correct paperMm in devices.yaml.`;
			problems.add({ file: join(folders.product, 'tickets', name), line: 1, what });
		}
	}
	return { words, layouts };
}

/** As long as nothing was read of any slip. */
const nothingOfEach = () => Object.fromEntries(slipKinds.map((slip) => [slip, {}])) as Record<SlipKind, Record<string, never>>;

/** Each slip has the words of the ticket and those of its own part of `slips.yaml`. */
function wordsOf(language: string, ticket: TicketWords, opened: WordingFiles, problems: ProblemList): Record<SlipKind, SlipWords> {
	const yaml = opened.get(`${language}/slips.yaml`);
	const own = (yaml && checkShape(yaml, slipsFile, problems)) || nothingOfEach();
	return {
		ticket: { ...ticket },
		checklist: { ...ticket, ...own.checklist },
		materials: { ...ticket, ...own.materials },
		receipt: { ...ticket, ...own.receipt },
		commitment: { ...ticket, ...own.commitment },
		refusal: { ...ticket, ...own.refusal },
		courier: { ...ticket, ...own.courier },
		test: { ...ticket, ...own.test },
	};
}

function layoutFiles(folder: string): string[] {
	if (!existsSync(folder)) return [];
	const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
	return names.sort().map((name) => join(folder, name));
}
