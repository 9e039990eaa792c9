/** Byte layouts of the 256-byte text block (protocols.md 2.6). One declaration serves decoding and the simulator's encoding. */
export interface FieldPlace {
	field: string;
	/** Offset and size in bytes; UTF-16 little endian, padded on the right. */
	at: number;
	bytes: number;
}

export const textBlockBytes = 256;
export const typeAt = 248;
export const newAddressBytes = 70;

export const residentLayout = [
	{ field: 'name', at: 0, bytes: 30 },
	{ field: 'sexCode', at: 30, bytes: 2 },
	{ field: 'nationCode', at: 32, bytes: 4 },
	{ field: 'birthDate', at: 36, bytes: 16 },
	{ field: 'address', at: 52, bytes: 70 },
	{ field: 'idNumber', at: 122, bytes: 36 },
	{ field: 'authority', at: 158, bytes: 30 },
	{ field: 'validFrom', at: 188, bytes: 16 },
	{ field: 'validTo', at: 204, bytes: 16 },
] as const satisfies readonly FieldPlace[];

/** Hong Kong, Macao and Taiwan residence permit, type `J`; the nation stays blank. */
export const permitLayout = [
	...residentLayout,
	{ field: 'passNumber', at: 220, bytes: 18 },
	{ field: 'issueCount', at: 238, bytes: 4 },
] as const satisfies readonly FieldPlace[];

/** Foreign permanent resident card of 2017, type `I`. */
export const foreigner2017Layout = [
	{ field: 'nameEnglish', at: 0, bytes: 120 },
	{ field: 'sexCode', at: 120, bytes: 2 },
	{ field: 'idNumber', at: 122, bytes: 30 },
	{ field: 'countryCode', at: 152, bytes: 6 },
	{ field: 'nameChinese', at: 158, bytes: 30 },
	{ field: 'validFrom', at: 188, bytes: 16 },
	{ field: 'validTo', at: 204, bytes: 16 },
	{ field: 'birthDate', at: 220, bytes: 16 },
	{ field: 'cardVersion', at: 236, bytes: 4 },
	{ field: 'authorityCode', at: 240, bytes: 8 },
] as const satisfies readonly FieldPlace[];

/** Foreign permanent resident card of 2023, type `Y`. The English name stands in two places. */
export const foreigner2023Layout = [
	{ field: 'nameChinese', at: 0, bytes: 30 },
	{ field: 'sexCode', at: 30, bytes: 2 },
	{ field: 'renewalCount', at: 32, bytes: 4 },
	{ field: 'birthDate', at: 36, bytes: 16 },
	{ field: 'nameEnglish', at: 52, bytes: 70 },
	{ field: 'idNumber', at: 122, bytes: 36 },
	{ field: 'validFrom', at: 188, bytes: 16 },
	{ field: 'validTo', at: 204, bytes: 16 },
	{ field: 'nameEnglishRest', at: 220, bytes: 22 },
	{ field: 'countryCode', at: 242, bytes: 6 },
	{ field: 'previousCardLink', at: 250, bytes: 6 },
] as const satisfies readonly FieldPlace[];

type FieldOf<Layout extends readonly FieldPlace[]> = Layout[number]['field'];

/** Raw text of every declared field, padding included. */
export function readFields<Layout extends readonly FieldPlace[]>(layout: Layout, block: Uint8Array): Record<FieldOf<Layout>, string> {
	const fields: Record<string, string> = {};
	for (const place of layout) fields[place.field] = utf16(block.subarray(place.at, place.at + place.bytes));
	return fields as Record<FieldOf<Layout>, string>;
}

/** A text block of spaces with the given fields written in; text that is too long is cut at the field's end. */
export function writeFields(layout: readonly FieldPlace[], values: Readonly<Record<string, string>>, type = ' '): Uint8Array {
	const block = paddedText('', textBlockBytes);
	for (const place of layout) block.set(paddedText(values[place.field] ?? '', place.bytes), place.at);
	block.set(paddedText(type, 2), typeAt);
	return block;
}

/** UTF-16 little endian, padded on the right with spaces, cut at `bytes`. */
export function paddedText(text: string, bytes: number): Uint8Array {
	const padded = new Uint8Array(bytes);
	for (let unit = 0; unit < bytes / 2; unit++) {
		const code = unit < text.length ? text.charCodeAt(unit) : 0x20;
		padded[unit * 2] = code & 0xff;
		padded[unit * 2 + 1] = code >> 8;
	}
	return padded;
}

/** The English name of a card of 2023 goes into two places of the block. */
export function writeForeigner2023(values: Readonly<Record<string, string>>): Uint8Array {
	const name = values.nameEnglish ?? '';
	return writeFields(foreigner2023Layout, { ...values, nameEnglish: name.slice(0, 35), nameEnglishRest: name.slice(35) }, 'Y');
}

/** UTF-16, little endian, as it stands: padding and lone halves stay. */
export function utf16(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode(bytes[at]! | (bytes[at + 1]! << 8));
	return text;
}

/** Padding is U+0020 or U+0000, and stands at the right end only: a name may hold inner spaces. */
export function withoutPadding(text: string): string {
	let end = text.length;
	while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\u0000')) end--;
	return text.slice(0, end);
}
