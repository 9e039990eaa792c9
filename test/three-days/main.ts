/**
 * `npm run three-days -- [--applications N] [--terminals N] [--seed S] [--json]`: 72 simulated hours cut off with 10,000 applications and 30,000
 * attachments, then healed and compared. Exit 1 when anything is not as it was done.
 */
import { Command, InvalidArgumentError } from 'commander';
import { threeDays } from './three-days.ts';

const whole = (text: string) => {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
	return value;
};
const options = new Command('three-days')
	.description('Three simulated days without the line, then everything compared')
	.option('--applications <n>', 'handed in meanwhile, with three attachments each on average', whole, 10_000)
	.option('--terminals <n>', 'that are cut off', whole, 20)
	.option('--seed <s>', 'the people, the deaths of machines, and the faults of the line', whole, 1)
	.option('--scale <n>', 'attachments and chunks are this many times smaller than in life', whole, 256)
	.option('--json', 'answer as JSON', false)
	.parse()
	.opts<{ applications: number; terminals: number; seed: number; scale: number; json: boolean }>();

const { json, ...plan } = options;
const began = performance.now();
const before = process.cpuUsage();
const result = await threeDays(plan);
const seconds = (ms: number) => Math.round(ms / 100) / 10;
const cpu = process.cpuUsage(before);
const took = { wall_seconds: seconds(performance.now() - began), cpu_seconds: seconds((cpu.user + cpu.system) / 1_000) };
if (json) console.log(JSON.stringify({ ...result, ...took }));
else {
	const { faults, meanwhile } = result;
	console.log(`72 hours cut off, seed ${result.seed}, ${result.terminals} terminals, days ${result.days.join(', ')}`);
	console.log(
		`handed in: ${result.applications} applications, ${result.attachments} attachments, ${(result.bytes / 1e6).toFixed(1)} MB (in life ${((result.bytes * result.scale) / 1e9).toFixed(1)} GB); drafts left: ${result.draftsKept}`,
	);
	console.log(
		`meanwhile at the other side: ${meanwhile.called} calls, ${meanwhile.served} services, ${meanwhile.dutiesChanged} changes of duty`,
	);
	console.log(
		`faults: ${faults.lostRequests} requests lost, ${faults.lostAnswers} answers lost, ${faults.spoilt} chunks spoilt, ${faults.restarts} machines killed and restarted`,
	);
	console.log(`numbers: ${result.ticketsCutOff} cut off, ${result.ticketsConnected} connected; events: ${result.events}`);
	console.log(`conflicts, all explained by what was done: ${JSON.stringify(result.conflicts)}`);
	console.log(`drained ${result.drainedSimulatedSeconds} simulated seconds after the line was back`);
	console.log(`submitted ${result.submitted}, trace ${result.trace}, ${took.wall_seconds} s (${took.cpu_seconds} s CPU)`);
	for (const what of result.wrong.slice(0, 50)) console.log(`  WRONG ${what}`);
	console.log(result.wrong.length === 0 ? 'everything is equal' : `${result.wrong.length} things are wrong`);
}
process.exit(result.wrong.length === 0 ? 0 : 1);
