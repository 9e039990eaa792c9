import { describe, expect, test } from 'vitest';
import { readArguments } from '../../electron/station-arguments.ts';

const ordinary = { inspect: false, root: false, appFolder: '/opt/tidehall' };
const enough = ['--platform', 'http://127.0.0.1:8740', '--stations', 'T2,W02', '--hall', '/etc/hall.yaml'];
const problems = (words: string[], environment = ordinary) => {
	const read = readArguments(words, environment);
	return read.ok ? [] : read.problems;
};

describe('arguments of the station app', () => {
	test('are read, in both ways of writing', () => {
		expect(readArguments([...enough, '--data=/var/tidehall', '--bench', '--screen-scale', '0.5', '--windowed'], ordinary)).toEqual({
			ok: true,
			settings: {
				platforms: ['http://127.0.0.1:8740'],
				stations: ['T2', 'W02'],
				hall: '/etc/hall.yaml',
				data: '/var/tidehall',
				bench: true,
				screenScale: 0.5,
				kiosk: false,
				stopBelowMegabytes: null,
				platformProgram: null,
				updates: null,
				peersTokenFile: null,
				hallAuthorityFile: null,
				enrolmentCodeFile: null,
			},
		});
	});

	test.each([
		'--remote-debugging-port=9222',
		'--remote-debugging-pipe',
		'--inspect',
		'--inspect-brk=0',
		'--load-extension=/tmp/x',
		'--disable-web-security',
		'--no-sandbox',
		'--js-flags=--expose-gc',
		'--Inspect',
		'-r',
		'other.js',
		'--',
	])('%s ends the start', (word) => {
		expect(problems([...enough, word])).toHaveLength(1);
	});

	test('a launcher that says so may drive the app, by exactly the two switches it needs', () => {
		const driven = { ...ordinary, inspect: true };
		expect(problems(['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', ...enough], driven)).toEqual([]);
		expect(problems(['--inspect=9229', ...enough], driven)).toHaveLength(1);
		expect(problems(['--remote-debugging-port=9222', ...enough], driven)).toHaveLength(1);
		expect(problems(['--load-extension=/x', ...enough], driven)).toHaveLength(1);
	});

	test('several platforms keep their order; one twice or one that is no address is named', () => {
		const several = (list: string) => readArguments(['--platform', list, ...enough.slice(2)], ordinary);
		const read = several('http://10.0.0.5:8740,https://hall-2.example:443');
		expect(read.ok && read.settings?.platforms).toEqual(['http://10.0.0.5:8740', 'https://hall-2.example']);
		expect(several('http://10.0.0.5:8740,http://10.0.0.5:8740/')).toMatchObject({ problems: [expect.stringContaining('twice')] });
		expect(several('http://10.0.0.5:8740,')).toMatchObject({ problems: [expect.stringContaining('is not the address')] });
	});

	test('the app folder may stand on the line, as an official Electron is started, and no other folder', () => {
		expect(problems(['/opt/tidehall', ...enough])).toEqual([]);
		expect(problems(['/opt/other', ...enough])).toHaveLength(1);
	});

	test('what is wrong is named, all at once', () => {
		const said = problems(['--stations', 't2,W02,W02', '--platform', 'http://u@h/x', '--screen-scale', '9', '--kiosk', '--windowed']);
		expect(said.join('\n')).toMatch(/--platform "http:\/\/u@h\/x"[\s\S]*"t2"[\s\S]*twice[\s\S]*--hall[\s\S]*exclude[\s\S]*--screen-scale/);
		expect(problems(['--stations', '--hall', 'x', '--platform', 'http://a'])[0]).toContain('--stations needs a value');
	});
});
