import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slip } from './slip.ts';

/** The command line others rely on, run as they run it, over real pseudo-terminals. */
const script = fileURLToPath(new URL('../../scripts/device.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tidehall-device-'));
let host = '';
let device = '';
let cables = 0;
const ticket = join(folder, 'ticket.json');
/** What one start of the command has made of its files, the next need not. */
const env = { NODE_COMPILE_CACHE: join(folder, 'compiled'), ...process.env };
let children: ChildProcess[] = [];

function start(command: string, args: string[]): { child: ChildProcess; said(): string; heard(text: string): Promise<void> } {
	const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
	children.push(child);
	let said = '';
	const listeners: (() => void)[] = [];
	const take = (chunk: Buffer) => {
		said += chunk.toString();
		for (const listener of listeners) listener();
	};
	child.stdout?.on('data', take);
	child.stderr?.on('data', take);
	return {
		child,
		said: () => said,
		heard: (text) =>
			new Promise((resolve, reject) => {
				const look = () => said.includes(text) && resolve();
				listeners.push(look);
				child.once('exit', () => reject(new Error(`${command} ended: ${said}`)));
				look();
			}),
	};
}

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

async function simulate(...args: string[]): Promise<ReturnType<typeof start>> {
	const simulator = start(process.execPath, [script, 'simulate', '--port', device, ...args]);
	await simulator.heard('"simulating"');
	return simulator;
}

beforeEach(async () => {
	// New names each time: a cable that was killed may leave its old ones behind.
	cables++;
	host = join(folder, `host-${cables}`);
	device = join(folder, `device-${cables}`);
	const socat = start('socat', ['-d', '-d', `pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${device}`]);
	await socat.heard('starting data transfer loop');
	writeFileSync(ticket, JSON.stringify(slip));
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

describe('device read-card', { timeout: 60_000 }, () => {
	it('prints the card with the golden key names and nothing else', async () => {
		await simulate('--device', 'id-reader', '--person', 'li-rare');
		const { code, out } = await run('read-card', '--port', host, '--json');
		expect(code).toBe(0);
		expect(JSON.parse(out)).toEqual({
			kind: 'resident',
			name: '李㐂𠮷',
			sexCode: '2',
			sex: '女',
			nationCode: '46',
			nation: '德昂',
			birthDate: '20040229',
			address: '示例省样本市东城区测试胡同5号',
			idNumber: '110101200402290025',
			authority: '样本市公安局东城分局',
			validFrom: '20220401',
			validTo: '20320401',
			warnings: [],
		});
	});
	it.each([
		['no card in time', ['--device', 'id-reader'], 'no-card'],
		['a damaged answer', ['--device', 'id-reader', '--person', 'zhang', '--fault', 'bad-checksum'], 'protocol-error'],
		['a card pulled away', ['--device', 'id-reader', '--person', 'zhang', '--fault', 'pulled-away'], 'card-removed'],
		['a silent reader', ['--device', 'id-reader', '--fault', 'silent'], 'no-answer'],
	])('%s is an error with a code and exit 1', async (_, played, code) => {
		await simulate(...played);
		const answer = await run('read-card', '--port', host, '--timeout', '3000', '--json');
		expect(answer.code).toBe(1);
		expect(JSON.parse(answer.out)).toEqual({ error: { code, message: expect.stringMatching(/.{10}/) } });
	});
});

describe('device print-ticket', { timeout: 60_000 }, () => {
	it('D1 reports its proof and the status of the printer', async () => {
		const simulator = await simulate('--device', 'printer');
		const { code, out } = await run('print-ticket', '--port', host, '--ticket', ticket, '--json');
		expect(code).toBe(0);
		expect(JSON.parse(out)).toMatchObject({ proof: 'done', outcome: 'printed', code: 'ok', status: { online: true, paperEnd: false } });
		expect(simulator.said()).toContain('"text":"A044"');
	});
	it('out of paper is an error; nothing was sent', async () => {
		await simulate('--device', 'printer', '--fault', 'paper-end');
		const { code, out } = await run('print-ticket', '--port', host, '--ticket', ticket, '--json');
		expect([code, JSON.parse(out).error.code]).toEqual([1, 'paper-end']);
	});
	it.each([
		['a field of the wrong kind', { ...slip, peopleAhead: -1 }, 'peopleAhead'],
		['a missing field', { ...slip, hallName: undefined }, 'hallName'],
		['a QR text that does not fit', { ...slip, qr: '票'.repeat(100) }, 'qr'],
		['an empty number', { ...slip, number: ' ' }, 'number'],
	])('%s is named', async (_, content, field) => {
		writeFileSync(ticket, JSON.stringify(content));
		const { code, out } = await run('print-ticket', '--port', host, '--ticket', ticket, '--json');
		expect(code).toBe(1);
		expect(JSON.parse(out).error).toMatchObject({ code: 'bad-ticket', message: expect.stringContaining(`${field}:`) });
	});
	it('a file that is no JSON and a port that is not there are said so', async () => {
		writeFileSync(ticket, '{');
		expect(JSON.parse((await run('print-ticket', '--port', host, '--ticket', ticket, '--json')).out).error.code).toBe('bad-ticket');
		writeFileSync(ticket, JSON.stringify(slip));
		expect(JSON.parse((await run('print-ticket', '--port', join(folder, 'none'), '--ticket', ticket, '--json')).out).error.code).toBe(
			'port-missing',
		);
	});
});

describe('device show', { timeout: 60_000 }, () => {
	it('D1 Onbon: acknowledged by the display', async () => {
		const simulator = await simulate('--device', 'led');
		const { code, out } = await run('show', '--protocol', 'onbon', '--port', host, '--text', '请A044号到3号窗口', '--json');
		expect([code, JSON.parse(out)]).toEqual([0, { proof: 'acknowledged', address: 1 }]);
		expect(simulator.said()).toContain('请A044号到3号窗口');
	});
	it('D1 Alpha: written, no more', async () => {
		const simulator = await simulate('--device', 'led', '--protocol', 'alpha');
		const { code, out } = await run('show', '--protocol', 'alpha', '--port', host, '--text', 'A044  3', '--json');
		expect([code, JSON.parse(out)]).toEqual([0, { proof: 'written', address: 0 }]);
		await simulator.heard('A044  3');
	});
	it('nobody answers: an error and exit 1', async () => {
		await simulate('--device', 'led', '--fault', 'silent');
		const { code, out } = await run('show', '--protocol', 'onbon', '--port', host, '--text', 'A', '--json');
		expect([code, JSON.parse(out).error.code]).toEqual([1, 'no-answer']);
	});
});
