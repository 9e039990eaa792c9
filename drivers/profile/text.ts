import { asciiText, gbkText } from '../led/text.ts';
import type { FieldValue } from './template.ts';

export interface EncodedField {
	value: FieldValue;
	/** Characters the device lacks, for which a substitute stands. */
	replaced: number;
}

/** A text as a field: each character whole, control characters gone, what the device lacks replaced and counted. */
export function encodeField(text: string, charset: 'ascii' | 'gbk'): EncodedField {
	const encode = charset === 'gbk' ? gbkText : asciiText;
	let replaced = 0;
	const value: Uint8Array[] = [];
	for (const character of text) {
		const code = character.codePointAt(0)!;
		if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) continue;
		const encoded = encode(character);
		replaced += encoded.replaced;
		value.push(encoded.bytes);
	}
	return { value, replaced };
}
