import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { managerPin } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
beforeEach(async () => {
	hall = await openPlatform();
});
afterEach(() => hall.end());

/** The program as a technician starts it, with the PIN on its standard input. */
function administer(pin: string, ...more: string[]): Promise<{ status: number | null; out: string; said: string }> {
	const run = spawn(process.execPath, ['scripts/administer.ts', '--platform', hall.url, '--staff', '0001', '--json', ...more]);
	let out = '';
	let said = '';
	run.stdout.on('data', (piece) => {
		out += piece;
	});
	run.stderr.on('data', (piece) => {
		said += piece;
	});
	run.stdin.end(`${pin}\n`);
	return new Promise((resolve) => run.on('exit', (status) => resolve({ status, out, said })));
}

describe('npm run administer', () => {
	test('revokes a station and restores it, and says who did it', async () => {
		const revoked = await administer(managerPin, '--do', 'revoke-station', '--target', 'T2', '--reason', 'stolen');
		expect([revoked.status, JSON.parse(revoked.out).revoked]).toEqual([
			0,
			[{ station: 'T2', by: '0001', at: hall.clock.at, reason: 'stolen' }],
		]);
		await expect(hall.seated('T2')).rejects.toThrow('revoked-station');
		const restored = await administer(managerPin, '--do', 'restore-station', '--target', 'T2');
		expect(JSON.parse(restored.out).revoked).toEqual([]);
		await hall.seated('T2');
	}, 240_000);

	test('tells in words what is missing, what is wrong, and whose PIN it is not', async () => {
		expect((await administer(managerPin, '--do', 'revoke-station', '--target', 'T2')).said).toContain('needs --reason');
		expect((await administer('0000', '--do', 'look')).said).toContain('The number or the PIN is wrong.');
		const unknown = await administer(managerPin, '--do', 'revoke-key', '--target', 'T2', '--key', 'pcGlQPdaJpGBsDNd');
		expect([unknown.status, unknown.said]).toEqual([1, expect.stringContaining('no such key')]);
	}, 240_000);
});
