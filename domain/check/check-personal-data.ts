import type { HallEvent } from '../contracts/events.ts';
import type { Found } from './finding.ts';

/** A document number or a mobile number standing by itself; an opaque reference or a hexadecimal id is longer or mixed. */
const documentNumber = /(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])/;
const phoneNumber = /(?<![0-9A-Za-z])1\d{10}(?![0-9A-Za-z])/;

/** Looks for what must never be in a log (P1). Says where it was found, never what. */
export function checkPersonalData(event: HallEvent, found: Found): void {
	const look = (value: unknown, field: string): void => {
		if (typeof value === 'string') {
			if (documentNumber.test(value)) found('P1', `${event.name}.${field} holds what looks like a document number`);
			if (phoneNumber.test(value)) found('P1', `${event.name}.${field} holds what looks like a phone number`);
		} else if (value !== null && typeof value === 'object')
			for (const [name, inner] of Object.entries(value)) look(inner, `${field}.${name}`);
	};
	look(event.body, 'body');
}
