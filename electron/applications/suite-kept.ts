/** In which suite a machine has sealed what it keeps, for a command that does not know the machine's hall. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { suiteOfBox } from '../../sealing/box.ts';

/** That of the newest box in the folder; `intl` where there is none. */
export function suiteKeptIn(folder: string): CryptoSuite {
	if (!existsSync(folder)) return 'intl';
	const files = readdirSync(folder).map((name) => join(folder, name));
	const newestFirst = files.map((path) => ({ path, at: statSync(path).mtimeMs })).sort((one, other) => other.at - one.at);
	for (const { path } of newestFirst) {
		const suite = suiteOfBox(readFileSync(path));
		if (suite !== null) return suite;
	}
	return 'intl';
}
