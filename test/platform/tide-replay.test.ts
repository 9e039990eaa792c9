import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { proposalVersion } from '../../domain/tide/planner/proposal.ts';
import { replayProposal } from '../../domain/tide-day/replay-proposal.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { tideStand } from './tide-stand.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-replay-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const tide = fileURLToPath(new URL('../../scripts/tide.ts', import.meta.url));
const verify = fileURLToPath(new URL('../../platform/verify.ts', import.meta.url));

test('S1 a proposal is made again from a stored day by another program; one that was touched is not the same', async () => {
	const hall = await tideStand({ store: openSqlite(folder) });
	await hall.open();
	await hall.turn(5);
	await hall.take('A', 40);
	await hall.turn(310);
	const events = hall.log();
	const { plan, authority } = hall;
	const proposed = hall.events('tide-plan-proposed').find(({ body }) => body.kind === 'change')!;
	await hall.end();
	await hall.store.close();

	const run = async (...args: string[]) => JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as unknown;
	const [replayed, verified] = await Promise.all([
		run(tide, 'replay', '--data', folder, '--plan', proposed.body.plan, '--json'),
		run(verify, '--data', folder, '--proposals', '--json'),
	]);
	expect(replayed).toMatchObject({ proposals: [{ plan: proposed.body.plan, same: true, kind: 'change', moves: 1 }] });
	const told = hall.events('tide-plan-proposed').length;
	expect(verified).toMatchObject({ violations: [], proposals: { told, same: told, differ: [], notTried: [] } });

	const [move] = proposed.body.moves;
	const touched = events.map((event) =>
		event.position === proposed.position
			? { ...proposed, body: { ...proposed.body, moves: [{ ...move!, gain: move!.gain + 0.1 }] } }
			: event,
	);
	expect(replayProposal(plan, authority.day, touched, proposed.body)).toMatchObject({ ok: true, same: false });
	expect(replayProposal({ ...plan, configVersion: 'other' }, authority.day, events, proposed.body)).toEqual({
		ok: false,
		why: 'configuration',
	});
	const older = events.map((event) =>
		event.position === proposed.position
			? { ...proposed, body: { ...proposed.body, basis: { ...proposed.body.basis, version: proposalVersion + 1 } } }
			: event,
	);
	expect(replayProposal(plan, authority.day, older, proposed.body)).toEqual({
		ok: false,
		why: 'version',
		madeBy: proposalVersion + 1,
		here: proposalVersion,
	});
	expect(replayProposal(plan, authority.day, events.slice(-1), proposed.body)).toMatchObject({ ok: false });
	expect(replayProposal(plan, authority.day, events, { plan: '0000-0000' })).toEqual({ ok: false, why: 'unknown-plan' });
});
