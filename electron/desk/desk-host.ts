/** The main process's side of the device desk: starts it, checks what it says, starts it again when it dies or freezes. */
import { z } from 'zod';
import {
	type DeviceHealth,
	type DeviceReport,
	deviceReport,
	deviceTestResult,
	type PortReport,
	portReport,
} from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import {
	type BenchAction,
	type BenchSnapshot,
	benchSnapshot,
	type DeskMessage,
	type DeskRequest,
	deskMessage,
	type LedWanted,
	type PrintJob,
	type PrintResult,
	printResult,
	type RatingResult,
	ratingResult,
	type SayJob,
	type SayResult,
	sayResult,
} from '../../domain/contracts/device-desk.ts';
import type { PaperBook } from '../../domain/contracts/device-layouts.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import { type Asked, DeskCalls } from './desk-calls.ts';
import { type Heartbeat, watchHeartbeat } from './heartbeat.ts';

/** A running desk; `fork` of DeskHostOptions makes one. */
export interface DeskChild {
	post(message: DeskRequest): void;
	kill(): void;
}
/** All that the desk runs by. */
export interface DeskWork {
	devices: DeviceDeclaration[];
	/** Words and layouts of the papers, from the hall's configuration. */
	papers: PaperBook;
	/** Files that devices name. */
	profiles: DeviceProfiles;
}
export interface DeskHostOptions extends DeskWork {
	fork(heard: { message(value: unknown): void; exit(): void }): DeskChild;
	now(): number;
	after(ms: number, action: () => void): () => void;
	/** Cards, codes, health, snapshots and log lines, checked. */
	tell(message: Exclude<DeskMessage, { type: 'answer' | 'beat' }>): void;
	alarm(code: string, facts?: Record<string, string | number>): void;
}

/**
 * How long each question may take before its answer counts as unknown; the desk is not ended for it. Jobs of one device stand in a queue, and each
 * gets the time of those before it too.
 */
export const answerWithinMs = {
	print: 60_000,
	say: 90_000,
	rate: 305_000,
	test: 50_000,
	look: 8_000,
	configure: 30_000,
} as const;

/** A desk that ran for so long was well: its end is not one more of a row. */
const steadyMs = 10 * 60_000;

/** A failure the caller hears as a code. */
class DeskError extends Error {
	readonly code: string;
	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

/** The desk as the main process has it: a question is always answered, whatever becomes of the other process. */
export class DeskHost {
	readonly #options: DeskHostOptions;
	readonly #calls: DeskCalls;
	readonly #health = new Map<string, DeviceHealth>();
	readonly #shown = new Map<string, LedWanted>();
	/** Readers with a card on them, and whether it is still being read. */
	readonly #cards = new Map<string, 'reading' | 'read'>();
	#work: DeskWork;
	#child: DeskChild | null = null;
	#heartbeat: Heartbeat | null = null;
	/** Ends in a row; the pause before the next start grows with them. */
	#deaths = 0;
	#startedAt = 0;
	#stopping = false;

	constructor(options: DeskHostOptions) {
		const { devices, papers, profiles } = options;
		this.#options = options;
		this.#work = { devices, papers, profiles };
		this.#calls = new DeskCalls({ ...options, post: (request) => this.#post(request) });
		for (const device of devices) this.#connecting(device);
	}

	start(): void {
		if (this.#work.devices.length === 0 || this.#stopping || this.#child) return;
		const child = this.#options.fork({
			message: (value) => this.#child === child && this.#heard(value),
			exit: () => this.#child === child && this.#died(),
		});
		this.#child = child;
		this.#startedAt = this.#options.now();
		this.#heartbeat = watchHeartbeat({
			after: this.#options.after,
			ask: (beat) => this.#post({ type: 'beat', beat }),
			stuck: () => {
				if (this.#child !== child) return;
				this.#options.alarm('desk-stuck');
				child.kill();
				this.#died();
			},
		});
		this.#post({ type: 'start', ...this.#work });
		// Displays are state: a desk that starts again shows what should be shown.
		if (this.#shown.size > 0) this.#post({ type: 'show', wanted: [...this.#shown.values()] });
	}

	/** As declared now. */
	get devices(): readonly DeviceDeclaration[] {
		return this.#work.devices;
	}

