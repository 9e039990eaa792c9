/** Damages the IndexedDB of the app on its disk, as a dying disk does: the app must see it, say it and get the day from elsewhere. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../box/random.ts';

export const damages = ['all gone', 'manifest overwritten', 'tables overwritten', 'log cut off'] as const;
export type Damage = (typeof damages)[number];

/** `profile`: the folder of the app's profile; the app does not run. False: there was nothing of that kind to damage. */
export function damageRows(profile: string, damage: Damage, random: Random): boolean {
	const folder = join(profile, 'Partitions', 'engine', 'IndexedDB');
	if (!existsSync(folder)) return false;
	if (damage === 'all gone') {
		rmSync(folder, { recursive: true });
		return true;
	}
	const database = readdirSync(folder).find((name) => name.endsWith('.leveldb'));
	if (!database) return false;
	const within = join(folder, database);
	const kind = { 'manifest overwritten': /^MANIFEST-/, 'tables overwritten': /\.ldb$/, 'log cut off': /\.log$/ }[damage];
	const files = readdirSync(within).filter((name) => kind.test(name) && statSync(join(within, name)).size > 64);
	for (const name of files) {
		const path = join(within, name);
		const bytes = readFileSync(path);
		if (damage === 'log cut off') writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * random.between(0.2, 0.8))));
		else {
			for (let at = 0; at < bytes.length; at += 97) bytes[at] = random.below(256);
			writeFileSync(path, bytes);
		}
	}
	return files.length > 0;
}
