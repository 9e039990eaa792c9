import { createPrinter, type MadePaper, type PrinterOptions } from '../../../drivers/printer/printer.ts';
import { createPrinterSimulator, type HoldablePort, type SimulatorOptions } from '../../../drivers/printer/simulator.ts';
import { createPipe } from '../../../drivers/transport/pipe.ts';
import type { OpenPort } from '../../../drivers/transport/port.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { fromHex, golden } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';

/** The golden ticket: bytes no code of ours made. */
export const goldenTicket = fromHex(golden.escpos.ticket.hex);
export const paperOf = (bytes: Uint8Array, more: Partial<MadePaper> = {}): MadePaper => ({ bytes, replaced: 0, ...more });

/** A ticket of so many lines, each of 40 letters, cut at its end. */
export function longTicket(lines: number): Uint8Array {
	const line = `${'0123456789'.repeat(4)}\n`;
	return new Uint8Array(Buffer.concat([fromHex('1B401C26'), Buffer.from(line.repeat(lines)), fromHex('1D564200')]));
}

/**
 * A pipe whose sender can be held, as by the wire CTS or by a full network window: a held write ends when it is let go.
 * One write at a time passes once held, as the rest of a chunk is in the adapter already.
 */
function createHoldablePipe(): { near: HoldablePort; far: HoldablePort } {
	const { near, far } = createPipe();
	let held = false;
	let closed = false;
	let letGo: (() => void)[] = [];
	const release = () => {
		for (const one of letGo.splice(0)) one();
	};
	let tellClosed = () => {};
	near.onClosed(() => {
		closed = true;
		release();
		tellClosed();
	});
	return {
		near: {
			...near,
			onClosed: (listener) => {
				tellClosed = listener;
				if (closed) listener();
			},
			async write(bytes) {
				while (held && !closed) await new Promise<void>((resolve) => letGo.push(resolve));
				return near.write(bytes);
			},
		},
		far: {
			...far,
			hold(on) {
				held = on;
				if (!on) release();
				letGo = on ? letGo : [];
			},
		},
	};
}

/** Driver and simulator on one cable, with a clock that moves only when told to. */
export function rig(changes: Partial<PrinterOptions> = {}, simulated: SimulatorOptions = {}) {
	const clock = new ManualClock();
	const simulator = createPrinterSimulator(48, { timers: clock.timers, ...simulated });
	/** Every chunk the device got, as hexadecimal. */
	const written: string[] = [];
	const health: string[] = [];
	const log: string[] = [];
	let plugged = true;
	let far: HoldablePort | null = null;
	const open: OpenPort = async () => {
		if (!plugged) return { ok: false, code: 'cannot-open', text: 'unplugged' };
		const pipe = createHoldablePipe();
		far = pipe.far;
		simulator.attach({
			...pipe.far,
			onBytes: (listener) =>
				pipe.far.onBytes((bytes) => {
					written.push(Buffer.from(bytes).toString('hex').toUpperCase());
					listener(bytes);
				}),
		});
		return { ok: true, port: pipe.near };
	};
	const printer = createPrinter({
		open,
		speed: fixedSpeed(115_200),
		status: 'realtime',
		cut: 'feed-partial',
		confirm: true,
		now: clock.now,
		timers: clock.timers,
		health: (one) => {
			const text = `${one.state}:${one.code}`;
			if (health.at(-1) !== text) health.push(text);
		},
		log: (text) => log.push(text),
		...changes,
	});
	printer.start();
	const finish = async <T>(promise: Promise<T>, seconds = 90): Promise<{ value: T; ms: number }> => {
		const from = clock.now();
		let ms: number | null = null;
		void promise.then(() => {
			ms = clock.now() - from;
		});
		for (let step = 0; step < seconds * 10 && ms === null; step++) await clock.advance(100);
		if (ms === null) throw new Error(`not finished after ${seconds} s`);
		return { value: await promise, ms };
	};
	return {
		...{ clock, simulator, written, health, log, printer, finish },
		/** Outcome, proof and code in one word. */
		async print(job: string, bytes: Uint8Array = goldenTicket, marks = { reprint: false }) {
			const { value } = await finish(printer.print(job, () => paperOf(bytes), marks));
			return `${value.outcome} ${value.proof} ${value.code}`;
		},
		unplug() {
			plugged = false;
			void far?.close();
		},
		plug() {
			plugged = true;
		},
		/** Texts of all papers, cut or not. */
		papers: () => simulator.papers().map((paper) => ({ lines: paper.lines.map((line) => line.text), qr: paper.qr, cut: paper.cut })),
	};
}

/** What the golden ticket looks like when it came out whole. */
export const wholeTicket = { lines: golden.escpos.ticket.lines, qr: golden.escpos.ticket.qr, cut: true };
