import { createHash } from 'node:crypto';

/** One screen of the gallery (`npm run gallery`); the lines of `screens.jsonl` in its folder, which the end-to-end tests write. */
export interface GalleryScreen {
	file: string;
	/** Title of the test, and how many of its screens came before. */
	title: string;
	picture: string;
	problems: string[];
}

/** File systems take 255 bytes, a Chinese character has three of them, and the number and the ending come after it. */
const mostBytes = 160;

/**
 * The name of a picture, without its ending: as much of the title as a file system takes, and a mark of the whole of it, since long titles begin
 * alike. `turn`: how many screens this test has shown.
 */
export function pictureName(file: string, title: string, turn: number): string {
	const mark = createHash('sha256').update(title).digest('hex').slice(0, 8);
	let said = `${file}-${title}`.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
	while (Buffer.byteLength(said) > mostBytes) said = [...said].slice(0, -1).join('');
	return `${said}-${mark}-${String(turn).padStart(2, '0')}`;
}
