/**
 * Everything a hall keeps of people beside its log, on the real stores, walked through simulated time day by day for three years and more: nothing
 * outlives its time, nothing is erased early, and no kind of record stands outside the register.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doneKeptMs, draftKeptMs, submittedKeptMs } from '../../domain/contracts/applications.ts';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import { proxyFields } from '../../domain/form/proxy-record.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { ApplicationBook } from '../../platform/applications/application-book.ts';
import { AttachmentFiles } from '../../platform/applications/attachment-files.ts';
import { AttachmentRecords, draftChunks } from '../../platform/applications/attachment-records.ts';
import { DeliveryWishes } from '../../platform/applications/delivery-wishes.ts';
import { DraftShelf } from '../../platform/applications/draft-shelf.ts';
import { HallKey } from '../../platform/applications/hall-seal.ts';
import { fieldsKeptShorter } from '../../platform/applications/open-applications.ts';
import { PersonIndex } from '../../platform/applications/person-index.ts';
import { AuditBook, auditKeptMs } from '../../platform/audit/audit-book.ts';
import { chainsIn, lineAt } from '../../platform/audit/audit-rows.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { personKeyOf } from '../../platform/people/person-key.ts';
import { keepEndedMs, Sessions, sessionMs } from '../../platform/people/sessions.ts';
import { Quarantine, settledKeptMs } from '../../platform/quarantine/quarantine.ts';
import { ReservationBook } from '../../platform/reservations/book.ts';
import { keepReservationDays } from '../../platform/reservations/keep-days.ts';
import { impersonalRecords, personalRecords } from '../../platform/retention/record-register.ts';
import { noteKeptMs, SealedNotes } from '../../platform/reviews/sealed-notes.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { handIn, openStore, tempFolder } from '../applications/stand.ts';
import { demoHall, epochOf, HandClock, tuesdayMorning } from '../platform/fixture.ts';
import { openPlatform } from '../platform/open-platform.ts';

const hall = demoHall();
const dayMs = 24 * 3_600_000;
const ref = 'ab'.repeat(16);
const unfinished = 'cd'.repeat(16);
const canary = { name: '金丝雀甲', idNumber: '11010519491231002X', phone: '13800138000', postAddress: '金丝雀市金丝雀路一号' };
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const photo = Buffer.from('a picture of a card '.repeat(40));
const manifest = (of: string) => ({
	...{ ref: of, station: 'T1', items: ['GA-001'], handedInAt: tuesdayMorning, day: '2026-11-17', chunkBytes: 262_144 },
	form: { fields: { ...canary }, materials: {} },
	attachments: [
		{
			id: '0'.repeat(16),
			material: 'M-ID',
			mediaType: 'image/jpeg' as const,
			bytes: photo.length,
			sha256: sha(photo),
			chunks: [sha(photo)],
		},
	],
});

const ends: (() => unknown)[] = [];
let folder: string;
let store: HallStore;
beforeEach(() => {
	const made = tempFolder('retention');
	folder = made.folder;
	store = openSqlite(folder);
	ends.push(() => store.close(), made.remove);
});
afterEach(async () => {
	for (const end of ends.splice(0)) await end();
});

test('P1 walked day by day through three years: every record is there until its time is over, and gone the day after', async () => {
	const clock = new HandClock();
	const key = new HallKey(Buffer.alloc(32, 7));
	const { plan, book: catalogue } = hall;
	const of = { hall: plan.code, store, key, book: catalogue };
	const people = await PersonIndex.load(of);
	const wishes = new DeliveryWishes(of);
	const attachments = new AttachmentFiles(join(folder, 'attachments'));
	const fieldsKept = fieldsKeptShorter(catalogue);
	expect(fieldsKept.postAddress).toBe(90);
	const applications = await ApplicationBook.load({
		...{ hall: plan.code, store, attachments, key, clock, people, fieldsKept },
		...{ today: () => '2026-11-17', submit: async () => true, hasRoom: () => true },
	});
	for (const each of [ref, unfinished]) expect(await applications.announce(manifest(each))).toMatchObject({ ok: true });
	await applications.take(ref, '0'.repeat(16), 0, photo);
	expect(await applications.submit(ref)).toMatchObject({ ok: true, state: { stage: 'submitted' } });
	await wishes.put(ref, canary.postAddress, clock.now());
	const shelf = new DraftShelf({
		...{ hall: plan.code, store, clock, hasRoom: () => true },
		pictures: new AttachmentRecords(store, plan.code, draftChunks),
	});
	const draft = 'a'.repeat(64);
	await shelf.put(draft, { version: 1, savedAt: 1, box: 'AAAA', pictures: ['1'.repeat(16)] });
	await shelf.putPiece(draft, '1'.repeat(16), 0, photo);
	const notes = new SealedNotes(store, plan.code, key);
	await notes.put('PJ-20261117-A001', { at: clock.now(), staff: '0901', text: `${canary.name} ${canary.phone}` });
	const audit = await AuditBook.open({ store, hall: plan.code, platform: 'P1', clock });
	await audit.write({ staff: '0307', station: 'W01', what: 'form', ref, reason: 'in-hand' });
	const sessions = await Sessions.load(store, clock.now());
	await sessions.begin('0307', 'W01', clock.now());
	await store.putRecord(`reservation/${hall.plan.code}`, booked.code, booked);
	const reservations = await ReservationBook.load({ plan, store, clock, signer: null as never, isUsed: () => false });
	let today = '2026-11-17';
	const keeper = keepReservationDays({
		...{ plan, store, clock, rules: domainRules, book: reservations },
		authority: {
			stopped: null,
			held: null,
			get day() {
				return today;
			},
			get state() {
				return startOfDay(plan, today);
			},
		} as never,
	});
	const quarantine = await Quarantine.load(store, plan.code);
	const command = { station: 'T3', epoch: epochOf('b'), occurredAt: 1, name: 'help-called', body: { said: 'what it said' } };
	for (const n of [1, 2])
		await quarantine.take({
			...{ station: 'T3', epoch: epochOf('b'), why: 'unknown-station', arrivedAt: clock.now(), clockOffset: 0 },
			commands: [{ ...command, n }],
		});
	for (const { id } of quarantine.all()) await quarantine.discard(id, '0001', clock.now(), 'because');
	const station = await openStore(join(folder, 'station'), { now: () => clock.now() });
	const drafted = await station.begin({ station: 'T1', items: ['GS-01'], theme: null, document: null });
	const handedIn = await handIn(station, [10]);
	await station.submitted(handedIn.ref, clock.now());

	const there = async (kind: string) => (await store.records(kind)).length > 0;
	const inForm = async (field: string) => (await applications.open(ref))?.manifest.form.fields[field] !== undefined;
	const watched: { what: string; kept: number; there: () => Promise<boolean> }[] = [
		{ what: 'the form', kept: submittedKeptMs, there: () => inForm('name') },
		{ what: 'the address in it', kept: 90 * dayMs, there: () => inForm('postAddress') },
		{ what: 'its pictures', kept: submittedKeptMs, there: async () => (await attachments.list(ref)).length > 0 },
		{ what: 'whose it is', kept: submittedKeptMs, there: () => there(`application-person/${hall.plan.code}`) },
		{ what: 'what never arrived whole', kept: submittedKeptMs, there: async () => (await applications.state(unfinished)).ok },
		{ what: 'the address for delivery', kept: 90 * dayMs, there: () => there(`delivery-wish/${hall.plan.code}`) },
		{ what: 'a draft in its box', kept: draftKeptMs, there: () => there(`draft-box:${hall.plan.code}`) },
		{ what: 'its picture', kept: draftKeptMs, there: () => there(`draft-chunk/${hall.plan.code}/${draft}`) },
		{ what: 'a note about a complaint', kept: noteKeptMs, there: () => there(`complaint-note/${hall.plan.code}/PJ-20261117-A001`) },
		{ what: 'who looked', kept: auditKeptMs, there: async () => (await audit.lines()).length > 0 },
		{ what: 'a sign-in', kept: sessionMs + keepEndedMs, there: () => there('session') },
		{
			what: 'what a quarantined report said',
			kept: settledKeptMs,
			there: async () => JSON.stringify(await store.records('quarantine')).includes('what it said'),
		},
		{ what: 'a draft at the station', kept: draftKeptMs, there: async () => station.summary(drafted.ref) !== null },
		{ what: 'what the station says of one handed in', kept: doneKeptMs, there: async () => station.summary(handedIn.ref) !== null },
	];
	const missedKept = Math.max(plan.reservation.booking?.missed.withinDays ?? 0, 15);
	for (let days = 0; days <= 3 * 365 + 2; days += 1) {
		clock.at = tuesdayMorning + days * dayMs;
		today = new Date(clock.at + 8 * 3_600_000).toISOString().slice(0, 10);
		await applications.forget();
		await wishes.forget(clock.at);
		await shelf.forget();
		await notes.forget(['PJ-20261117-A001'], clock.at);
		await audit.forget(clock.at);
		await sessions.forget(clock.at);
		await quarantine.forget(clock.at);
		await station.tidy(clock.at);
		// Both write each day, and are over with these records after weeks.
		if (days <= missedKept + 20) {
			await keeper.look();
			const dayKey = await personKeyOf(store, plan.code, today);
			expect((await store.records('person-key')).map(({ value }) => value)).toEqual([dayKey]);
		}
		// What is gone is looked at for three more days.
		for (const { what, kept, there: is } of watched.filter((each) => days * dayMs < each.kept + 3 * dayMs))
			expect([days, what, await is()]).toEqual([days, what, days * dayMs < kept]);
		// From the day of its slot, by whole days.
		expect([days, await there(`reservation/${hall.plan.code}`)]).toEqual([days, days <= missedKept]);
	}
	const kinds = new Set([...(await allKinds(store))]);
	for (const kind of kinds) expect(isRegistered(kind), kind).toBe(true);
	// Not in the pages of the database either: what was deleted is overwritten there.
	await store.close();
	for (const name of readdirSync(folder).filter((each) => each.startsWith('hall.sqlite')))
		for (const secret of Object.values(canary)) expect(readFileSync(join(folder, name)).includes(secret), name).toBe(false);
});

const booked: Reservation = {
	...{
		code: '23456789AB',
		hall: 'DEMO',
		queue: 'A',
		items: [],
		slot: tuesdayMorning,
		endsAt: tuesdayMorning + 3_600_000,
		day: '2026-11-17',
	},
	...{ person: 'person-of-front-end', state: 'cancelled', ref: 'r'.repeat(22), cardRef: null, createdAt: 1, changedAt: 1 },
};

/** `application/DEMO` is of the kind `application`. */
const firstPart = (kind: string) => /^[a-z-]+/.exec(kind)?.[0] ?? kind;
const register = new Set([...personalRecords.map(({ kind }) => kind), ...impersonalRecords]);
const isRegistered = (kind: string) => register.has(firstPart(kind));
async function allKinds(of: HallStore): Promise<string[]> {
	const { DatabaseSync } = await import('node:sqlite');
	await of.close();
	const database = new DatabaseSync(join(folder, 'hall.sqlite'), { readOnly: true });
	const kinds = database.prepare('SELECT DISTINCT kind FROM record').all() as { kind: string }[];
	database.close();
	return kinds.map(({ kind }) => kind);
}

