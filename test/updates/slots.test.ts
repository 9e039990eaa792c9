import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UpdateManifest } from '../../domain/contracts/updates.ts';
import { chooseUpdate } from '../../domain/updates/choose-update.ts';
import { isChosen } from '../../domain/updates/rollout.ts';
import {
	filledWith,
	freeSlot,
	givenUp,
	gotWell,
	installed,
	missing,
	returned,
	type SlotsState,
	started,
	ticked,
	trialStarts,
	trialTicks,
} from '../../domain/updates/slots.ts';
import { compareVersions } from '../../domain/updates/versions.ts';

const fresh = installed(null, '0.1.0');
const next = (state: SlotsState, version: string, floor = '0.0.0', serial = 1) =>
	filledWith(givenUp(state, freeSlot(state)), { slot: freeSlot(state), version, sha256: version }, { floor, serial });
const times = (count: number, change: (state: SlotsState) => SlotsState, state: SlotsState) =>
	Array.from({ length: count }).reduce(change as never, state) as SlotsState;

describe('versions', () => {
	test('come in the order in which they were made', () => {
		const order = ['0.9.9', '0.10.0-alpha.2', '0.10.0-beta', '0.10.0-beta.1', '0.10.0-beta.10', '0.10.0', '1.0.0'];
		for (const [at, one] of order.entries())
			for (const [later, other] of order.entries())
				expect(Math.sign(compareVersions(one, other)), `${one} ${other}`).toBe(Math.sign(at - later));
	});
});

describe('two slots', () => {
	test('a new version that says it is well stays, and raises the floor only then', () => {
		const tried = next(fresh, '0.2.0', '0.1.5', 7);
		expect(tried.runs).toMatchObject({ slot: 'a', version: '0.2.0' });
		expect(gotWell(tried, '0.2.0').trial, 'before it was ever started').not.toBeNull();
		const running = started(tried);
		expect(running.floor).toBe('0.0.0');
		expect(gotWell(running, '0.1.0'), 'the word of another version').toBe(running);
		expect(gotWell(running, '0.2.0')).toMatchObject({ trial: null, floor: '0.1.5', serial: 7, runs: { version: '0.2.0' } });
	});

	test('one that dies at each start is sent back after three, and never taken again', () => {
		const dying = times(trialStarts, started, next(fresh, '0.2.0'));
		expect(dying.runs.version).toBe('0.2.0');
		const back = started(dying);
		expect(back).toMatchObject({ runs: { slot: 'installed', version: '0.1.0' }, trial: null, failed: ['0.2.0'], floor: '0.0.0' });
	});

	test('one that runs and never gets well is sent back by time, which counts from its first start', () => {
		const waiting = times(20, ticked, next(fresh, '0.2.0'));
		expect(waiting.runs.version).toBe('0.2.0');
		expect(times(trialTicks - 1, ticked, started(waiting)).runs.version).toBe('0.2.0');
		expect(times(trialTicks, ticked, started(waiting)).runs.version).toBe('0.1.0');
	});

	test('whatever happens in whatever order: what runs is there, the free slot is neither that nor the way back, floors never fall', () => {
		const action = fc.constantFrom('put', 'start', 'tick', 'well', 'return', 'gone', 'installed');
		fc.assert(
			fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
				let state = fresh;
				let version = 1;
				let floor = state.floor;
				const holds = new Map<string, string>([['installed', '0.1.0']]);
				for (const what of actions) {
					if (what === 'put' && !state.trial) {
						version += 1;
						const slot = freeSlot(state);
						expect(slot).not.toBe(state.runs.slot);
						state = givenUp(state, slot);
						expect(state.before?.slot).not.toBe(slot);
						holds.set(slot, `0.${version}.0`);
						state = filledWith(
							state,
							{ slot, version: `0.${version}.0`, sha256: `${version}` },
							{ floor: `0.${version - 1}.0`, serial: version },
						);
					} else if (what === 'start') state = started(state);
					else if (what === 'tick') state = ticked(state);
					else if (what === 'well') state = gotWell(state, state.runs.version);
					else if (what === 'return') state = returned(state);
					else if (what === 'gone') state = missing(state, '0.1.0');
					else if (what === 'installed') state = installed(state, '0.1.0');
					expect(holds.get(state.runs.slot)).toBe(state.runs.version);
					if (state.trial) expect(state.before && holds.get(state.before.slot)).toBe(state.before?.version);
					expect(compareVersions(state.floor, floor)).toBeGreaterThanOrEqual(0);
					floor = state.floor;
				}
			}),
			{ numRuns: 500, seed: 7 },
		);
	});
});

describe('what a machine takes', () => {
	const one = { system: 'linux', arch: 'x64', file: 'a.deb', bytes: 1, sha256: 'a'.repeat(64) } as const;
	const manifest: UpdateManifest = {
		schema: 'updates/1',
		serial: 5,
		madeAt: 0,
		floor: '0.2.0',
		packages: ['0.1.0', '0.2.0', '0.3.0'].map((version) => ({ ...one, version })),
	};
	const has = { system: 'linux', arch: 'x64', version: '0.2.1', floor: '0.0.0', serial: 5, failed: [] } as const;
	test.each([
		['0.3.0', {}, 'takes'],
		['0.2.0', {}, 'takes'],
		['0.1.0', {}, 'below-floor'],
		['0.2.0', { floor: '0.2.1' }, 'below-floor'],
		['0.3.0', { serial: 6 }, 'older-manifest'],
		['0.3.0', { version: '0.3.0' }, 'has-it'],
		['0.4.0', {}, 'not-in-manifest'],
		['0.3.0', { arch: 'arm64' }, 'not-in-manifest'],
		['0.3.0', { system: 'windows' }, 'not-in-manifest'],
		['0.3.0', { failed: [one.sha256] }, 'failed-before'],
	] as const)('%s on a machine with %j: %s', (wanted, more, expected) => {
		const chosen = chooseUpdate(manifest, wanted, { ...has, ...more });
		expect(chosen.ok ? 'takes' : chosen.code).toBe(expected);
	});
});

test('a tenth of the stations is about a tenth, another one for the next version; those named are always in, and nobody while it is paused', () => {
	const stations = Array.from({ length: 60 }, (_, at) => `W${at + 10}`);
	const chosen = (version: string, percent: number) =>
		stations.filter((each) => isChosen({ schema: 'rollout/1', version, stations: [], percent, paused: false }, each));
	expect(chosen('0.2.0', 100)).toHaveLength(60);
	expect(chosen('0.2.0', 0)).toHaveLength(0);
	const some = chosen('0.2.0', 30);
	expect(some.length).toBeGreaterThan(9);
	expect(some.length).toBeLessThan(28);
	expect(chosen('0.2.0', 60)).toEqual(expect.arrayContaining(some));
	expect(chosen('0.3.0', 30)).not.toEqual(some);
	const named = { schema: 'rollout/1' as const, version: '0.2.0', stations: ['T1'], percent: 0 };
	expect(isChosen({ ...named, paused: false }, 'T1')).toBe(true);
	expect(isChosen({ ...named, paused: true }, 'T1')).toBe(false);
});
