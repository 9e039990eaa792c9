import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The command line for the other devices, over pseudo-terminals that the command makes itself. */
const script = fileURLToPath(new URL('../../scripts/device.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tidehall-device-more-'));
/** What one start of the command has made of its files, the next need not. */
const env = { NODE_COMPILE_CACHE: join(folder, 'compiled'), ...process.env };
let children: ChildProcess[] = [];
let host = '';
let cables = 0;

beforeEach(() => {
	cables++;
	host = join(folder, `host-${cables}`);
});
afterEach(async () => {
	await Promise.all(
		children.map(
			(child) =>
				new Promise((resolve) => {
					if (child.exitCode !== null || child.signalCode !== null) return resolve(null);
					child.once('exit', resolve);
					child.kill('SIGTERM');
				}),
		),
	);
	children = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
		children.push(child);
		let out = '';
		let err = '';
		child.stdout.on('data', (chunk: Buffer) => {
			out += chunk.toString();
		});
		child.stderr.on('data', (chunk: Buffer) => {
			err += chunk.toString();
		});
		child.once('close', (code) => resolve({ code, out, err }));
	});
}

interface Played {
	said(): string;
	heard(text: string): Promise<void>;
	act(action: object): void;
}

/** `simulate --pty`: the command makes the pseudo-terminal at `host` itself. */
async function play(...args: string[]): Promise<Played> {
	const child = spawn(process.execPath, [script, 'simulate', '--pty', host, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env });
	children.push(child);
	let said = '';
	const listeners: (() => void)[] = [];
	const take = (chunk: Buffer) => {
		said += chunk.toString();
		for (const listener of listeners) listener();
	};
	child.stdout.on('data', take);
	child.stderr.on('data', take);
	const heard = (text: string) =>
		new Promise<void>((resolve, reject) => {
			const look = () => said.includes(text) && resolve();
			listeners.push(look);
			child.once('exit', () => reject(new Error(`simulate ended: ${said}`)));
			look();
		});
	await heard('"simulating"');
	return { said: () => said, heard, act: (action) => void child.stdin.write(`${JSON.stringify(action)}\n`) };
}

describe('device rate', { timeout: 60_000 }, () => {
	it('gives what was pressed', async () => {
		const pad = await play('--device', 'rating-pad', '--profile', 'test-pad');
		const asked = run('rate', '--profile', 'test-pad', '--port', host, '--json');
		await pad.heard('"asking"');
		pad.act({ do: 'press-rating', rating: 2 });
		const { code, out } = await asked;
		expect([code, JSON.parse(out)]).toEqual([0, { outcome: 'rated', rating: 2, code: 'ok' }]);
	});
	it('an unknown profile is named', async () => {
		const { code, out } = await run('rate', '--profile', 'none', '--port', host, '--json');
		expect([code, JSON.parse(out).error.code]).toEqual([1, 'bad-option']);
		expect(JSON.parse(out).error.message).toContain('profile');
	});
});

describe('device scan', { timeout: 60_000 }, () => {
	it('switches the light on, gives the code, and says it to nobody else', async () => {
		const scanner = await play('--device', 'scanner', '--protocol', 'newland');
		const asked = run('scan', '--protocol', 'newland', '--trigger', '--port', host, '--json');
		await scanner.heard('"lit":true');
		scanner.act({ do: 'hold-up-code', text: '票号A012' });
		const { code, out, err } = await asked;
		expect([code, JSON.parse(out)]).toEqual([0, { text: '票号A012' }]);
		expect(err).toBe('');
	});
	it('no code in time is an error', async () => {
		await play('--device', 'scanner');
		const { code, out } = await run('scan', '--port', host, '--timeout', '500', '--json');
		expect([code, JSON.parse(out).error.code]).toEqual([1, 'no-code']);
	});
});

describe('device speak', { timeout: 60_000 }, () => {
	it.each(['syn6288', 'xfs5152'])('%s: done when the box has spoken', async (protocol) => {
		const box = await play('--device', 'voice', '--protocol', protocol);
		const { code, out } = await run('speak', '--protocol', protocol, '--port', host, '--text', '请A零一二号到三号窗口', '--json');
		expect([code, JSON.parse(out)]).toEqual([0, { outcome: 'spoken', proof: 'done', code: 'ok' }]);
		await box.heard('请A零一二号到三号窗口');
	});
});

