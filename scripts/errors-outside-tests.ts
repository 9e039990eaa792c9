/**
 * A reporter of vitest: writes down the errors that belong to no test (a promise that nobody waited for, a socket without a listener), which
 * the JSON report leaves out, so that `npm test` can name them at its end. Where: the file that `TIDEHALL_ERRORS_OUTSIDE_TESTS` names.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

export default class ErrorsOutsideTests implements Reporter {
	onTestRunEnd(...[, errors]: Parameters<NonNullable<Reporter['onTestRunEnd']>>): void {
		const file = process.env.TIDEHALL_ERRORS_OUTSIDE_TESTS;
		if (file) writeFileSync(file, JSON.stringify(errors.map(({ name, message, stack }) => stack ?? `${name}: ${message}`)));
	}
}
