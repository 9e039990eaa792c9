/**
 * The escrow of a machine: everything that is unsent, in one file that a passphrase opens, so that the machine may be set up anew or thrown away
 * and another one goes on. Nothing in it is readable without the passphrase; a file that is cut short, changed or put together from two is refused
 * in whole. It is sealed in the suite of the machine it comes from, and opens at one of any other: each frame says its own.
 */
import { createHash, randomBytes, scryptSync } from 'node:crypto';
import type { Attachment } from '../../domain/contracts/applications.ts';
import type { ApplicationStore } from './application-store.ts';
import { type Head, head } from './head.ts';
import { open, seal } from './sealed-box.ts';

const magic = Buffer.from('TIDEHALL-ESCROW1\n');
const saltBytes = 16;
/** About a third of a second and 32 MiB for each try of a passphrase. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
export const shortestPassphrase = 12;

export type EscrowProblem =
	| 'passphrase-too-short'
	/** Not an escrow file, or the passphrase is another one. */
	| 'not-opened'
	/** It opens, and is not whole. */
	| 'not-whole'
	| 'unreadable-here';

export type Exported = { ok: true; applications: number; bytes: number } | { ok: false; problem: EscrowProblem };
export type Imported = { ok: true; applications: number; here: number } | { ok: false; problem: EscrowProblem };

/** Writes everything that is unsent; what cannot be read here makes the whole refuse, so that nobody wipes it on the strength of the file. */
export async function exportEscrow(
	store: ApplicationStore,
	passphrase: string,
	write: (bytes: Uint8Array) => Promise<void>,
): Promise<Exported> {
	if (passphrase.length < shortestPassphrase) return { ok: false, problem: 'passphrase-too-short' };
	if (store.list().some(({ stage }) => stage === 'damaged')) return { ok: false, problem: 'unreadable-here' };
	const salt = randomBytes(saltBytes);
	const key = keyOf(passphrase, salt);
	let frame = 0;
	let bytes = 0;
	const all = createHash('sha256');
	const put = async (kind: string, inside: Uint8Array) => {
		const box = seal(key, placeOf(salt, kind, frame++), inside, store.suite);
		all.update(box);
		const length = Buffer.alloc(4);
		length.writeUInt32BE(box.length);
		bytes += length.length + box.length;
		await write(Buffer.concat([length, box]));
	};
	await write(Buffer.concat([magic, salt]));
	const refs = store.list().flatMap(({ ref, stage }) => (stage === 'draft' || stage === 'waiting' ? [ref] : []));
	for (const ref of refs) {
		const kept = await store.read(ref);
		await put('head', Buffer.from(JSON.stringify({ ...kept, claimsKey: store.claimsKey(ref) })));
		for (const { id, chunks } of kept.attachments)
			for (const index of chunks.keys()) {
				const chunk = await store.chunk(ref, id, index);
				if (!chunk) return { ok: false, problem: 'unreadable-here' };
				await put('chunk', chunk);
			}
	}
	await put('end', Buffer.from(JSON.stringify({ applications: refs.length, hash: all.copy().digest('hex') })));
	return { ok: true, applications: refs.length, bytes: bytes + magic.length + saltBytes };
}

/** `read`: so many bytes from the file, or fewer at its end. The file is read twice: nothing is taken in before the whole of it is known to be sound. */
export async function importEscrow(store: ApplicationStore, passphrase: string, openFile: () => Promise<EscrowFile>): Promise<Imported> {
	for (const takeIn of [false, true]) {
		const file = await openFile();
		try {
			const done = await readAll(file, passphrase, takeIn ? store : null);
			if (!done.ok || takeIn) return done;
		} finally {
			await file.close();
		}
	}
	return { ok: false, problem: 'not-whole' };
}

export interface EscrowFile {
	read(length: number): Promise<Uint8Array>;
	close(): Promise<void>;
}

async function readAll(file: EscrowFile, passphrase: string, store: ApplicationStore | null): Promise<Imported> {
	const begin = Buffer.from(await file.read(magic.length + saltBytes));
	if (begin.length < magic.length + saltBytes || !begin.subarray(0, magic.length).equals(magic))
		return { ok: false, problem: 'not-opened' };
	const salt = begin.subarray(magic.length);
	const key = keyOf(passphrase, salt);
	const all = createHash('sha256');
	let frame = 0;
	let hash = all.copy().digest('hex');
	async function next(...kinds: string[]): Promise<{ kind: string; inside: Buffer } | null> {
		const head = Buffer.from(await file.read(4));
		const length = head.length === 4 ? head.readUInt32BE() : 0;
		if (length === 0 || length > 4 * 1024 * 1024) return null;
		const box = Buffer.from(await file.read(length));
		hash = all.copy().digest('hex');
		all.update(box);
		for (const kind of kinds) {
			const inside = open(key, placeOf(salt, kind, frame), box);
			if (!inside) continue;
			frame += 1;
			return { kind, inside };
		}
		return null;
	}
	let applications = 0;
	let here = 0;
	for (;;) {
		const got = await next('head', 'end');
		if (!got) return { ok: false, problem: frame === 0 ? 'not-opened' : 'not-whole' };
		const json = JSON.parse(got.inside.toString('utf8')) as Record<string, unknown>;
		if (got.kind === 'end') {
			const sound = json.applications === applications && json.hash === hash && (await file.read(1)).length === 0;
			return sound ? { ok: true, applications, here } : { ok: false, problem: 'not-whole' };
		}
		const read = head.safeParse(json);
		if (!read.success) return { ok: false, problem: 'not-whole' };
		const chunks = new Map<string, Buffer>();
		for (const { id, chunks: hashes } of read.data.attachments)
			for (const [index, wanted] of hashes.entries()) {
				const chunk = await next('chunk');
				if (!chunk || createHash('sha256').update(chunk.inside).digest('hex') !== wanted) return { ok: false, problem: 'not-whole' };
				if (store) chunks.set(`${id}.${index}`, chunk.inside);
			}
		applications += 1;
		if (store && !(await takeIn(store, read.data, chunks))) here += 1;
	}
}

function takeIn(store: ApplicationStore, from: Head, chunks: Map<string, Buffer>): Promise<boolean> {
	return store.takeIn(from, ({ id }: Attachment, index) => chunks.get(`${id}.${index}`)!);
}

const keyOf = (passphrase: string, salt: Uint8Array) => scryptSync(passphrase.normalize('NFC'), salt, 32, cost);
const placeOf = (salt: Uint8Array, kind: string, frame: number) => `tidehall/escrow/${Buffer.from(salt).toString('hex')}/${kind}/${frame}`;
