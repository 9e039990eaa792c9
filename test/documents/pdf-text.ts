/** Reads the words of a PDF back, page by page, through each font's own table from glyphs to signs (ToUnicode): what a reader would copy out of it. */
import { inflateSync } from 'node:zlib';

export function textOf(bytes: Uint8Array): string[] {
	const raw = Buffer.from(bytes).toString('latin1');
	const objects = new Map<string, string>();
	for (const [, id, body] of raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(id as string, body as string);
	const streamOf = (id: string) => {
		const body = objects.get(id) ?? '';
		const at = body.indexOf('stream\n');
		const data = Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1');
		return body.includes('FlateDecode') ? inflateSync(data).toString('latin1') : data.toString('latin1');
	};
	const signsOf = (fontId: string) => {
		const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(fontId) ?? '')?.[1] ?? '';
		const signs: string[] = [];
		for (const [, block] of streamOf(map).matchAll(/beginbfrange\n([\s\S]*?)\nendbfrange/g))
			for (const [, list] of (block as string).matchAll(/\[(.*?)\]/g))
				for (const [, hex] of (list as string).matchAll(/<([0-9a-fA-F ]*)>/g))
					signs.push(
						Buffer.from((hex as string).replaceAll(' ', ''), 'hex')
							.swap16()
							.toString('utf16le'),
					);
		return signs;
	};
	const pages = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body));
	return pages.map((page) => {
		const resources = objects.get(/\/Resources (\d+) 0 R/.exec(page)?.[1] ?? '') ?? page;
		const fonts = new Map<string, string[]>();
		for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) fonts.set(name as string, signsOf(id as string));
		let current: string[] = [];
		let text = '';
		const content = streamOf(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '');
		for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
			if (font) current = fonts.get(font) ?? [];
			else {
				for (const [, hex] of (shown as string).matchAll(/<([0-9a-f]+)>/g))
					for (let at = 0; at < (hex as string).length; at += 4)
						text += current[Number.parseInt((hex as string).slice(at, at + 4), 16)] ?? '?';
				text += '\n';
			}
		}
		return text;
	});
}
