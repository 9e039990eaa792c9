import type { IdCard } from '../../domain/contracts/device.ts';
import { nationName, sexName } from './codes.ts';
import {
	foreigner2017Layout,
	foreigner2023Layout,
	newAddressBytes,
	permitLayout,
	readFields,
	residentLayout,
	textBlockBytes,
	typeAt,
	utf16,
	withoutPadding,
} from './layouts.ts';
import { isPermitNumber, isRealDate, numberOf15IsSound, numberOf18IsSound, previousNumber } from './numbers.ts';

/** A card as read, with the key names of the golden vectors. Personal data: memory only, never logged. */
export interface ReadCard {
	kind: 'resident' | 'hmtResidencePermit' | 'foreigner2017' | 'foreigner2023' | 'unknown';
	name?: string;
	nameEnglish?: string;
	nameChinese?: string;
	sexCode?: string;
	sex?: string;
	nationCode?: string;
	nation?: string;
	birthDate?: string;
	address?: string;
	/** The newer address on the chip; both are kept. */
	newAddress?: string;
	idNumber?: string;
	authority?: string;
	authorityCode?: string;
	countryCode?: string;
	validFrom?: string;
	validTo?: string;
	passNumber?: string;
	issueCount?: string;
	renewalCount?: string;
	cardVersion?: string;
	previousCardLink?: string;
	/** Letter of the card kind; absent on a resident card. */
	typeFlag?: string;
	/** Unknown card kind only: the whole text block as it stands, because nobody knows where its fields are. */
	rawText?: string;
	/** Compressed photo as it came, in base64; only where it was asked for. */
	photo?: string;
	warnings: string[];
}

export type CardData =
	| { ok: true; text: Uint8Array; photo: Uint8Array }
	/** The inner lengths do not add up to the frame: a protocol error, never a card. */
	| { ok: false };

/** Takes the answer data of `readBase` or `readBaseFinger` apart by its own length fields. Fingerprint data are dropped. */
export function splitCardData(data: Uint8Array, withFinger = false): CardData {
	const head = withFinger ? 6 : 4;
	if (data.length < head) return { ok: false };
	const word = (at: number) => (data[at]! << 8) | data[at + 1]!;
	const textLength = word(0);
	const photoLength = word(2);
	const fingerLength = withFinger ? word(4) : 0;
	if (fingerLength % 0x200 !== 0 || fingerLength > 0x400) return { ok: false };
	if (textLength !== textBlockBytes || head + textLength + photoLength + fingerLength !== data.length) return { ok: false };
	return { ok: true, text: data.slice(head, head + textLength), photo: data.slice(head + textLength, head + textLength + photoLength) };
}

/** Never throws: what cannot be read is said in `warnings`. `today` is `YYYYMMDD`. */
export function decodeCard(block: Uint8Array, today: string): ReadCard {
	const type = withoutPadding(utf16(block.subarray(typeAt, typeAt + 2)));
	if (type === '') return finish('resident', readFields(residentLayout, block), {}, today);
	if (type === 'J') return finish('hmtResidencePermit', readFields(permitLayout, block), { typeFlag: type }, today);
	if (type === 'I') return finish('foreigner2017', readFields(foreigner2017Layout, block), { typeFlag: type }, today);
	if (type === 'Y') {
		const { nameEnglishRest, ...fields } = readFields(foreigner2023Layout, block);
		// Joined before the padding goes: a space may stand at character 35.
		return finish('foreigner2023', { ...fields, nameEnglish: fields.nameEnglish + nameEnglishRest }, { typeFlag: type }, today);
	}
	return {
		kind: 'unknown',
		typeFlag: readable(type).text,
		rawText: readable(withoutPadding(utf16(block))).text,
		warnings: ['unknown-card-type'],
	};
}

/** The newer address of 70 bytes; `null` when it has another length. */
export function decodeNewAddress(data: Uint8Array): string | null {
	if (data.length !== newAddressBytes) return null;
	return readable(withoutPadding(utf16(data))).text;
}

