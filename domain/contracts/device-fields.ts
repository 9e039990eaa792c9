/** Names a layout may use in `{…}`, by slip: what each is made of stands in `drivers/printer/layout/fields.ts`. */
import type { SlipKind } from './device-layouts.ts';

/** `text` may be printed; `flag` only asked for by `when` and `unless`; a group of names = a list, with the fields of its entries. */
export type FieldKind = 'text' | 'flag' | FieldKinds;
export interface FieldKinds {
	readonly [name: string]: FieldKind;
}

const everySlip = {
	hallName: 'text',
	/** Words of what sets this paper apart, such as 【离线】【补打】; empty on an ordinary one. */
	marks: 'text',
	offline: 'flag',
	reprint: 'flag',
	qr: 'text',
	items: 'text',
	/** Put at the end of `items` when they do not fit: “等 6 项”. */
	moreItems: 'text',
} as const;

const fromWindow = {
	...everySlip,
	applicantName: 'text',
	agentName: 'text',
	staffName: 'text',
	windowName: 'text',
	askAt: 'text',
} as const;

export const slipFields = {
	ticket: {
		...everySlip,
		number: 'text',
		queueName: 'text',
		/** “15 人”, or where to look when it cannot be known. */
		people: 'text',
		minutes: 'text',
		issuedAt: 'text',
		area: 'text',
		bring: 'text',
		missed: 'text',
		terminalName: 'text',
		/** The code is an address that a phone opens. */
		phone: 'flag',
	},
	checklist: {
		...everySlip,
		title: 'text',
		/** How many items were chosen. */
		count: 'text',
		sections: { position: 'text', title: 'text', entries: { position: 'text', name: 'text', lines: { position: 'text', line: 'text' } } },
		terminalName: 'text',
		printedAt: 'text',
	},
	materials: {
		...fromWindow,
		number: 'text',
		materials: { position: 'text', name: 'text', note: 'text', ways: { position: 'text', way: 'text' } },
		/** How many materials are missing. */
		missing: 'text',
		bringBy: 'text',
		legalNote: 'text',
		toldAt: 'text',
	},
	receipt: {
		...fromWindow,
		receiptNumber: 'text',
		acceptedAt: 'text',
		promisedBy: 'text',
		delivery: 'text',
		materials: { position: 'text', name: 'text' },
		deferred: { position: 'text', name: 'text', until: 'text' },
		lookUp: 'text',
	},
	commitment: {
		...fromWindow,
		number: 'text',
		materials: { position: 'text', name: 'text', until: 'text' },
		/** How many materials are to follow. */
		count: 'text',
		effect: 'text',
		promisedAt: 'text',
	},
	refusal: {
		...fromWindow,
		number: 'text',
		reason: 'text',
		next: 'text',
		refusedAt: 'text',
	},
	courier: {
		...everySlip,
		number: 'text',
		/** Personal data, in full. */
		address: 'text',
		/** Personal data too; a line to write on where nobody knows it. */
		recipient: 'text',
		windowName: 'text',
		staffName: 'text',
		printedAt: 'text',
	},
	test: {
		...everySlip,
		station: 'text',
		device: 'text',
		port: 'text',
		printedAt: 'text',
		charset: 'text',
		paperMm: 'text',
		columns: 'text',
		/** Digits 1234567890… as wide as the paper. */
		ruler: 'text',
	},
} as const satisfies Record<SlipKind, FieldKinds>;
