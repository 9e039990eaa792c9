/**
 * `npm run device -- …`: one device, tried by hand or by another program. Standard output holds the JSON answer alone (`--json`);
 * everything for people goes to standard error. Words and JSON are a contract (docs/devices.md).
 */
import { Command } from 'commander';
import { addCapture } from './device/capture.ts';
import { addPorts } from './device/ports.ts';
import { addPrint } from './device/print.ts';
import { addPrintTicket } from './device/print-ticket.ts';
import { addRate } from './device/rate.ts';
import { addReadCard } from './device/read-card.ts';
import { addReplay } from './device/replay.ts';
import { addScan } from './device/scan.ts';
import { addShow } from './device/show.ts';
import { addSimulate } from './device/simulate.ts';
import { addSpeak } from './device/speak.ts';
import { addStatus } from './device/status.ts';

const program = new Command('device').description('Try one device of the hall by hand');
const commands = [
	...[addReadCard, addPrintTicket, addPrint, addShow, addRate, addScan, addSpeak],
	...[addStatus, addPorts, addSimulate, addCapture, addReplay],
];
for (const add of commands) add(program);
await program.parseAsync();
// A program that ends by itself also ends where standard input is still open.
process.exit();
