/** A device desk with one device on it, for one command: the same desk that a station runs. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProblemList } from '../../config/problems.ts';
import { readProfiles } from '../../config/read-profiles.ts';
import { shippedPapers } from '../../config/shipped-papers.ts';
import type { DeviceHealth } from '../../domain/contracts/device.ts';
import { type DeviceDeclaration, deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeskMessage, DeskRequest } from '../../domain/contracts/device-desk.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import { createDesk } from '../../drivers/desk/desk.ts';
import { openTransport, type RealTransport } from '../../drivers/transport/open.ts';
import { listPorts } from '../../drivers/transport/ports.ts';
import { systemTimers } from '../../drivers/transport/timers.ts';
import { failure, type Outcome } from './outcome.ts';

export const clock = { now: () => Date.now(), timers: systemTimers };
export const deviceId = 'device';

/** Codes that say: the port is not open. */
export const notOpen: ReadonlySet<string> = new Set(['cannot-open', 'port-missing', 'port-ambiguous', 'port-lost', 'no-profile']);

/** Each kind's request that is answered, without the number of its call. */
type Asked = { [K in DeskRequest['type']]: Omit<Extract<DeskRequest, { type: K; call: number }>, 'call'> }[DeskRequest['type']];

export interface OneDevice {
	/** What the desk answered; `null` when it refused or could not. */
	ask(request: Asked): Promise<unknown>;
	tell(request: Extract<DeskRequest, { type: 'show' | 'cancel-rating' }>): void;
	/** The first health that says more than that the port is being opened. */
	opened: Promise<DeviceHealth>;
	onMessage(listener: (message: DeskMessage) => void): void;
	close(): Promise<void>;
}

/** A declaration from options; each thing wrong with it is named. */
export function declare(kind: DeviceDeclaration['kind'], transport: RealTransport, more: object): Outcome<DeviceDeclaration> {
	const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
	const read = deviceDeclaration.safeParse({ kind, id: deviceId, station: 'here', transport, ...given });
	if (read.success) return { ok: true, value: read.data };
	const problems = read.error.issues.map((issue) => `${issue.path.join('.') || 'device'}: ${issue.message}`);
	return failure('bad-option', `The device cannot be declared like this. ${problems.join('; ')}.`);
}

/** The profile files that this declaration names, from the folder of the command or from the product. */
export function profilesFor(declaration: DeviceDeclaration): Outcome<DeviceProfiles> {
	const problems = new ProblemList();
	const configFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'config');
	const profiles = readProfiles({ folder: process.cwd(), problems, files: [] }, [declaration], configFolder);
	const named =
		declaration.kind === 'rating-pad'
			? profiles.ratingPads[declaration.profile]
			: declaration.kind === 'led' && declaration.protocol === 'profile'
				? profiles.displays[declaration.profile ?? '']
				: true;
	if (named && problems.none) return { ok: true, value: profiles };
	const said = problems.all.map(({ file, line, what }) => `${file}:${line}: ${what}`).join('; ');
	return failure('bad-option', `profile: there is no such profile, or it does not fit. ${said}`);
}

export function openOne(declaration: DeviceDeclaration): Outcome<OneDevice> {
	const profiles = profilesFor(declaration);
	if (!profiles.ok) return profiles;
	const papers = shippedPapers();
	if (!papers.ok) return failure('bad-words', papers.problems.join('; '));
	const listeners: ((message: DeskMessage) => void)[] = [];
	const open = new Map<number, (value: unknown) => void>();
	let lastCall = 0;
	let hearOpened: (health: DeviceHealth) => void = () => {};
	const opened = new Promise<DeviceHealth>((resolve) => {
		hearOpened = resolve;
	});
	const desk = createDesk({
		...clock,
		open: openTransport,
		listPorts,
		send(message) {
			if (message.type === 'answer') {
				open.get(message.call)?.(message.ok ? message.value : null);
				open.delete(message.call);
			} else if (message.type === 'health' && message.health.code !== 'opening') hearOpened(message.health);
			for (const listener of listeners) listener(message);
		},
	});
	desk.handle({ type: 'start', devices: [declaration], papers: papers.papers, profiles: profiles.value } satisfies DeskRequest);
	return {
		ok: true,
		value: {
			ask: (request) =>
				new Promise((resolve) => {
					lastCall += 1;
					open.set(lastCall, resolve);
					desk.handle({ ...request, call: lastCall });
				}),
			tell: (request) => desk.handle(request),
			opened,
			onMessage: (listener) => void listeners.push(listener),
			close: () => desk.stop(),
		},
	};
}

/** Opens, lets `use` work when the port is open, closes. */
export async function withOne<T>(
	declaration: Outcome<DeviceDeclaration>,
	use: (device: OneDevice) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
	if (!declaration.ok) return declaration;
	const one = openOne(declaration.value);
	if (!one.ok) return one;
	try {
		const health = await one.value.opened;
		if (notOpen.has(health.code)) return failure(health.code);
		return await use(one.value);
	} finally {
		await one.value.close();
	}
}
