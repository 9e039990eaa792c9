import { expect, test } from 'vitest';
import { hashBookingToken } from '../../config/booking-token.ts';
import { historyDeskAnswer } from '../../domain/contracts/history-desk.ts';
import { signInAnswer } from '../../domain/contracts/wire.ts';
import { clerkPin, demoHall, issue, managerPin } from './fixture.ts';
import { openPlatform } from './open-platform.ts';

const today = '2026-11-17';
const token = 'reader-token-of-the-city-0000001';

test('figures over HTTP and at the manager’s seat: for managers and the program with the token, for nobody else', async () => {
	const hall = await openPlatform({ hall: { ...demoHall(), dailyFigures: { readerTokenHash: hashBookingToken(token) } } });
	try {
		const terminal = await hall.seated('T1');
		await terminal.emitWithAck('commands', { commands: [issue(1), issue(2, { queue: 'B' })] });
		const get = (query: string, bearer?: string, more: Record<string, string> = {}) =>
			fetch(`${hall.url}/api/figures${query}`, { headers: { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...more } });
		expect((await get(`?from=${today}`)).status).toBe(401);
		expect((await get(`?from=${today}`, `${token}x`)).status).toBe(401);
		const json = (await (await get(`?from=${today}`, token)).json()) as { hall: string; history: { days: { all: { came: number } }[] } };
		expect(json).toMatchObject({
			hall: hall.authority.state.hall,
			from: today,
			to: today,
			history: { days: [{ day: today, all: { came: 2 } }] },
		});
		expect((await get('?from=yesterday', token)).status).toBe(400);
		expect((await get(`?from=${today}&to=2026-01-01`, token)).status).toBe(400);
		const csv = await get(`?from=${today}&format=csv`, token, { 'accept-language': 'en' });
		expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="figures-${today}.csv"`);
		expect(await csv.text()).toContain(`Days,${today}`);
		const text = (await (await fetch(`${hall.url}/api/openapi.json`)).json()) as {
			paths: Record<string, { get?: { security?: unknown } }>;
		};
		expect(text.paths['/api/figures']?.get?.security).toEqual([{ manager: [] }, { figuresReader: [] }]);

		const seat = async (station: string, staff: string, pin: string) => {
			const socket = await hall.seated(station);
			const signedIn = signInAnswer.parse(await socket.emitWithAck('sign-in', { station, staff, pin }));
			if (!signedIn.ok) throw new Error(signedIn.code);
			return async (request: unknown) =>
				historyDeskAnswer.parse(await socket.emitWithAck('history-desk', { session: signedIn.session, request }));
		};
		const look = { do: 'look', from: today, to: today };
		expect(await (await seat('M1', '0001', managerPin))(look)).toMatchObject({ ok: true, history: { all: { came: 2 } } });
		expect(await (await seat('W01', '0307', clerkPin))(look)).toEqual({ ok: false, code: 'not-permitted' });
		// Who read is told, not what.
		expect(hall.lines.some((line) => line.includes('figures-read') && line.includes('reader'))).toBe(true);
		expect(hall.lines.join()).not.toContain(token);
	} finally {
		await hall.end();
	}
});
