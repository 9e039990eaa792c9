import type { DeviceHealth } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import { benchAction, type DeskMessage, deskRequest, type LedWanted } from '../../domain/contracts/device-desk.ts';
import type { TicketWordsByLanguage } from '../../domain/contracts/device-slips.ts';
import { toIdCard } from '../id-reader/card.ts';
import { createReader } from '../id-reader/reader.ts';
import type { ReadingEvent } from '../id-reader/reading.ts';
import { createAlphaDisplay } from '../led/alpha/display.ts';
import type { Display } from '../led/display.ts';
import { createOnbonDisplay } from '../led/onbon/display.ts';
import { createPrinter, type Printer } from '../printer/printer.ts';
import { layoutTicket, type TicketOptions } from '../printer/ticket-layout.ts';
import type { OpenPort } from '../transport/port.ts';
import { fixedSpeed } from '../transport/speed.ts';
import { createBench } from './bench.ts';
import type { CreateDesk, Desk, DeskOptions, DeskRequest } from './contract.ts';

const simulatedBaud = 115_200;

/** Runs every declared device of this machine: bytes below, cards, papers and health above. Needs nothing of Electron. */
export const createDesk: CreateDesk = (options: DeskOptions): Desk => {
	const { now, timers } = options;
	const printers = new Map<string, { printer: Printer; layout: TicketOptions }>();
	const displays = new Map<string, Display>();
	const stops: (() => Promise<void>)[] = [];
	const healths = new Map<string, DeviceHealth>();
	const shown = new Map<string, string>();
	const bench = createBench(() => send({ type: 'bench', snapshot: bench.snapshot() }));
	let started = false;
	let ticketWords: TicketWordsByLanguage | null = null;

	const send = (message: DeskMessage) => {
		try {
			options.send(message);
		} catch {
			// The other process is gone; the devices go on, and it asks for everything anew when it is back.
		}
	};
	const log = (level: 'info' | 'warn' | 'error', text: string) => send({ type: 'log', level, text });
	const answer = (call: number, ok: boolean, value: unknown) => send({ type: 'answer', call, ok, value });

	const healthOf = (declaration: DeviceDeclaration) => (health: Pick<DeviceHealth, 'state' | 'code'>) => {
		const before = healths.get(declaration.id);
		if (before && before.state === health.state && before.code === health.code) return;
		const next: DeviceHealth = { device: declaration.id, kind: declaration.kind, ...health, since: now() };
		healths.set(declaration.id, next);
		send({ type: 'health', health: next });
	};

	const tellCard = (device: string) => (event: ReadingEvent) => {
		if (event.type === 'card-read') {
			send({ type: 'card', event: { type: 'card-read', device, card: toIdCard(event.card), readAt: now() } });
		} else send({ type: 'card', event: { ...event, device } });
	};

	function startDevice(declaration: DeviceDeclaration): void {
		const { transport } = declaration;
		if (declaration.kind !== 'id-reader' && declaration.kind !== 'printer' && declaration.kind !== 'led') return;
		if (transport.kind !== 'simulated' && transport.kind !== 'serial') return;
		const open: OpenPort = transport.kind === 'simulated' ? bench.plug(declaration) : () => options.openSerial(transport);
		const baud = transport.kind === 'simulated' ? simulatedBaud : transport.baud;
		const health = healthOf(declaration);
		health({ state: 'connecting', code: 'opening' });
		const base = { open, baud, now, timers, health, log: (text: string) => log('info', `${declaration.id} ${text}`) };
		if (declaration.kind === 'id-reader') {
			const { pollMs, sameCardMs, readNewAddress } = declaration;
			const reader = createReader({ ...base, pollMs, sameCardMs, readNewAddress, tell: tellCard(declaration.id) });
			stops.push(() => reader.stop());
			reader.start();
		} else if (declaration.kind === 'printer') {
			const { confirm, cut, status } = declaration;
			const printer = createPrinter({ ...base, speed: fixedSpeed(baud), confirm, cut, status });
			printers.set(declaration.id, { printer, layout: declaration });
			stops.push(() => printer.stop());
			printer.start();
		} else {
			const { address, widthDots, heightDots } = declaration;
			const create = declaration.protocol === 'onbon' ? createOnbonDisplay : createAlphaDisplay;
			const display = create({ ...base, address, widthDots, heightDots });
			displays.set(declaration.id, display);
			stops.push(() => display.stop());
			display.start();
		}
	}

	async function print(request: Extract<DeskRequest, { type: 'print' }>): Promise<void> {
		const { job, device, slip, language = 'zh-CN' } = request.job;
		const found = printers.get(device);
		if (!found) return answer(request.call, true, { job, outcome: 'failed', proof: 'none', code: 'no-printer' });
		if (!ticketWords) return answer(request.call, true, { job, outcome: 'failed', proof: 'none', code: 'no-ticket-words' });
		const words = ticketWords[language];
		const make = () => layoutTicket(slip, words, found.layout);
		answer(request.call, true, await found.printer.print(job, make, { reprint: slip.reprint }));
	}

	/** The wanted state may be stated as often as one likes; a display is bothered only when it changes. */
	function show(wanted: LedWanted): void {
		const display = displays.get(wanted.device);
		const key = `${wanted.style} ${wanted.text}`;
		if (!display || shown.get(wanted.device) === key) return;
		shown.set(wanted.device, key);
		void display.want({ text: wanted.text, style: wanted.style });
	}

	function benchCall(call: number, value: unknown): void {
		const action = benchAction.safeParse(value);
		if (!action.success) answer(call, false, problemOf(action.error));
		else if (action.data.do === 'snapshot') answer(call, true, bench.snapshot());
		else {
			const done = bench.act(action.data);
			answer(call, done.ok, done.ok ? bench.snapshot() : done.why);
		}
	}

	async function stop(): Promise<void> {
		await Promise.all(stops.splice(0).map((one) => one()));
		bench.clear();
		printers.clear();
		displays.clear();
		shown.clear();
		healths.clear();
		started = false;
	}

	async function serve(request: DeskRequest): Promise<void> {
		switch (request.type) {
			case 'start':
				if (started) await stop();
				started = true;
				ticketWords = request.ticketWords ?? null;
				for (const declaration of request.devices) startDevice(declaration);
				if (!bench.empty) send({ type: 'bench', snapshot: bench.snapshot() });
				return;
			case 'print':
				return print(request);
			case 'show':
				for (const wanted of request.wanted) show(wanted);
				return;
			case 'health':
				return answer(request.call, true, [...healths.values()]);
			case 'cancel-rating':
				return;
			case 'bench':
				return benchCall(request.call, request.action);
			case 'stop':
				await stop();
				return answer(request.call, true, null);
			default:
				return answer(request.call, false, 'not-supported');
		}
	}

	return {
		handle(value) {
			const request = deskRequest.safeParse(value);
			if (!request.success) {
				log('error', `a request to the device desk was dropped: ${problemOf(request.error)}`);
				const call = callOf(value);
				if (call !== null) answer(call, false, problemOf(request.error));
				return;
			}
			serve(request.data).catch((error: unknown) => {
				log('error', `the device desk failed on "${request.data.type}": ${error instanceof Error ? error.name : 'unknown'}`);
				if ('call' in request.data) answer(request.data.call, false, 'desk-failed');
			});
		},
		stop,
	};
};

/** Names fields and problems only: a request may hold a ticket, and its content is not for the log. */
function problemOf(error: { issues: readonly { path: readonly PropertyKey[]; code?: string }[] }): string {
	return error.issues.map((issue) => `${issue.path.map(String).join('.') || 'request'}: ${issue.code ?? 'invalid'}`).join('; ');
}

function callOf(value: unknown): number | null {
	if (typeof value !== 'object' || value === null || !('call' in value)) return null;
	return typeof value.call === 'number' ? value.call : null;
}
