/** A reservation held up to the scanner of the real terminal: connected, cut off, and what is wrong with it in words. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type BookingHall, openBookingHall } from './support/booking-hall.ts';
import { walkAway } from './support/page-clock.ts';
import { until } from './support/until.ts';

let hall: BookingHall;
let terminal: Page;
beforeAll(async () => {
	hall = await openBookingHall();
	terminal = await hall.machine.face('terminal');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
	// What is held up before the device desk listens is read by nobody.
	await until(
		'the scanner to be listened to',
		async () => {
			hall.scanner.holdUp('https://example.org/');
			await terminal.getByText('这不是本厅的预约码，也不是号票').waitFor({ timeout: 1_500 });
			return true;
		},
		60_000,
	);
	await home();
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

const home = () => walkAway(terminal);
async function picture(name: string) {
	if (!process.env.TIDEHALL_PICTURES) return;
	await new Promise((go) => setTimeout(go, 600));
	await terminal.screenshot({ path: `test/artifacts/screens/${name}.png` });
}
/** Checks in what is held up; answers the number on the screen. */
async function checkIn(qr: string): Promise<string> {
	hall.scanner.holdUp(qr);
	await terminal.getByText('您的预约，现在签到吗？').waitFor({ timeout: 15_000 });
	await picture('terminal-check-in');
	await terminal.getByRole('button', { name: '签到取号' }).click();
	await terminal.getByText('号取好了，请拿好号票').waitFor({ timeout: 20_000 });
	await picture(`terminal-checked-in${hall.printer.papers().length}`);
	return (await terminal.locator('.ticket .number').innerText()).trim();
}

it('connected: the booked number comes out; held up again, its number is told; the ticket held up shows its place', async () => {
	const { qr } = await hall.book();
	const number = await checkIn(qr);
	expect(number).toMatch(/^A\d{3}$/);
	await home();
	// A scanner lets the same code pass again only after a while, and a person holds it up again until something happens.
	await until(
		'it says that the reservation was used',
		async () => {
			hall.scanner.holdUp(qr);
			await terminal.getByText('这个预约已经取过号了').waitFor({ timeout: 2_000 });
			return true;
		},
		20_000,
	);
	await picture('terminal-reservation-used');
	const ticket = hall.printer.papers().findLast((each) => each.cut)?.qr ?? '';
	expect(ticket).toMatch(/^TH2:/);
	hall.scanner.holdUp(ticket);
	await terminal.getByText('您的号还在排队').waitFor({ timeout: 15_000 });
	await picture('terminal-place');
	await home();
});

it('cut off: a booking of the list and one that is newer both give a number; forged ones do not', async () => {
	const [one, other] = [await hall.book(), await hall.book()];
	await hall.killPlatform();
	await terminal.getByText('离线取号').waitFor({ timeout: 30_000 });
	expect(await checkIn(one.qr)).toMatch(/^A1-\d{3}$/);
	await home();
	hall.scanner.holdUp(other.qr.replace(':A:', ':B:'));
	await terminal.getByText('这个预约码核对不上').waitFor({ timeout: 15_000 });
	await picture('terminal-reservation-forged');
	expect(await checkIn(other.qr)).toMatch(/^A1-\d{3}$/);
	await home();

	// Back in the middle of a third one's check-in: both numbers of the cut count, each booking once.
	await hall.startPlatformAgain();
	await terminal.getByText('离线取号').waitFor({ state: 'detached', timeout: 40_000 });
	const third = await hall.book();
	expect(await checkIn(third.qr)).toMatch(/^A\d{3}$/);
	const events = await until('all check-ins in the log', async () => {
		const now = await hall.events();
		return now.filter(({ name, body }) => name === 'ticket-issued' && body.visit.channel === 'reservation').length >= 4 ? now : null;
	});
	const refs = events.flatMap(({ name, body }) => (name === 'ticket-issued' ? [body.visit.reservationRef] : []));
	expect(refs).toHaveLength(4);
	expect(new Set(refs).size).toBe(4);
	expect(events.filter(({ name }) => name === 'conflict-found')).toEqual([]);
	await home();
	await until(
		'what was checked in while cut off is told to be used',
		async () => {
			hall.scanner.holdUp(one.qr);
			await terminal.getByText('这个预约已经取过号了').waitFor({ timeout: 2_000 });
			return true;
		},
		20_000,
	);
});
