/** The page's own script in a browser without a framework, against a real platform: a review is sent without leaving the page. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOnPaper, signedCode, textToSign } from '../../domain/ticket-code.ts';
import { clerkPin, epochOf } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
const key = {
	keyId: createHash('sha256').update(raw).digest().subarray(0, 12).toString('base64url'),
	publicKey: raw.toString('base64url'),
};
let hall: OpenPlatform;
let page: JSDOM | null = null;
beforeEach(async () => {
	hall = await openPlatform();
});
afterEach(async () => {
	page?.window.close();
	await hall.end();
});

async function until(what: string, so: () => boolean): Promise<void> {
	for (let tries = 0; tries < 300; tries += 1) {
		if (so()) return;
		await new Promise((go) => setTimeout(go, 10));
	}
	throw new Error(what);
}

test('the chosen level and reasons arrive once, and the page says so and goes on', async () => {
	await hall.seated('T1', epochOf('a'), { key });
	const window = await hall.seated('W01', epochOf('b'));
	const { session } = await window.emitWithAck('sign-in', { station: 'W01', staff: '0307', pin: clerkPin });
	const number = 'A1-001';
	const say = async (n: number, name: string) => {
		const command = {
			station: 'W01',
			epoch: epochOf('b'),
			n,
			occurredAt: hall.clock.at,
			session,
			name,
			body: { window: 'W01', ticket: number },
		};
		await window.emitWithAck('commands', { commands: [command] });
	};
	await say(1, 'start-service');
	await say(2, 'finish-service');
	const text = textToSign({
		hall: 'DEMO-HALL-01',
		day: hall.authority.day,
		number,
		queue: 'A',
		items: [],
		issuedAt: 1,
		station: 'T1',
		keyId: key.keyId,
	});
	const code = signedCode(text, sign(null, Buffer.from(text), privateKey).toString('base64url')) ?? '';
	const url = codeOnPaper(code, hall.url);
	const dom = new JSDOM(await (await fetch(url)).text(), { url, runScripts: 'outside-only', pretendToBeVisual: true });
	page = dom;
	dom.window.scrollTo = () => {};
	dom.window.eval(readFileSync('renderer/phone/phone.js', 'utf8'));
	const { document } = dom.window;
	await until('the page to be up to date', () => document.getElementById('age')?.textContent?.includes('更新') === true);
	(document.querySelector('input[value="2"]') as HTMLInputElement).click();
	(document.querySelector('input[value="slow"]') as HTMLInputElement).click();
	(document.querySelector('#review button') as HTMLButtonElement).click();
	await until('the review to be in the log', () => hall.authority.state.reviews[number] !== undefined);
	expect(hall.authority.state.reviews[number]).toMatchObject({ level: 2, reasons: ['slow'], channel: 'phone' });
	await until('the page to say so', () => document.querySelector('.told')?.textContent?.includes('您的评价收到了') === true);
	expect(document.getElementById('review')).toBeNull();
	expect(dom.window.location.href).toBe(url);
});
