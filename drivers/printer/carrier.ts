import { printer as thermalPrinter, types } from 'node-thermal-printer';

/**
 * Carries finished ticket bytes through the customer's printing package, in its one job that it does right: handing raw bytes to an
 * interface object. Text, QR, cut and status are built and read by our own code (docs/devices.md says why).
 */
export interface Carrier {
	/** Resolves to what `send` made of the bytes. Never rejects. */
	carry(bytes: Uint8Array): Promise<boolean>;
}

/** `send` resolves `true` when the port has taken all bytes; `isUp`: the port is open. */
export function createCarrier(send: (bytes: Uint8Array) => Promise<boolean>, isUp: () => boolean): Carrier {
	const outlet = {
		execute: (bytes: Buffer) => send(new Uint8Array(bytes)),
		isPrinterConnected: async () => isUp(),
	};
	// The package takes any object with these two functions; its declarations know only the textual form.
	const carrier = new thermalPrinter({ type: types.EPSON, interface: outlet as unknown as string });
	return {
		async carry(bytes) {
			try {
				const sent: unknown = await carrier.raw(Buffer.from(bytes));
				return sent === true;
			} catch {
				return false;
			}
		},
	};
}
