/**
 * One day of a hall with made-up people in it: the real platform in a process of its own, and the parts of a station that hold anything of a person, as
 * the app puts them together (applications with their sender, keys, journal, log), without its windows. Each person lays a card, books, fills in a form
 * with an attachment, is served, reviews, asks after matters, has a result sent; clerks look, reveal and write notes. Much of it is also said in the
 * wrong place, where it must be refused without leaving a trace.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { ApplicationAnswer, ApplicationRequest } from '../../../domain/contracts/applications.ts';
import { bridgeCalls, type FaceInfo } from '../../../domain/contracts/bridge.ts';
import { protocolVersion } from '../../../domain/contracts/protocol-history.ts';
import { openMachineApplications } from '../../../electron/applications/open-applications.ts';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import { openCustody, secretFileVariable } from '../../../electron/keys/custody.ts';
import { openMachineKey } from '../../../electron/keys/machine-key.ts';
import { StationLog } from '../../../electron/log/station-log.ts';
import { newBackupKey } from '../../../platform/backup/sealed-archive.ts';
import { takeBackup } from '../../../platform/backup/take-backup.ts';
import { cardReference } from '../../../platform/reservations/references.ts';
import { collect } from '../../../scripts/diagnostics/collect.ts';
import { createHallFetch } from '../../../trust/hall-fetch.ts';
import { HuntedPlatform } from '../messages/hunted-platform.ts';
import { type CanaryPerson, canaryPerson } from './people.ts';

export interface CanaryDay {
	/** Everything that the day has left on disks and lines, to be looked through: folders, and texts that were told to anybody who asks. */
	folders: Record<string, string>;
	texts: Record<string, string>;
	/** Of the station and of the platform, as they lie in memory: none may lie beside the data. */
	secrets: Record<string, Buffer>;
	did: Record<string, number>;
	remove(): Promise<void>;
}

const item = 'GA-001';
const clerk = { staff: '0307', pin: '2580' };
const manager = { staff: '0001', pin: '1379' };

