/** The main process' end of signing in while cut off, on a disk and clocks of the test; Argon2id is the real one. */
import { hashRaw } from '@node-rs/argon2';
import { openMachineKey } from '../../electron/keys/machine-key.ts';
import { type OfflineNote, OfflineSignIns } from '../../electron/keys/offline-sign-ins.ts';
import type { SecretStore } from '../../electron/keys/pepper.ts';
import { MemoryDisk } from './memory-disk.ts';

export interface OfflineMachine {
	memory: MemoryDisk;
	offline: OfflineSignIns;
	notes: OfflineNote[];
	/** This machine's clock, which anyone may set, and the one nobody can; ms. */
	wall: number;
	running: number;
	/** Both clocks go on. */
	pass(ms: number): void;
	/** The app is ended and started again: what was not on the disk is gone, and the clock nobody can set begins anew. */
	restart(): Promise<void>;
	/** The tries that stood on the disk each time a PIN was looked at. */
	looks: number[];
	file(): Record<string, unknown>;
}

export async function offlineMachine(wall: number, hall: string, secrets?: SecretStore): Promise<OfflineMachine> {
	const memory = new MemoryDisk();
	const notes: OfflineNote[] = [];
	const open = async (): Promise<OfflineSignIns> =>
		OfflineSignIns.open({
			hall,
			folder: '/keys',
			key: await openMachineKey({ folder: '/keys', note: () => {}, disk: memory.disk }),
			wall: () => machine.wall,
			running: () => machine.running,
			hashPin(pin, { salt, memory: memoryCost, passes, lanes }) {
				machine.looks.push((machine.file().failures as { tries: number }[])[0]?.tries ?? 0);
				return hashRaw(pin, { memoryCost, timeCost: passes, parallelism: lanes, outputLen: 32, salt: Buffer.from(salt, 'base64url') });
			},
			note: (code) => notes.push(code),
			secrets,
			disk: memory.disk,
		});
	const machine: OfflineMachine = {
		memory,
		notes,
		wall,
		running: 1_000,
		looks: [],
		pass(ms) {
			machine.wall += ms;
			machine.running += ms;
		},
		async restart() {
			memory.cutPower();
			machine.running = 0;
			machine.offline = await open();
		},
		file: () => JSON.parse(memory.text('/keys/offline-sign-in.json')),
		offline: undefined as unknown as OfflineSignIns,
	};
	machine.offline = await open();
	return machine;
}
