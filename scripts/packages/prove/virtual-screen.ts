/** A virtual screen whose picture lies in a file: what the packaged app shows is looked at from outside, because nothing may look into it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

export interface VirtualScreen {
	display: string;
	/** The picture as it is now, also written as PNG. */
	picture(file: string): { colours: number /** Share of pixels that nobody painted. */; black: number };
	stop(): void;
}

export async function openScreen(folder: string, size: { width: number; height: number }): Promise<VirtualScreen> {
	mkdirSync(folder, { recursive: true });
	const words = ['-displayfd', '1', '-screen', '0', `${size.width}x${size.height}x24`, '-nolisten', 'tcp', '-fbdir', folder];
	const child: ChildProcess = spawn('Xvfb', words, { stdio: ['ignore', 'pipe', 'ignore'] });
	const display = await new Promise<string>((resolve, reject) => {
		child.stdout!.once('data', (chunk) => resolve(`:${String(chunk).trim()}`));
		child.once('error', () => reject(new Error('There is no Xvfb: install the package xvfb.')));
		child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
	});
	return {
		display,
		picture(file) {
			const png = readXwd(readFileSync(join(folder, 'Xvfb_screen0')));
			writeFileSync(file, PNG.sync.write(png));
			const colours = new Map<number, number>();
			for (let at = 0; at < png.data.length; at += 4) {
				const colour = png.data.readUInt32BE(at);
				colours.set(colour, (colours.get(colour) ?? 0) + 1);
			}
			return { colours: colours.size, black: (colours.get(0xff) ?? 0) / (png.data.length / 4) };
		},
		stop: () => void child.kill('SIGTERM'),
	};
}

/** X's own format of a picture (XWDFile.h): a header of big-endian numbers, a table of colours, then lines of BGRX. */
export function readXwd(bytes: Buffer): PNG {
	const word = (at: number) => bytes.readUInt32BE(at * 4);
	const [header, width, height, bitsPerPixel, bytesPerLine, colours] = [word(0), word(4), word(5), word(11), word(12), word(19)];
	if (bitsPerPixel !== 32) throw new Error(`a screen of ${bitsPerPixel} bits per pixel is not read`);
	const png = new PNG({ width, height });
	const start = header + colours * 12;
	for (let y = 0; y < height; y += 1)
		for (let x = 0; x < width; x += 1) {
			const [from, to] = [start + y * bytesPerLine + x * 4, (y * width + x) * 4];
			png.data[to] = bytes[from + 2]!;
			png.data[to + 1] = bytes[from + 1]!;
			png.data[to + 2] = bytes[from]!;
			png.data[to + 3] = 255;
		}
	return png;
}
