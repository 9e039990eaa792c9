/** The shipped simulator of a printer at a port of the network, one connection at a time: the installed station cannot tell it from a real one. */
import { createServer, type Socket } from 'node:net';
import { createPrinterSimulator, type PrinterSimulator } from '../../../drivers/printer/simulator.ts';

export interface NetworkPrinter extends Pick<PrinterSimulator, 'papers'> {
	port: number;
	close(): Promise<void>;
}

export async function openNetworkPrinter(): Promise<NetworkPrinter> {
	const simulator = createPrinterSimulator();
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => sockets.delete(socket));
		simulator.attach({
			write: (bytes) => new Promise((resolve) => socket.write(bytes, (error) => resolve(!error))),
			onBytes: (listener) => void socket.on('data', (chunk: Buffer) => listener(new Uint8Array(chunk))),
			onClosed: (listener) => void socket.on('close', listener),
			close: async () => void socket.destroy(),
		});
	});
	await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
	return {
		port: (server.address() as { port: number }).port,
		papers: () => simulator.papers(),
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((go) => server.close(go));
		},
	};
}
