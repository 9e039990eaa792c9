/** A machine that keeps applications, and what people put into them. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApplicationForm } from '../../domain/contracts/applications.ts';
import { openApplicationKey } from '../../electron/applications/application-key.ts';
import type { ApplicationStoreParts } from '../../electron/applications/application-parts.ts';
import { ApplicationStore } from '../../electron/applications/application-store.ts';
import type { TicketKey } from '../../electron/keys/machine-key.ts';

export const canary = { name: '金丝雀测试甲', document: '11010519491231002X', phone: '13800138000' } as const;

export const form: ApplicationForm = {
	fields: { name: canary.name, document: canary.document, phone: canary.phone, agreed: true, children: 2 },
	materials: { 'M-1': 'attached', 'M-2': 'on-paper' },
};

export function tempFolder(name: string): { folder: string; remove(): void } {
	const folder = mkdtempSync(join(tmpdir(), `tidehall-${name}-`));
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A key of a machine without the file. */
export function ticketKey(): TicketKey {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
	return {
		keyId: createHash('sha256').update(raw).digest().subarray(0, 12).toString('base64url'),
		publicKey: raw.toString('base64url'),
		sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
	};
}

/** Opens the applications of the machine whose data is in `data`, as a start does. */
export async function openStore(data: string, more: Partial<ApplicationStoreParts> = {}): Promise<ApplicationStore> {
	const opened = await openApplicationKey(join(data, 'keys'), more.disk);
	if (!opened.ok) throw new Error(opened.problem);
	return ApplicationStore.open({ folder: join(data, 'applications'), key: opened.key, now: () => Date.now(), note: () => {}, ...more });
}

/** Bytes that look like nothing, the same for the same seed. */
export function bytesOf(seed: number, length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	let state = (seed * 2_654_435_761 + 1) >>> 0;
	for (let at = 0; at < length; at += 1) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		bytes[at] = state >>> 24;
	}
	return bytes;
}

export const handInAt = { day: '2026-11-17', ticket: null } as const;

/** Begins, fills in and hands in one application with attachments of these lengths. */
export async function handIn(store: ApplicationStore, lengths: number[], station = 'T1'): Promise<{ ref: string; code: string }> {
	const begun = await store.begin({ station, items: ['GS-01'], theme: null, document: null });
	await store.save(begun.ref, form);
	for (const [index, length] of lengths.entries())
		await store.attach(begun.ref, { material: 'M-1', mediaType: 'image/jpeg' }, bytesOf(index + 1, length));
	await store.handIn(begun.ref, handInAt);
	return begun;
}
