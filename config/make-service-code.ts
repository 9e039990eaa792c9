/**
 * `node scripts/run.mjs node config/make-service-code.ts`: reads one service code from standard input and prints its hash for `serviceCode` of
 * `devices.yaml`. The code is not taken as an argument, because arguments stay in the history of the shell.
 */
import { createInterface } from 'node:readline/promises';
import { hashServiceCode, serviceCodeDigits } from './service-code.ts';

const input = createInterface({ input: process.stdin, output: process.stderr });
const code = (await input.question('Service code (6 to 12 digits): ')).trim();
input.close();
if (serviceCodeDigits.test(code)) {
	process.stdout.write(`${await hashServiceCode(code)}\n`);
} else {
	process.stderr.write('The service code must be 6 to 12 digits. Run the command again and enter digits only.\n');
	process.exitCode = 1;
}
