/** A station that was cut off for long comes back: how long until the platform has taken everything it owed. Real journal, engine, socket and platform process. */
import { once } from 'node:events';
import { join } from 'node:path';
import { loadHall } from '../../../config/load-hall.ts';
import type { CommandEnvelope } from '../../../domain/contracts/commands.ts';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import { createEngine } from '../../../renderer/engine/engine.ts';
import { createLink } from '../../../renderer/engine/link.ts';
import { createTimers } from '../../../renderer/engine/page-timers.ts';
import { createMemoryStore } from '../../../renderer/engine/store-memory.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { rawTransferMs } from './raw-transfer.ts';

const station = 'T1';

export interface Drained {
	reports: number;
	/** Of all reports as they go over the line, JSON. */
	bytes: number;
	/** From the start of the connection until the platform has taken the last one. */
	drain_ms: number;
	reports_per_second: number;
	/** The same bytes over loopback into a synced file, median of five. */
	raw_transfer_ms: number;
	times_raw: number;
}

export async function drain(parts: { hall: string; folder: string; reports: number }): Promise<Drained> {
	const { folder, reports } = parts;
	const loaded = loadHall(parts.hall);
	if (!loaded.ok) throw new Error(`hall: ${loaded.problems[0]?.what}`);
	const { plan } = loaded.hall;
	const data = join(folder, 'drain-platform');
	// Once, so that there is a free port whose address the station may know before anything listens there.
	const first = await startPlatform({ hall: parts.hall, data, port: 0 });
	const port = Number(new URL(first.url).port);
	first.child.kill('SIGKILL');
	await once(first.child, 'exit');

	const journal = await openJournal({ folder: join(folder, 'drain-journal'), stations: [station], now: Date.now, note: () => {} });
	const owed: CommandEnvelope[] = [];
	const timers = createTimers();
	const engine = createEngine({
		seats: [{ station, role: 'terminal' }],
		plan,
		devices: [],
		ledWords: { call: '', serving: '', idle: '', paused: '', closed: '', manual: '' },
		link: createLink({ url: first.url, clock: Date.now, timers }),
		openStore: async () => createMemoryStore(),
		journal: {
			load: async () => journal.seats([station]),
			append: (entries) => {
				for (const entry of entries) if (entry.type === 'reported') owed.push(entry.command);
				return journal.append(entries);
			},
		},
		printer: { print: async (job) => ({ job: job.job, outcome: 'printed', proof: 'done', code: 'ok' }) },
		show: async () => {},
		clock: Date.now,
		timers,
		note: () => {},
	});
	const empty = () =>
		new Promise<void>((done) => {
			const stop = engine.subscribe(() => {
				const view = engine.view();
				if (view.link !== 'up' || view.owed > 0) return;
				stop();
				done();
			});
		});
	try {
		await engine.start();
		for (let made = 0; made < reports; made += 1)
			await engine.report(station, 'ticket-paper', {
				ticket: `A${String((made % 999) + 1).padStart(3, '0')}`,
				job: `job-${made}`,
				copy: 1,
				outcome: 'printed',
				proof: 'done',
			});
		const bytes = Buffer.byteLength(JSON.stringify(owed));
		const platform = await startPlatform({ hall: parts.hall, data, port });
		try {
			const drained = empty();
			const began = performance.now();
			await drained;
			const took = performance.now() - began;
			const raw: number[] = [];
			for (let round = 0; round < 5; round += 1) raw.push(await rawTransferMs(bytes, folder));
			const transfer = raw.sort((a, b) => a - b)[2] ?? 0;
			const tenths = (value: number) => Math.round(value * 10) / 10;
			return {
				reports,
				bytes,
				drain_ms: tenths(took),
				reports_per_second: Math.round((reports * 1000) / took),
				raw_transfer_ms: tenths(transfer),
				times_raw: tenths(took / transfer),
			};
		} finally {
			platform.child.kill('SIGTERM');
			await once(platform.child, 'exit');
		}
	} finally {
		engine.stop();
		await journal.close();
	}
}
