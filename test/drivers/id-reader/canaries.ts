import { foreigner2017Layout, permitLayout, residentLayout, writeFields, writeForeigner2023 } from '../../../drivers/id-reader/layouts.ts';
import { checkCharacter, foreignCheckDigit } from '../../../drivers/id-reader/numbers.ts';

/** People made up for one purpose: nothing of theirs may ever be found outside the memory of the reading. */
export interface Canary {
	text: Uint8Array;
	photo: Uint8Array;
	fingerprints: Uint8Array;
	newAddress: string;
	/** Everything of theirs that a careless line could hold. */
	secrets: string[];
}

/** The n-th of them; kinds of card take turns. Every name, number and address differs from all others and from the bench's people. */
export function canary(n: number): Canary {
	const three = String(n).padStart(3, '0');
	const rare = String.fromCodePoint(0x3400 + n);
	const name = `鸟${rare}金丝雀`;
	const english = `CANARYBIRD, ${rare.codePointAt(0)!.toString(36).toUpperCase()}TWEETY`;
	const birthDate = `19${10 + (n % 30)}0${1 + (n % 9)}${10 + (n % 18)}`;
	const address = `鸟语省花香市${rare}林子巷${three}号`;
	const newAddress = `搬家省新居市${rare}树梢路${three}号`;
	const photo = new Uint8Array(1024).map((_, at) => (at < 4 ? [0x57, 0x4c, 0x66, 0x00][at]! : (n * 31 + at * 7) & 0xff));
	const fingerprints = new Uint8Array(1024).map((_, at) => (n * 17 + at * 5) & 0xff);
	const common = { sexCode: '1', birthDate, validFrom: '20200101', validTo: '20400101' };
	const base64 = Buffer.from(photo).toString('base64').slice(8, 60);
	const made = (text: Uint8Array, idNumber: string, ...more: string[]): Canary => ({
		text,
		photo,
		fingerprints,
		newAddress,
		secrets: [idNumber, birthDate, newAddress, base64, ...more],
	});
	switch (n % 4) {
		case 0: {
			const idNumber = withCheck(`654${three}${birthDate}${three.slice(0, 2)}1`);
			return made(
				writeFields(residentLayout, { ...common, name, nationCode: '01', address, authority: `${rare}鸟局`, idNumber }),
				idNumber,
				name,
				address,
			);
		}
		case 1: {
			const idNumber = withCheck(`820000${birthDate}${three.slice(1)}1`);
			const pass = `X9${three}7654`;
			const fields = { ...common, name, address, authority: `${rare}鸟局`, idNumber, passNumber: pass, issueCount: '01' };
			return made(writeFields(permitLayout, fields, 'J'), idNumber, name, address, pass);
		}
		case 2: {
			const first14 = `QZX1${three}${birthDate.slice(2)}1`;
			const idNumber = first14 + foreignCheckDigit(first14);
			const fields = {
				...common,
				nameEnglish: english,
				nameChinese: name,
				idNumber,
				countryCode: 'QZX',
				cardVersion: '01',
				authorityCode: '9',
			};
			return made(writeFields(foreigner2017Layout, fields, 'I'), idNumber, english, name);
		}
		default: {
			const idNumber = withCheck(`975${three}${birthDate}${three.slice(1)}1`);
			const fields = {
				...common,
				nameEnglish: english,
				nameChinese: name,
				idNumber,
				countryCode: 'QZX',
				renewalCount: '01',
				previousCardLink: three,
			};
			return made(writeForeigner2023(fields), idNumber, english, name);
		}
	}
}

/** Which of a canary's secrets stand in a text, or in bytes as text of any kind the reader speaks; whole, or any eight characters of them. */
export function found(secrets: readonly string[], where: string | Uint8Array): string[] {
	const texts =
		typeof where === 'string'
			? [where]
			: [Buffer.from(where).toString('utf16le'), Buffer.from(where.subarray(1)).toString('utf16le'), Buffer.from(where).toString('latin1')];
	return secrets.filter((secret) => pieces(secret).some((piece) => texts.some((text) => text.includes(piece))));
}

/** Parts of a cut frame hold parts of a secret: eight characters of a number, four of a name or an address. */
function pieces(secret: string): string[] {
	const length = Math.min(secret.length, /\d{6}/.test(secret) ? 8 : 4);
	return Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length));
}

function withCheck(first17: string): string {
	return first17 + checkCharacter(first17);
}
