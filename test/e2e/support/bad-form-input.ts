/** Bad input at the form of a terminal that is running: told at its place, nothing filled in is lost, the page goes on answering. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { BusyHall } from './busy-hall.ts';
import { terminalIsSound } from './terminal-limits.ts';

/** Hands and eyes at the terminal. */
export interface AtTheForm {
	hall(): BusyHall;
	terminal(): Page;
	home(): Promise<void>;
	toForm(): Promise<void>;
	at(screen: string): Promise<void>;
	press(name: string | RegExp): Promise<void>;
	field(key: string): Locator;
	done(): Promise<void>;
	picture(name: string): Promise<void>;
	typeCode(code: string): Promise<void>;
	/** For the field of an address. */
	address: string;
}

interface Seen {
	/** Sizes of the pictures that were made. Bytes. */
	blobs: number[];
	/** Between two ticks of the page. Milliseconds. */
	longestPause: number;
}
declare global {
	interface Window {
		seen?: Seen;
	}
}
/** Runs in the page: the document camera gives pictures of noise, 21 million dots each, tens of megabytes as a file; and the page's pauses are counted. */
function largeCamera({ width, height }: { width: number; height: number }): void {
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const pen = canvas.getContext('2d')!;
	const tile = pen.createImageData(512, 512);
	let state = 7;
	for (let at = 0; at < tile.data.length; at += 1) {
		state = (state * 1103515245 + 12345) & 0x7fffffff;
		tile.data[at] = at % 4 === 3 ? 255 : state >> 16;
	}
	for (let x = 0; x < width; x += 512) for (let y = 0; y < height; y += 512) pen.putImageData(tile, x, y);
	navigator.mediaDevices.getUserMedia = async () => {
		const stream = canvas.captureStream(1);
		const timer = setInterval(() => {
			if (!stream.active) clearInterval(timer);
			pen.putImageData(tile, 0, 0);
		}, 500);
		return stream;
	};
	const seen: Seen = { blobs: [], longestPause: 0 };
	window.seen = seen;
	let last = performance.now();
	setInterval(() => {
		const now = performance.now();
		seen.longestPause = Math.max(seen.longestPause, now - last);
		last = now;
	}, 20);
	const toBlob = HTMLCanvasElement.prototype.toBlob;
	HTMLCanvasElement.prototype.toBlob = function (done, type, fine) {
		toBlob.call(
			this,
			(blob) => {
				seen.blobs.push(blob?.size ?? 0);
				done(blob);
			},
			type,
			fine,
		);
	};
}

