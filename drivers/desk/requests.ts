import type { DeviceReport, DriverReport } from '../../domain/contracts/device.ts';
import { benchAction, type PrintResult, type RatingResult, type SayResult } from '../../domain/contracts/device-desk.ts';
import type { Bench } from './bench.ts';
import type { DeskRequest } from './contract.ts';
import type { DeskDevice } from './device.ts';
import type { HealthBook } from './health-book.ts';
import { type LostAnswer, type OpenCalls, Refused } from './open-calls.ts';
import type { RunningDevice } from './running-device.ts';
import type { Slot, Slots } from './slots.ts';
import { portName, type Wires } from './wires.ts';

export interface RequestParts {
	calls: OpenCalls;
	slots: Slots<RunningDevice>;
	healths: HealthBook;
	bench: Bench;
	wires: Wires;
	now(): number;
	answer(call: number, ok: boolean, value: unknown): void;
}

type DeviceRequest = Exclude<DeskRequest, { type: 'start' | 'configure' | 'stop' | 'show' | 'beat' }>;

const refused = (code: string): LostAnswer => ({ ok: false, value: code });

/** What is asked of running devices. Each request takes the device as it is declared at that moment. */
export function createRequests(parts: RequestParts): { serve(request: DeviceRequest): void } {
	const { calls, slots, healths, bench, answer } = parts;

	/** Asks one device; `absent` when none of this id can do it, `lost` when it ends before it has answered. */
	function askDevice<Result>(
		request: { call: number; device: string },
		terms: { job: boolean; absent: Result | Refused; lost: Result | Refused },
		work: (device: DeskDevice, running: RunningDevice) => Promise<Result> | undefined,
	): void {
		const slot = slots.get(request.device);
		const lost: LostAnswer = terms.lost instanceof Refused ? refused(terms.lost.code) : { ok: true, value: terms.lost };
		calls.run(request.call, { slot, job: terms.job, lost }, async () => {
			const running = await slot?.ready;
			const result = running ? await work(running.device, running) : undefined;
			if (result !== undefined) return result;
			if (terms.absent instanceof Refused) throw terms.absent;
			return terms.absent;
		});
	}

	function print({ call, job }: Extract<DeviceRequest, { type: 'print' }>): void {
		const result = (outcome: PrintResult['outcome'], code: string): PrintResult => ({ job: job.job, outcome, proof: 'none', code });
		const started = slots.get(job.device)?.declaration.kind === 'printer';
		askDevice(
			{ call, device: job.device },
			{ job: true, absent: result('failed', started ? 'driver-fault' : 'no-printer'), lost: result('unknown', 'device-stopped') },
			(device) => device.print?.(job),
		);
	}

	function say({ call, job }: Extract<DeviceRequest, { type: 'say' }>): void {
		const result = (outcome: SayResult['outcome'], code: string): SayResult => ({ job: job.job, outcome, proof: 'none', code });
		askDevice(
			{ call, device: job.device },
			{ job: true, absent: result('failed', 'no-device'), lost: result('unknown', 'device-stopped') },
			(device) => device.say?.(job),
		);
	}

	function rate({ call, device }: Extract<DeviceRequest, { type: 'rate' }>): void {
		const failed = (code: string): RatingResult => ({ outcome: 'failed', rating: 0, code });
		askDevice({ call, device }, { job: false, absent: failed('no-device'), lost: failed('device-stopped') }, (found) => found.rate?.());
	}

	async function inspect(): Promise<DeviceReport[]> {
		return slots.all().map((slot) => reportOf(slot));
	}

	function reportOf({ declaration, running }: Slot<RunningDevice>): DeviceReport {
		const { id, kind, protocol, station } = declaration;
		const health = healths.of(id) ?? { device: id, kind, state: 'connecting', code: 'opening', since: parts.now() };
		const wire = running?.wire;
		return {
			...driverReport(running),
			device: id,
			kind,
			protocol,
			station,
			port: portName(declaration.transport),
			baud: wire?.baud() ?? null,
			health,
			...(wire?.traffic() ?? { openedAt: null, lastHeardAt: null, bytesIn: 0, bytesOut: 0 }),
			tests: [...(running?.device.driver.tests ?? [])],
		};
	}

	function benchCall({ call, action }: Extract<DeviceRequest, { type: 'bench' }>): void {
		const read = benchAction.safeParse(action);
		const done = !read.success
			? { ok: false as const, why: 'malformed' }
			: read.data.do === 'snapshot'
				? { ok: true as const }
				: bench.act(read.data);
		answer(call, done.ok, done.ok ? bench.snapshot() : done.why);
	}

	return {
		serve(request) {
			switch (request.type) {
				case 'print':
					return print(request);
				case 'say':
					return say(request);
				case 'rate':
					return rate(request);
				case 'cancel-rating':
					slots.get(request.device)?.running?.device.cancelRating?.();
					return;
				case 'trigger':
					return askDevice(request, { job: false, absent: new Refused('no-device'), lost: new Refused('device-stopped') }, (device) =>
						device.trigger?.(request.on),
					);
				case 'test':
					return askDevice(
						request,
						{ job: false, absent: new Refused('no-device'), lost: new Refused('device-stopped') },
						async ({ driver }) => {
							if (!driver.tests.includes(request.test)) throw new Refused('no-test');
							return driver.test(request.test);
						},
					);
				case 'capture':
					return askDevice(
						request,
						{ job: false, absent: new Refused('no-device'), lost: new Refused('device-stopped') },
						(_device, running) => running.capture(request.seconds),
					);
				case 'health':
					return answer(request.call, true, healths.all());
				case 'inspect':
					return calls.run(request.call, { slot: null, job: false, lost: refused('driver-fault') }, inspect);
				case 'ports':
					return calls.run(request.call, { slot: null, job: false, lost: refused('driver-fault') }, () =>
						parts.wires.ports(slots.all().map(({ declaration }) => declaration)),
					);
				case 'bench':
					return benchCall(request);
			}
		},
	};
}

/** A driver that fails to report must not hide the others from the technician. */
function driverReport(running: RunningDevice | null): DriverReport {
	try {
		if (running) return running.device.driver.report();
	} catch {
		// What can be said of it stands in its health and its traffic.
	}
	return { discarded: 0, answered: 0, failed: 0, facts: {} };
}
