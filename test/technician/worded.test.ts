/** What the devices of a real desk say of themselves, and what can be tried on them, is worded: a technician reads no codes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type DeviceReport, type DeviceTestResult, deviceReport, deviceTestResult } from '../../domain/contracts/device.ts';
import { declared, deskStand } from '../drivers/desk/desk-stand.ts';

let made = 0;
const simulated = (kind: string, more: object = {}) => declared({ kind, id: `${kind}-${++made}`, station: 'T1', ...more });
/** Every kind in every way of speaking: what a driver says of itself differs between them. */
const devices = [
	simulated('id-reader'),
	...['realtime', 'automatic', 'buffered', 'none'].map((status) => simulated('printer', { status })),
	simulated('led', { protocol: 'onbon', dimming: [{ from: '00:00', level: 8 }] }),
	...['none', 'read', 'ack'].map((verify) => simulated('led', { protocol: 'alpha', verify, dimming: [{ from: '00:00', level: 8 }] })),
	simulated('led', { protocol: 'profile', profile: 'ascii-panel' }),
	...['plain', 'honeywell', 'newland', 'newland-short', 'zebra-ssi', 'gm65'].map((protocol) => simulated('scanner', { protocol })),
	simulated('rating-pad', { profile: 'test-pad' }),
	simulated('voice', { protocol: 'syn6288' }),
	simulated('voice', { protocol: 'xfs5152', tags: '' }),
	simulated('voice', { protocol: 'syn6288', oneWay: true }),
];
/** Texts that belong to a device or to a person's own file, not to us: shown as they are. */
const ownWords = ['model', 'firmware', 'sam-id', 'profile'];

interface Said {
	report: DeviceReport;
	results: { test: string; result: DeviceTestResult }[];
}
const all: Said[] = [];

beforeAll(async () => {
	const { start, ask } = deskStand();
	await start(devices);
	const inspect = async () => deviceReport.array().parse((await ask({ type: 'inspect' })).value);
	const results = new Map<string, Said['results']>();
	for (const { device, tests } of await inspect()) {
		for (const name of tests) {
			const answer = await ask({ type: 'test', device, test: name }, 45_000);
			expect(answer.ok, `${device}: ${name}`).toBe(true);
			results.set(device, [...(results.get(device) ?? []), { test: name, result: deviceTestResult.parse(answer.value) }]);
		}
	}
	for (const report of await inspect()) all.push({ report, results: results.get(report.device) ?? [] });
});

test.each(['zh-CN', 'en'])('tests, facts, values and outcomes have words, %s', (language) => {
	const wording = (name: string) =>
		parse(readFileSync(fileURLToPath(new URL(`../../config/wording/${language}/${name}.yaml`, import.meta.url)), 'utf8'));
	const words = wording('technician') as Record<'tests' | 'facts' | 'values' | 'proof', Record<string, string>>;
	const { health } = wording('devices') as { health: Record<string, { text: string; todo: string }> };
	expect(all.map(({ report }) => report.device)).toEqual(devices.map(({ id }) => id));
	const without = new Set<string>();
	const named = (list: 'tests' | 'facts' | 'values' | 'proof', name: string) => {
		if (typeof words[list][name] !== 'string') without.add(`${list}.${name}`);
	};
	const facts = (said: DeviceReport['facts']) => {
		for (const [name, value] of Object.entries(said)) {
			named('facts', name);
			if (typeof value !== 'number' && !ownWords.includes(name)) named('values', String(value));
		}
	};
	for (const { report, results } of all) {
		expect(results.map(({ test }) => test)).toEqual(report.tests);
		facts(report.facts);
		for (const { test: name, result } of results) {
			named('tests', name);
			named('proof', result.proof);
			facts(result.facts);
			if (!health[result.code]?.text || !health[result.code]?.todo) without.add(`health.${result.code}`);
		}
	}
	expect([...without]).toEqual([]);
	// Words for what no driver says are dead weight for the next person who reads the list.
	const saidBy = (said: Said) => [
		...said.report.tests,
		...Object.keys(said.report.facts),
		...said.results.flatMap(({ result }) => Object.keys(result.facts)),
	];
	const told = new Set(all.flatMap(saidBy));
	expect([...Object.keys(words.tests), ...Object.keys(words.facts)].filter((name) => !told.has(name))).toEqual([]);
});
