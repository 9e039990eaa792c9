/** Bugs put in on purpose into signing in while cut off. */
import type { JournalDisk } from '../../electron/journal/journal-disk.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { pinOfAll } from './offline-sign-ins.ts';
import type { PlantedBug } from './plants.ts';

/** Clerks without a line half of the time, at machines that are started anew between their tries. */
const signedIn: PlantedBug['options'] = {
	signIns: true,
	minutes: 6,
	terminals: 2,
	windows: 3,
	pace: 1,
	everyMs: 4_000,
	faults: ['cut-both', 'kill-app'],
};

/** The machine's disk, with the file of sign-ins read otherwise than it stands there. */
const readsSignIns = (change: (file: Record<string, unknown>) => object) => (disk: JournalDisk) => ({
	...disk,
	async read(path: string) {
		const bytes = await disk.read(path);
		if (!bytes || !path.endsWith('offline-sign-in.json')) return bytes;
		return new TextEncoder().encode(JSON.stringify(change(JSON.parse(new TextDecoder().decode(bytes)))));
	},
});

export const signInBugs: readonly PlantedBug[] = [
	{
		name: 'the lock after five wrong PINs ends with the app',
		breaks: 'SIGN',
		options: signedIn,
		plant: () => ({ station: { disk: readsSignIns((file) => ({ ...file, failures: [] })) } }),
	},
	{
		name: 'any PIN is taken for the right one while cut off',
		breaks: 'SIGN',
		options: signedIn,
		plant: () => ({ station: { comparedPin: () => pinOfAll } }),
	},
	{
		name: 'work under a sign-in that has ended is taken without a word',
		breaks: 'I-17',
		options: signedIn,
		plant: () => ({
			rules: {
				...domainRules,
				decide(state, command, context) {
					const decision = domainRules.decide(state, command, context);
					if (!decision.ok) return decision;
					const silent = ['report-under-expired-sign-in', 'report-without-session'];
					return {
						ok: true,
						events: decision.events.filter((event) => event.name !== 'conflict-found' || !silent.includes(event.body.kind)),
					};
				},
			},
		}),
	},
];
