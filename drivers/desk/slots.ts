import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import type { Timers } from '../transport/timers.ts';
import { differenceOf, imprintOf } from './difference.ts';
import type { OpenCalls } from './open-calls.ts';

/** A driver that has not closed its port within this is left behind: it must not hold up the others, nor the end of the desk. */
export const stopLimitMs = 1500;
/** A changed declaration waits so long for a job under way; then the job ends as it can. */
export const jobLimitMs = 15_000;

/** Anything that is started and stopped as one device. */
export interface Startable {
	start(): void;
	stop(): Promise<void>;
}

/** The place of one declared device. A changed declaration makes a new one. */
export interface Slot<Device extends Startable> {
	readonly declaration: DeviceDeclaration;
	/** Empty when it could not be started: the next change of declarations tries again. */
	imprint: string;
	/** The device once it was started; `null` when it could not be made or started. Never rejects. */
	readonly ready: Promise<Device | null>;
	/** The same, while it runs. */
	running: Device | null;
}

export interface SlotsOptions<Device extends Startable> {
	timers: Timers;
	calls: OpenCalls;
	/** May throw: a driver that cannot be made must not hurt the others. */
	make(declaration: DeviceDeclaration, slot: Slot<Device>): Device;
	/** The device of this slot could not be started. */
	failed(slot: Slot<Device>, error: unknown): void;
	/** It runs no more. */
	ended(slot: Slot<Device>): void;
	log(level: 'info' | 'warn', text: string): void;
}

export interface Slots<Device extends Startable> {
	get(device: string): Slot<Device> | null;
	all(): Slot<Device>[];
	/** Makes exactly these devices run; what is declared as before is not touched. Resolves when all others were stopped and started. */
	change(wanted: readonly DeviceDeclaration[], profiles: DeviceProfiles | null): Promise<void>;
	/** Stops all of them; jobs under way end as they can. */
	stopAll(): Promise<void>;
}

/** No device is declared yet. */
export function createSlots<Device extends Startable>(options: SlotsOptions<Device>): Slots<Device> {
	const { timers, calls } = options;
	const slots = new Map<string, Slot<Device>>();
	/** Ports may still be held by these. */
	const stopping = new Set<Promise<void>>();
	let hurry = whenCalled();

	function leave(slot: Slot<Device>, waitForJob: boolean): Promise<void> {
		const { id } = slot.declaration;
		slots.delete(id);
		const done = (async () => {
			if (waitForJob) await within(jobLimitMs, Promise.race([calls.idle(slot), hurry.called]));
			const device = await slot.ready;
			if (device && !(await within(stopLimitMs, stopSafely(device)))) options.log('warn', `${id} was-not-closed-in-time`);
			slot.running = null;
			calls.giveUp(slot);
			options.ended(slot);
		})();
		stopping.add(done);
		void done.then(() => stopping.delete(done));
		return done;
	}

	async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
		let inTime = false;
		let cancel = () => {};
		const limit = new Promise<void>((resolve) => {
			cancel = timers.after(ms, resolve);
		});
		await Promise.race([
			work.then(() => {
				inTime = true;
			}),
			limit,
		]);
		cancel();
		return inTime;
	}

	function enter(declaration: DeviceDeclaration, imprint: string): Promise<Device | null> {
		// A port is opened only when whoever may hold it has let go.
		const free = Promise.all(stopping);
		const slot: Slot<Device> = { declaration, imprint, running: null, ready: free.then(() => startSafely(declaration, () => slot)) };
		slots.set(declaration.id, slot);
		return slot.ready;
	}

	async function startSafely(declaration: DeviceDeclaration, own: () => Slot<Device>): Promise<Device | null> {
		// Declared otherwise before it ever ran.
		if (slots.get(declaration.id) !== own()) return null;
		let device: Device | null = null;
		try {
			device = options.make(declaration, own());
			device.start();
			own().running = device;
			return device;
		} catch (error) {
			options.log('warn', `${declaration.id} could-not-be-started ${error instanceof Error ? error.name : 'unknown'}`);
			if (device) void stopSafely(device);
			own().imprint = '';
			options.failed(own(), error);
			return null;
		}
	}

	return {
		get: (device) => slots.get(device) ?? null,
		all: () => [...slots.values()],
		async change(wanted, profiles) {
			const running = new Map([...slots].map(([id, { imprint }]) => [id, imprint]));
			const { stop, start } = differenceOf(running, wanted, profiles);
			const left = stop.map((id) => leave(slots.get(id)!, true));
			const entered = start.map((declaration) => enter(declaration, imprintOf(declaration, profiles)));
			await Promise.all([...left, ...entered]);
		},
		async stopAll() {
			hurry.call();
			hurry = whenCalled();
			await Promise.all([...slots.values()].map((slot) => leave(slot, false)));
			await Promise.all(stopping);
		},
	};
}

/** Never rejects, also when the driver throws. */
async function stopSafely(device: Startable): Promise<void> {
	try {
		await device.stop();
	} catch {
		// Nothing more can be done about it; the port is closed with the process.
	}
}

function whenCalled(): { called: Promise<void>; call(): void } {
	let call = () => {};
	const called = new Promise<void>((resolve) => {
		call = resolve;
	});
	return { called, call: () => call() };
}
