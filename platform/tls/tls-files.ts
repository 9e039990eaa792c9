/** The files of the hall's authority and of this platform's certificate: for the platform's own user alone, each written whole or not at all. */
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Made } from './make-certificates.ts';

export const tlsFolder = 'tls';
const authorityFile = 'ca.pem';
const authorityKeyFile = 'ca-key.pem';
const certificateFile = 'server.pem';
const certificateKeyFile = 'server-key.pem';

/** What cannot be used is no reason to make another one: every station would have to be enrolled again. In words, for whoever starts the platform. */
export class TlsProblem extends Error {}

export class TlsFiles {
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** PEM; `null` = none yet. Throws a `TlsProblem`. */
	authority(): string | null {
		const pem = this.#read(authorityFile);
		if (pem !== null && !isAuthority(pem)) throw new TlsProblem(`${this.#at(authorityFile)} is no certificate of an authority. ${putBack}`);
		return pem;
	}

	/** `null`: the key of the authority is not here, as at a standby. Throws a `TlsProblem`. */
	authorityKey(authority: string): Made | null {
		const key = this.#read(authorityKeyFile);
		if (key === null) return null;
		if (!belongs(key, authority))
			throw new TlsProblem(`${this.#at(authorityKeyFile)} is not the key of ${this.#at(authorityFile)}. ${putBack}`);
		return { certificate: authority, key };
	}

	keepAuthority({ certificate, key }: Made): void {
		this.#write(authorityKeyFile, key);
		this.#write(authorityFile, certificate);
	}

	/** Of another platform's making: its key stays there. */
	takeAuthority(certificate: string): void {
		this.#write(authorityFile, certificate);
	}

	/** `null` = none, or none that can be used: it is made anew. */
	certificate(): Made | null {
		const certificate = this.#read(certificateFile);
		const key = this.#read(certificateKeyFile);
		return certificate !== null && key !== null && belongs(key, certificate) ? { certificate, key } : null;
	}

	keepCertificate({ certificate, key }: Made): void {
		this.#write(certificateKeyFile, key);
		this.#write(certificateFile, certificate);
	}

	#at(name: string): string {
		return join(this.#folder, name);
	}

	#read(name: string): string | null {
		const path = this.#at(name);
		if (!existsSync(path)) return null;
		try {
			return readFileSync(path, 'utf8');
		} catch {
			throw new TlsProblem(`${path} cannot be read. Check that it belongs to the platform's user.`);
		}
	}

	#write(name: string, text: string): void {
		mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
		chmodSync(this.#folder, 0o700);
		const path = this.#at(name);
		writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
		renameSync(`${path}.new`, path);
	}
}

const putBack =
	'Put the folder tls back from a backup. A new authority would mean that every station is enrolled again: only if that is meant, move the folder away.';

function isAuthority(pem: string): boolean {
	try {
		return new X509Certificate(pem).ca;
	} catch {
		return false;
	}
}

function belongs(key: string, certificate: string): boolean {
	try {
		const own = createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'der' });
		return new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }).equals(own);
	} catch {
		return false;
	}
}
