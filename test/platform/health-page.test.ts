/** The page of health for a person, and what programs get at the same address. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alarmCodes } from '../../domain/contracts/alarms.ts';
import { demoHall } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let platform: OpenPlatform;
beforeAll(async () => {
	platform = await openPlatform();
});
afterAll(() => platform.end());
const get = (accept: string, language = 'zh-CN') =>
	fetch(`${platform.url}/api/health`, { headers: { accept, 'accept-language': language } });

test('a person gets a page in words, in Chinese or English, without a script', async () => {
	const page = await get('text/html');
	expect(page.headers.get('content-type')).toContain('text/html');
	expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
	const text = await page.text();
	expect(text).toContain('平台状态');
	expect(text).toContain('没有报警');
	expect(text).not.toMatch(/<script|health\.|codes\./);
	expect(await (await get('text/html', 'en')).text()).toContain('State of the platform');
});

test('a program gets the same as JSON', async () => {
	const answer = (await (await get('application/json')).json()) as { health: { hall: string }; alarms: unknown[] };
	expect(answer.health.hall).toBe(demoHall().plan.code);
	expect(answer.alarms).toEqual([]);
});

test('every alarm has words for what it is and what to do, in both languages', () => {
	for (const language of ['zh-CN', 'en']) {
		const codes = (demoHall().wording[language]!.alarms as { codes: Record<string, { what: string; todo: string }> }).codes;
		expect(Object.keys(codes).sort()).toEqual([...alarmCodes].sort());
		for (const { what, todo } of Object.values(codes)) expect(what.length > 4 && todo.length > 3).toBe(true);
	}
});

test('metrics tell every alarm by its code', async () => {
	const text = await (await fetch(`${platform.url}/metrics`)).text();
	for (const code of alarmCodes) expect(text).toContain(`tidehall_alarm{code="${code}"} 0`);
	expect(text).toContain('tidehall_alarm_notices_waiting 0');
});
