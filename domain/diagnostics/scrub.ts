/**
 * What may leave the hall in a bundle for whoever mends it: nothing of a person, no secret. Logs and metrics hold neither by how they are written (P1);
 * here it is held once more, by shape and not by trust, because a bundle goes out of the house. Pure.
 */
import { blotPersonalNumbers } from '../personal-numbers.ts';

export const leftOut = '(left out)';
const secretName = /pass|secret|token|hash|pin$|servicecode|private|credential|cookie|session|authorization/i;
/** Whoever is meant by these is somebody. */
const personName =
	/^(?:(?:agent|applicant|owner|holder|father|mother|spouse)?name|realname|idnumber|document|phone|mobile|address|birthdate|photo|text|note|message)$/i;
/** Ids and codes only: short, without blanks, and without a run of digits as long as a document number. */
const code = /^(?!.*\d{11})[A-Za-z0-9.,_:/@()-]{0,160}$/;
const factName = /^[A-Za-z]{1,24}$/;

/** Settings with everything that opens something taken out; addresses without user, password, query. */
export function withoutSecrets(value: unknown): unknown {
	if (typeof value === 'string') return withoutLogin(blotPersonalNumbers(value));
	if (Array.isArray(value)) return value.map(withoutSecrets);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [
			name,
			secretName.test(name) && inner !== null && inner !== false ? leftOut : withoutSecrets(inner),
		]),
	);
}

function withoutLogin(text: string): string {
	return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, '$1').replace(/(https?:\/\/[^\s?#]*)[?#]\S*/gi, '$1');
}

/** One line of a log as it may leave the house; `null` = it is none of ours. */
export function harmlessLine(line: string): string | null {
	let read: unknown;
	try {
		read = JSON.parse(line);
	} catch {
		return null;
	}
	if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
	const facts = Object.entries(read).flatMap(([name, value]): [string, unknown][] => {
		if (!factName.test(name) || secretName.test(name) || personName.test(name)) return [];
		return [[name, harmlessFact(value)]];
	});
	return facts.length === 0 ? null : JSON.stringify(Object.fromEntries(facts));
}

function harmlessFact(value: unknown): unknown {
	if (typeof value === 'number' || typeof value === 'boolean' || value === null) return isLongNumber(value) ? leftOut : value;
	if (typeof value === 'string') return code.test(value) ? blotPersonalNumbers(value) : leftOut;
	return Array.isArray(value) && value.length <= 40
		? value.map((each) => (typeof each === 'string' ? harmlessFact(each) : leftOut))
		: leftOut;
}

/** Instants are of 13 places; a document's number is longer. */
const isLongNumber = (value: unknown) => typeof value === 'number' && Math.abs(value) >= 1e14;

/** The text of `/metrics`: names, codes and counts; a line of another shape goes. */
export function harmlessMetrics(text: string): string {
	const shape =
		/^(?:#.*|[a-z_:][a-z0-9_:]*(?:\{[^{}\u0080-\uffff]*\})? [0-9.eE+-]+|[a-z_:][a-z0-9_:]*(?:\{[^{}\u0080-\uffff]*\})? (?:NaN|\+Inf|-Inf))$/i;
	return text
		.split('\n')
		.filter((line) => line === '' || (shape.test(line) && blotPersonalNumbers(line) === line))
		.join('\n');
}
