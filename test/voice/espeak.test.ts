import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { synthesise } from '../../renderer/voice/espeak.ts';
import { readWave } from '../../renderer/voice/wave.ts';

const wasm = createRequire(import.meta.url).resolve('espeak-ng/dist/espeak-ng.wasm');

function loudness(samples: Float32Array): number {
	return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

describe('the packaged voice', () => {
	let module: WebAssembly.Module;
	beforeAll(async () => {
		module = await WebAssembly.compile(await readFile(wasm));
	});

	test('speaks a Chinese call: seconds of sound, not silence, not clipped noise', async () => {
		const sound = await synthesise(module, '请 A 零 四 四 号，到 四 号 窗口。', 'zh-CN');
		const seconds = sound.samples.length / sound.rate;
		expect(sound.rate).toBe(22_050);
		expect(seconds).toBeGreaterThan(2);
		expect(seconds).toBeLessThan(10);
		expect(loudness(sound.samples)).toBeGreaterThan(0.02);
		const clipped = sound.samples.filter((sample) => Math.abs(sample) > 0.999).length;
		expect(clipped / sound.samples.length).toBeLessThan(0.01);
	});

	test('speaks other figures differently, and the same call the same each time', async () => {
		const [a, again, other] = [
			await synthesise(module, '请 A 零 四 四 号，到 四 号 窗口。', 'zh-CN'),
			await synthesise(module, '请 A 零 四 四 号，到 四 号 窗口。', 'zh-CN'),
			await synthesise(module, '请 A 零 一 九 号，到 十二 号 窗口。', 'zh-CN'),
		];
		expect(again.samples.length).toBe(a.samples.length);
		expect(other.samples.length).not.toBe(a.samples.length);
	});

	test('reads English in English: another voice than the Mandarin one, seconds of sound', async () => {
		const [english, mandarin] = [
			await synthesise(module, 'First: take a number', 'en'),
			await synthesise(module, 'First: take a number', 'zh-CN'),
		];
		expect(english.samples.length / english.rate).toBeGreaterThan(0.8);
		expect(loudness(english.samples)).toBeGreaterThan(0.02);
		expect(english.samples.length).not.toBe(mandarin.samples.length);
	});
});

describe('wave files', () => {
	test.each([
		['nothing', new Uint8Array(0)],
		['a head cut short', new Uint8Array(43)],
		['zeros', new Uint8Array(100)],
	])('%s is not a sound', (_, bytes) => {
		expect(readWave(bytes)).toBeNull();
	});
});
