import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createPrinterRedactor } from '../../../drivers/printer/redact.ts';
import { deliveries, fromHex, golden, toHex } from '../golden.ts';

/** Invented people whose every trace must be gone. */
const canaries = ['李㐂𠮷', '阿·布', 'CANARY JOHN', '110105194912310021', '13800138000', '示例路 42 号'];

function kept(chunks: readonly Uint8Array[]): Uint8Array {
	const redactor = createPrinterRedactor();
	const out = chunks.flatMap((chunk) => redactor.take('to-device', chunk));
	return new Uint8Array(Buffer.concat([...out, ...redactor.end('to-device')]));
}
const text = (value: string) => new Uint8Array(iconv.encode(value, 'gb18030'));
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

describe('P1 what a capture keeps of a printer', () => {
	const harmlessTicket = [
		'1B401C26',
		'1B61011D2111BFDABFDABFDABFDABFDABFDABFDABFDABFDA0A',
		'1D2100787878787878787878787878787878780A',
		'1D2122787878780A',
		'1D21001B6100BFDABFDABFDABFDABFDABFDABFDABFDA0A',
		'BFDABFDABFDABFDA8139EE398139EE390A',
		'BFDABFDABFDABFDABFDA78BFDA0A',
		'1B6101',
		`1D286B0400314132001D286B03003143061D286B03003145311D286B23003150${'30'}${'78'.repeat(32)}1D286B0300315130`,
		'0ABFDABFDABFDABFDABFDA0A1D564200',
	].join('');
	it('the golden ticket: every command and length, no character, however it arrives', () => {
		for (const chunks of deliveries(fromHex(golden.escpos.ticket.hex))) expect(toHex(kept(chunks))).toBe(harmlessTicket);
	});
	it.each(golden.escpos.commands.filter((one) => !one.id.startsWith('qr')))('$id is kept as it is', (vector) => {
		expect(toHex(kept([fromHex(vector.hex)]))).toBe(vector.hex);
	});
	it('no person is left of text, QR code, picture, unknown commands and half commands', () => {
		for (const canary of canaries) {
			const bytes = text(canary);
			const utf8 = new TextEncoder().encode(canary);
			const length = utf8.length + 3;
			const wrapped = [
				join(fromHex('1B40'), bytes, fromHex('0A')),
				join(fromHex('1D286B'), new Uint8Array([length, 0]), fromHex('315030'), utf8, fromHex('1D286B0300315130')),
				join(fromHex('1D763000'), new Uint8Array([utf8.length, 0, 1, 0]), utf8),
				join(fromHex('1B2A21'), new Uint8Array([Math.ceil(utf8.length / 3), 0]), utf8, new Uint8Array(3)),
				join(fromHex('1B99'), bytes),
				join(fromHex('1D286BFF00315030'), utf8),
				join(fromHex('1D284C'), new Uint8Array([utf8.length + 2, 0]), fromHex('3070'), utf8),
			];
			for (const one of wrapped) {
				for (const chunks of deliveries(one)) {
					const left = Buffer.from(kept(chunks));
					expect(left.length).toBe(one.length);
					for (const trace of [bytes, utf8]) {
						// Not even three bytes in a row of what belonged to a person.
						for (let at = 0; at + 3 <= trace.length; at++) {
							const part = Buffer.from(trace.subarray(at, at + 3));
							if (!/^[x0]+$/.test(part.toString('latin1'))) expect(left.includes(part), `${canary} at ${at}`).toBe(false);
						}
					}
				}
			}
		}
	});
	it('answers are kept byte by byte', () => {
		const redactor = createPrinterRedactor();
		const answers = [...golden.escpos.status, ...golden.escpos.asb].map((one) => one.hex);
		for (const hex of answers) expect(redactor.take('to-host', fromHex(hex)).map(toHex)).toEqual([hex]);
		expect(redactor.end('to-host')).toEqual([]);
	});
	it('a length that lies holds back no more than one command, and that is made harmless', () => {
		const redactor = createPrinterRedactor();
		redactor.take('to-device', fromHex('1D286BFFFF315030'));
		let out = 0;
		for (let n = 0; n < 100; n++) for (const part of redactor.take('to-device', new Uint8Array(4096).fill(0x41))) out += part.length;
		for (const part of redactor.end('to-device')) out += part.length;
		expect(out).toBe(8 + 100 * 4096);
	});
});
