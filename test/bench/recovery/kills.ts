/** From SIGKILL to the first ticket: the platform process, and the real app as terminal and as window. */
import { once } from 'node:events';
import { join } from 'node:path';
import { type Seat, takeSeat } from '../../../scripts/demo/seat.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { type Machine, startMachine } from '../../e2e/support/machine.ts';
import { signInAtWindow, takeNumberFor } from '../../e2e/support/people-at-work.ts';

const visit = { queue: 'K', items: [], channel: 'no-card' as const };
const item = /快办/;

export interface Kill {
	rounds_ms: number[];
	/** Of these: the program of the app or the platform is up again. */
	program_up_ms: number[];
}

async function firstTicket(url: string, station: string): Promise<Seat> {
	const seat = await takeSeat(url, station);
	const outcome = await seat.say('issue-ticket', { visit });
	if (outcome?.result !== 'accepted') throw new Error(`no ticket: ${JSON.stringify(outcome)}`);
	return seat;
}

/** Platform: killed, started anew by its supervisor at once, first number of a terminal that connects. */
export async function killPlatform(parts: { hall: string; folder: string; rounds: number }): Promise<Kill> {
	const data = join(parts.folder, 'kill-platform');
	let platform = await startPlatform({ hall: parts.hall, data, port: 0 });
	const port = Number(new URL(platform.url).port);
	const kill: Kill = { rounds_ms: [], program_up_ms: [] };
	try {
		(await firstTicket(platform.url, 'T1')).close();
		for (let round = 0; round < parts.rounds; round += 1) {
			const gone = once(platform.child, 'exit');
			const began = performance.now();
			platform.child.kill('SIGKILL');
			await gone;
			platform = await startPlatform({ hall: parts.hall, data, port });
			kill.program_up_ms.push(Math.round(performance.now() - began));
			const seat = await firstTicket(platform.url, 'T1');
			kill.rounds_ms.push(Math.round(performance.now() - began));
			seat.close();
		}
		return kill;
	} finally {
		platform.child.kill('SIGTERM');
		await once(platform.child, 'exit');
	}
}

/** Terminal: the whole app is killed and started anew; the number stands on the screen. Walking through the screens is a machine's, not a person's. */
export async function killTerminal(parts: { hall: string; folder: string; rounds: number }): Promise<Kill> {
	return withApp(parts, 'T2', async (machine) => {
		const terminal = await machine.face('terminal');
		await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 60_000 });
		const up = performance.now();
		await terminal.getByRole('button', { name: /不用身份证/ }).click();
		await takeNumberFor(terminal, item);
		return up;
	});
}

/** Window: killed and started anew, the clerk signs in again and calls; the platform has tickets that wait. */
export async function killWindow(parts: { hall: string; folder: string; rounds: number }): Promise<Kill> {
	return withApp(parts, 'W01', async (machine, url) => {
		(await firstTicket(url, 'T1')).close();
		const window = await machine.face('window');
		await window.getByLabel('工号').waitFor({ timeout: 60_000 });
		const up = performance.now();
		await signInAtWindow(window, '0307', '2580');
		const open = window.getByRole('button', { name: /打开 01 号窗口/ }).first();
		const call = window.getByRole('button', { name: /叫 .+ 到 01 号窗口/ });
		const serving = window.getByText('等人来').first();
		await Promise.race([open.waitFor(), call.waitFor(), serving.waitFor()]);
		// After the first round the window is open already, and has the person it called before.
		if (await open.isVisible()) await open.click();
		if (!(await serving.isVisible())) {
			await call.waitFor();
			await window.keyboard.press('F1');
		}
		await serving.waitFor();
		return up;
	});
}

async function withApp(
	parts: { hall: string; folder: string; rounds: number },
	station: string,
	use: (machine: Machine, url: string) => Promise<number>,
): Promise<Kill> {
	const platform = await startPlatform({ hall: parts.hall, data: join(parts.folder, `platform-${station}`), port: 0 });
	const choice = {
		platformUrl: platform.url,
		stations: station,
		hall: parts.hall,
		data: join(parts.folder, `machine-${station}`),
		bench: false,
	};
	let machine = await startMachine(choice);
	const kill: Kill = { rounds_ms: [], program_up_ms: [] };
	try {
		await use(machine, platform.url);
		for (let round = 0; round < parts.rounds; round += 1) {
			const process = machine.app.process();
			const gone = once(process, 'exit');
			const began = performance.now();
			machine.kill();
			await gone;
			machine = await startMachine(choice);
			const up = await use(machine, platform.url);
			kill.rounds_ms.push(Math.round(performance.now() - began));
			kill.program_up_ms.push(Math.round(up - began));
		}
		return kill;
	} finally {
		await machine.stop().catch(() => {});
		platform.child.kill('SIGTERM');
		await once(platform.child, 'exit');
	}
}
