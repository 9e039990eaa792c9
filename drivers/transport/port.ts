/** One open connection to a device: bytes out, bytes in. Serial port, pseudo-terminal or in-process pipe look alike from here on. */
export interface Port {
	/** Resolves `true` when the port reports the bytes as drained (not when it accepted them), `false` when it could not. Never rejects. */
	write(bytes: Uint8Array): Promise<boolean>;
	/** One listener. A chunk has no meaning: a frame may come byte by byte, or two in one chunk. */
	onBytes(listener: (bytes: Uint8Array) => void): void;
	/** Called once when the port is gone, whoever closed it. */
	onClosed(listener: () => void): void;
	close(): Promise<void>;
}

/**
 * Why a port was not opened: `port-missing` nothing of this name or USB identity is plugged in; `port-ambiguous` several devices have the
 * declared USB identity; `cannot-open` it is there and cannot be had (in use, no permission, refused).
 */
export type OpenFailure = 'cannot-open' | 'port-missing' | 'port-ambiguous';

/** `text` says why, in the words of the operating system. */
export type OpenResult = { ok: true; port: Port } | { ok: false; code: OpenFailure; text: string };

/** Opens one port. Never rejects: a missing device is an expected failure. */
export type OpenPort = () => Promise<OpenResult>;
