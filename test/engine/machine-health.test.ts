import { expect, test } from 'vitest';
import type { DiskState } from '../../domain/contracts/disk.ts';
import { createMachineHealth } from '../../renderer/engine/machine-health.ts';
import { createTestJournal } from './hall.ts';

test('the machine tells of its disk, and of its journal from the first entry it could not take until it takes one again', async () => {
	const disk = createTestJournal(['T2']);
	let room: DiskState = 'well';
	const { journal, troubles } = createMachineHealth(disk, () => room);
	expect(troubles()).toEqual([]);
	room = 'stop';
	expect(troubles()).toEqual([{ code: 'disk-stop' }]);
	disk.fails = 'disk-full';
	await expect(journal.append([{ type: 'asked', station: 'T2', n: 1 }])).rejects.toThrow('disk-full');
	expect(troubles()).toEqual([{ code: 'disk-stop' }, { code: 'journal-failed' }]);
	disk.fails = null;
	room = 'low';
	await journal.append([{ type: 'asked', station: 'T2', n: 1 }]);
	expect(troubles()).toEqual([{ code: 'disk-low' }]);
	expect(journal.load()).toBeInstanceOf(Promise);
});
