/** Pictures of papers: turned, and made small enough to keep, in the page that took them. */

/** A page of A4 at 200 dots an inch is 1654 × 2339: small print stays readable, a photograph of 30 MB does not stay one. */
export const longestSide = 2400;
const quality = 0.82;
export const pictureAtMost = 4 * 1024 * 1024;

/** Width and height that fit, never larger than before. Pure. */
export function fitted(width: number, height: number, longest = longestSide): { width: number; height: number } {
	const scale = Math.min(1, longest / Math.max(1, width, height));
	return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

type Source = CanvasImageSource & { width: number; height: number };

/** `turns`: quarters, clockwise. */
export function drawn(source: Source | HTMLVideoElement, turns: number, longest = longestSide): HTMLCanvasElement {
	const from =
		source instanceof HTMLVideoElement
			? { width: source.videoWidth, height: source.videoHeight }
			: { width: source.width, height: source.height };
	const { width, height } = fitted(from.width, from.height, longest);
	const lying = turns % 2 !== 0;
	const canvas = document.createElement('canvas');
	canvas.width = lying ? height : width;
	canvas.height = lying ? width : height;
	const pen = canvas.getContext('2d');
	if (pen) {
		pen.translate(canvas.width / 2, canvas.height / 2);
		pen.rotate((turns * Math.PI) / 2);
		pen.drawImage(source, -width / 2, -height / 2, width, height);
	}
	return canvas;
}

/** JPEG of at most `pictureAtMost` bytes; each try is smaller. Rejects with `no-picture`. */
export async function jpegOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
	for (const [longest, fine] of [
		[longestSide, quality],
		[longestSide, 0.6],
		[1600, 0.6],
		[1000, 0.5],
	] as const) {
		const small = drawn(canvas, 0, longest);
		const blob = await new Promise<Blob | null>((done) => small.toBlob(done, 'image/jpeg', fine));
		if (blob !== null && blob.size > 0 && blob.size <= pictureAtMost) return new Uint8Array(await blob.arrayBuffer());
	}
	throw new Error('no-picture');
}

/** Nothing of the picture stays in the memory of the page. */
export function wipeCanvas(canvas: HTMLCanvasElement): void {
	canvas.width = 1;
	canvas.height = 1;
}
