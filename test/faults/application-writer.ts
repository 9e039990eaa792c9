/**
 * Child process: a machine at which people fill in applications, leave them, throw them away and hand them in, on the real store; some are
 * submitted. It says what it tries before it tries it and what was kept once it was. Argument: `ApplicationWriting` as JSON.
 */
import { join } from 'node:path';
import { applicationDisk } from '../../electron/applications/application-disk.ts';
import { openApplicationKey } from '../../electron/applications/application-key.ts';
import { ApplicationStore } from '../../electron/applications/application-store.ts';
import { bytesOf } from '../applications/stand.ts';
import type { ApplicationStep } from './application-story.ts';
import { type DiskFault, type KillAt, KillPoints, say } from './kill-points.ts';
import { pointedDisk } from './pointed-disk.ts';

export interface ApplicationWriting {
	folder: string;
	killAt: KillAt;
	/** 0 = until somebody ends it. */
	rounds: number;
	fault: DiskFault;
}

const writing = JSON.parse(process.argv[2]!) as ApplicationWriting;
const points = new KillPoints(writing.killAt);
const disk = pointedDisk(applicationDisk, points, writing.fault);

/** A disk that goes away ends this life in order: there is nothing to say but that. */
function stopped(cause: unknown): never {
	say('stopped', (cause as { code?: string }).code ?? String(cause));
	process.exit(1);
}

async function open(): Promise<ApplicationStore> {
	const opened = await openApplicationKey(join(writing.folder, 'keys'), disk);
	if (!opened.ok) throw new Error(opened.problem);
	return ApplicationStore.open({
		...{ folder: join(writing.folder, 'applications'), key: opened.key, now: Date.now, disk, chunkBytes: 1024 },
		note: (code) => say('note', code),
	});
}
const store = await open().catch(stopped);
say('open', null);
points.pass('after open was said');

async function step<T>(what: ApplicationStep, act: () => Promise<T>): Promise<T> {
	say('try', what);
	const made = await act();
	points.pass('before the acknowledgement');
	say('kept', made ?? {});
	return made;
}
const save = (ref: string, form: number) => step({ do: 'save', ref, form }, () => store.save(ref, { fields: { form }, materials: {} }));
const attach = (ref: string, seed: number, length: number) =>
	step({ do: 'attach', ref, seed, length }, () => store.attach(ref, { material: 'M-1', mediaType: 'image/jpeg' }, bytesOf(seed, length)));

try {
	for (let round = 1; writing.rounds === 0 || round <= writing.rounds; round++) {
		const { ref } = await step({ do: 'begin' }, () => store.begin({ station: 'T1', items: ['GS-01'], theme: null, document: null }));
		await save(ref, round);
		const { id } = await attach(ref, round, 700);
		await attach(ref, round + 1000, 2500);
		if (round % 2 === 1) await step({ do: 'detach', ref, id }, () => store.detach(ref, id));
		if (round % 4 === 2) {
			await step({ do: 'discard', ref }, () => store.discard(ref));
			continue;
		}
		await save(ref, round + 1);
		if (round % 8 === 7) continue;
		await step({ do: 'hand-in', ref }, () => store.handIn(ref, { day: '2026-11-23', ticket: 'A001' }));
		await step({ do: 'reported', ref }, () => store.reported(ref));
		if (round % 4 !== 0) await step({ do: 'submitted', ref }, () => store.submitted(ref, 77));
	}
	await store.close();
	say('points', points);
} catch (cause) {
	stopped(cause);
}
