import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LoadedHall, loadHall } from '../../config/load-hall.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { stationConfig } from '../../domain/contracts/bridge.ts';
import { routeVisit } from '../../domain/routing.ts';

const config = join(import.meta.dirname, '../../config');
let hall: LoadedHall;

beforeAll(() => {
	const loaded = loadHall(join(config, 'halls/demo/hall.yaml'));
	expect(loaded.ok ? [] : loaded.problems).toEqual([]);
	if (loaded.ok) hall = loaded.hall;
});

describe('the demo hall', () => {
	test('fits the contract faces are given', () => {
		const { plan, catalogue, wording, devices, demo } = hall;
		expect(stationConfig.safeParse({ plan, catalogue, wording, devices, demo }).error?.issues ?? []).toEqual([]);
		expect(demo).toBe(true);
	});

	test('has the zones, windows, queues and seats of a medium hall', () => {
		const { plan } = hall;
		expect([plan.zones.length, plan.windows.length, plan.queues.length]).toEqual([8, 24, 13]);
		const count = (role: string): number => plan.stations.filter((station) => station.role === role).length;
		expect([count('terminal'), count('window'), count('board'), count('manager')]).toEqual([4, 24, 2, 2]);
		expect(plan.stations.filter((station) => station.speaks).map((station) => station.id)).toEqual(['B1']);
		expect(plan.stations.find((station) => station.id === 'T2')).toMatchObject({ number: 2, zone: 'Z0' });
	});

	test('turns the words of the file into a plan', () => {
		const { plan } = hall;
		expect(plan.suggestShorterBelow).toBe(0.6);
		expect(plan.windows.find((window) => window.id === 'W08')).toMatchObject({ number: '08', homeDuty: ['B'], capabilities: ['B', 'A'] });
		expect(plan.queues.find((queue) => queue.id === 'A')).toMatchObject({ zones: ['Z2'], seqDigits: 3, requeueAfter: 3, maxRequeue: 1 });
		expect(plan.queues.find((queue) => queue.id === 'J')).toMatchObject({ special: 'pickup', maxWaitMinutes: null });
		expect(plan.pick).toEqual({ rule: 'interleave', maxPriorityInRow: 3, normalBetweenPriority: 2, maxNormalDelayMinutes: 15 });
		expect(plan.priorityGroups.find((group) => group.code === 'ELDER65')).toMatchObject({ level: 2, verify: 'id-card-age', minAge: 65 });
		expect(plan.routing.map((rule) => [rule.when, rule.to])).toEqual([
			['citizen-chooses-special', 'special'],
			['theme', 'first-queue-listing-theme'],
			['single-item-fast', 'fixed'],
			['single-item-comprehensive', 'by-audience'],
			['single-item', 'first-queue-listing-item'],
		]);
		expect(plan.hours.find((period) => period.days.includes(6))).toMatchObject({ from: '09:00', to: '12:00' });
		expect(plan.hours.find((period) => period.from === '12:00')?.windows).toContain('W09');
	});

	test('has clerks for every window, whose PIN is not in the file', async () => {
		expect(hall.staff.filter((person) => person.roles.includes('window')).length).toBeGreaterThanOrEqual(26);
		expect(hall.staff.find((person) => person.id === '0312')?.usualWindow).toBe('W02');
		expect(hall.staff.find((person) => person.id === '0318')?.usualWindow).toBe('W03');
		expect(hall.staff.find((person) => person.id === '0341')?.usualWindow).toBe('W08');
		expect(new Set(hall.staff.map((person) => person.pinHash)).size).toBe(hall.staff.length);
		const hashOf = (id: string): string => hall.staff.find((person) => person.id === id)?.pinHash ?? '';
		expect(await verify(hashOf('0312'), '2580')).toBe(true);
		expect(await verify(hashOf('0312'), '1379')).toBe(false);
		expect(await verify(hashOf('0001'), '1379')).toBe(true);
	});

	test('has a reader and a printer at each terminal, at windows that take papers, and a display at each window, all simulated', () => {
		const at = (kind: string): string[] => hall.devices.filter((device) => device.kind === kind).map((device) => device.station);
		expect(at('id-reader')).toEqual(['T1', 'T2', 'T3', 'T4', 'W01']);
		expect(at('printer')).toEqual(['T1', 'T2', 'T3', 'T4', 'W01', 'W02']);
		expect(at('led')).toEqual(hall.plan.windows.map((window) => window.id));
		expect(new Set(hall.devices.map((device) => device.transport.kind))).toEqual(new Set(['simulated']));
	});

	test('tells people what to bring: always needed, on paper or as an e-licence', () => {
		expect(hall.catalogue.items).toHaveLength(174);
		expect(hall.catalogue.themes).toHaveLength(30);
		const bringFor = (code: string): string[] =>
			hall.catalogue.items.find((each) => each.code === code)?.bring.map((name) => name.zh) ?? [];
		// What an e-licence can stand for must be there in one of the two forms; what the system looks up need not.
		expect(bringFor('GA-008')).toEqual(['退出现役证件', '落户方居民户口簿']);
		expect(hall.catalogue.items.flatMap((each) => each.bring.map((name) => name.zh))).not.toContain('一件事综合申请表');
		for (const theme of hall.catalogue.themes) {
			const own = theme.items.map(({ ref }) => ref);
			for (const { by } of theme.bring) expect(by.every((code) => own.includes(code))).toBe(true);
			expect(new Set(theme.bring.map(({ name }) => name.zh)).size).toBe(theme.bring.length);
		}
		expect(hall.catalogue.themes.some((theme) => theme.bring.length > 0)).toBe(true);
	});

	test('has a queue for every item and theme, with a window able to serve it', () => {
		const { plan, catalogue } = hall;
		const choices = [
			...catalogue.items.flatMap((item) => item.who.map((audience) => ({ items: [item.code], audience }))),
			...catalogue.themes.flatMap((theme) =>
				theme.who.map((audience) => ({
					theme: theme.code,
					items: theme.items.filter((entry) => entry.default).map((entry) => entry.ref),
					audience,
				})),
			),
		];
		expect(choices.length).toBeGreaterThanOrEqual(204);
		expect(choices.filter((choice) => !routeVisit(plan, catalogue, choice).ok)).toEqual([]);
		for (const special of ['pickup', 'assist', 'escalation'] as const) {
			expect(routeVisit(plan, catalogue, { items: [], special, audience: 'personal' })).toMatchObject({ ok: true });
		}
	});

	test('has the same version for the same choices and another one for others', () => {
		const again = loadHall(join(config, 'halls/demo/hall.yaml'));
		expect(again.ok && again.hall.plan.configVersion).toBe(hall.plan.configVersion);
		expect(hall.plan.configVersion).toMatch(/^[0-9a-f]{16}$/);
	});
});

describe('the catalogue', () => {
	test('frequent items have at least 8 ways of saying them', () => {
		const problems = new ProblemList();
		const frequent = readCatalogue(join(config, 'catalogue'), problems).items.filter(({ value }) => value.frequent);
		expect(problems.all).toEqual([]);
		expect(frequent).toHaveLength(48);
		expect(frequent.filter(({ value }) => value.utterances.length < 8).map(({ value }) => value.code)).toEqual([]);
	});

	test('holds no text of the guidance test set', () => {
		const set = JSON.parse(readFileSync(join(import.meta.dirname, '../guide/guide-eval.json'), 'utf8')) as { items: { text: string }[] };
		const catalogue = hall.files.filter((file) => file.includes('catalogue')).map((file) => readFileSync(file, 'utf8'));
		expect(set.items).toHaveLength(60);
		expect(catalogue.length).toBeGreaterThan(60);
		const copied = set.items.filter(({ text }) =>
			catalogue.some((file) => file.split('\n').some((line) => line.replace(/^[\s-]*|["'\s]*$/g, '') === text)),
		);
		expect(copied).toEqual([]);
	});
});
