import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ProblemList } from '../../config/problems.ts';
import { readProfiles, withLetters } from '../../config/read-profiles.ts';
import { type DeviceDeclaration, deviceDeclaration } from '../../domain/contracts/device-declaration.ts';

const config = join(import.meta.dirname, '../../config');
const root = mkdtempSync(join(tmpdir(), 'tidehall-profiles-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const transport = { kind: 'simulated' } as const;
const pad = (profile: string) => deviceDeclaration.parse({ kind: 'rating-pad', id: 'W01-pad', station: 'W01', profile, transport });
const panel = (profile: string) =>
	deviceDeclaration.parse({ kind: 'led', id: 'W01-led', station: 'W01', protocol: 'profile', profile, transport });

let halls = 0;
/** Reads the profiles of a hall whose own copy of the shipped file `place` was changed. */
function read(devices: readonly DeviceDeclaration[], slip?: { place: string; find: string; put: string }) {
	const folder = join(root, `hall-${++halls}`);
	mkdirSync(folder, { recursive: true });
	const entries = devices.map((device) => `  - { id: ${device.id}, kind: ${device.kind}, profile: x }\n`).join('');
	writeFileSync(join(folder, 'devices.yaml'), `schema: devices/1\ndevices:\n${entries}`);
	let line = 0;
	if (slip) {
		cpSync(join(config, 'devices'), join(folder, 'devices'), { recursive: true });
		const file = join(folder, 'devices', slip.place);
		const text = readFileSync(file, 'utf8');
		if (!text.includes(slip.find)) throw new Error(`“${slip.find}” is not in ${slip.place}`);
		const changed = text.replace(slip.find, slip.put);
		writeFileSync(file, changed);
		line = changed.slice(0, changed.indexOf(slip.put)).split('\n').length;
	}
	const problems = new ProblemList();
	const files: string[] = [];
	const profiles = readProfiles({ folder, problems, files }, devices, config);
	return { profiles, problems: problems.all, files, line };
}

describe('profiles of devices', () => {
	test('a panel whose profile knows ASCII alone is given figures; what its entry says comes first', () => {
		const { profiles } = read([panel('ascii-panel')]);
		const said = { ...panel('ascii-panel'), letters: 'all' } as DeviceDeclaration;
		const chinese = { ...profiles, displays: { 'ascii-panel': { ...profiles.displays['ascii-panel']!, charset: 'gbk' as const } } };
		const lettersOf = (device: DeviceDeclaration, from = profiles) =>
			withLetters([device], from).map((one) => 'letters' in one && one.letters);
		expect([lettersOf(panel('ascii-panel')), lettersOf(said), lettersOf(panel('ascii-panel'), chinese)]).toEqual([
			['latin'],
			['all'],
			[false],
		]);
	});
	test('the shipped ones are read when a device names them, and only then', () => {
		const { profiles, problems, files } = read([pad('test-pad'), panel('ascii-panel')]);
		expect(problems).toEqual([]);
		expect(profiles.ratingPads['test-pad']?.name).toBe('Test pad');
		expect(profiles.displays['ascii-panel']?.timeoutMs).toBe(1500);
		expect(files).toHaveLength(2);
		expect(read([]).files).toEqual([]);
	});
	test('a hall’s own profile comes before the shipped one', () => {
		const { profiles, problems } = read([pad('test-pad')], {
			place: 'rating-pads/test-pad.yaml',
			find: 'name: Test pad',
			put: 'name: Our pad',
		});
		expect(problems).toEqual([]);
		expect(profiles.ratingPads['test-pad']?.name).toBe('Our pad');
	});
	test('a profile that is not there is told at the device that names it, and no path leads out of the folder', () => {
		for (const device of [pad('no-such-pad'), pad('../../etc/passwd'), panel('no-such-panel')]) {
			const { problems } = read([panel('ascii-panel'), device]);
			expect(problems).toHaveLength(1);
			expect(problems[0]).toMatchObject({
				file: expect.stringMatching(/devices\.yaml$/),
				line: 4,
				what: expect.stringContaining('there is no profile'),
			});
		}
	});
	test('each slip is told with its line, what is wrong, and what to do', () => {
		const slips: { place: string; find: string; put: string; words: RegExp }[] = [
			{
				place: 'rating-pads/test-pad.yaml',
				find: '"01 03 00"',
				put: '"01 3 00"',
				words: /tx\.cancel.*bytes is “01 3 00”, but it must be hexadecimal bytes/,
			},
			{
				place: 'rating-pads/test-pad.yaml',
				find: 'checksum: xor-8\n',
				put: 'checksum: xor8\n',
				words: /rx\.checksum is “xor8”, but it must be one of .*“xor-8”/,
			},
			{
				place: 'rating-pads/test-pad.yaml',
				find: 'field: name, length: 10',
				put: 'field: nam, length: 10',
				words: /no field “nam” here\. Known here: name, number/,
			},
			{ place: 'rating-pads/test-pad.yaml', find: 'rating: 5', put: 'rating: 6', words: /rating.*must be at most 5/ },
			{ place: 'rating-pads/test-pad.yaml', find: 'byte: "82"', put: 'byte: 82', words: /byte.*must be text/ },
			{ place: 'led/ascii-panel.yaml', find: 'length: 16 }', put: 'lenght: 16 }', words: /lenght is not a known key/ },
			{ place: 'led/ascii-panel.yaml', find: '{ field: text', put: '{ filed: text', words: /exactly one of bytes, field/ },
			{ place: 'led/ascii-panel.yaml', find: 'charset: ascii', put: 'charset: utf8', words: /charset is “utf8”/ },
		];
		for (const slip of slips) {
			const { problems, line } = read([pad('test-pad'), panel('ascii-panel')], slip);
			const place = slip.place.split('/').at(-1)!;
			expect(problems.map(({ what }) => what).join('\n'), slip.put).toMatch(slip.words);
			expect(problems[0], slip.put).toMatchObject({ file: expect.stringContaining(place), line });
		}
	});
});
