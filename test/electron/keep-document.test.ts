import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fontFile, installedFonts, mainSubset, weights } from '../../documents/fonts.ts';
import { describedFile } from '../../domain/contracts/kept-file.ts';
import { keepDocument } from '../../electron/files/keep-document.ts';
import { textOf } from '../documents/pdf-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-document-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const notes: string[] = [];
const keeper = { folder: join(folder, 'kept'), disk: () => 'well' as const, note: (code: string) => void notes.push(code) };
const file = describedFile.parse({
	name: 'reserve-a.pdf',
	document: {
		title: '备用号单',
		language: 'zh-CN',
		orientation: 'portrait',
		made: 1_700_000_000_000,
		foot: '{{page}}',
		blocks: [{ kind: 'heading', level: 1, text: '备用号单 A-001' }],
	},
});

describe('a document that a machine makes by itself', () => {
	test('is made with the two files of the typeface that the app brings along, and kept', async () => {
		const fonts = join(folder, 'fonts');
		mkdirSync(fonts);
		for (const weight of weights)
			copyFileSync(join(installedFonts(), fontFile(mainSubset, weight)), join(fonts, fontFile(mainSubset, weight)));
		const answer = await keepDocument(file, keeper, fonts);
		expect(answer).toEqual({ ok: true, path: join(folder, 'kept', 'reserve-a.pdf') });
		expect(textOf(readFileSync(join(folder, 'kept', 'reserve-a.pdf')))[0]).toContain('备用号单 A-001');
	});

	test('without the typeface nothing is written and the log has a code', async () => {
		expect(await keepDocument(file, keeper, join(folder, 'nowhere'))).toEqual({ ok: false, code: 'not-written' });
		expect(notes).toContain('document-not-made');
	});

	test('a name that is a path, or has somebody in it, is no name', () => {
		for (const name of ['../a.pdf', 'a/b.pdf', 'A.pdf', '张三.pdf', 'a.exe'])
			expect(describedFile.safeParse({ ...file, name }).success).toBe(false);
	});
});