describe('device print', { timeout: 60_000 }, () => {
	it('D1 a test page comes out and is proved; a file that is not there is told', async () => {
		const printer = await play('--device', 'printer');
		const data = join(folder, 'test-slip.json');
		const sample = await run('print', '--slip', 'test', '--data', data, '--port', host, '--json');
		expect(JSON.parse(sample.out).error.code).toBe('bad-slip');
		writeFileSync(data, JSON.stringify({ station: 'T1', device: 'T1-printer', printedAt: '2026-11-23T10:24:00+08:00' }));
		const { code, out } = await run('print', '--slip', 'test', '--data', data, '--port', host, '--json');
		expect([code, JSON.parse(out)]).toEqual([0, { proof: 'done', outcome: 'printed', code: 'ok' }]);
		await printer.heard('T1-printer');
	});
});

describe('device status', { timeout: 60_000 }, () => {
	it('tells health, counts and tests of the device', async () => {
		await play('--device', 'id-reader');
		const { code, out } = await run('status', '--device', 'id-reader', '--port', host, '--json');
		expect(code).toBe(0);
		expect(JSON.parse(out)).toMatchObject({
			kind: 'id-reader',
			health: { state: 'ready', code: 'ok' },
			tests: ['self-test', 'module-number', 'reset'],
		});
	});
	it('does one of its tests', async () => {
		await play('--device', 'id-reader');
		const { out } = await run('status', '--device', 'id-reader', '--port', host, '--test', 'module-number', '--json');
		expect(JSON.parse(out)).toMatchObject({ ok: true, facts: { 'sam-id': expect.stringMatching(/^05\.01-/) } });
	});
	it('a way to the device that does not fit is told', async () => {
		const { code, out } = await run('status', '--device', 'printer', '--tcp', 'host:99999', '--json');
		expect([code, JSON.parse(out).error.code]).toEqual([1, 'bad-option']);
		const none = await run('status', '--device', 'printer', '--json');
		expect(JSON.parse(none.out).error.message).toContain('--port');
	});
});

describe('device ports', { timeout: 60_000 }, () => {
	it('lists what there is as JSON', async () => {
		const { code, out } = await run('ports', '--json');
		expect(code).toBe(0);
		expect(Array.isArray(JSON.parse(out))).toBe(true);
	});
});

describe('device capture and replay', { timeout: 60_000 }, () => {
	it('P1 what was recorded holds nobody, and can be played to a driver', async () => {
		await play('--device', 'id-reader', '--person', 'li-rare');
		const file = join(folder, 'reader.jsonl');
		const recorded = await run('capture', '--device', 'id-reader', '--port', host, '--seconds', '2', '--out', file, '--json');
		expect(recorded.code).toBe(0);
		expect(existsSync(file)).toBe(true);
		const text = readFileSync(file, 'utf8');
		const canary = Buffer.from('李㐂', 'utf16le').toString('hex').toUpperCase();
		expect(text).not.toContain(canary);
		expect(text.split('\n').length).toBeGreaterThan(3);

		host = join(folder, `host-${++cables}`);
		const device = join(folder, `device-${cables}`);
		const socat = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${device}`], {
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		children.push(socat);
		await new Promise<void>((resolve) => socat.stderr.on('data', (chunk: Buffer) => chunk.includes('starting data') && resolve()));
		const replayed = run('replay', '--capture', file, '--port', device, '--at-once', '--json');
		const { code, out } = await run('read-card', '--port', host, '--timeout', '10000', '--json');
		expect(code).toBe(0);
		expect(JSON.parse(out).name).not.toBe('李㐂𠮷');
		expect(JSON.parse(out).kind).toBe('resident');
		void replayed;
	});
	it('a file that is no capture is told with its line', async () => {
		const file = join(folder, 'none.jsonl');
		writeFileSync(file, '{"schema":"wire-capture/1"}\n');
		const { out } = await run('replay', '--capture', file, '--port', host, '--json');
		expect(JSON.parse(out).error).toMatchObject({ code: 'bad-capture', message: expect.stringContaining('line 1') });
	});
});
