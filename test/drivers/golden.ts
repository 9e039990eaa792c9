import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The golden device bytes; every person in them is invented. */
const named = z.object({ id: z.string(), hex: z.string() });
const schema = z.object({
	idReader: z.object({
		commands: z.array(named.extend({ cmd: z.string(), param: z.string(), data: z.string() })),
		responses: z.array(
			named.extend({ sw1: z.string(), sw2: z.string(), sw3: z.string(), data: z.string(), decoded: z.unknown().optional() }),
		),
		cards: z.array(named.extend({ decoded: z.record(z.string(), z.string()), textHex: z.string(), frameLength: z.number() })),
		fingerprintResponses: z.array(named.extend({ fingerLength: z.number(), frameLength: z.number() })),
		malformed: z.array(named.extend({ expect: z.string() })),
	}),
	idNumber: z.object({
		valid: z.array(z.string()),
		invalid: z.array(z.object({ value: z.string(), why: z.string() })),
		lowerCaseXMustBeAccepted: z.string(),
		foreigner15: z.object({ valid: z.array(z.string()), invalid: z.array(z.object({ value: z.string(), why: z.string() })) }),
	}),
	nations: z.record(z.string(), z.string()),
	sexCodes: z.record(z.string(), z.string()),
	escpos: z.object({
		commands: z.array(named.extend({ payload: z.string().optional() })),
		text: z.array(z.object({ text: z.string(), gb18030: z.string(), columns: z.number() })),
		ticket: z.object({ hex: z.string(), lines: z.array(z.string()), qr: z.string(), cut: z.string() }),
		status: z.array(named.extend({ request: z.string(), decoded: z.record(z.string(), z.boolean()) })),
		asb: z.array(named.extend({ decoded: z.record(z.string(), z.boolean()) })),
	}),
	ledOnbon: z.object({
		frames: z.array(
			named.extend({
				unescapedBody: z.string(),
				crcLittleEndian: z.string(),
				decoded: z.object({ error: z.number().optional(), areas: z.array(z.object({ id: z.number(), text: z.string() })).optional() }),
			}),
		),
		extraSamples: z.array(z.object({ hex: z.string(), meaning: z.string() })),
		malformed: z.array(named.extend({ expect: z.string() })),
	}),
	ledAlpha: z.object({ frames: z.array(named), malformed: z.array(named) }),
});

export const golden = schema.parse(JSON.parse(readFileSync(new URL('../golden/device-vectors.json', import.meta.url), 'utf8')));

export const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
export const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();

export function byId<T extends { id: string }>(list: readonly T[], id: string): T {
	const found = list.find((one) => one.id === id);
	if (!found) throw new Error(`no vector "${id}"`);
	return found;
}

/** Every way a chunk may come: whole, byte by byte, and cut in two at every position. */
export function* deliveries(bytes: Uint8Array): Generator<Uint8Array[]> {
	yield [bytes];
	yield Array.from(bytes, (byte) => new Uint8Array([byte]));
	for (let at = 1; at < bytes.length; at++) yield [bytes.subarray(0, at), bytes.subarray(at)];
}
