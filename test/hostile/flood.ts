/** `npm run flood -- --seconds 60`: everything that keeps a platform busy, while honest stations work; how long those wait, beside the same hall at peace. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { HonestHall } from './flood/honest.ts';
import { HuntedPlatform } from './messages/hunted-platform.ts';

const options = new Command()
	.name('npm run flood --')
	.option('--seconds <number>', 'how long the flood lasts', '60')
	.option('--bare <number>', 'how long the hall is measured at peace before', '15')
	.option(
		'--only <kinds>',
		'connections, slow-loris, handshakes, unseated, fragments, pongs, oversize, hellos, messages, http, dear-pages',
		'all',
	)
	.option('--seed <number>', 'of the attackers', '20261122')
	.option('--json', 'one line of JSON')
	.parse()
	.opts<{ seconds: string; bare: string; only: string; seed: string; json?: boolean }>();
const [seconds, bareSeconds, seed] = [Number(options.seconds), Number(options.bare), Number(options.seed)];
if (![seconds, bareSeconds, seed].every((each) => Number.isSafeInteger(each) && each > 0)) {
	console.error('--seconds, --bare and --seed are whole numbers above 0.');
	process.exit(2);
}
const limitMs = 1_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** Seconds of processor time of a process; Linux alone. */
function processorSeconds(pid: number): number {
	try {
		const [, user = '0', system = '0'] = /^\d+ \(.*\) (?:\S+ ){11}(\d+) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
		return (Number(user) + Number(system)) / 100;
	} catch {
		return 0;
	}
}
const memory = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

const platform = await HuntedPlatform.start();
const pid = platform.child.pid!;
const hall = new HonestHall(platform.url);
let failed = true;
try {
	await hall.open();
	await pause(1_000);
	hall.measure();
	const used = processorSeconds(pid);
	await pause(bareSeconds * 1_000);
	const bare = hall.measure();
	const bareLoad = (processorSeconds(pid) - used) / bareSeconds;
	const before = processorSeconds(pid);
	const attacker = fork(
		fileURLToPath(new URL('./flood/attack.ts', import.meta.url)),
		['127.0.0.1', String(platform.port), String(seconds), String(seed), options.only],
		{ stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
	);
	const told = once(attacker, 'message') as Promise<[Record<string, number>]>;
	const gone = once(attacker, 'exit');
	await pause(seconds * 1_000);
	const flood = hall.measure();
	const floodLoad = (processorSeconds(pid) - before) / seconds;
	const rss = memory(pid);
	const [done] = await Promise.race([told, pause(15_000).then((): [Record<string, number>] => [{ 'attacker never answered': 1 }])]);
	attacker.kill();
	await gone;
	await pause(2_000);
	hall.measure();
	await pause(5_000);
	const after = hall.measure();
	const health = await platform.health().catch(() => null);
	failed = platform.ended || health === null || flood.asks.p99 >= limitMs || flood.joins.p99 >= 5 * limitMs || flood.asks.asks === 0;
	const result = {
		seconds,
		bare,
		flood,
		after,
		bareLoad,
		floodLoad,
		rssMb: Math.round(rss),
		resent: hall.resent,
		attacks: done,
		ok: !failed,
	};
	if (options.json) console.log(JSON.stringify(result));
	else {
		const line = (what: string, { asks, p50, p95, p99, most }: typeof bare.asks) =>
			`${what.padEnd(34)} ${String(asks).padStart(6)} ${[p50, p95, p99, most].map((ms) => `${ms}`.padStart(7)).join(' ')}`;
		console.log(`${''.padEnd(34)}   asks   p50 ms    p95    p99    most`);
		console.log(line('asks of honest stations, at peace', bare.asks));
		console.log(line('asks of honest stations, flooded', flood.asks));
		console.log(line('asks of honest stations, afterwards', after.asks));
		console.log(line('a machine switched on, at peace', bare.joins));
		console.log(line('a machine switched on, flooded', flood.joins));
		console.log(
			`platform: ${bareLoad.toFixed(2)} of a core at peace, ${floodLoad.toFixed(2)} flooded, ${Math.round(rss)} MB; said again: ${hall.resent}`,
		);
		console.log(`numbers given out ${hall.issued}, served ${hall.served}; the platform ${platform.ended ? 'is GONE' : 'lives'}`);
		console.log(
			`attacks: ${Object.entries(done)
				.map(([what, times]) => `${what} ${times}`)
				.join(', ')}`,
		);
	}
} finally {
	await hall.close();
	await platform.end();
}
process.exit(failed ? 1 : 0);
