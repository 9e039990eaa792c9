/** What every store of attachments does; run on files, and on records of each database. */
import { describe, expect, test } from 'vitest';
import type { AttachmentStore, ChunkPlace } from '../../platform/applications/attachment-store.ts';
import { bytesOf } from './stand.ts';

export interface OpenedAttachments {
	store: AttachmentStore;
	/** The same data, opened once more. */
	again(): Promise<AttachmentStore>;
	done(): Promise<void>;
}

export function attachmentContract(name: string, open: () => Promise<OpenedAttachments>): void {
	const ref = 'a'.repeat(32);
	const other = `ab${'c'.repeat(30)}`;
	const at = (index: number, attachment = '1'.repeat(16), of = ref): ChunkPlace => ({ ref: of, attachment, index });
	const opened = async (action: (of: OpenedAttachments) => Promise<void>) => {
		const of = await open();
		try {
			await action(of);
		} finally {
			await of.done();
		}
	};
	const same = (read: Uint8Array | null, wanted: Uint8Array) => expect(Buffer.compare(read ?? new Uint8Array(), wanted)).toBe(0);

	describe(`attachments in ${name}`, () => {
		test('a chunk is read as it was put, whatever its bytes, also by who opens the store anew', () =>
			opened(async ({ store, again }) => {
				const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
				await store.put(at(0), bytes);
				await store.settle(ref);
				same(await store.read(at(0)), bytes);
				same(await (await again()).read(at(0)), bytes);
			}));

		test('what is not there is null, and settling or removing it does no harm', () =>
			opened(async ({ store }) => {
				expect(await store.read(at(0))).toBeNull();
				expect(await store.list(ref)).toEqual([]);
				await store.settle(ref);
				await store.remove(at(0));
				await store.removeAll(ref);
			}));

		test('putting again replaces it whole', () =>
			opened(async ({ store }) => {
				await store.put(at(0), bytesOf(1, 9000));
				await store.put(at(0), bytesOf(2, 50));
				same(await store.read(at(0)), bytesOf(2, 50));
				await Promise.all([1, 2, 3, 4].map(() => store.put(at(1), bytesOf(3, 4000))));
				same(await store.read(at(1)), bytesOf(3, 4000));
				expect(await store.list(ref)).toHaveLength(2);
			}));

		test('the list of one application holds its own chunks alone', () =>
			opened(async ({ store, again }) => {
				for (const place of [at(0), at(1), at(10), at(0, '2'.repeat(16)), at(0, '1'.repeat(16), other)])
					await store.put(place, bytesOf(1, 10));
				const found = await (await again()).list(ref);
				expect(found.map(({ attachment, index }) => `${attachment[0]}.${index}`).sort()).toEqual(['1.0', '1.1', '1.10', '2.0']);
			}));

		test('removing one leaves the others, removing all leaves those of other applications', () =>
			opened(async ({ store }) => {
				for (const place of [at(0), at(1), at(0, '1'.repeat(16), other)]) await store.put(place, bytesOf(1, 10));
				await store.remove(at(0));
				expect(await store.read(at(0))).toBeNull();
				same(await store.read(at(1)), bytesOf(1, 10));
				await store.removeAll(ref);
				expect(await store.list(ref)).toEqual([]);
				expect(await store.list(other)).toHaveLength(1);
				await store.put(at(0), bytesOf(4, 10));
				same(await store.read(at(0)), bytesOf(4, 10));
			}));

		test('a chunk of the largest size is taken', () =>
			opened(async ({ store }) => {
				const bytes = bytesOf(5, 256 * 1024 + 29);
				await store.put(at(0), bytes);
				same(await store.read(at(0)), bytes);
			}));
	});
}
