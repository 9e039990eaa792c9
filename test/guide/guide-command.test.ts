/** `npm run guide`, as others rely on it: only JSON on standard output, and bad input answered in words. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-ask-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...options: string[]): Promise<{ code: number; out: string; err: string }> {
	return new Promise((done) => {
		execFile(process.execPath, ['scripts/guide.ts', ...options], { timeout: 60_000 }, (error, out, err) => {
			done({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
		});
	});
}
function fileWith(content: string): string {
	const file = join(folder, `${Math.random().toString(36).slice(2)}.json`);
	writeFileSync(file, content);
	return file;
}

test('one request and a file of them have the same shape', async () => {
	const one = await run('--ask', '给孩子上户口', '--json');
	expect(one.code).toBe(0);
	const answer = JSON.parse(one.out) as { matches: { code: string; name: string; score: number }[]; outOfScope: boolean };
	expect(answer.outOfScope).toBe(false);
	expect(answer.matches.slice(0, 2).map(({ code }) => code)).toEqual(['GR-01', 'GA-001']);
	expect(answer.matches[1]).toMatchObject({ name: '出生登记（户口登记）', score: expect.any(Number) });
	const many = await run('--file', fileWith(JSON.stringify(['给孩子上户口', '明天会下雨吗', '', '户口'.repeat(5000)])), '--json');
	const answers = JSON.parse(many.out) as (typeof answer & { note?: string; elsewhere?: { urgent: null; tell: string } })[];
	expect(answers[0]).toEqual(answer);
	expect(answers[1]).toMatchObject({ matches: [], outOfScope: true, elsewhere: { urgent: null } });
	expect(answers[2]).toMatchObject({ matches: [], outOfScope: true, note: expect.stringContaining('Nothing was said') });
	expect(answers[3]?.note).toContain('first 200 characters');
}, 120_000);

test.each([
	['not JSON', '--file', '给孩子上户口', 'is not JSON'],
	['no array', '--file', '{"text":"户口"}', 'holds no array'],
	['not a text', '--file', '["户口", 7]', 'Entry 2'],
	['a phrase without a label', '--measure', '{"items":[{"id":"1","text":"户口"}]}', 'Entry 1'],
])(
	'%s is refused in words',
	async (_, option, content, words) => {
		const { code, out } = await run(option, fileWith(content), '--json');
		expect(code).toBe(1);
		expect((JSON.parse(out) as { error: { message: string } }).error.message).toContain(words);
	},
	120_000,
);

test('a file that is not there, and nothing asked, are refused in words', async () => {
	const gone = await run('--file', join(folder, 'gone.json'));
	expect(gone).toMatchObject({ code: 1, out: '', err: expect.stringContaining('cannot be read') });
	expect(await run()).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--ask') });
}, 120_000);
