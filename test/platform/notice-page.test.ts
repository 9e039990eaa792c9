import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { noticeOf } from '../../domain/notice/notice.ts';
import { noticeAddress, selectionIn } from '../../domain/notice/notice-address.ts';
import { book, defaultsOf, themeOf } from '../domain/book/demo-book.ts';
import { demoHall } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
beforeAll(async () => {
	hall = await openPlatform();
});
afterAll(() => hall.end());
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${hall.url}${path}`, { headers });
const newborn = `/notice?theme=GR-01&items=${defaultsOf(themeOf('GR-01')).join('.')}`;

describe('the catalogue for browser faces', () => {
	test('is the whole book, packed where the browser can unpack it', async () => {
		const answer = await get('/api/catalogue');
		expect(answer.headers.get('content-encoding')).toBe('gzip');
		expect(catalogueBook.parse(await answer.json())).toEqual(book);
		const plain = await get('/api/catalogue', { 'accept-encoding': 'identity' });
		expect(plain.headers.get('content-encoding')).toBeNull();
		expect(await plain.json()).toEqual(book);
	});

	test('whoever has it is told so by its tag alone', async () => {
		const tag = (await get('/api/catalogue')).headers.get('etag') ?? '';
		expect(tag).toBe(`"${book.hash}"`);
		const again = await get('/api/catalogue', { 'if-none-match': `W/${tag}` });
		expect([again.status, await again.text()]).toEqual([304, '']);
		expect((await get('/api/catalogue', { 'if-none-match': '"older"' })).status).toBe(200);
	});
});

describe('the notice on a phone', () => {
	test('holds every material by name, in the language that is asked for', async () => {
		const { materials } = noticeOf(book, { theme: 'GR-01', items: defaultsOf(themeOf('GR-01')) });
		for (const [accepted, language] of [
			['zh-CN,zh;q=0.9', 'zh-CN'],
			['en-GB,en;q=0.9', 'en'],
			['fr', 'zh-CN'],
		] as const) {
			const answer = await get(newborn, { 'accept-language': accepted });
			expect(answer.status).toBe(200);
			expect(answer.headers.get('content-language')).toBe(language);
			const page = await answer.text();
			expect(page).toContain(`<html lang="${language}">`);
			for (const { material } of materials) expect(page).toContain(escaped(language === 'en' ? material.name.en : material.name.zh));
		}
	});

	test('needs no script and asks nobody else for anything', async () => {
		const page = await (await get(newborn)).text();
		expect(page).not.toContain('<script');
		expect(page.match(/https?:\/\//g)).toBeNull();
		expect(page.length).toBeLessThan(40_000);
	});

	test('the other language is one tap away, of the same choice', async () => {
		const page = await (await get('/notice?items=GA-003', { 'accept-language': 'zh' })).text();
		expect(page).toContain('href="?items=GA-003&amp;lang=en"');
		expect(await (await get('/notice?items=GA-003&lang=en', { 'accept-language': 'zh' })).text()).toContain('<html lang="en">');
	});

	test('what exists in Chinese alone is marked as Chinese on the English page', async () => {
		// A law that the hall added itself and named in no other language.
		const own = { zh: '《示例市户口登记办法》', en: null };
		const items = book.items.map((item) => ({ ...item, basis: [...item.basis, own] }));
		const itsOwn = await openPlatform({ hall: { ...demoHall(), book: { ...book, items } } });
		const page = await (await fetch(`${itsOwn.url}/notice?items=GA-003`, { headers: { 'accept-language': 'en' } })).text();
		await itsOwn.end();
		expect(page).toContain('Law on Resident Identity Cards');
		expect(page).toContain(`<span lang="zh-CN">${own.zh}</span>`);
	});

	test('P1 a name in the address is not repeated on the page, and never written down', async () => {
		for (const address of [
			'/notice?items=%E7%8E%8B%E5%B0%8F%E6%98%8E',
			'/notice',
			'/notice?items=GA-003&items=GA-001',
			'/notice?items=%3Cscript%3E',
		]) {
			const answer = await get(address);
			expect(answer.status, address).toBe(404);
			const page = await answer.text();
			expect(page).not.toContain('王小明');
			expect(page).not.toContain('<script');
		}
		expect(hall.lines.join()).not.toContain('王小明');
	});

	test('items that are gone are named; when all are gone, the page says so', async () => {
		const some = await get('/notice?items=GA-003.ZZ-999', { 'accept-language': 'zh' });
		expect(some.status).toBe(200);
		expect(await some.text()).toContain('ZZ-999');
		const none = await get('/notice?items=ZZ-999', { 'accept-language': 'zh' });
		expect(none.status).toBe(410);
		expect(await none.text()).toContain('已经不在目录里');
	});
});

test('an address and back: the choice is the same; where phones reach no hall there is none', () => {
	const choice = { theme: 'GR-01', items: ['GA-001', 'YY-001'] };
	const address = noticeAddress('https://hall.example', choice) ?? '';
	expect(address).toBe('https://hall.example/notice?theme=GR-01&items=GA-001.YY-001');
	expect(selectionIn(Object.fromEntries(new URL(address).searchParams))).toEqual(choice);
	expect(noticeAddress(undefined, choice)).toBeNull();
	expect(noticeAddress('https://hall.example', { theme: null, items: [] })).toBeNull();
});

const escaped = (text: string) =>
	text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign);
