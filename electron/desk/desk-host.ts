/** The main process's side of the device desk: starts it, checks what it says, starts it again when it dies. */
import type { DeviceHealth } from '../../domain/contracts/device.ts';
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
} from '../../domain/contracts/device-desk.ts';
import type { PaperBook } from '../../domain/contracts/device-layouts.ts';

/** A running desk; `fork` of DeskHostOptions makes one. */
export interface DeskChild {
	post(message: DeskRequest): void;
	kill(): void;
}
export interface DeskHostOptions {
	devices: DeviceDeclaration[];
	/** Words and layouts of the papers, from the hall's configuration. */
	papers: PaperBook;
	fork(heard: { message(value: unknown): void; exit(): void }): DeskChild;
	now(): number;
	after(ms: number, action: () => void): () => void;
	/** Cards, health, snapshots and log lines, checked. */
	tell(message: Exclude<DeskMessage, { type: 'answer' }>): void;
	alarm(code: string, facts?: Record<string, string | number>): void;
}

interface OpenCall {
	answer(value: unknown): void;
	/** The desk said no. */
	refused(): void;
	/** The desk is gone. */
	lost(): void;
	stopWatch: () => void;
}

/** A driver answers well within this; a desk that does not is stuck in native code and is ended. */
export const answerWithinMs = 60_000;
/** A failure the caller hears as a code. */
class DeskError extends Error {
	readonly code: 'desk-stopped' | 'bench-refused';
	constructor(code: DeskError['code']) {
		super(code);
		this.code = code;
	}
}

export class DeskHost {
	readonly #options: DeskHostOptions;
	readonly #health = new Map<string, DeviceHealth>();
	readonly #calls = new Map<number, OpenCall>();
	readonly #shown = new Map<string, LedWanted>();
	/** Readers with a card on them, and whether it is still being read. */
	readonly #cards = new Map<string, 'reading' | 'read'>();
	#child: DeskChild | null = null;
	#lastCall = 0;
	#deaths = 0;
	#stopping = false;

	constructor(options: DeskHostOptions) {
		this.#options = options;
		for (const { id, kind } of options.devices)
			this.#health.set(id, { device: id, kind, state: 'connecting', code: 'connecting', since: options.now() });
	}

	start(): void {
		if (this.#options.devices.length === 0 || this.#stopping) return;
		const child = this.#options.fork({
			message: (value) => this.#child === child && this.#heard(value),
			exit: () => this.#child === child && this.#died(),
		});
		this.#child = child;
		child.post({ type: 'start', devices: this.#options.devices, papers: this.#options.papers });
		// Displays are state: a desk that starts again shows what should be shown.
		if (this.#shown.size > 0) child.post({ type: 'show', wanted: [...this.#shown.values()] });
	}

	health(): DeviceHealth[] {
		return [...this.#health.values()];
	}

	/** Never rejects. When the desk dies under a job nobody knows whether paper came out: `unknown` (D1). */
	print(job: PrintJob): Promise<PrintResult> {
		const printer = this.#options.devices.find((device) => device.id === job.device && device.kind === 'printer');
		if (!printer) return Promise.resolve({ job: job.job, outcome: 'failed', proof: 'none', code: 'no-printer' });
		if (!this.#child) return Promise.resolve({ job: job.job, outcome: 'failed', proof: 'none', code: 'desk-stopped' });
		return new Promise((resolve) => {
			const unknown = (code: string) => resolve({ job: job.job, outcome: 'unknown', proof: 'none', code });
			this.#call(
				(call) => ({ type: 'print', call, job }),
				(value) => {
					const result = printResult.safeParse(value);
					if (result.success && result.data.job === job.job) resolve(result.data);
					else unknown('desk-answer-malformed');
				},
				() => unknown('desk-stopped'),
			);
		});
	}

	show(wanted: LedWanted[]): void {
		for (const one of wanted) this.#shown.set(one.device, one);
		this.#child?.post({ type: 'show', wanted });
	}

	/** Rejects with code `desk-stopped`, or `bench-refused` for what cannot be done to this device. */
	bench(action: BenchAction): Promise<BenchSnapshot> {
		return new Promise((resolve, reject) => {
			const lost = () => reject(new DeskError('desk-stopped'));
			const refused = () => reject(new DeskError('bench-refused'));
			if (!this.#child) return lost();
			this.#call(
				(call) => ({ type: 'bench', call, action }),
				(value) => {
					const snapshot = benchSnapshot.safeParse(value);
					if (snapshot.success) resolve(snapshot.data);
					else refused();
				},
				lost,
				refused,
			);
		});
	}

	/** Asks the desk to close its ports, and ends it after two seconds at the latest. */
	stop(): Promise<void> {
		this.#stopping = true;
		const child = this.#child;
		if (!child) return Promise.resolve();
		return new Promise((resolve) => {
			const end = () => {
				cancel();
				this.#child = null;
				child.kill();
				resolve();
			};
			const cancel = this.#options.after(2000, end);
			this.#call((call) => ({ type: 'stop', call }), end, end);
		});
	}

	#call(request: (call: number) => DeskRequest, answer: (value: unknown) => void, lost: () => void, refused = lost): void {
		const call = ++this.#lastCall;
		const stopWatch = this.#options.after(answerWithinMs, () => {
			this.#options.alarm('desk-stuck');
			this.#child?.kill();
			this.#died();
		});
		this.#calls.set(call, { answer, refused, lost, stopWatch });
		this.#child?.post(request(call));
	}

	#heard(value: unknown): void {
		const read = deskMessage.safeParse(value);
		if (!read.success) {
			this.#options.alarm('desk-message-malformed');
			return;
		}
		const message = read.data;
		if (message.type === 'answer') {
			this.#answered(message);
			return;
		}
		if (message.type === 'health') this.#health.set(message.health.device, message.health);
		if (message.type === 'card') {
			const { type, device } = message.event;
			if (type === 'card-found') this.#cards.set(device, 'reading');
			else if (type === 'card-read') this.#cards.set(device, 'read');
			else this.#cards.delete(device);
		}
		this.#options.tell(message);
	}

	#answered({ call, ok, value }: Extract<DeskMessage, { type: 'answer' }>): void {
		const open = this.#calls.get(call);
		if (!open) {
			this.#options.alarm('desk-answer-unexpected');
			return;
		}
		this.#calls.delete(call);
		open.stopWatch();
		if (ok) open.answer(value);
		else open.refused();
	}

	#died(): void {
		if (!this.#child) return;
		this.#child = null;
		const open = [...this.#calls.values()];
		this.#calls.clear();
		for (const call of open) {
			call.stopWatch();
			call.lost();
		}
		if (this.#stopping) return;
		this.#deaths += 1;
		this.#options.alarm('desk-gone', { deaths: this.#deaths });
		// Nobody waits for a card that nobody reads any more.
		for (const [device, card] of this.#cards)
			this.#options.tell({
				type: 'card',
				event: card === 'reading' ? { type: 'card-failed', device, code: 'device-fault' } : { type: 'card-removed', device },
			});
		this.#cards.clear();
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
