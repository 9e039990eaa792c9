/** What this machine tells of itself with each beat: the room on its disk, and whether its journal takes what it must keep. */
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { MachineTrouble } from '../../domain/contracts/machine-trouble.ts';
import type { Journal } from './ports.ts';

export interface MachineHealth {
	/** The same journal; what it could not take is remembered until it takes something again. */
	journal: Journal;
	troubles(): MachineTrouble[];
}

export function createMachineHealth(journal: Journal, disk: (() => DiskState) | undefined): MachineHealth {
	let failing = false;
	return {
		journal: {
			load: () => journal.load(),
			async append(entries) {
				try {
					await journal.append(entries);
					failing = false;
				} catch (error) {
					failing = true;
					throw error;
				}
			},
		},
		troubles() {
			const room = disk?.() ?? 'well';
			return [...(room === 'well' ? [] : [{ code: `disk-${room}` as const }]), ...(failing ? [{ code: 'journal-failed' as const }] : [])];
		},
	};
}
