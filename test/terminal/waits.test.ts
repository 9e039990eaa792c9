import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import type { EngineView } from '../../renderer/engine/contract.ts';
import { waitsOf } from '../../renderer/terminal/waits.ts';
import { storyDay, storyTime } from './harness/scripted-engine.ts';

const loaded = loadHall(fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url)));
if (!loaded.ok) throw new Error('the demo hall does not load');
const { plan } = loaded.hall;
const view: EngineView = {
	plan,
	state: null,
	position: 1,
	link: 'up',
	linkSince: 0,
	heardAt: storyTime,
	clockOffset: 0,
	owed: 0,
	shutOut: null,
	platform: { url: 'http://127.0.0.1:8740', id: null },
	term: { number: 1, platform: 'P1' },
};

test('an estimate is given while the platform is heard, and removed when it was silent for 60 s', () => {
	const state = storyDay(plan, {});
	expect(waitsOf(view, plan, state, 'T2', storyTime + 59_000).of('A')).toMatchObject({ people: 15, minutes: [45, 55] });
	const old = waitsOf(view, plan, state, 'T2', storyTime + 60_000);
	expect(old.of('A')).toBeNull();
	expect(old.lostAt).toBe(storyTime);
	expect(waitsOf({ ...view, link: 'down' }, plan, state, 'T2', storyTime).of('A')).toBeNull();
});

test('cut off: who waited then, and what this terminal gave out since', () => {
	const state = storyDay(plan, { down: true });
	const cut = waitsOf({ ...view, link: 'down', heardAt: storyTime - 18 * 60_000 }, plan, state, 'T2', storyTime);
	expect(cut.atLoss('A')).toEqual({ people: 15, ownSince: 7 });
	expect(cut.atLoss('B')).toEqual({ people: 2, ownSince: 0 });
});
