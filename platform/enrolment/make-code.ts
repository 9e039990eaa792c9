/**
 * `npm run enrolment-code -- --hall FILE --data DIR --stations M1`: a one-time code made at the platform's own machine, for the first station of a hall
 * and for when no manager's station works any more. The platform may be running; it is valid for a quarter of an hour, once.
 */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { loadHall } from '../../config/load-hall.ts';
import { shownCode } from '../../domain/contracts/enrolment.ts';
import { stop } from '../start-in-words.ts';
import { leaveCode } from './codes.ts';

const options = new Command('enrolment-code')
	.description('Makes a one-time code with which a station enrols at the platform of this data folder.')
	.requiredOption('--hall <file>', 'hall file (hall.yaml)')
	.requiredOption('--data <folder>', 'data folder of the platform')
	.requiredOption('--stations <ids>', 'seats of the machine, e.g. M1 or T2,W02')
	.parse()
	.opts<{ hall: string; data: string; stations: string }>();

const loaded = loadHall(options.hall);
if (!loaded.ok) stop(loaded.problems.map(({ file, line, what }) => `${file}:${line} ${what}`).join('\n'));
const { plan } = loaded.ok ? loaded.hall : stop('');
const stations = [...new Set(options.stations.split(','))];
const unknown = stations.filter((one) => !plan.stations.some(({ id }) => id === one));
if (unknown.length > 0) stop(`The hall has no station ${unknown.join(', ')}. Look at stations.yaml.`);
if (!existsSync(options.data)) stop(`${options.data} is not there. Give the data folder that the platform is started with.`);
const code = await leaveCode(options.data, plan.code, stations, Date.now());
process.stdout.write(`${shownCode(code)}\n`);
process.stderr.write(`For ${stations.join(', ')}: valid for 15 minutes, once.\n`);
