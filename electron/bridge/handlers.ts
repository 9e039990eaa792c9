/** What each call of a face does. Who may make it was checked before. */
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { PrintJob, PrintResult, SayJob, SayResult } from '../../domain/contracts/device-desk.ts';
import type { ServiceAnswer, ServiceRequest } from '../../domain/contracts/device-service.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { DescribedFile, KeptFile, KeptFileAnswer } from '../../domain/contracts/kept-file.ts';
import type { MachineApplications } from '../applications/open-applications.ts';
import { type DeskHost, healthFor } from '../desk/desk-host.ts';
import { seesAllDevices } from '../desk/tell-faces.ts';
import type { MachineHall } from '../hall.ts';
import type { Journal } from '../journal/journal.ts';
import { answerOffline } from '../keys/answer-offline.ts';
import type { TicketKey } from '../keys/machine-key.ts';
import type { OfflineSignIns } from '../keys/offline-sign-ins.ts';
import type { OwnPlatform } from '../platform/own-platform.ts';
import type { ServiceUser } from '../service/answer-service.ts';
import type { ServiceDoor } from '../service/service-door.ts';
import { applicationCallers } from './callers.ts';
import type { BridgeHandlers } from './serve-bridge.ts';

export interface HandlerParts {
	hall: MachineHall;
	desk: DeskHost;
	journal: Pick<Journal, 'seats' | 'append'>;
	key: TicketKey;
	applications: Pick<MachineApplications, 'answer'>;
	/** Signing in while cut off; `null` = this machine cannot. */
	offline: OfflineSignIns | null;
	disk(): DiskState;
	keepFile(file: KeptFile): Promise<KeptFileAnswer>;
	keepDocument(file: DescribedFile): Promise<KeptFileAnswer>;
	/** The platform program on this PC. */
	platform: Pick<OwnPlatform, 'state' | 'takeOver'>;
	door: Pick<ServiceDoor, 'try'>;
	print(job: PrintJob): Promise<PrintResult>;
	say(job: SayJob): Promise<SayResult>;
	service(request: ServiceRequest, who: ServiceUser): Promise<ServiceAnswer>;
	/** Opens the technician's screen over the face of this station. */
	openTechnician(station: string | null): void;
	/** The technician did something: the screen stays open. */
	technicianActive(): void;
	closeTechnician(): void;
	/** Light and sound at the machine itself. */
	help(): void;
	log(level: 'info' | 'warn', code: string, facts: Record<string, string | number>): void;
}

/** A failure the face hears as a code. */
class Refusal extends Error {
	readonly code: string;
	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

export function createHandlers(parts: HandlerParts): BridgeHandlers {
	const { hall, desk, journal, key, door, log } = parts;
	const stations = hall.seats.map((seat) => seat.station);
	/** A seat commands its own devices only. */
	const isOwn = (info: FaceInfo, device: string, kind: DeviceDeclaration['kind']) =>
		info.station !== null && desk.devices.some((one) => one.id === device && one.kind === kind && one.station === info.station);

	return {
		info: (info) => info,
		config: () => ({ ...hall.config, devices: [...desk.devices] }),
		catalogue: () => hall.book,
		'journal-load': () => journal.seats(stations),
		'journal-append': (_info, entries) => journal.append(entries),
		print: (_info, job) => parts.print(job),
		'print-paper': async (info, job): Promise<PrintResult> =>
			isOwn(info, job.device, 'printer') ? parts.print(job) : { job: job.job, outcome: 'failed', proof: 'none', code: 'no-device' },
		show: (_info, wanted) => desk.show(wanted),
		health: (info) => healthFor(seesAllDevices(info) ? null : info.station, desk.devices, desk.health()),
		disk: () => parts.disk(),
		bench: (_info, action) => desk.bench(action),
		help: (info) => {
			log('warn', 'help-called', { station: info.station ?? '-' });
			parts.help();
		},
		note: (info, { code, count }) =>
			log('warn', code, { face: info.face, station: info.station ?? '-', ...(count === undefined ? {} : { count }) }),
		say: async (info, job): Promise<SayResult> =>
			isOwn(info, job.device, 'voice') ? parts.say(job) : { job: job.job, outcome: 'failed', proof: 'none', code: 'no-device' },
		rate: (_info, device) => desk.rate(device),
		'cancel-rating': (_info, device) => desk.cancelRating(device),
		trigger: async (info, device, on): Promise<DeviceTestResult> => {
			const asked = isOwn(info, device, 'scanner') ? await desk.trigger(device, on) : ({ ok: false, code: 'no-device' } as const);
			return asked.ok ? asked.value : { ok: false, proof: 'none', code: asked.code, facts: {} };
		},
		'open-service': async (info, code) => {
			const answer = await door.try(code);
			log(answer === 'open' ? 'info' : 'warn', `service-${answer}`, { station: info.station ?? '-' });
			if (answer !== 'open') throw new Refusal(answer);
			parts.openTechnician(info.station);
		},
		service: async (info, request) => {
			// A screen that only looks, and looks again, is not used by anyone.
			if (info.face === 'technician' && request.do !== 'inspect') parts.technicianActive();
			return parts.service(request, info.face === 'technician' ? 'local' : 'remote');
		},
		'public-key': () => ({ keyId: key.keyId, publicKey: key.publicKey }),
		sign: (_info, text) => key.sign(text),
		applications: (info, request) => {
			if (!applicationCallers[request.do].includes(info.face)) throw new Refusal('not-allowed');
			return parts.applications.answer(info, request);
		},
		offline: (_info, request) => {
			if (!parts.offline) throw new Refusal('no-offline-sign-in');
			return answerOffline(parts.offline, stations, request);
		},
		'keep-file': (_info, file) => parts.keepFile(file),
		'keep-document': (_info, file) => parts.keepDocument(file),
		'own-platform': () => parts.platform.state(),
		'take-over': (_info, order) => parts.platform.takeOver(order),
		'close-service': () => parts.closeTechnician(),
	};
}
