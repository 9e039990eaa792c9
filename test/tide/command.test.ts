import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expected, goldenText } from './golden-scenario.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tidehall-tide-'));

function tide(...given: string[]) {
	const { TIDEHALL_CALLED_FROM: _, ...env } = process.env;
	const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts/tide.ts'), ...given], { cwd: root, env, encoding: 'utf8' });
	return { status, answer: JSON.parse(stdout) as Record<string, unknown> & { error?: { code: string; message: string } } };
}

function fileOf(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

describe('npm run tide', () => {
	test('simulate prints the metrics of the format as JSON and nothing else', { timeout: 60_000 }, () => {
		const { status, answer } = tide('simulate', '--scenario', 'test/golden/tide/S1-county-tuesday.json', '--policy', 'static', '--json');
		expect(status).toBe(0);
		expect(answer).toMatchObject({ scenario: 'S1-county-tuesday', policy: 'static', n: 572 });
		for (const key of Object.keys(expected('S1-county-tuesday', 'static'))) expect(answer).toHaveProperty(key);
	});

	test('what is wrong ends with exit code 1 and an error that names it', { timeout: 60_000 }, () => {
		const cut = fileOf('cut.json', goldenText('S1-county-tuesday').slice(0, 4000));
		expect(tide('simulate', '--scenario', cut, '--policy', 'static', '--json')).toMatchObject({
			status: 1,
			answer: { error: { code: 'scenario-wrong', message: expect.stringMatching(/^file is not whole JSON/) } },
		});
		expect(tide('simulate', '--scenario', join(folder, 'none.json'), '--policy', 'static', '--json')).toMatchObject({
			status: 1,
			answer: { error: { code: 'file-unreadable' } },
		});
		expect(tide('simulate', '--scenario', cut, '--policy', 'best', '--json')).toMatchObject({
			status: 1,
			answer: { error: { code: 'option-wrong' } },
		});
		expect(tide('validate', '--cases', cut, '--json')).toMatchObject({ status: 1, answer: { error: { code: 'cases-wrong' } } });
	});
});
