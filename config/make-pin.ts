/**
 * `node scripts/run.mjs node config/make-pin.ts`: reads one PIN from standard input and prints its argon2id hash for `staff.yaml`.
 * The PIN is not taken as an argument, because arguments stay in the history of the shell.
 */
import { createInterface } from 'node:readline/promises';
import { hash } from '@node-rs/argon2';

const input = createInterface({ input: process.stdin, output: process.stderr });
const pin = (await input.question('PIN (4 to 12 digits): ')).trim();
input.close();
if (/^\d{4,12}$/.test(pin)) {
	process.stdout.write(`${await hash(pin)}\n`);
} else {
	process.stderr.write('The PIN must be 4 to 12 digits. Run the command again and enter digits only.\n');
	process.exitCode = 1;
}
