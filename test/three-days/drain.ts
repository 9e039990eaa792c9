/**
 * The same in real processes: a machine with applications on its disk, the real platform as a process, real HTTP, both syncing every byte. Beside
 * it the same bytes copied chunk by chunk into another folder, each synced: what no program could do without.
 */
import { once } from 'node:events';
import { closeSync, fdatasyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { checkLog } from '../../domain/check-log.ts';
import { Sender } from '../../electron/applications/sender.ts';
import { createHttpTransport } from '../../electron/applications/upload-transport.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { openStore, ticketKey } from '../applications/stand.ts';
import { hallWith, runPlatform } from '../platform/platform-process.ts';
import { pageOf, visitors } from './people.ts';

export interface Drain {
	applications: number;
	/** Attachments are this many times smaller than a scan in life (365 KB on average, a twentieth of them 4 MB). */
	scale: number;
	/** Kills the platform in the middle and starts it again on the same data. */
	killOnce: boolean;
}

export interface Drained {
	applications: number;
	attachments: number;
	bytes: number;
	/** Filling in and handing in at the station: encrypted and synced there. */
	kept_seconds: number;
	drained_seconds: number;
	copied_seconds: number;
	platform_killed: boolean;
	requests: number;
	/** In words; empty = everything is there once. */
	wrong: string[];
}

export async function drain({ applications, scale, killOnce }: Drain): Promise<Drained> {
	const { folder, hall, data } = hallWith(4);
	const wrong: string[] = [];
	const key = ticketKey();
	let platform = await runPlatform(hall, data);
	const { port } = platform;
	try {
		await introduce(platform.url, key);
		const store = await openStore(join(folder, 'machine'));
		const people = visitors(1, applications, ['T1'], scale).filter(({ ends }) => ends === 'hands-in');
		const refs: string[] = [];
		let bytes = 0;
		let attachments = 0;
		const began = performance.now();
		for (const visitor of people) {
			const { ref } = await store.begin({ station: 'T1', items: ['GS-01'], theme: null, document: null });
			await store.save(ref, visitor.form);
			for (const each of visitor.attachments) {
				await store.attach(ref, { material: 'M-1', mediaType: 'image/jpeg' }, pageOf(each));
				bytes += each.length;
				attachments += 1;
			}
			await store.handIn(ref, { day: '2026-11-17', ticket: null });
			refs.push(ref);
		}
		const kept = performance.now();

		let requests = 0;
		const http = createHttpTransport({ platformUrl: () => platform.url, hall: hallCode(hall), key });
		const sender = new Sender({
			store,
			transport: (request) => {
				requests += 1;
				return http(request);
			},
			after(ms, action) {
				const timer = setTimeout(action, ms);
				return () => clearTimeout(timer);
			},
			note: () => {},
			atOnce: 4,
		});
		sender.link(true);
		let killed = false;
		while (store.waiting().length > 0) {
			if (killOnce && !killed && store.waiting().length < applications / 2) {
				killed = true;
				await platform.end('SIGKILL');
				platform = await runPlatform(hall, data, port);
				await introduce(platform.url, key);
				sender.link(false);
				sender.link(true);
			}
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		const drained = performance.now();
		await sender.stop();
		await platform.end('SIGTERM');

		const copy = join(folder, 'copy');
		mkdirSync(copy);
		const beforeCopy = performance.now();
		copyRaw(people, copy);
		const copied = performance.now();

		const held = openSqlite(data);
		const submitted = new Map<string, number>();
		for (const { hall: code, day, plan, head } of await held.days()) {
			const log = await held.read(code, day, 0, head);
			for (const { rule, text } of checkLog(plan, day, log).violations) wrong.push(`${rule} ${text}`);
			for (const event of log)
				if (event.name === 'application-submitted') submitted.set(event.body.application, (submitted.get(event.body.application) ?? 0) + 1);
		}
		await held.close();
		for (const ref of refs) if (submitted.get(ref) !== 1) wrong.push(`${ref} was submitted ${submitted.get(ref) ?? 0} times`);
		if (submitted.size !== refs.length) wrong.push(`${submitted.size} of ${refs.length} were submitted`);
		const seconds = (from: number, to: number) => Math.round((to - from) / 10) / 100;
		return {
			...{ applications: refs.length, attachments, bytes, requests, platform_killed: killed },
			kept_seconds: seconds(began, kept),
			drained_seconds: seconds(kept, drained),
			copied_seconds: seconds(beforeCopy, copied),
			wrong,
		};
	} finally {
		await platform.end('SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	}
}

function hallCode(file: string): string {
	const code = /^\s*code:\s*"?([A-Z0-9-]+)/m.exec(readFileSync(file, 'utf8'))?.[1];
	if (!code) throw new Error(`no code in ${file}`);
	return code;
}

/** The machine says hello once, so that the hall knows its key. */
async function introduce(url: string, { keyId, publicKey }: { keyId: string; publicKey: string }): Promise<void> {
	const socket = io(url, { transports: ['websocket'], forceNew: true });
	await once(socket as unknown as NodeJS.EventEmitter, 'connect');
	const answer = (await socket.emitWithAck('hello', {
		...{ protocol: 1, seats: [{ station: 'T1', epoch: 'a'.repeat(16) }], holds: null, key: { keyId, publicKey } },
	})) as { ok: boolean };
	if (!answer.ok) throw new Error(JSON.stringify(answer));
	socket.close();
}

/** Each chunk into a file of its own, synced; nothing else. */
function copyRaw(people: ReturnType<typeof visitors>, folder: string): void {
	const size = 256 * 1024;
	let name = 0;
	for (const { attachments } of people)
		for (const each of attachments) {
			const page = pageOf(each);
			for (let from = 0; from < page.length; from += size) {
				const file = openSync(join(folder, String(name++)), 'w');
				writeSync(file, page.subarray(from, from + size));
				fdatasyncSync(file);
				closeSync(file);
			}
		}
}
