import { SerialPort } from 'serialport';

/** One serial port as the system describes it. */
export type SystemPort = Awaited<ReturnType<typeof SerialPort.list>>[number];

/** Under Linux a helper program of the system is asked; it must not hold up an opening for ever. */
const longestMs = 5000;

/** Serial ports of this machine; an empty list when the system cannot be asked. Never rejects. Second door to the `serialport` package. */
export async function listSerial(): Promise<SystemPort[]> {
	let limit: NodeJS.Timeout | undefined;
	const tooLong = new Promise<SystemPort[]>((resolve) => {
		limit = setTimeout(() => resolve([]), longestMs);
	});
	try {
		return await Promise.race([SerialPort.list(), tooLong]);
	} catch {
		return [];
	} finally {
		clearTimeout(limit);
	}
}
