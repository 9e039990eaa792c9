/**
 * The versions of what stations and platform say to each other. A test holds the newest line to the schemas: whoever changes them adds a line,
 * or, as long as the newest version was never delivered to a hall, what it says and its hash.
 */
export interface ProtocolVersion {
	version: number;
	/** Day it was begun, `YYYY-MM-DD`. */
	since: string;
	changed: string;
	/** SHA-256 of the schemas of wire, commands and events as JSON schema, first 16 hex digits (`test/domain/protocol-history.test.ts`). */
	schemas: string;
}

export const protocolHistory: readonly ProtocolVersion[] = [
	{ version: 1, since: '2026-11-20', changed: 'The first.', schemas: '7b419ca9d588a044' },
	{
		version: 2,
		since: '2026-11-22',
		changed:
			'Optional fields only. Up: the station clock, what it serves, its ticket key, the block of its own series, a report that was owed under earlier epochs. Down: device-service, ticket keys, blocks of the own series, the hash of the state in the answer of a beat. Terms and take-over, recovered events. A station says that it was cut off. Applications: handed in, submitted. Keys of reservations. Manual mode: begun, ended, services entered by hand. Terminals bring the key of person references along. Proofs of sign-ins, preparing for sign-ins while cut off, what is wrong with a machine. Reviews, complaints and their steps. Steps of cases. Numbers held for a time, and sent on to come back. The application of a visit. The last ticket of a queue. The rules of calling by urgency, and by urgency and crowd. The tide: proposals, approvals, changes of duty, locks, announced groups. Roles of administrators, the second step of signing in, setting a PIN. Enrolled machines and the proof of their key. Sign-ins whose page was touched, setting up a second step that the hall demands. How many places of a slot a manager may take over.',
		schemas: '7aff1121f59b989c',
	},
];

/** What this program speaks. */
export const protocolVersion = protocolHistory.at(-1)!.version;
/** Stations of this version and newer are let in: everything after it is optional to them. */
export const oldestServed = 1;
