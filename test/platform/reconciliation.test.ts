import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reconciliation, reconciliationAnswer } from '../../domain/contracts/reconciliation.ts';
import { signInAnswer } from '../../domain/contracts/wire.ts';
import { errorBody } from '../../platform/http/errors.ts';
import { clerkPin, issue, managerPin } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
beforeEach(async () => {
	hall = await openPlatform();
});
afterEach(() => hall.end());

const today = '2026-11-17';

async function signedIn(station: string, staff: string, pin: string) {
	const socket = await hall.seated(station);
	const answer = signInAnswer.parse(await socket.emitWithAck('sign-in', { station, staff, pin }));
	if (!answer.ok) throw new Error(answer.code);
	return { socket, session: answer.session };
}
const get = (query: string, session?: string, more: Record<string, string> = {}) =>
	fetch(`${hall.url}/api/reconciliation${query}`, { headers: { ...(session ? { authorization: `Bearer ${session}` } : {}), ...more } });

/** Terminal 2 was cut off for half an hour and gave out one number. */
async function healed() {
	const socket = await hall.seated('T2');
	const began = hall.clock.at;
	hall.clock.at += 30 * 60_000;
	const visit = { queue: 'A', items: [], channel: 'card', personRef: 'canary-person-reference-1' };
	const commands = [
		issue(1, { station: 'T2', occurredAt: began + 60_000, name: 'offline-ticket', body: { number: 'A2-001', sequence: 1, visit } }),
		issue(2, {
			station: 'T2',
			occurredAt: hall.clock.at,
			name: 'cut-off-ended',
			body: { since: began, until: hall.clock.at, waited: { from: 1, to: 1 } },
		}),
	];
	expect(await socket.emitWithAck('commands', { commands })).toMatchObject({ ok: true });
}

describe('the reconciliation report of a day', () => {
	test('a manager reads it over HTTP: as JSON, as a table and as a PDF', async () => {
		await healed();
		const { session } = await signedIn('M1', '0001', managerPin);
		const report = reconciliation.parse(await (await get(`?day=${today}`, session)).json());
		expect(report.cuts).toMatchObject([{ station: 'T2', basis: 'said', tickets: [{ number: 'A2-001' }] }]);
		const csv = await get('?format=csv', session);
		expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="reconciliation-${today}.csv"`);
		const bytes = new Uint8Array(await csv.arrayBuffer());
		expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		const text = new TextDecoder().decode(bytes);
		expect(text).toContain('断线时取了 1 个号：A2-001');
		expect(text).not.toContain('canary-person');
		const english = await (await get('?format=csv', session, { 'accept-language': 'en' })).text();
		expect(english).toContain('1 ticket taken while cut off: A2-001');
		const pdf = await get('?format=pdf', session);
		expect(pdf.headers.get('content-type')).toBe('application/pdf');
		expect(new TextDecoder('latin1').decode((await pdf.arrayBuffer()).slice(0, 5))).toBe('%PDF-');
	});

	test('without a manager’s sign-in nobody reads it: no session, a made-up one, a clerk’s', async () => {
		const { session: clerk } = await signedIn('W01', '0307', clerkPin);
		for (const [session, status] of [
			[undefined, 401],
			['made-up', 401],
			[clerk, 403],
		] as const) {
			const answer = await get('', session);
			expect(answer.status).toBe(status);
			expect(errorBody.parse(await answer.json()).error.code).toBe('not-permitted');
		}
	});

	test('a day that is no day, one the hall has no log of, and too many at once are told in words', async () => {
		const { session } = await signedIn('M1', '0001', managerPin);
		const malformed = await get('?day=yesterday', session);
		expect([malformed.status, errorBody.parse(await malformed.json()).error.field]).toEqual([400, 'day']);
		expect((await get('?day=2020-01-01', session)).status).toBe(404);
		const statuses = await Promise.all(Array.from({ length: 12 }, () => get('', session).then(({ status }) => status)));
		expect(statuses).toContain(429);
	});

	test('over the socket the manager’s screen asks for a past day, and nobody else may', async () => {
		await healed();
		const { socket, session } = await signedIn('M1', '0001', managerPin);
		const ask = async (body: unknown) => reconciliationAnswer.parse(await socket.emitWithAck('reconciliation', body));
		expect(await ask({ session, day: today })).toMatchObject({ ok: true, report: { sums: { offline: 1, offlineSaid: 1 } } });
		expect(await ask({ session, day: '2020-01-01' })).toEqual({ ok: false, code: 'no-day' });
		expect(await ask({ session: 'made-up', day: today })).toEqual({ ok: false, code: 'not-permitted' });
		expect(await ask({ session })).toMatchObject({ ok: false, code: 'malformed' });
	});
});
