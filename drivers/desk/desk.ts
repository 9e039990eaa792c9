import { type DeskMessage, deskRequest, type LedWanted } from '../../domain/contracts/device-desk.ts';
import type { PaperBook } from '../../domain/contracts/device-layouts.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import { createBench } from './bench.ts';
import type { CreateDesk, Desk, DeskOptions, DeskRequest } from './contract.ts';
import { CannotMake } from './device.ts';
import { createHealthBook } from './health-book.ts';
import { createOpenCalls } from './open-calls.ts';
import { createRequests } from './requests.ts';
import { makeRunning, type RunningDevice } from './running-device.ts';
import { createSlots, type Slot, type Slots } from './slots.ts';
import { createWires } from './wires.ts';

/** Runs every declared device of this machine: bytes below, cards, papers and health above. Needs nothing of Electron. */
export const createDesk: CreateDesk = (options: DeskOptions): Desk => {
	const { now, timers } = options;
	let papers: PaperBook | null = null;
	let profiles: DeviceProfiles | null = null;
	/** Displays are state: what each should show, also when it is declared anew. */
	const wanted = new Map<string, LedWanted>();

	const send = (message: DeskMessage) => {
		try {
			options.send(message);
		} catch {
			// The other process is gone; the devices go on, and it asks for everything anew when it is back.
		}
	};
	const log = (level: 'info' | 'warn' | 'error', text: string) => send({ type: 'log', level, text });
	const answer = (call: number, ok: boolean, value: unknown) => send({ type: 'answer', call, ok, value });

	const bench = createBench({ now, timers, profiles: () => profiles, changed: () => tellBench() });
	const tellBench = () => {
		if (!bench.empty) send({ type: 'bench', snapshot: bench.snapshot() });
	};
	const healths = createHealthBook(now, (health) => send({ type: 'health', health }));
	const calls = createOpenCalls(answer, (name) => log('error', `a-driver-failed ${name}`));
	const wires = createWires({ ...options, bench, faulted: (device) => log('error', `${device} driver-fault`) });
	const slots: Slots<RunningDevice> = createSlots<RunningDevice>({
		timers,
		calls,
		log,
		make(declaration, slot) {
			const stillHere = (): boolean => slots.get(declaration.id) === slot;
			healths.set(declaration, { state: 'connecting', code: 'opening' });
			return makeRunning(declaration, {
				wires,
				now,
				timers,
				papers: () => papers,
				profiles,
				health: (health) => stillHere() && healths.set(declaration, health),
				log: (text) => log('info', `${declaration.id} ${text}`),
				card: (event) => stillHere() && send({ type: 'card', event }),
				code: (event) => stillHere() && send({ type: 'code', event }),
				wanted: () => wanted.get(declaration.id) ?? null,
			});
		},
		failed({ declaration }, error) {
			healths.set(declaration, { state: 'disconnected', code: error instanceof CannotMake ? error.code : 'driver-fault' });
		},
		ended({ declaration }: Slot<RunningDevice>) {
			if (!slots.get(declaration.id)) healths.forget(declaration.id);
		},
	});
	const requests = createRequests({ calls, slots, healths, bench, wires, now, answer });

	function give(request: Extract<DeskRequest, { type: 'start' | 'configure' }>): void {
		papers = request.papers ?? papers;
		profiles = request.profiles ?? profiles;
		const ids = new Set(request.devices.map(({ id }) => id));
		for (const id of wanted.keys()) if (!ids.has(id)) wanted.delete(id);
	}

	/** Begins what the request asks at once, in the order in which requests come; what takes time is answered later. */
	function serve(request: DeskRequest): void {
		switch (request.type) {
			case 'beat':
				send({ type: 'beat', beat: request.beat });
				break;
			case 'start': {
				papers = null;
				profiles = null;
				give(request);
				void slots.stopAll();
				void slots.change(request.devices, profiles).then(tellBench);
				break;
			}
			case 'configure': {
				give(request);
				const changed = slots.change(request.devices, profiles).then(tellBench);
				calls.run(request.call, { slot: null, job: false, lost: { ok: false, value: 'driver-fault' } }, async () => {
					await changed;
					return null;
				});
				break;
			}
			case 'stop':
				calls.run(request.call, { slot: null, job: false, lost: { ok: false, value: 'driver-fault' } }, async () => {
					await slots.stopAll();
					return null;
				});
				break;
			case 'show':
				for (const one of request.wanted) {
					if (!slots.get(one.device)) continue;
					const before = wanted.get(one.device);
					// The wanted state may be stated as often as one likes; a display is bothered only when it changes.
					if (before && before.text === one.text && before.style === one.style) continue;
					wanted.set(one.device, one);
					slots
						.get(one.device)
						?.ready.then((running) => running?.device.show?.(one))
						.catch(() => log('error', `${one.device} driver-fault`));
				}
				break;
			default:
				requests.serve(request);
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
			try {
				serve(request.data);
			} catch (error) {
				log('error', `the device desk failed on "${request.data.type}": ${error instanceof Error ? error.name : 'unknown'}`);
				const call = callOf(value);
				if (call !== null) answer(call, false, 'driver-fault');
			}
		},
		stop: () => slots.stopAll(),
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
