/** What a program of the platform says to the person who starts it: words, no stack trace. */
import { InvalidArgumentError } from 'commander';
import { type PlatformId, platformId } from '../domain/contracts/term.ts';
import { StoreFailure } from './storage/store-failure.ts';

/** For commander: a port as it is typed. */
export function portNumber(text: string): number {
	const port = Number(text);
	if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 (any free one) to 65535.');
	return port;
}

/** For commander: where to listen, `127.0.0.1:7301`. */
export function placeToListen(text: string): { host: string; port: number } {
	const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
	if (host === undefined || Number(port) > 65_535) throw new InvalidArgumentError('write it as 127.0.0.1:7301.');
	return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** For commander: a place in the hall's list of platforms. */
export function placeInList(text: string): PlatformId {
	const read = platformId.safeParse(text);
	if (!read.success) throw new InvalidArgumentError('a platform is P1 to P9, as in the hall file.');
	return read.data;
}

export function stop(message: string, code = 1): never {
	process.stderr.write(`${message}\n`);
	process.exit(code);
}

export function inWords(cause: unknown, { host, port }: { host: string; port: number }): string {
	if (cause instanceof StoreFailure) return cause.message;
	const code = cause instanceof Error && 'code' in cause ? cause.code : null;
	if (code === 'EADDRINUSE') return `Port ${port} on ${host} is already in use. Choose another --port, or stop the other program.`;
	if (code === 'EACCES') return `Port ${port} may not be used by this account. Choose one above 1023.`;
	if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This machine has no address ${host}. Choose another --host.`;
	return cause instanceof Error ? cause.message : String(cause);
}

/** Ends in order on SIGTERM or SIGINT, once. */
export function endOnSignal(what: string, close: () => Promise<void>, words: (cause: unknown) => string): void {
	let stopping = false;
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => {
			if (stopping) return;
			stopping = true;
			close().then(
				() => process.exit(0),
				(cause) => stop(`The ${what} could not stop in order. ${words(cause)}`),
			);
		});
	}
}
