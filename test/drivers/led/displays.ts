import type { Display, DisplayMember, DisplayProtocol, ShowProof } from '../../../drivers/led/display.ts';
import { createDisplayLine } from '../../../drivers/led/line.ts';
import { attachToOneLine, createLedSimulator, type LedSimulator } from '../../../drivers/led/simulator.ts';
import type { OpenPort } from '../../../drivers/transport/port.ts';
import { fixedSpeed, type Speed } from '../../../drivers/transport/speed.ts';
import { createTestCable } from '../cable.ts';
import { toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';

export type Changes = Partial<DisplayMember>;

export interface Kept {
	led: Display;
	/** `state:code`, each change once. */
	health: string[];
	shown: ShowProof[];
	log: string[];
}

/** One line with the driver at one end; what is at the other end is the test's. */
export function drive(
	protocol: DisplayProtocol,
	open: OpenPort,
	options: { clock?: ManualClock; speed?: Speed; gapMs?: number | null } = {},
) {
	const clock = options.clock ?? new ManualClock();
	const line = createDisplayLine({
		protocol,
		open,
		speed: options.speed ?? fixedSpeed(57_600),
		gapMs: options.gapMs ?? null,
		now: clock.now,
		timers: clock.timers,
	});
	const add = (address: number, changes: Changes = {}): Kept => {
		const health: string[] = [];
		const shown: ShowProof[] = [];
		const log: string[] = [];
		const led = line.display({
			address,
			widthDots: 128,
			heightDots: 32,
			verify: 'none',
			signType: 'Z',
			dimming: [],
			health: (one) => {
				const text = `${one.state}:${one.code}`;
				if (health.at(-1) !== text) health.push(text);
			},
			shown: (proof) => shown.push(proof),
			log: (text) => log.push(text),
			...changes,
		});
		led.start();
		return { led, health, shown, log };
	};
	return { clock, line, add };
}

/** Displays and their simulators on one cable, opened; `heard` is what the host sent, frame by frame as it was written. */
export async function displays(protocol: 'onbon' | 'alpha', addresses: readonly number[], changes: Changes = {}) {
	const clock = new ManualClock();
	const simulators = new Map<number, LedSimulator>();
	for (const address of addresses) simulators.set(address, createLedSimulator(protocol, address, clock));
	const heard: { at: number; hex: string }[] = [];
	const cable = createTestCable((port) =>
		attachToOneLine(
			{
				...port,
				onBytes: (listener) =>
					port.onBytes((bytes) => {
						heard.push({ at: clock.now(), hex: toHex(bytes) });
						listener(bytes);
					}),
			},
			[...simulators.values()],
		),
	);
	const driven = drive(protocol, cable.open, { clock });
	const kept = new Map<number, Kept>();
	for (const address of addresses) kept.set(address, driven.add(address, changes));
	driven.line.start();
	await clock.advance(1000);
	const simulator = (address: number) => simulators.get(address)!;
	const display = (address: number) => kept.get(address)!;
	return { ...driven, cable, heard, simulator, display };
}

/** One display and its simulator. */
export async function oneDisplay(protocol: 'onbon' | 'alpha', changes: Changes & { address?: number } = {}) {
	const address = changes.address ?? 1;
	const all = await displays(protocol, [address], changes);
	return { ...all, simulator: all.simulator(address), ...all.display(address) };
}

/** Lets time pass until it is known what became of it. */
export async function within<T>(clock: ManualClock, ms: number, promise: Promise<T>): Promise<T | 'nothing yet'> {
	let result: T | 'nothing yet' = 'nothing yet';
	void promise.then((value) => {
		result = value;
	});
	await clock.advance(ms);
	return result;
}
