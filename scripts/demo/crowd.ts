/**
 * The rest of the demo hall, so that it lives: clerks at the windows nobody plays, and visitors at the other terminals. Each speaks the real wire
 * protocol to the real platform. `node scripts/demo/crowd.ts URL W02,W03,T2 HALL_FILE` leaves the named stations free.
 */
import { loadHall } from '../../config/load-hall.ts';
import { pickNext } from '../../domain/pick-next.ts';
import type { Random } from './random.ts';
import { seededRandom } from './random.ts';
import { type Seat, takeSeat } from './seat.ts';
import { someVisit } from './visitors.ts';

/** The PIN of every demo clerk; documented in `config/halls/demo/staff.yaml`. */
const demoPin = '2580';
const minute = 60_000;
const againEveryMs = 10 * minute;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function clerk(url: string, station: string, window: string, staff: string, random: Random): Promise<void> {
	const seat = await takeSeat(url, station);
	const entered = await seat.signIn(staff, demoPin);
	if (!entered.ok) return seat.close();
	await seat.say('open-window', { window });
	let signedInAt = Date.now();
	for (;;) {
		// The platform signs out who leaves a seat alone, and these touch no page.
		if (Date.now() - signedInAt > againEveryMs) {
			signedInAt = Date.now();
			await seat.signIn(staff, demoPin).catch(() => {});
		}
		await serveOne(seat, window, random).catch(() => wait(5_000));
		await wait(3_000 + random.below(4_000));
	}
}

async function serveOne(seat: Seat, window: string, random: Random): Promise<void> {
	let now = seat.state().windows[window];
	if (!now || now.stage === 'closed') {
		await seat.say('open-window', { window });
		return;
	}
	if (!now.ticket) {
		if (pickNext(seat.state(), seat.plan(), window, Date.now()) === null) return;
		await seat.say('call-next', { window });
		now = seat.state().windows[window];
	}
	if (!now || now.stage === 'closed' || !now.ticket) return;
	const ticket = now.ticket;
	const life = seat.state().tickets[ticket]?.life.stage;
	if (life === 'called') {
		await wait(12_000 + random.below(15_000));
		if (random.next() < 0.02) {
			await seat.say('no-show', { window });
			return;
		}
		await seat.say('start-service', { window, ticket });
	}
	const queue = seat.plan().queues.find((each) => each.id === seat.state().tickets[ticket]?.queue);
	await wait(random.minutesAround(queue?.meanMinutes ?? 8) * minute);
	await seat.say('finish-service', { window, ticket });
}

async function visitors(url: string, station: string, random: Random): Promise<void> {
	const seat = await takeSeat(url, station);
	const { themes } = hall.ok ? hall.hall.catalogue : { themes: [] };
	for (;;) {
		await wait(20_000 + random.below(50_000));
		const queues = seat.plan().queues.filter((queue) => !queue.special);
		await seat.say('issue-ticket', { visit: someVisit(seat.plan(), queues[random.below(queues.length)]!, random, themes) }).catch(() => {});
	}
}

const [url, leftFree = '', hallFile = ''] = process.argv.slice(2);
const hall = loadHall(hallFile);
if (!url || !hall.ok) {
	console.error('Usage: crowd.ts URL STATIONS_LEFT_FREE HALL_FILE');
	process.exit(2);
}
const free = new Set(leftFree.split(','));
const staffOf = JSON.parse(process.env.TIDEHALL_CROWD_STAFF ?? '{}') as Record<string, string>;
const scout = await takeSeat(url, 'B2');
const stations = scout.plan().stations;
scout.close();
for (const [index, station] of stations.entries()) {
	if (free.has(station.id)) continue;
	const random = seededRandom(index + 1);
	const played =
		station.role === 'window' && station.window && staffOf[station.window]
			? clerk(url, station.id, station.window, staffOf[station.window]!, random)
			: station.role === 'terminal'
				? visitors(url, station.id, random)
				: null;
	played?.catch((error: Error) => console.error(`crowd: ${error.message}`));
}