describe('the register', () => {
	test('P1 every kind of record that the platform’s program names is in it, once', () => {
		const named = new Set<string>();
		const root = join(import.meta.dirname, '../../platform');
		for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
			// The centre keeps copies of logs and configurations alone; what the log says is P1's own matter.
			if (!file.endsWith('.ts') || /^(centre|retention|http|storage)\b/.test(file)) continue;
			const text = readFileSync(join(root, file), 'utf8');
			for (const [, kind] of text.matchAll(/\b\w*[kK]ind = '([a-z-]+)'/g)) named.add(kind!);
			for (const [, kind] of text.matchAll(/(?:return|kind =|Kind =|=>) `([a-z-]+)[/:]\$\{/g)) named.add(kind!);
		}
		expect(named.size).toBeGreaterThan(25);
		expect([...named].filter((kind) => !register.has(kind))).toEqual([]);
		expect([...register].filter((kind) => !named.has(kind))).toEqual([]);
		expect(register.size).toBe(personalRecords.length + impersonalRecords.length);
	});

	test('P1 what a window writes of two people stands in the purpose register field by field', () => {
		const asked = new Set((hall.book?.purposes ?? []).flatMap(({ fields }) => fields));
		expect(proxyFields.filter((key) => !asked.has(key))).toEqual([]);
	});

	test('the platform does it by itself: an hour later everything that is over is gone', async () => {
		const clock = new HandClock();
		const running = await openPlatform({ store, clock });
		ends.unshift(() => running.end());
		const [chain] = await chainsIn(store, hall.plan.code);
		const said = async () => (await lineAt(store, hall.plan.code, chain!.chain, 1)) !== null;
		clock.turn(3_600_001);
		expect(await said()).toBe(true);
		clock.at += auditKeptMs;
		for (let wait = 0; wait < 200 && (await said()); wait += 1) {
			clock.turn(3_600_001);
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		expect(await said()).toBe(false);
	});
});
