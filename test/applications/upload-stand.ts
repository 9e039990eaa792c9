/** A station's sender and a real platform in the test's own process, over real HTTP. */
import type { ApplicationStore } from '../../electron/applications/application-store.ts';
import { Sender } from '../../electron/applications/sender.ts';
import { createHttpTransport, type UploadRequest, type UploadTransport } from '../../electron/applications/upload-transport.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { tempFolder, ticketKey } from './stand.ts';

/** What a test has opened, ended after it, the last first. */
export const ends: (() => unknown)[] = [];
export async function endAll(): Promise<void> {
	for (const end of ends.splice(0).reverse()) await end();
}

export function folderOf(name: string): string {
	const { folder, remove } = tempFolder(name);
	ends.push(remove);
	return folder;
}

/** A platform with its files in a folder, that can be stopped and started on the same data. */
export async function platformIn(folder: string): Promise<OpenPlatform> {
	const hall = await openPlatform({ store: openSqlite(folder), applications: { folder, keyFile: null } });
	let ended = false;
	const end = hall.end.bind(hall);
	hall.end = async () => {
		if (ended) return;
		ended = true;
		await end();
	};
	ends.push(() => hall.end());
	return hall;
}

export const key = ticketKey();
export const introduce = (hall: OpenPlatform, station = 'T1', own = key) =>
	hall.seated(station, 'a'.repeat(16), { key: { keyId: own.keyId, publicKey: own.publicKey } });

export function senderTo(
	hall: () => OpenPlatform,
	store: ApplicationStore,
	through: (real: UploadTransport) => UploadTransport = (real) => real,
) {
	const { plan } = { plan: hall().authority.state };
	const http = createHttpTransport({ platformUrl: () => hall().url, hall: plan.hall, key });
	const sent: UploadRequest[] = [];
	const notes: string[] = [];
	const due: (() => void)[] = [];
	const sender = new Sender({
		store,
		transport: (request) => {
			sent.push(request);
			return through(http)(request);
		},
		after: (_ms, action) => {
			due.push(action);
			return () => void due.splice(due.indexOf(action), 1);
		},
		note: (code) => notes.push(code),
		chance: () => 0,
	});
	ends.push(() => sender.stop());
	return { sender, sent, notes, due };
}

export const submittedEvents = (hall: OpenPlatform) => hall.authority.eventsAfter(0).filter(({ name }) => name === 'application-submitted');
