import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type PrintJob, printJob, printResult } from '../../domain/contracts/device-desk.ts';
import { type ConnectionOptions, transportOf, wholeNumber, withConnection } from './connection.ts';
import { declare, deviceId, withOne } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends ConnectionOptions {
	slip: string;
	data: string;
	paper: number;
	charset?: string;
	qr?: string;
	cut?: string;
	status?: string;
	confirm: boolean;
	language: string;
	json: boolean;
}

/** Any slip a hall prints, from a file with its content, through the same desk as at a station. */
async function print(options: Options): Promise<Outcome<object>> {
	const transport = transportOf(options, 115_200);
	if (!transport.ok) return transport;
	const job = readJob(options);
	if (!job.ok) return job;
	const { paper, charset, qr, cut, status, confirm } = options;
	const printer = declare('printer', transport.value, { paperMm: paper, charset, qr, cut, status, confirm });
	return withOne(printer, async (device) => {
		const result = printResult.safeParse(await device.ask({ type: 'print', job: job.value }));
		if (!result.success) return failure('device-fault');
		const { outcome, proof, code } = result.data;
		return outcome === 'failed' || proof === 'none' ? failure(code) : { ok: true, value: { proof, outcome, code } };
	});
}

function readJob({ data, slip, language }: Options): Outcome<PrintJob> {
	let content: unknown;
	try {
		content = JSON.parse(readFileSync(data, 'utf8'));
	} catch (error) {
		const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
		return failure('bad-slip', `The file ${why}. Give the path of a JSON file that holds what is to be printed.`);
	}
	const job = printJob.safeParse({ job: 'by-hand', device: deviceId, language, paper: slip, slip: content });
	if (job.success) return { ok: true, value: job.data };
	const problems = job.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'the whole file'}: ${message}`);
	return failure('bad-slip', `The slip does not fit. ${problems.join('; ')}. Mend these fields and try again.`);
}

export function addPrint(program: Command): void {
	withConnection(program.command('print').description('print any slip: ticket, materials, receipt or test'))
		.requiredOption('--slip <kind>', 'ticket, materials, receipt or test')
		.requiredOption('--data <file>', 'JSON file with its content')
		.option('--paper <mm>', 'width of the paper, 58 or 80', wholeNumber(58, 80), 80)
		.option('--charset <name>', 'what the font holds: gb18030, gbk or gb2312')
		.option('--qr <way>', 'command or raster')
		.option('--cut <way>', 'feed-partial, feed-full, old-full, old-partial or none')
		.option('--status <way>', 'realtime, automatic, buffered or none')
		.option('--language <code>', 'of the fixed words, zh-CN or en', 'zh-CN')
		.option('--no-confirm', 'do not wait for the word of the printer behind the cut')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => tell(await print(options), options.json, lines));
}