	health(): DeviceHealth[] {
		return [...this.#health.values()];
	}

	/** Never rejects. When the desk dies under a job, or does not answer in time, nobody knows whether paper came out: `unknown` (D1). */
	async print(job: PrintJob): Promise<PrintResult> {
		const failed = (code: string): PrintResult => ({ job: job.job, outcome: 'failed', proof: 'none', code });
		if (!this.#is(job.device, 'printer')) return failed('no-printer');
		if (!this.#child) return failed('desk-stopped');
		const asked = await this.#ask((call) => ({ type: 'print', call, job }), printResult, answerWithinMs.print, job.device);
		if (asked.ok && asked.value.job === job.job) return asked.value;
		return { job: job.job, outcome: 'unknown', proof: 'none', code: asked.ok ? 'desk-answer-malformed' : asked.code };
	}

	/** Never rejects. As for paper: what nobody knows is `unknown`. */
	async say(job: SayJob): Promise<SayResult> {
		const failed = (code: string): SayResult => ({ job: job.job, outcome: 'failed', proof: 'none', code });
		if (!this.#is(job.device, 'voice')) return failed('no-device');
		if (!this.#child) return failed('desk-stopped');
		const asked = await this.#ask((call) => ({ type: 'say', call, job }), sayResult, answerWithinMs.say, job.device);
		if (asked.ok && asked.value.job === job.job) return asked.value;
		return { job: job.job, outcome: 'unknown', proof: 'none', code: asked.ok ? 'desk-answer-malformed' : asked.code };
	}

	/** Never rejects; what failed is no rating. */
	async rate(device: string): Promise<RatingResult> {
		const failed = (code: string): RatingResult => ({ outcome: 'failed', rating: 0, code });
		if (!this.#is(device, 'rating-pad')) return failed('no-device');
		const asked = await this.#ask((call) => ({ type: 'rate', call, device }), ratingResult, answerWithinMs.rate);
		return asked.ok ? asked.value : failed(asked.code);
	}

	cancelRating(device: string): void {
		this.#post({ type: 'cancel-rating', device });
	}

	/** `code`: `no-device`, `no-test`, `not-supported`, `busy`, `too-slow`, `desk-stopped` … */
	trigger(device: string, on: boolean) {
		return this.#ask((call) => ({ type: 'trigger', call, device, on }), deviceTestResult, answerWithinMs.look);
	}

	test(device: string, test: string) {
		return this.#ask((call) => ({ type: 'test', call, device, test }), deviceTestResult, answerWithinMs.test);
	}

	capture(device: string, seconds: number): Promise<Asked<string>> {
		const withinMs = 1000 * seconds + answerWithinMs.look;
		return this.#ask((call) => ({ type: 'capture', call, device, seconds }), z.string(), withinMs);
	}

	inspect(): Promise<Asked<DeviceReport[]>> {
		return this.#ask((call) => ({ type: 'inspect', call }), z.array(deviceReport), answerWithinMs.look);
	}

	ports(): Promise<Asked<PortReport[]>> {
		return this.#ask((call) => ({ type: 'ports', call }), z.array(portReport), answerWithinMs.look);
	}

	show(wanted: LedWanted[]): void {
		for (const one of wanted) if (this.#is(one.device, 'led')) this.#shown.set(one.device, one);
		this.#post({ type: 'show', wanted });
	}

	/** Rejects with code `desk-stopped`, `too-slow`, or `bench-refused` for what cannot be done to this device. */
	async bench(action: BenchAction): Promise<BenchSnapshot> {
		const asked = await this.#ask((call) => ({ type: 'bench', call, action }), benchSnapshot, answerWithinMs.look);
		if (asked.ok) return asked.value;
		throw new DeskError(asked.code === 'desk-stopped' || asked.code === 'too-slow' ? asked.code : 'bench-refused');
	}

	/**
	 * Runs by other declarations from now on; what is declared as before goes on undisturbed. Resolves with the ids of devices that came, went or are
	 * declared otherwise, when the desk has taken it over.
	 */
	async configure(work: DeskWork): Promise<string[]> {
		const before = new Map(this.#work.devices.map((device) => [device.id, JSON.stringify(device)]));
		const after = new Map(work.devices.map((device) => [device.id, JSON.stringify(device)]));
		const changed = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
		this.#work = work;
		for (const id of changed) {
			this.#cardGone(id);
			if (!after.has(id)) {
				this.#health.delete(id);
				this.#shown.delete(id);
			}
		}
		for (const device of work.devices) if (!this.#health.has(device.id)) this.#connecting(device);
		if (!this.#child) this.start();
		else await this.#ask((call) => ({ type: 'configure', call, ...work }), z.null(), answerWithinMs.configure);
		return changed;
	}

	/** Asks the desk to close its ports, and ends it after two seconds at the latest. */
	async stop(): Promise<void> {
		this.#stopping = true;
		const child = this.#child;
		if (!child) return;
		this.#heartbeat?.stop();
		await this.#ask((call) => ({ type: 'stop', call }), z.null(), 2000);
		this.#child = null;
		child.kill();
		this.#calls.lost();
	}

	#is(device: string, kind: DeviceDeclaration['kind']): boolean {
		return this.#work.devices.some((one) => one.id === device && one.kind === kind);
	}

	#connecting({ id, kind }: DeviceDeclaration): void {
		this.#health.set(id, { device: id, kind, state: 'connecting', code: 'connecting', since: this.#options.now() });
	}

	#post(request: DeskRequest): boolean {
		this.#child?.post(request);
		return this.#child !== null;
	}

	#ask<Value>(request: (call: number) => DeskRequest, answer: z.ZodType<Value>, withinMs: number, queue?: string): Promise<Asked<Value>> {
		return this.#calls.ask({ request, answer, withinMs, ...(queue === undefined ? {} : { queue }) });
	}

	#heard(value: unknown): void {
		const read = deskMessage.safeParse(value);
		this.#heartbeat?.heard(read.success && read.data.type === 'beat');
		if (!read.success) {
			this.#options.alarm('desk-message-malformed');
			return;
		}
		const message = read.data;
		if (message.type === 'beat') return;
		if (message.type === 'answer') {
			this.#calls.answered(message.call, message.ok, message.value);
			return;
		}
		if (message.type === 'health') {
			// A last word of a device that is declared no more.
			if (!this.#health.has(message.health.device)) return;
			this.#health.set(message.health.device, message.health);
		}
		if (message.type === 'card') {
			const { type, device } = message.event;
			if (type === 'card-found') this.#cards.set(device, 'reading');
			else if (type === 'card-read') this.#cards.set(device, 'read');
			else this.#cards.delete(device);
		}
		this.#options.tell(message);
	}

	/** Nobody waits for a card that nobody reads any more. */
	#cardGone(device: string): void {
		const card = this.#cards.get(device);
		if (card === undefined) return;
		this.#cards.delete(device);
		const event =
			card === 'reading' ? ({ type: 'card-failed', device, code: 'device-fault' } as const) : ({ type: 'card-removed', device } as const);
		this.#options.tell({ type: 'card', event });
	}

	#died(): void {
		if (!this.#child) return;
		this.#child = null;
		this.#heartbeat?.stop();
		this.#calls.lost();
		if (this.#stopping) return;
		this.#deaths = this.#options.now() - this.#startedAt >= steadyMs ? 1 : this.#deaths + 1;
		this.#options.alarm('desk-gone', { deaths: this.#deaths });
		for (const device of [...this.#cards.keys()]) this.#cardGone(device);
		for (const health of this.#health.values()) {
			const gone: DeviceHealth = { ...health, state: 'disconnected', code: 'desk-stopped', since: this.#options.now() };
			this.#health.set(gone.device, gone);
			this.#options.tell({ type: 'health', health: gone });
		}
		this.#options.after(Math.min(30_000, 500 * 2 ** Math.min(6, this.#deaths - 1)), () => this.start());
	}
}

/** What a face may see of devices: its own seat's, or all of them. */
export function healthFor(station: string | null, devices: readonly DeviceDeclaration[], health: readonly DeviceHealth[]): DeviceHealth[] {
	if (station === null) return [...health];
	const own = new Set(devices.filter((device) => device.station === station).map((device) => device.id));
	return health.filter((one) => own.has(one.device));
}
