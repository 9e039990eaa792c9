/** How every command of `npm run device` answers: a value, or a code with what to do about it. */
export interface Failure {
	code: string;
	message: string;
}
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: Failure };

const messages: Readonly<Record<string, string>> = {
	'cannot-open': 'The port cannot be opened. Check the path, the cable, and that no other program holds it.',
	'port-missing': 'There is no such port. Check the cable and the name of the port; `npm run device -- ports` lists what there is.',
	'port-ambiguous': 'Several ports fit. Give the serial number too: --usb VENDOR:PRODUCT:SERIAL.',
	'port-lost': 'The port was lost. Check the cable.',
	'no-answer': 'The device does not answer. Check power, cable and baud rate.',
	'no-card': 'No card was put on the reader in time.',
	'card-removed': 'The card was taken away while it was being read. Leave it lying and try again.',
	'read-error': 'The card could not be read. Put it down again.',
	'not-genuine': 'The reader refused the card: not genuine or damaged.',
	'not-an-id-card': 'This is not an ID card.',
	'protocol-error': 'The answer of the device came in damaged, twice. Check the cable.',
	'device-fault': 'The device reports a fault of its own; it needs service.',
	'self-test-failed': 'The self-test of the device failed; it needs service.',
	'not-authorised': 'The module of the reader is not authorised; it needs service.',
	'paper-end': 'The printer is out of paper. Nothing more is sent until there is paper.',
	'cover-open': 'The cover of the printer is open.',
	cutter: 'The cutter of the printer is blocked.',
	'printer-fault': 'The printer reports a fault.',
	'too-hot': 'The print head is too hot; it goes on by itself.',
	offline: 'The printer is offline.',
	busy: 'The device is busy. Try again in a moment.',
	'no-font': 'The display lacks the font.',
	'no-code': 'No code was held before the scanner in time.',
	'not-supported': 'This device cannot do that.',
	'no-test': 'The device has no such test. `status` names the tests it has.',
};

/** A failure in words; `message` when the code alone does not say enough. */
export function failure(code: string, message = messages[code] ?? 'The device reports a fault.'): { ok: false; error: Failure } {
	return { ok: false, error: { code, message } };
}

/** Standard output holds the answer alone; exit code 1 says that there is none. */
export function tell<T>(outcome: Outcome<T>, json: boolean, inWords: (value: T) => string): void {
	if (json) console.log(JSON.stringify(outcome.ok ? outcome.value : { error: outcome.error }));
	else if (outcome.ok) console.log(inWords(outcome.value));
	else console.error(`${outcome.error.code}: ${outcome.error.message}`);
	if (!outcome.ok) process.exitCode = 1;
}

/** Key and value, a line each. */
export function lines(value: object): string {
	return Object.entries(value)
		.map(([key, one]) => `${key}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
		.join('\n');
}
