/**
 * `npm run preview:ticket -- [--slip ticket|materials|receipt|test] [--hall FILE] [--paper 58|80] [--language zh-CN|en] [--data FILE.json]
 * [--png OUT.png] [--text]`: draws exactly what will come out of the printer.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { loadHall } from '../config/load-hall.ts';
import { shippedPapers } from '../config/shipped-papers.ts';
import { type PaperBook, type SlipKind, slipKinds } from '../domain/contracts/device-layouts.ts';
import { pngOf } from './preview/png.ts';
import { previewOf } from './preview/preview.ts';
import { samples } from './preview/samples.ts';

interface Options {
	slip: SlipKind;
	hall?: string;
	paper: '58' | '80';
	language: 'zh-CN' | 'en';
	data?: string;
	charset: 'gb18030' | 'gbk' | 'gb2312';
	qr: 'command' | 'raster';
	png?: string;
	text: boolean;
}

function papersOf(hallFile: string | undefined): { ok: true; papers: PaperBook } | { ok: false; problems: string[] } {
	if (hallFile === undefined) return shippedPapers();
	const loaded = loadHall(hallFile);
	if (loaded.ok) return { ok: true, papers: loaded.hall.papers };
	return { ok: false, problems: loaded.problems.map(({ file, line, what }) => `${file}:${line}: ${what}`) };
}

function dataOf(options: Options): { ok: true; data: unknown } | { ok: false; problems: string[] } {
	if (options.data === undefined) return { ok: true, data: samples[options.language][options.slip] };
	try {
		return { ok: true, data: JSON.parse(readFileSync(options.data, 'utf8')) };
	} catch (error) {
		return { ok: false, problems: [`--data: this file ${error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'}`] };
	}
}

/** What is wrong, or nothing when the slip was drawn. */
function run(options: Options): string[] {
	const book = papersOf(options.hall);
	if (!book.ok) return book.problems;
	const data = dataOf(options);
	if (!data.ok) return data.problems;
	const { slip, language, charset, qr } = options;
	const printer = {
		paperMm: options.paper === '58' ? 58 : 80,
		charset,
		qr,
		rareCharacters: 'raster',
		cut: 'feed-partial',
		chineseSize: 'size',
	} as const;
	const result = previewOf({ papers: book.papers, slip, language, data: data.data, printer });
	if (!result.ok) return result.problems;
	const { made, dots, text } = result.preview;
	if (options.png !== undefined) {
		writeFileSync(options.png, pngOf(dots));
		console.error(`${options.png}: ${dots.width} × ${dots.height} dots, ${Math.round(dots.height / 8)} mm`);
	}
	if (options.text || options.png === undefined) console.log(text);
	console.error(
		`${made.bytes.length} bytes; ${made.drawn} characters drawn, ${made.replaced} replaced by □${made.qr ? '' : '; the QR text is too long'}`,
	);
	return [];
}

new Command('preview:ticket')
	.description('Draw a slip exactly as the printer will print it')
	.addOption(new Option('--slip <kind>', 'what to draw').choices(slipKinds).default('ticket'))
	.option('--hall <file>', 'hall whose words and layouts to use; without it those of the product')
	.addOption(new Option('--paper <mm>', 'width of the paper').choices(['58', '80']).default('80'))
	.addOption(new Option('--language <code>', 'of the fixed words').choices(['zh-CN', 'en']).default('zh-CN'))
	.option('--data <file>', 'JSON of the slip; without it an invented one')
	.addOption(new Option('--charset <name>', 'characters of the printer').choices(['gb18030', 'gbk', 'gb2312']).default('gb18030'))
	.addOption(new Option('--qr <way>', 'how the code is sent').choices(['command', 'raster']).default('command'))
	.option('--png <file>', 'where to write the picture')
	.option('--text', 'show the paper as text', false)
	.action((options: Options) => {
		const problems = run(options);
		for (const problem of problems) console.error(problem);
		if (problems.length > 0) process.exitCode = 1;
	})
	.parse();
