/**
 * Makes certificates: the hall's own authority, and one for each of its platforms. ECDSA P-256, which every browser and Electron take. The library is
 * loaded only when one is made, which is at set-up and once a year.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

/** The same object as a browser's; Node's types name it apart. */
const provider = webcrypto as never;

const dayMs = 24 * 3_600_000;
/** An authority outlives the hall's machines: every station would have to be enrolled again with a new one. */
const authorityDays = 20 * 365;
export const certificateDays = 398;
/** Clocks of machines differ, and a certificate made now is used now. */
const beforeMs = dayMs;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface Made {
	/** PEM. */
	certificate: string;
	/** PEM, PKCS#8. */
	key: string;
}

async function library() {
	// Its dependency asks for this to be there before it.
	await import('reflect-metadata');
	return import('@peculiar/x509');
}

export function newKey(): { key: string; publicKey: string } {
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	return {
		key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
		publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
	};
}

const derOf = (key: string) => createPrivateKey(key).export({ type: 'pkcs8', format: 'der' });
const publicDerOf = (key: string) => createPublicKey(key).export({ type: 'spki', format: 'der' });
const signingKey = async (key: string) => (await webcrypto.subtle.importKey('pkcs8', derOf(key), algorithm, false, ['sign'])) as never;
const checkingKey = async (der: Buffer) => (await webcrypto.subtle.importKey('spki', der, algorithm, true, ['verify'])) as never;
const serial = () => `01${randomBytes(15).toString('hex')}`;

/** For one hall, and nothing but platforms below it. */
export async function makeAuthority(hall: string, now: number): Promise<Made> {
	const x509 = await library();
	const { key } = newKey();
	const publicKey = await checkingKey(publicDerOf(key));
	const made = await x509.X509CertificateGenerator.createSelfSigned(
		{
			serialNumber: serial(),
			name: [{ O: ['Tidehall'] }, { CN: [`Tidehall ${hall}`] }],
			notBefore: new Date(now - beforeMs),
			notAfter: new Date(now + authorityDays * dayMs),
			keys: { privateKey: await signingKey(key), publicKey },
			signingAlgorithm: algorithm,
			extensions: [
				new x509.BasicConstraintsExtension(true, 0, true),
				new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
				await x509.SubjectKeyIdentifierExtension.create(publicKey, false, provider),
			],
		},
		provider,
	);
	return { certificate: `${made.toString('pem')}\n`, key };
}

export interface PlatformCertificate {
	authority: Made;
	hall: string;
	/** Place in the hall's list. */
	platform: string;
	/** Host names and addresses under which stations reach it. */
	names: readonly string[];
	/** SubjectPublicKeyInfo, base64. Throws when it is no P-256 key. */
	publicKey: string;
	now: number;
}

/** PEM. Never lasts longer than its authority. */
export async function makeCertificate({ authority, hall, platform, names, publicKey, now }: PlatformCertificate): Promise<string> {
	const x509 = await library();
	const issuer = new x509.X509Certificate(authority.certificate);
	const subject = await checkingKey(Buffer.from(publicKey, 'base64'));
	const end = Math.min(now + certificateDays * dayMs, issuer.notAfter.getTime());
	const made = await x509.X509CertificateGenerator.create(
		{
			serialNumber: serial(),
			subject: [{ O: ['Tidehall'] }, { CN: [`${hall} ${platform}`] }],
			issuer: issuer.subjectName.toJSON(),
			notBefore: new Date(now - beforeMs),
			notAfter: new Date(end),
			publicKey: subject,
			signingKey: await signingKey(authority.key),
			signingAlgorithm: algorithm,
			extensions: [
				new x509.BasicConstraintsExtension(false, undefined, true),
				new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
				new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth], false),
				new x509.SubjectAlternativeNameExtension(
					names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name })),
				),
				await x509.AuthorityKeyIdentifierExtension.create(issuer, false, provider),
			],
		},
		provider,
	);
	return `${made.toString('pem')}\n`;
}
