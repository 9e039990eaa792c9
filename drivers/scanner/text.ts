import iconv from 'iconv-lite';
import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';

export type CodeEncoding = DeviceDeclarationOf<'scanner'>['encoding'];

const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');

/** The text of a code: valid UTF-8 is UTF-8 and everything else GB18030 (`auto`). Control characters other than the tab are removed. */
export function textOf(payload: Uint8Array, encoding: CodeEncoding): string {
	return withoutControl(decode(payload, encoding));
}

function decode(payload: Uint8Array, encoding: CodeEncoding): string {
	if (encoding === 'gb18030') return iconv.decode(Buffer.from(payload), 'gb18030');
	if (encoding === 'utf-8') return lenient.decode(payload);
	try {
		return strict.decode(payload);
	} catch {
		return iconv.decode(Buffer.from(payload), 'gb18030');
	}
}

function withoutControl(text: string): string {
	return [...text]
		.filter((character) => {
			const code = character.codePointAt(0)!;
			return code === 0x09 || (code >= 0x20 && (code < 0x7f || code > 0x9f));
		})
		.join('');
}
