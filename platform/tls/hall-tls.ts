/**
 * The hall's own authority and this platform's certificate: made at the first start, renewed long before its end while the platform runs. One platform
 * of the hall has the authority's key; the others ask it for theirs (`peer-certificate.ts`).
 */
import { X509Certificate } from 'node:crypto';
import { fingerprintOf, judgeCertificate } from '../../trust/judge-certificate.ts';
import type { Log } from '../observe/log.ts';
import { type Made, makeAuthority, makeCertificate, newKey } from './make-certificates.ts';
import { TlsFiles, TlsProblem } from './tls-files.ts';

const dayMs = 24 * 3_600_000;
/** A platform that is started once in four months renews in time. */
export const renewBeforeMs = 130 * dayMs;
/** From here on a person is told: by then it was tried for a hundred days. */
export const tellBeforeMs = 30 * dayMs;

export interface TlsParts {
	/** Folder of the files. */
	folder: string;
	hall: string;
	platform: string;
	/** What the certificate must say. */
	names: readonly string[];
	now(): number;
	/** May this platform make the hall's authority? The first of the list, or the only one. */
	first: boolean;
	/** Asks the hall's other platforms; `null` = none gave one. */
	ask(publicKey: string): Promise<{ authority: string; certificate: string } | null>;
	log: Pick<Log, 'info' | 'warn'>;
}

export interface HallTls {
	/** PEM. */
	authority: string;
	/** SHA-256 of it, in hex. */
	fingerprint: string;
	/** What is shown to whoever connects: the certificate with its authority, and its key. */
	shown(): { cert: string; key: string };
	/** Renews when it is time; `true` = something else is to be shown from now on. Never rejects. */
	look(): Promise<boolean>;
	/** End of the certificate that is shown, ms since 1970. */
	until(): number;
	/** For another platform of the hall; `null` = the authority's key is not here. */
	certify(platform: string, names: readonly string[], publicKey: string): Promise<string | null>;
}

/** Rejects with a `TlsProblem` in words. */
export async function openHallTls(parts: TlsParts): Promise<HallTls> {
	const { folder, hall, platform, names, now, first, ask, log } = parts;
	const files = new TlsFiles(folder);
	let authority = files.authority();
	if (authority === null && first) {
		const made = await makeAuthority(hall, now());
		files.keepAuthority(made);
		authority = made.certificate;
		log.info('hall-authority-made', { code: fingerprintOf(authority) ?? '-' });
	}
	/** Looked for each time: where the first platform is lost for good, a technician brings it out of a backup while the hall runs. */
	const authorityKey = () => (authority === null ? null : files.authorityKey(authority));
	authorityKey();

	const fits = (certificate: string, at: number) =>
		authority !== null && names.every((name) => judgeCertificate(certificate, name, authority as string, at).ok);

	async function newCertificate(): Promise<Made | null> {
		const own = newKey();
		const key = authorityKey();
		if (authority !== null && key !== null) {
			const certificate = await makeCertificate({ authority: key, hall, platform, names, publicKey: own.publicKey, now: now() });
			return { certificate, key: own.key };
		}
		const given = await ask(own.publicKey);
		if (given === null || fingerprintOf(given.authority) === null) return null;
		if (authority === null) {
			files.takeAuthority(given.authority);
			authority = given.authority;
		}
		if (fingerprintOf(authority) !== fingerprintOf(given.authority)) {
			log.warn('another-authority-offered');
			return null;
		}
		return fits(given.certificate, now()) ? { certificate: given.certificate, key: own.key } : null;
	}

	let current = files.certificate();
	const soon = () => current === null || !fits(current.certificate, now() + renewBeforeMs);

	async function look(): Promise<boolean> {
		if (!soon()) return false;
		const made = await newCertificate().catch(() => null);
		if (made === null) {
			log.warn('certificate-not-renewed', { count: Math.floor((until() - now()) / dayMs) });
			return false;
		}
		try {
			files.keepCertificate(made);
		} catch {
			log.warn('certificate-not-kept');
		}
		current = made;
		log.info('certificate-made', { count: Math.floor((until() - now()) / dayMs) });
		return true;
	}
	const until = () => (current ? Date.parse(new X509Certificate(current.certificate).validTo) : 0);

	await look();
	const pinned = authority;
	const fingerprint = pinned === null ? null : fingerprintOf(pinned);
	if (pinned === null || fingerprint === null || current === null || !fits(current.certificate, now())) throw new TlsProblem(noCertificate);
	return {
		authority: pinned,
		fingerprint,
		shown: () => ({ cert: `${current!.certificate.trim()}\n${pinned.trim()}\n`, key: current!.key }),
		look,
		until,
		async certify(other, otherNames, publicKey) {
			try {
				const key = authorityKey();
				return key && (await makeCertificate({ authority: key, hall, platform: other, names: otherNames, publicKey, now: now() }));
			} catch {
				return null;
			}
		},
	};
}

const noCertificate =
	'This platform has no certificate of the hall, and none of the others gave it one. Start it once with --peers-token-file while the first platform of ' +
	'the list (P1) can be reached, e.g. with --prepare-tls, or put its folder tls back from a backup.';
