import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 6 to 12 digits, as typed on a pad of numbers. */
export const serviceCodeDigits = /^\d{6,12}$/;
/** `scrypt$N=…,r=…,p=…$salt$hash`, both in base64. */
export const serviceCodeHash = /^scrypt\$N=(\d{4,7}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22}==)\$([A-Za-z0-9+/]{43}=)$/;

/** Enough to make a million codes take about a day on the machine they were stolen from, and one try a fraction of a second. */
const cost = { N: 32_768, r: 8, p: 1 } as const;
/** Above it a file could hold the main process up for seconds. */
const largestCost = 1_048_576;
const hashBytes = 32;

/** The hash of a code for `serviceCode` of `devices.yaml`. */
export async function hashServiceCode(code: string): Promise<string> {
	const salt = randomBytes(16);
	const hash = await derive(code, salt, cost);
	return `scrypt$N=${cost.N},r=${cost.r},p=${cost.p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Whether `code` is the one behind `hash`. Compared in constant time; `false` for a hash that is none. */
export async function isServiceCode(hash: string, code: string): Promise<boolean> {
	const parts = serviceCodeHash.exec(hash);
	if (!parts) return false;
	const [, N, r, p, salt = '', wanted = ''] = parts;
	const own = { N: Number(N), r: Number(r), p: Number(p) };
	if (own.N * own.r * own.p > largestCost) return false;
	try {
		return timingSafeEqual(await derive(code, Buffer.from(salt, 'base64'), own), Buffer.from(wanted, 'base64'));
	} catch {
		// Figures that are no scrypt cost (N must be a power of two).
		return false;
	}
}

function derive(code: string, salt: Buffer, { N, r, p }: { N: number; r: number; p: number }): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		scrypt(code, salt, hashBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)));
	});
}