type Fields = Partial<Record<Exclude<keyof ReadCard, 'warnings' | 'kind'>, string>>;

function finish(kind: Exclude<ReadCard['kind'], 'unknown'>, raw: Fields, more: Fields, today: string): ReadCard {
	const warnings: string[] = [];
	const fields: Fields = {};
	for (const [field, text] of Object.entries(raw) as [keyof Fields, string][]) {
		const { text: clean, whole } = readable(withoutPadding(text));
		if (!whole) warnings.push(`unreadable-field:${field}`);
		fields[field] = clean;
	}
	if (kind === 'hmtResidencePermit' && fields.nationCode === '') delete fields.nationCode;
	if (fields.sexCode !== undefined) fields.sex = sexName(fields.sexCode);
	if (fields.nationCode !== undefined) fields.nation = nationName(fields.nationCode);
	return { kind, ...fields, ...more, warnings: [...warnings, ...doubts(kind, fields, today)] };
}

function doubts(kind: ReadCard['kind'], fields: Fields, today: string): string[] {
	const found: string[] = [];
	const number = fields.idNumber ?? '';
	const birth = fields.birthDate ?? '';
	const sound = numberIsSound(kind, number, fields.sexCode ?? '', today);
	if (!sound) found.push('number-check');
	const birthInNumber = kind === 'foreigner2017' ? number.slice(7, 13) : number.slice(6, 14);
	if (!isRealDate(birth) || birth > today || (sound && !birth.endsWith(birthInNumber))) found.push('birth-date');
	const from = fields.validFrom ?? '';
	const to = fields.validTo ?? '';
	if (!isRealDate(from)) found.push('unreadable-field:validFrom');
	else if (from > today) found.push('not-yet-valid');
	if (to === '长期') return found;
	if (!isRealDate(to)) found.push('unreadable-field:validTo');
	else if (to < today) found.push('expired');
	return found;
}

function numberIsSound(kind: ReadCard['kind'], number: string, sexCode: string, today: string): boolean {
	if (kind === 'foreigner2017') return numberOf15IsSound(number, sexCode);
	if (kind === 'foreigner2023' && !number.startsWith('9')) return false;
	if (kind === 'hmtResidencePermit' && !isPermitNumber(number)) return false;
	return numberOf18IsSound(number, sexCode, today);
}

/** Lone halves of surrogate pairs, control characters and non-characters cannot be shown or printed: replaced by □. */
function readable(text: string): { text: string; whole: boolean } {
	let whole = true;
	let clean = '';
	for (const character of text) {
		const code = character.codePointAt(0)!;
		const bad =
			code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe || code === 0xfffd;
		if (bad) whole = false;
		clean += bad ? '□' : character;
	}
	return { text: clean, whole };
}

/** The card as the rest of the station knows it. A missing Chinese name is replaced by the English one. */
export function toIdCard(card: ReadCard): IdCard {
	return {
		kind: card.kind === 'hmtResidencePermit' ? 'hmtPermit' : card.kind,
		name: card.name ?? (card.nameChinese || card.nameEnglish || ''),
		sexCode: card.sexCode ?? '',
		sex: card.sex ?? '',
		nationCode: card.nationCode,
		nation: card.nation,
		birthDate: card.birthDate ?? '',
		address: card.address,
		newAddress: card.newAddress,
		idNumber: card.idNumber ?? '',
		authority: card.authority,
		validFrom: card.validFrom ?? '',
		validTo: card.validTo ?? '',
		previousNumber: previousNumberOf(card) ?? undefined,
		photo: card.photo,
		warnings: [...new Set(card.warnings)],
	};
}

function previousNumberOf(card: ReadCard): string | null {
	const { idNumber = '', countryCode = '', birthDate = '', previousCardLink: link = '' } = card;
	return card.kind === 'foreigner2023' ? previousNumber({ idNumber, countryCode, birthDate, link }) : null;
}
