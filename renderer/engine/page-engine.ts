/** A browser on the LAN: the engine runs in the page against the platform that served it, without devices. */
import { type FaceInfo, faceNames, stationConfig } from '../../domain/contracts/bridge.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ConnectedEngine } from './connected-engine.ts';
import { ledWording } from './displays.ts';
import { createEngine } from './engine.ts';
import { createSessionJournal } from './journal-session.ts';
import { createLink } from './link.ts';
import { createTimers } from './page-timers.ts';
import { openDexieStore } from './store-dexie.ts';

/** The face is the name of the page (`/board.html`, `/board/`), the seat is `?station=` or the plan's first of that role. */
export function faceOfPage(page: { pathname: string; search: string; origin: string }, plan: HallPlan): FaceInfo {
	const name = page.pathname
		.split('/')
		.filter(Boolean)
		.findLast((part) => part !== 'index.html')
		?.replace(/\.html$/, '');
	const face = faceNames.find((candidate) => candidate === name) ?? 'board';
	const asked = new URLSearchParams(page.search).get('station');
	const seat = asked ? plan.stations.find((station) => station.id === asked) : plan.stations.find((station) => station.role === face);
	if (!seat) throw new Error('no-such-station');
	return { face, station: seat.id, seats: [{ station: seat.id, role: seat.role }], platformUrl: page.origin };
}

/** Rejects with `station-config-unreachable`, `station-config-malformed` or `no-such-station`. */
export async function startPageEngine(page: Location): Promise<ConnectedEngine> {
	const answer = await fetch(new URL('/api/station-config', page.origin)).catch(() => null);
	if (!answer?.ok) throw new Error('station-config-unreachable');
	const read = stationConfig.safeParse(await answer.json().catch(() => null));
	if (!read.success) throw new Error('station-config-malformed');
	const config = read.data;
	const face = faceOfPage(page, config.plan);
	const timers = createTimers();
	const engine = createEngine({
		seats: face.seats,
		plan: config.plan,
		devices: [],
		ledWords: ledWording(config.wording['zh-CN']),
		link: createLink({ url: page.origin, clock: Date.now, timers }),
		openStore: () => openDexieStore(`tidehall-page-${face.station}`),
		journal: createSessionJournal(face.seats),
		printer: { print: async ({ job }) => ({ job, outcome: 'failed', proof: 'none', code: 'no-printer' }) },
		show: async () => {},
		clock: Date.now,
		timers,
		note: (code, count) => console.warn(`engine: ${code}${count === undefined ? '' : ` (${count})`}`),
	});
	await engine.start();
	window.addEventListener('pagehide', () => engine.stop());
	// Brought back from the browser's memory of pages: the engine was stopped, so the page begins anew.
	window.addEventListener('pageshow', (event) => {
		if (event.persisted) page.reload();
	});
	return { client: engine, config, face };
}