export async function liveCanaryDay(people: number, say: (words: string) => void = () => {}): Promise<CanaryDay> {
	const outside = mkdtempSync(join(tmpdir(), 'tidehall-canaries-'));
	const station = join(outside, 'station');
	const told = join(outside, 'told');
	const safe = join(outside, 'safe');
	for (const folder of [station, told, safe]) mkdirSync(folder);
	const secretFile = join(safe, 'station-secret');
	const secret = randomBytes(32);
	writeFileSync(secretFile, secret.toString('base64'), { mode: 0o400 });
	const platform = await HuntedPlatform.start(['--key-file', join(safe, 'application-key')]);
	const sockets: Socket[] = [];
	const did: Record<string, number> = {};
	const count = (what: string, answer?: unknown) => {
		const outcome = (answer as { ok?: boolean; code?: string } | undefined)?.ok === false ? ` (${(answer as { code: string }).code})` : '';
		did[what + outcome] = (did[what + outcome] ?? 0) + 1;
	};
	const { day } = await platform.health();

	const custody = openCustody({
		platform: 'linux',
		environment: { [secretFileVariable]: secretFile },
		keychain: () => null,
		...(process.getuid ? { user: process.getuid() } : {}),
	});
	if (custody.is !== 'kept') throw new Error(`the station's secret could not be read: ${JSON.stringify(custody)}`);
	const log = new StationLog({ folder: join(station, 'logs'), now: () => Date.now() });
	const note = (level: 'info' | 'warn', code: string, facts: Record<string, string | number> = {}) => log.write(level, code, facts);
	const key = await openMachineKey({ folder: join(station, 'keys'), note: (code) => note('info', code), secrets: custody.secrets });
	const journal = await openJournal({
		folder: join(station, 'journal'),
		stations: ['T1'],
		now: () => Date.now(),
		note: ({ code }) => note('info', code),
	});
	const { epoch } = journal.seats(['T1'])[0]!;

	const connect = async (id: string, own: string, more: Record<string, unknown> = {}) => {
		const socket = io(platform.url, { transports: ['websocket'], forceNew: true });
		sockets.push(socket);
		const hello = { protocol: protocolVersion, seats: [{ station: id, epoch: own }], holds: null, ...more };
		const welcome = await socket.emitWithAck('hello', hello);
		if (!welcome.ok) throw new Error(`${id}: ${welcome.code}`);
		const beat = setInterval(() => socket.emit('beat', { day: null, position: 0 }, () => {}), 2_500);
		socket.on('disconnect', () => clearInterval(beat));
		let n = 0;
		return {
			welcome,
			ask: (name: string, body: unknown) => socket.timeout(20_000).emitWithAck(name, body),
			async say(name: string, body: unknown, session?: string) {
				const command = { station: id, epoch: own, n: ++n, occurredAt: Date.now(), name, body, ...(session ? { session } : {}) };
				// As the engine does: through the machine's door, which takes what its contract knows.
				const entry = bridgeCalls['journal-append'].safeParse([[{ type: 'reported', station: 'T1', command }]]);
				if (id === 'T1' && entry.success) await journal.append(entry.data[0]);
				const answer = await socket.timeout(20_000).emitWithAck('commands', { commands: [command] });
				if (id === 'T1') await journal.append([{ type: 'settled', station: 'T1', n }]);
				return answer.ok ? answer.outcomes[0] : answer;
			},
		};
	};
	const terminal = await connect('T1', epoch, { key: { keyId: key.keyId, publicKey: key.publicKey } });
	const window = await connect('W01', 'b'.repeat(16));
	const desk = await connect('M1', 'c'.repeat(16));
	const clerkSession = (await window.ask('sign-in', { station: 'W01', ...clerk })).session as string;
	const managerSession = (await desk.ask('sign-in', { station: 'M1', ...manager })).session as string;
	await window.say('open-window', { window: 'W01' }, clerkSession);

	const applications = await openMachineApplications({
		data: station,
		plan: terminal.welcome.plan,
		stations: ['T1'],
		platformUrls: [platform.url],
		key,
		secrets: custody.secrets,
		reach: createHallFetch(() => null),
		now: () => Date.now(),
		after: (ms, action) => {
			const timer = setTimeout(action, ms);
			return () => clearTimeout(timer);
		},
		room: () => 'well',
		owed: () => 0,
		tell: () => {},
		log: note,
	});
	const face: FaceInfo = { face: 'terminal', station: 'T1', seats: [], platformUrl: platform.url };
	const engine: FaceInfo = { ...face, face: 'engine', station: null };
	const desked = (request: ApplicationRequest, from = face): Promise<ApplicationAnswer> => applications.answer(from, request);
	await desked({ do: 'link', up: true, platformTime: Date.now(), platform: platform.url }, engine);

	for (let n = 0; n < people; n++) {
		await live(canaryPerson(n), n);
		if (n % 50 === 49) say(`${n + 1} people`);
	}

	async function live(person: CanaryPerson, n: number): Promise<void> {
		const { name, idNumber, phone, address, words } = person;
		const personRef = cardReference(terminal.welcome.personKey, day, idNumber);
		// A form, its attachment, and who acts for whom.
		const begun = await desked({ do: 'begin', items: [item], document: idNumber });
		if (begun.do !== 'opened') return count(`form not begun: ${begun.do === 'refused' ? begun.code : begun.do}`);
		const { grip, summary } = begun;
		const fields = { name, idNumber, phone, postAddress: address, reason: words, agentName: `${name}之友`, agentIdNumber: idNumber };
		await desked({ do: 'save', grip, form: { fields, materials: { 'M-ID-CARD': 'attached' } } });
		const picture = Buffer.concat([
			Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
			Buffer.from(`${name}${idNumber}${address}`.repeat(30)),
			Buffer.from([0xff, 0xd9]),
		]);
		await desked({ do: 'attach', grip, material: 'M-ID-CARD', mediaType: 'image/jpeg', data: new Uint8Array(picture) });
		if (n % 10 === 9) {
			// Left lying as a draft.
			await desked({ do: 'close', grip });
			count('draft');
		} else {
			await desked({ do: 'hand-in', grip, day });
			await terminal.say('hand-in-application', { application: summary.ref, items: [item], attachments: 1 });
			await desked({ do: 'reported', ref: summary.ref }, engine);
			await desked({ do: 'close', grip });
			count('form handed in');
		}
		const visit = { queue: 'A', items: [item], channel: 'card', personRef, ...(n % 10 === 9 ? {} : { application: summary.ref }) };
		const issued = await terminal.say('issue-ticket', { visit });
		const ticket = issued.events?.find((event: { name: string }) => event.name === 'ticket-issued')?.body.number as string | undefined;
		count(ticket ? 'ticket' : `no ticket: ${issued.result} ${issued.refusal?.code ?? ''}`);
		if (ticket) {
			const called = await window.say('call-ticket', { window: 'W01', ticket, reason: '持号到窗口' }, clerkSession);
			count(`called: ${called.result}${called.refusal ? ` ${called.refusal.code}` : ''}`);
			await window.say('start-service', { window: 'W01', ticket }, clerkSession);
			const steps = [{ do: 'begin', origin: 'application', items: [item], materials: [] }];
			await window.say('report-case', { case: summary.ref, steps, window: 'W01', ticket }, clerkSession);
			if (n % 3 === 0) {
				const request = { do: 'papers', ref: summary.ref, reason: 'in-hand' };
				count('papers', await window.ask('case-desk', { session: clerkSession, request }));
				count('reveal', await window.ask('case-desk', { session: clerkSession, request: { ...request, do: 'reveal', field: 'idNumber' } }));
				count('find', await window.ask('case-desk', { session: clerkSession, request: { do: 'find', document: idNumber } }));
			}
			await window.say('finish-service', { window: 'W01', ticket }, clerkSession);
			await terminal.say('give-review', { ticket, level: 1 + (n % 5), reasons: [], channel: 'terminal' });
		}
		if (n % 7 === 0) {
			const complaint = `BC-${createHash('sha256')
				.update(String(n))
				.digest('hex')
				.slice(0, 12)
				.toUpperCase()
				.replaceAll(/[ILOU]/g, 'X')}`;
			await terminal.say('open-complaint', { complaint, reason: 'other', ...(ticket ? { ticket } : {}) });
			const request = { do: 'note', complaint, text: `${name} ${phone} ${words}` };
			count('note', await desk.ask('review-desk', { session: managerSession, request }));
		}
		if (n % 12 === 0) {
			count('own matters', await terminal.ask('progress', { do: 'mine', document: idNumber }));
			const slots = await terminal.ask('booking', { do: 'slots', queue: 'A' });
			const slot = slots.slots?.find((each: { left: number }) => each.left > 0)?.slot as number | undefined;
			if (slot !== undefined)
				count(
					'booking',
					await terminal.ask('booking', { do: 'book', key: `canary-${n}-00`, queue: 'A', slot, items: [], document: idNumber }),
				);
			const number = `SQ-${summary.ref.slice(0, 8)}`;
			count('address', await terminal.ask('progress', { do: 'deliver', document: idNumber, number, way: 'courier', address }));
			count('search', await terminal.ask('suggest', { text: `${words} ${phone}`, audience: 'personal' }));
		}
		await wrongPlaces(person, n, ticket);
	}

	/** The same, where it does not belong: asks with numbers in them, fields and keys that nobody knows, addresses, headers. */
	async function wrongPlaces({ name, idNumber, phone, address }: CanaryPerson, n: number, ticket: string | undefined): Promise<void> {
		if (n % 5 !== 0) return;
		count('refused words', {
			ok: false,
			code:
				(await window.say('cancel-ticket', { ticket: ticket ?? 'A001', reason: `${idNumber} ${phone}` }, clerkSession)).refusal?.code ??
				'taken',
		});
		await window.say('pause-window', { window: 'W01', reason: { [name]: address } }, clerkSession);
		await terminal.say(name, { [idNumber]: phone });
		// A link that says twenty things that are not understood is ended: these have one of their own.
		const stray = io(platform.url, { transports: ['websocket'], forceNew: true });
		const ask = (message: string, body: unknown) => stray.timeout(20_000).emitWithAck(message, body);
		await ask('progress', { do: 'mine', document: [name, idNumber] });
		await ask('suggest', { [address]: phone });
		await ask('history-desk', { session: name, request: { do: idNumber } });
		await ask('commands', { commands: [{ station: name, epoch: idNumber }] });
		stray.close();
		await desk.ask('history-desk', { session: managerSession, request: { do: 'past-day', day: '2020-01-01', [name]: phone } });
		await window.ask('sign-in', { station: 'W01', staff: idNumber, pin: phone });
		const headers = { authorization: `Bearer ${idNumber}`, 'content-type': 'application/json' };
		for (const path of [
			`/api/cases/${idNumber}`,
			`/api/days/${phone}/figures`,
			`/t/${encodeURIComponent(name)}`,
			`/${encodeURIComponent(address)}`,
		])
			await fetch(platform.url + path, { headers }).then((answer) => answer.arrayBuffer());
		await fetch(`${platform.url}/api/documents`, { method: 'POST', headers, body: JSON.stringify({ [name]: idNumber, title: [address] }) });
	}

	const waiting = async () => {
		const list = await desked({ do: 'list' }, engine);
		return list.do === 'list' ? list.applications.filter(({ stage }) => stage === 'waiting').length : 0;
	};
	for (let tries = 0; tries < 600 && (await waiting()) > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
	did['applications not sent'] = await waiting();

	const texts: Record<string, string> = {};
	for (const path of ['/healthz', '/metrics', '/api/term', '/api/hall-keys', `/api/days/${day}/figures`, '/api/openapi.json'])
		texts[path] = await (await fetch(platform.url + path)).text();
	const seal = { recipients: [(await newBackupKey()).recipient] };
	await takeBackup({
		folder: join(platform.folder, 'data'),
		keyFile: join(safe, 'application-key'),
		seal,
		to: join(told, 'backup.age'),
		now: Date.now(),
		program: 'canaries',
	});
	const bundle = await collect({
		hall: join(platform.folder, 'hall', 'hall.yaml'),
		data: join(platform.folder, 'data'),
		url: platform.url,
		logs: [join(station, 'logs')],
		now: Date.now(),
	});
	writeFileSync(join(told, 'diagnostics.json'), JSON.stringify(bundle));
	await applications.close();
	await journal.close();
	texts['log of the platform'] = platform.printed.join('\n');
	return {
		// While the platform runs: its write-ahead log is there as it is.
		folders: { 'data of the platform': join(platform.folder, 'data'), 'disk of the station': station, 'backup and bundle': told },
		texts,
		secrets: { 'secret of the station': secret },
		did,
		async remove() {
			for (const socket of sockets) socket.close();
			await platform.end();
			rmSync(outside, { recursive: true, force: true });
		},
	};
}
