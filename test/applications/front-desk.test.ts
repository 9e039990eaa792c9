/** What a face may do with the applications of its machine, and what nobody may. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApplicationAnswer, type ApplicationRequest, applicationRequest } from '../../domain/contracts/applications.ts';
import { type FaceInfo, faceNames } from '../../domain/contracts/bridge.ts';
import type { ApplicationStore } from '../../electron/applications/application-store.ts';
import { FrontDesk } from '../../electron/applications/front-desk.ts';
import { applicationCallers } from '../../electron/bridge/callers.ts';
import { bytesOf, canary, form, openStore, tempFolder } from './stand.ts';

let store: ApplicationStore;
let remove: () => void;
let now = 1_000_000;
let owed = 0;
const links: [boolean, string | null][] = [];
beforeEach(async () => {
	const made = tempFolder('desk');
	remove = made.remove;
	now = 1_000_000;
	owed = 0;
	store = await openStore(made.folder);
});
afterEach(() => remove());

const info = (station: string | null, face: FaceInfo['face'] = 'terminal'): FaceInfo => ({
	face,
	station,
	seats: [],
	platformUrl: 'http://127.0.0.1:1',
});
const deskOf = () => new FrontDesk({ store, now: () => now, link: (...told) => links.push(told), owed: () => owed });
const opened = (answer: ApplicationAnswer) => {
	if (answer.do !== 'opened') throw new Error(JSON.stringify(answer));
	return answer;
};
const begin: ApplicationRequest = { do: 'begin', items: ['GS-01'], document: canary.document };
const ask = (desk: FrontDesk, request: ApplicationRequest, station = 'T1') => desk.answer(info(station), request);

describe('an application in the hands of one person', () => {
	test('is filled in, left, found again with the slip or the document, and handed in', async () => {
		const desk = deskOf();
		const { grip, code } = opened(await ask(desk, begin));
		await ask(desk, { do: 'save', grip, form });
		const kept = await ask(desk, { do: 'attach', grip, material: 'M-1', mediaType: 'image/png', data: bytesOf(1, 700) });
		expect(kept).toMatchObject({ do: 'kept', attachments: [{ bytes: 700 }], summary: { stage: 'draft' } });
		await ask(desk, { do: 'close', grip });
		// The terminal was wiped and its page is a new one.
		const again = opened(await ask(deskOf(), { do: 'open', code: `${code!.slice(0, 5)}-${code!.slice(5).toLowerCase()}` }));
		expect(again.form).toEqual(form);
		expect(again.code).toBeNull();
		const third = deskOf();
		const found = opened(await ask(third, { do: 'open', document: canary.document.toLowerCase() }));
		const read = await ask(third, { do: 'read-attachment', grip: found.grip, attachment: found.attachments[0]!.id });
		expect(read).toMatchObject({ do: 'attachment', mediaType: 'image/png' });
		expect(await ask(third, { do: 'hand-in', grip: found.grip, day: '2026-11-17', ticket: 'A001' })).toMatchObject({
			do: 'state',
			summary: { stage: 'waiting', ticket: 'A001', day: '2026-11-17' },
		});
		expect(await ask(third, { do: 'look', code: code! })).toMatchObject({ do: 'state', summary: { stage: 'waiting' } });
		expect(await ask(third, { do: 'open', code: code! })).toEqual({ do: 'refused', code: 'not-a-draft' });
	});

	test('another person’s is out of reach: no grip, an old grip, or the grip of another seat opens nothing', async () => {
		const desk = deskOf();
		const first = opened(await ask(desk, begin));
		const save = (grip: string, station?: string) => ask(desk, { do: 'save', grip, form }, station);
		expect(await save('A'.repeat(22))).toEqual({ do: 'refused', code: 'no-grip' });
		expect(await save(first.grip, 'T2')).toEqual({ do: 'refused', code: 'no-grip' });
		// The next person begins at the same terminal.
		const second = opened(await ask(desk, { do: 'begin', items: ['GS-01'] }));
		expect(await save(first.grip)).toEqual({ do: 'refused', code: 'no-grip' });
		expect(await ask(desk, { do: 'discard', grip: first.grip })).toEqual({ do: 'refused', code: 'no-grip' });
		expect((await save(second.grip)).do).toBe('kept');
		await ask(desk, { do: 'close' });
		expect(await save(second.grip)).toEqual({ do: 'refused', code: 'no-grip' });
		expect(store.list()).toHaveLength(2);
	});

	test('codes cannot be tried out: five wrong ones lock for a minute, a slip of the finger does not count', async () => {
		const desk = deskOf();
		const { code } = opened(await ask(desk, begin));
		const typo = `${code!.slice(0, 9)}${code!.at(-1) === '2' ? '3' : '2'}`;
		for (let tries = 0; tries < 20; tries += 1)
			expect(await ask(desk, { do: 'look', code: typo })).toEqual({ do: 'refused', code: 'unknown-code' });
		for (let tries = 0; tries < 5; tries += 1)
			expect(await ask(desk, { do: 'open', code: '2222222222' })).toEqual({ do: 'refused', code: 'unknown-code' });
		expect(await ask(desk, { do: 'open', code: code! })).toEqual({ do: 'refused', code: 'locked' });
		now += 60_001;
		expect((await ask(desk, { do: 'open', code: code! })).do).toBe('opened');
	});

	test('a document of somebody else, a number that is none, and nothing at all find nothing', async () => {
		const desk = deskOf();
		await ask(desk, begin);
		for (const document of ['110105194912310038', 'not a number', undefined])
			expect(await ask(desk, { do: 'open', document })).toEqual({ do: 'refused', code: 'unknown-code' });
	});

	test('P1 the lists and states that leave the machine’s desk hold nothing of a person', async () => {
		const desk = deskOf();
		const { grip, code } = opened(await ask(desk, begin));
		await ask(desk, { do: 'save', grip, form });
		const told = JSON.stringify([
			await ask(desk, { do: 'list' }),
			await ask(desk, { do: 'may-reset' }),
			await ask(desk, { do: 'look', code: code! }),
		]);
		for (const secret of [canary.name, canary.document, canary.phone, code!]) expect(told).not.toContain(secret);
	});
});

describe('setting the machine up anew', () => {
	test('is not allowed while anything is unsent, and says what', async () => {
		const desk = deskOf();
		expect(desk.mayReset()).toEqual([]);
		const { grip } = opened(await ask(desk, begin));
		owed = 3;
		expect(await desk.answer(info('T1', 'technician'), { do: 'may-reset' })).toEqual({
			do: 'may-reset',
			reasons: [
				{ code: 'drafts-kept', count: 1 },
				{ code: 'reports-owed', count: 3 },
			],
		});
		await ask(desk, { do: 'hand-in', grip, day: '2026-11-17' });
		owed = 0;
		expect(desk.mayReset()).toEqual([{ code: 'applications-waiting', count: 1 }]);
		await store.submitted(store.waiting()[0]!, 5);
		expect(desk.mayReset()).toEqual([]);
	});
});

describe('the door of the bridge', () => {
	test('what people fill in is for the face in front of them; the engine and the technician see the list alone', () => {
		for (const each of ['save', 'attach', 'open', 'begin', 'hand-in', 'read-attachment', 'discard'] as const)
			expect(applicationCallers[each]).toEqual(['terminal', 'window']);
		for (const face of faceNames.filter((name) => name === 'board' || name === 'manager' || name === 'bench'))
			expect(Object.values(applicationCallers).every((allowed) => !allowed.includes(face))).toBe(true);
		expect(applicationCallers['may-reset']).toEqual(['technician']);
	});

	test.each<[string, unknown]>([
		['an attachment that is text', { do: 'attach', grip: 'A'.repeat(22), material: 'M', mediaType: 'image/png', data: 'text' }],
		[
			'an attachment beyond 20 MB',
			{ do: 'attach', grip: 'A'.repeat(22), material: 'M', mediaType: 'image/png', data: new Uint8Array(20 * 1024 * 1024 + 1) },
		],
		['a program as an attachment', { do: 'attach', grip: 'A'.repeat(22), material: 'M', mediaType: 'text/html', data: new Uint8Array(1) }],
		[
			'a form beyond 64 KiB',
			{
				do: 'save',
				grip: 'A'.repeat(22),
				form: { fields: Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}`, 'x'.repeat(1990)])), materials: {} },
			},
		],
		['no items', { do: 'begin', items: [] }],
		['a grip of another form', { do: 'discard', grip: '../../etc' }],
	])('%s is malformed', (_name, request) => expect(applicationRequest.safeParse(request).success).toBe(false));
});
