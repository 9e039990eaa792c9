/** A day-scoped reference to a person: HMAC-SHA-256 of the document number under the day's key (P1). The number is kept nowhere. */

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
	const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** 22 characters of base64url: 132 bits, the same on every terminal of the hall today, another one tomorrow. */
export function personReference(keyText: string, day: string, idNumber: string): Promise<string> {
	return keyedReference(keyText, `${day}\n${idNumber.trim().toUpperCase()}`);
}

/** HMAC-SHA-256 of a text under the day's key, cut to 22 characters; the platform makes the same (`platform/reservations/references.ts`). */
export async function keyedReference(keyText: string, text: string): Promise<string> {
	const key = await crypto.subtle.importKey('raw', fromBase64Url(keyText), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
	const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)));
	return btoa(String.fromCharCode(...digest))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.slice(0, 22);
}