/** Tests, in order; the later ones go on where the earlier ones stopped. */
export function badFormInput({ hall, terminal, home, toForm, at, press, field, done, picture, typeCode, address }: AtTheForm): void {
	it('a phone of letters and an emoji in a name are told at their field, the page does not go on, and nothing filled in is lost', async () => {
		await home();
		await toForm();
		await press(/^开始填表$/);
		await at('form');
		await field('liveAddress').locator('.field-input').fill(address);
		await field('phone').locator('.field-input').fill('abcdefghijk');
		const told = field('phone').getByRole('alert');
		expect(await told.innerText()).toMatch(/手机号码.*数字.*请/);
		await picture('bad-phone-of-letters');
		await done();
		await press(/^下一页$/);
		await told.waitFor();
		expect(await field('liveAddress').locator('.field-input').inputValue()).toBe(address);
		await terminalIsSound(terminal(), false);
		await field('phone').locator('.field-input').fill('13800000000');
		await told.waitFor({ state: 'detached' });
		await done();
		await press(/^(下一页|先空着，往下填)$/);
		await terminal().getByText('家人的情况').waitFor();
		await field('motherName').locator('.field-input').fill('小明😀');
		expect(await field('motherName').getByRole('alert').innerText()).toMatch(/表情.*请删去/);
		await picture('bad-emoji-in-a-name');
		await terminalIsSound(terminal(), false);
		await field('motherName').locator('.field-input').fill('小明');
		await field('motherName').getByRole('alert').waitFor({ state: 'detached' });
		await done();
	}, 120_000);

	it('a picture of 30 MB is drawn small enough to keep while the page goes on answering, and as a file the machine says no at once', async () => {
		for (let turns = 0; turns < 40; turns += 1) {
			if ((await terminal().locator('.frame').getAttribute('data-screen')) === 'materials') break;
			await press(/^(下一页|先空着，往下填)$/);
		}
		await at('materials');
		await terminal().evaluate(largeCamera, { width: 5200, height: 4000 });
		await press(/^现在拍照$/);
		await at('camera');
		await terminal().locator('.camera-picture[data-state="live"]').waitFor({ timeout: 30_000 });
		expect(
			await terminal()
				.locator('video')
				.evaluate((video) => (video as HTMLVideoElement).videoWidth),
		).toBe(5200);
		await press(/^拍这一页$/);
		await press(/^清楚，留下这页$/);
		await terminal().getByText('第 1 页').waitFor({ timeout: 30_000 });
		await picture('bad-30-megabytes');
		const { blobs, longestPause } = await terminal().evaluate(() => window.seen!);
		if (process.env.FORM_PICTURES) process.stdout.write(`${JSON.stringify({ blobs, longestPause })}\n`);
		expect(blobs.at(-1)).toBeLessThanOrEqual(4 * 1024 * 1024);
		// Not a measure of speed: a page that stands still for so long is one that hangs.
		expect(longestPause).toBeLessThan(10_000);
		const refused = await terminal().evaluate(async () => {
			const data = new Uint8Array(30 * 1024 * 1024);
			const door = window.tidehall!.applications;
			return await door({ do: 'attach', grip: 'g'.repeat(22), material: 'M-1', mediaType: 'image/jpeg', data }).catch(
				(error: Error) => error.message,
			);
		});
		expect(refused).toBe('malformed');
		await terminal().getByText('第 1 页').waitFor();
	}, 120_000);

	it('a camera that dies in the middle says so; the page that was taken stays, and the paper can be brought instead', async () => {
		await terminal().locator('.camera-picture[data-state="live"]').waitFor({ timeout: 30_000 });
		await terminal()
			.locator('video')
			.evaluate((video) => {
				const [track] = ((video as HTMLVideoElement).srcObject as MediaStream).getVideoTracks();
				track!.stop();
				track!.dispatchEvent(new Event('ended'));
			});
		expect(await terminal().getByRole('alert').innerText()).toMatch(/高拍仪没有画面.*您填的内容都在.*请带到窗口/);
		await terminal().getByText('第 1 页').waitFor();
		await picture('bad-camera-died');
		await terminalIsSound(terminal(), false);
		await press(/^带纸质件到窗口$/);
		await at('materials');
		await terminal().getByText('已拍 1 页').first().waitFor();
		await picture('bad-camera-materials');
	}, 120_000);

	it('an item withdrawn from the catalogue while its form is open is named, and the answers of the others are there', async () => {
		const app = hall().machine.app;
		await press(/^去核对$/);
		await at('check');
		await press('修改手机号码');
		await at('form');
		await press(/先离开/);
		await at('kept');
		const own = (await terminal().locator('[data-code]').innerText()).replace(' ', '');
		const whole = await terminal().evaluate(() => window.tidehall!.catalogue());
		await app.evaluate(
			({ ipcMain }, book) => {
				ipcMain.removeHandler('tidehall:catalogue');
				ipcMain.handle('tidehall:catalogue', () => ({ ok: true, value: book }));
			},
			{ ...whole, items: whole.items.filter(({ code: item }) => item !== 'YB-001') },
		);
		await terminal().reload();
		await at('welcome');
		await press(/^接着填表/);
		await at('resume');
		await typeCode(own);
		await press(/^接着填$/);
		await at('form');
		await picture('bad-item-withdrawn');
		await terminal().getByText('有 1 件事刚刚停办（编号 YB-001），不再填写。').waitFor();
		expect(await field('phone').locator('.field-input').inputValue()).toBe('13800000000');
		await terminalIsSound(terminal(), false);
	}, 120_000);
}
