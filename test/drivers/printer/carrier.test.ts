import { printer as ThermalPrinter, types } from 'node-thermal-printer';
import { describe, expect, it } from 'vitest';
import { createCarrier } from '../../../drivers/printer/carrier.ts';
import { drawer } from '../../../drivers/printer/commands.ts';
import { toHex } from '../golden.ts';
import { goldenTicket } from './rig.ts';

describe('the carrier', () => {
	it('hands the bytes on as they are, in one call', async () => {
		const sent: string[] = [];
		const carrier = createCarrier(
			async (bytes) => {
				sent.push(toHex(bytes));
				return true;
			},
			() => true,
		);
		expect(await carrier.carry(goldenTicket)).toBe(true);
		expect(sent).toEqual([toHex(goldenTicket)]);
	});
	it('a line that refuses or throws is an answer', async () => {
		expect(
			await createCarrier(
				async () => false,
				() => true,
			).carry(goldenTicket),
		).toBe(false);
		const throwing = createCarrier(
			() => Promise.reject(new Error('gone')),
			() => true,
		);
		expect(await throwing.carry(goldenTicket)).toBe(false);
	});
});

type Package = InstanceType<typeof ThermalPrinter>;

/** What the package would send, had we let it: evidence for protocols.md 3.7. If one of these changes, the package may be used for more. */
function sentBy(act: (printer: Package) => void): string {
	const outlet = { execute: async () => true, isPrinterConnected: async () => true };
	const printer = new ThermalPrinter({
		type: types.EPSON,
		interface: outlet as unknown as string,
		characterSet: 'CHINA' as never,
	});
	act(printer);
	return toHex(new Uint8Array(printer.getBuffer() ?? Buffer.alloc(0)));
}

describe('why the package node-thermal-printer carries bytes and builds none', () => {
	/** It chooses the Chinese national set first, which turns $ into ¥, and never Chinese mode. */
	const opening = '1B520F';
	it('never switches Chinese mode on', () => {
		expect(sentBy((printer) => printer.print('票号'))).toBe(`${opening}C6B1BAC5`);
	});
	it.each([
		['㐂', '3F', '8139EF31'],
		['䶮', '3F', 'FE9F'],
		['𠮷', '1B74003F3F', '9534B235'],
	])('prints %s of a name as question marks', (name, wrong, right) => {
		const sent = sentBy((printer) => printer.print(name));
		expect(sent).toBe(opening + wrong);
		expect(sent).not.toContain(right);
	});
	it.each([
		['ä', '1B740084'],
		['한', '1B520DC7D1'],
	])('goes hunting for a code page with %s, and prints the Chinese behind it in another one', (foreign, hunted) => {
		const sent = sentBy((printer) => printer.print(`${foreign}票号`));
		expect(sent).toContain(hunted);
		expect(sent).not.toContain('C6B1BAC5');
	});
	it('counts the characters of a QR payload, not its bytes: the last four are printed as text', () => {
		const sent = sentBy((printer) => printer.printQR('票号A012'));
		// 9 = 6 characters + 3, where 10 bytes + 3 = 0D are right.
		expect(sent).toContain('1D286B0900315030E7A5A8E58FB741303132');
		expect(sent).not.toContain('1D286B0D00315030');
	});
	it('opens the drawer without its times, so that four bytes of the ticket are swallowed', () => {
		expect(sentBy((printer) => printer.openCashDrawer())).toBe(`${opening}1B70001B7001`);
		expect(toHex(drawer(2))).toBe('1B700019FA');
	});
	it('feeds eight lines for a cut and loses every mode behind it', () => {
		expect(sentBy((printer) => printer.cut())).toBe(`${opening}1B64041B64041D56001B40`);
	});
	it('counts letters for columns: a line with Chinese is wider than the paper', () => {
		const sent = sentBy((printer) => printer.leftRight('票号', 'A012'));
		const spaces = sent.match(/(?:20){3,}/)![0].length / 2;
		expect(4 + spaces + 4).toBe(50);
	});
	it('draws a line in UTF-8', () => {
		expect(sentBy((printer) => printer.drawLine('─'))).toContain('E29480E29480');
	});
	it('loses an empty line', () => {
		expect(sentBy((printer) => printer.print('a\n\nb'))).toBe(`${opening}610A62`);
	});
	it('asks for the status and reads no answer', () => {
		expect(sentBy((printer) => void (printer as unknown as { getStatus(): Promise<void> }).getStatus())).toBe(`${opening}1D7201`);
	});
});
