import { expect, test } from 'vitest';
import { pictureName } from '../../scripts/gallery-screen.ts';

const long = (end: string) =>
	`the search, 长辈版，中文, also in 高对比 · ${'empty, typing, results, out of scope and danger are sound, '.repeat(4)}${end}`;

test('pictures of long titles that begin alike do not write over one another', () => {
	const names = [long('axe finds nothing'), long('axe finds something')].flatMap((title) => [
		pictureName('find', title, 1),
		pictureName('find', title, 2),
	]);
	expect(new Set(names).size).toBe(4);
	expect(pictureName('find', long('axe finds nothing'), 1)).toBe(names[0]);
});

test('a title of Chinese characters alone is a name that a file system takes', () => {
	const name = pictureName('every-screen', '长辈版每个屏幕都合乎规则'.repeat(20), 12);
	expect(Buffer.byteLength(`${name}.png`)).toBeLessThan(255);
	expect(name).toMatch(/^every-screen-长辈版.*-[0-9a-f]{8}-12$/);
	expect(name).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

test('what may not stand in a name of a file does not', () => {
	expect(pictureName('find', 'a/b: "c" <d>|e?', 1)).toMatch(/^find-a-b-c-d-e-[0-9a-f]{8}-01$/);
});
