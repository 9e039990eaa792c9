/** The machines of the hall: the real engine and the real store of applications, on a disk that outlives them. */

import { uploadProblems } from '../../domain/contracts/applications.ts';
import type { TicketJob } from '../../domain/contracts/device-desk.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { StationRole } from '../../domain/contracts/identity.ts';
import { ApplicationKey } from '../../electron/applications/application-key.ts';
import { ApplicationStore } from '../../electron/applications/application-store.ts';
import { FrontDesk } from '../../electron/applications/front-desk.ts';
import { Sender } from '../../electron/applications/sender.ts';
import { signUpload, type UploadRequest } from '../../electron/applications/upload-transport.ts';
import type { DoorAnswer, DoorRequest } from '../../platform/applications/upload-door.ts';
import type { Authority } from '../../platform/authority/authority.ts';
import { createEngine, type Engine } from '../../renderer/engine/engine.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { ticketKey } from '../applications/stand.ts';
import type { createRandom } from '../box/random.ts';
import { createTestJournal, type HallLink, linkTo } from '../engine/hall.ts';
import { MemoryApplicationDisk } from './memory-disks.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Hall {
	plan: HallPlan;
	time: VirtualTime;
	authority(): Authority;
	door(request: DoorRequest): Promise<DoorAnswer>;
	random: ReturnType<typeof createRandom>;
	chunkBytes: number;
}

export class Machine {
	readonly key = ticketKey();
	readonly disk = new MemoryApplicationDisk();
	readonly papers: TicketJob[] = [];
	readonly notes = new Map<string, number>();
	/** Faults of the line for uploads, counted. */
	readonly faults = { lostRequests: 0, lostAnswers: 0, spoilt: 0, restarts: 0 };
	readonly stations: string[];
	link: HallLink;
	engine!: Engine;
	store!: ApplicationStore;
	desk!: FrontDesk;
	sender!: Sender;
	#connected = false;
	readonly #hall: Hall;
	readonly #journal;
	readonly #keptKey = new ApplicationKey(Buffer.alloc(32, 7));
	readonly #seats: { station: string; role: StationRole }[];
	#kept = createMemoryStore();

	constructor(hall: Hall, stations: string[], born: string) {
		this.#hall = hall;
		this.stations = stations;
		this.#seats = stations.map((station) => ({ station, role: hall.plan.stations.find(({ id }) => id === station)!.role }));
		this.#journal = createTestJournal(stations, born);
		this.link = linkTo(() => ({ authority: hall.authority() }), hall.time.clock, hall.plan);
	}

	async start(): Promise<void> {
		const { plan, time, chunkBytes } = this.#hall;
		let heard: Parameters<NonNullable<Parameters<typeof createEngine>[0]['applications']>['listen']>[0] = () => {};
		let telling = false;
		this.store = await ApplicationStore.open({
			...{ folder: '/data/applications', key: this.#keptKey, now: time.clock, disk: this.disk, chunkBytes },
			note: (code) => this.#note(code),
			changed: () => {
				if (telling) return;
				telling = true;
				time.after(100, () => {
					telling = false;
					heard(this.store.list());
				});
			},
		});
		this.sender = new Sender({
			...{ store: this.store, after: time.after, note: (code: string) => this.#note(code), chance: () => 0.5 },
			transport: (request) => this.#upload(request),
		});
		this.desk = new FrontDesk({ store: this.store, now: time.clock, link: (up) => this.sender.link(up), owed: () => 0 });
		const base = { station: this.stations[0]!, transport: { kind: 'simulated' as const } };
		const info = { face: 'engine' as const, station: null, seats: this.#seats, platformUrl: 'http://platform-1' };
		this.engine = createEngine({
			seats: this.#seats,
			plan,
			devices: [
				{
					...{
						...base,
						id: 'printer-1',
						kind: 'printer',
						protocol: 'escpos',
						paperMm: 80,
						charset: 'gb18030',
						qr: 'command',
						confirm: true,
					},
					...{ cut: 'feed-partial', rareCharacters: 'raster', chineseSize: 'size', status: 'realtime' },
				},
			],
			ledWords: { call: '', serving: '', idle: '', paused: '', closed: '', manual: '' },
			link: this.link,
			openStore: async () => this.#kept,
			journal: this.#journal,
			printer: {
				print: async (job) => {
					this.papers.push(job);
					return { job: job.job, outcome: 'printed', proof: 'done', code: 'ok' };
				},
			},
			show: async () => {},
			applications: {
				ask: (request) => this.desk.answer(info, request),
				listen: (listener) => {
					heard = listener;
				},
			},
			clock: time.clock,
			timers: time.timers,
			note: (code) => this.#note(code),
		});
		await this.engine.start();
	}

	/** The machine dies and comes back: what was in memory is gone. */
	async restart(): Promise<void> {
		this.faults.restarts += 1;
		this.engine.stop();
		void this.sender.stop();
		this.link = linkTo(() => ({ authority: this.#hall.authority() }), this.#hall.time.clock, this.#hall.plan);
		await this.start();
	}

	async connect(): Promise<void> {
		this.#connected = true;
		await this.link.connect();
	}
	cut(): void {
		this.#connected = false;
		this.link.cut();
	}

	#note(code: string): void {
		this.notes.set(code, (this.notes.get(code) ?? 0) + 1);
	}

	/** One request over a bad line: a twentieth of all never arrives, of as many the answer is lost, and bytes are spoilt now and then. */
	async #upload(request: UploadRequest) {
		const { random, plan, door } = this.#hall;
		if (!this.#connected) return null;
		if (random.chance(0.05)) {
			this.faults.lostRequests += 1;
			return null;
		}
		const authorization = signUpload(this.key, plan.code, request);
		let body = request.body?.bytes ?? new Uint8Array();
		const isChunk = request.body?.type === 'application/octet-stream';
		if (isChunk && random.chance(0.01)) {
			this.faults.spoilt += 1;
			body = Uint8Array.from(body);
			body[random.below(body.length)]! ^= 1 << random.below(8);
			// A machine whose memory is at fault signs what it sends; a line at fault does not, and both are seen.
			if (random.chance(0.5)) {
				const signed = signUpload(this.key, plan.code, { ...request, body: { ...request.body!, bytes: body } });
				return this.#answer(await door({ method: request.method, path: request.path, authorization: signed, body }));
			}
		}
		const answer = await door({ method: request.method, path: request.path, authorization, body });
		if (random.chance(0.05)) {
			this.faults.lostAnswers += 1;
			return null;
		}
		return this.#answer(answer);
	}

	#answer(answer: DoorAnswer) {
		if (answer.ok) return { status: 200, body: answer.state };
		const status = uploadProblems[answer.code];
		return { status, body: { code: answer.code, status, title: '', detail: '' } };
	}
}
