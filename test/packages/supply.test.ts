/** What keeps the parts of the product from going to a hall, and the list of those parts. */
import { describe, expect, test } from 'vitest';
import { advisoryDays, broughtAdvisories, takenAdvisories } from '../../scripts/supply/advisory-file.ts';
import { acceptedFindings, findingsOf, judgeElectron, judgeFindings } from '../../scripts/supply/judge.ts';
import { makeSbom } from '../../scripts/supply/make-sbom.ts';

const today = '2026-11-22';
const accepted = [
	{
		id: 'GHSA-aaaa-bbbb-cccc',
		package: 'thing',
		reason: 'It parses a format that nothing of ours is given.',
		by: 'security',
		since: '2026-10-01',
		until: '2026-12-31',
	},
];
const finding = (id: string, severity = 'high', name = 'thing') => ({ id, package: name, severity });

describe('advisories', () => {
	test('one that nobody looked at keeps it back, one that is slight is told', () => {
		const { against, told } = judgeFindings([finding('GHSA-1111-2222-3333'), finding('GHSA-9999-9999-9999', 'low')], [], today);
		expect(against).toEqual(['thing: GHSA-1111-2222-3333 (high)']);
		expect(told).toHaveLength(1);
	});

	test('one that was accepted is told with the reason, until its day, and never for longer than half a year', () => {
		const found = [finding('GHSA-aaaa-bbbb-cccc')];
		expect(judgeFindings(found, accepted, today)).toMatchObject({ against: [], told: [expect.stringContaining('nothing of ours')] });
		expect(judgeFindings(found, accepted, '2027-01-01').against).toHaveLength(2);
		expect(judgeFindings(found, [{ ...accepted[0]!, until: '2027-10-01' }], today).against).toEqual([
			expect.stringContaining('half a year'),
		]);
		expect(judgeFindings([finding('GHSA-aaaa-bbbb-cccc', 'high', 'other')], accepted, today).against).toHaveLength(1);
		expect(acceptedFindings.safeParse({ schema: 'accepted-findings/1', findings: [{ ...accepted[0]!, reason: 'ok' }] }).success).toBe(
			false,
		);
	});

	test('a registry that answers nothing is no clean bill', () => {
		const open = (said: unknown, control: unknown = knows) => judgeFindings(findingsOf(said, control), [], today).open.join();
		const knows = { vulnerabilities: { minimist: { severity: 'critical', via: [] } } };
		const none = { vulnerabilities: {} };
		const at = 'https://registry.example';
		expect(open({ message: `405 Method Not Allowed - POST ${at}`, statusCode: 405 })).toContain('gives no advisories (it answers 405)');
		expect(open({ message: `request to ${at} failed, reason: connect ECONNREFUSED` })).toContain('not be reached (ECONNREFUSED)');
		expect(open(undefined)).toContain('could not be asked');
		// It says of everything that nothing is known against it.
		expect(open(none, none)).toContain('knows nothing against minimist');
		expect(open(none, { message: '404', statusCode: 404 })).toContain('not taken for any');
		for (const said of [undefined, { message: at }, none]) expect(open(said, none)).not.toContain(at);
		const via = ['other', { url: 'https://github.com/advisories/GHSA-1111-2222-3333', severity: 'high' }];
		expect(findingsOf({ vulnerabilities: { thing: { severity: 'high', via } } }, knows)).toEqual([finding('GHSA-1111-2222-3333')]);
		expect(findingsOf(none, knows)).toEqual([]);
	});
});

describe('advisories brought into a closed network', () => {
	const lock = '{"lockfileVersion":3}';
	const now = Date.parse('2026-11-22T08:00:00Z');
	const day = 24 * 3_600_000;
	const via = [{ url: 'https://github.com/advisories/GHSA-1111-2222-3333', severity: 'high', title: 'left out' }];
	const asked = {
		said: { vulnerabilities: { thing: { severity: 'high', via } }, metadata: { registry: 'https://registry.example' } },
		control: { vulnerabilities: { minimist: { severity: 'critical', via: [] } } },
		electron: { '45.4.1': '2026-11-19T02:04:13Z' },
	};
	const taken = takenAdvisories(lock, asked, now);
	const text = JSON.stringify(taken);

	test('what was taken elsewhere counts here as if it were asked: findings and the age of Electron, and no address of a registry', () => {
		const { findings, electron } = broughtAdvisories(text, lock, now + advisoryDays * day);
		expect(findings).toEqual([finding('GHSA-1111-2222-3333')]);
		expect(electron['45.4.1']).toBe('2026-11-19T02:04:13Z');
		expect(text).not.toContain('registry.example');
	});

	test('of another lockfile, too old, from the future, spoiled, or from a registry that knows nothing: open, and no clean bill', () => {
		const open = (given: string, of = lock, at = now) => judgeFindings(broughtAdvisories(given, of, at).findings, [], today);
		const spoiled = [
			text.slice(0, -9),
			'[]',
			text.replace('advisories/1', 'advisories/9'),
			text.replace(/"lockfile":"[^"]*"/, '"lockfile":""'),
		];
		for (const each of spoiled) expect(open(each).open.join()).toContain('cannot be read');
		expect(open(text, `${lock} `).open.join()).toContain('another package-lock.json');
		expect(open(text, lock, now + (advisoryDays + 1) * day).open.join()).toContain('8 days ago');
		expect(open(text, lock, now - 1).open.join()).toContain('clocks');
		expect(open(text.replace('minimist', 'maximist')).open.join()).toContain('knows nothing against');
		expect(open(text).open).toEqual([]);
	});

	test('a registry that gives none gives nothing to carry', () => {
		expect(takenAdvisories(lock, { ...asked, said: { message: '405', statusCode: 405 } }, now)).toContain('gives no advisories');
		expect(takenAdvisories(lock, { ...asked, control: { vulnerabilities: {} } }, now)).toContain('knows nothing against');
	});
});

describe('the age of Electron', () => {
	const named = { version: '45.4.1', on: '2026-11-19T02:04:13Z' };
	test('ninety days are the most for what package.json names and for what a package holds', () => {
		expect(judgeElectron({ named, here: named }, today).against).toEqual([]);
		expect(judgeElectron({ named, here: named }, '2027-02-19').against).toHaveLength(1);
		const old = { version: '33.2.1', on: '2024-12-09T00:32:11Z' };
		const judged = judgeElectron({ named, here: old, packaged: old }, today);
		expect(judged.against).toEqual([expect.stringContaining('must not go to a hall')]);
		expect(judged.told.join()).toContain('reaches only a registry');
		expect(judgeElectron({ named, here: old }, today).against).toEqual([]);
	});

	test('what the registry does not say is open, not well', () => {
		expect(judgeElectron({ named: { ...named, on: null }, here: named }, today).open).toHaveLength(1);
	});
});

test('the list of parts holds every package that runs in the product, Electron and Node, and no tool of its makers', () => {
	const { components, specVersion } = makeSbom();
	const names = new Set(components.map(({ name }) => name));
	expect(Number(specVersion)).toBeGreaterThanOrEqual(1.4);
	for (const name of ['electron', 'node', 'socket.io', 'engine.io', 'fastify', 'zod', 'react']) expect(names.has(name), name).toBe(true);
	for (const name of ['vitest', 'vite', 'electron-builder', 'playwright-core']) expect(names.has(name), name).toBe(false);
	expect(components.length).toBeGreaterThan(100);
});
