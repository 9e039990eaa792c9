/** One machine in the test: an engine on a journal that outlives it, a printer that counts, a link that can be cut. */
import type { LedWanted, PrintResult, TicketJob } from '../../domain/contracts/device-desk.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { createEngine, type Engine } from '../../renderer/engine/engine.ts';
import type { Journal, Signer, Store } from '../../renderer/engine/ports.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { createTestJournal, demoPlan, type HallLink, type HallSide, linkTo, type TestJournal } from './hall.ts';
import type { TestTime } from './test-time.ts';

export const slip = { hallName: '示例大厅', queueName: '个人综合', itemNames: ['事项'], area: '一楼' };
export const visitA = { queue: 'A', items: [], channel: 'no-card' as const };

export interface Machine {
	engine: Engine;
	link: HallLink;
	journal: TestJournal;
	store: Store;
	papers: TicketJob[];
	leds: LedWanted[][];
	notes: string[];
}

export interface MachineOptions {
	time: TestTime;
	hall: () => HallSide;
	station?: string;
	plan?: HallPlan;
	journal?: TestJournal;
	/** Between engine and journal, e.g. to kill the engine there. */
	wrapJournal?: (journal: Journal) => Journal;
	wrapLink?: (link: HallLink) => HallLink;
	openStore?: () => Promise<Store>;
	print?: (job: TicketJob) => Promise<PrintResult>;
	papers?: TicketJob[];
	disk?: () => DiskState;
	store?: Store;
	signer?: Signer;
}

export async function startMachine(options: MachineOptions): Promise<Machine> {
	const { time, hall, station = 'T2', plan = demoPlan, papers = [] } = options;
	const role = plan.stations.find((seat) => seat.id === station)!.role;
	const journal = options.journal ?? createTestJournal([station]);
	const link = linkTo(hall, time.clock, plan);
	const store = options.store ?? createMemoryStore();
	const leds: LedWanted[][] = [];
	const notes: string[] = [];
	const base = { id: 'D1', station, transport: { kind: 'simulated' as const } };
	const engine = createEngine({
		seats: [{ station, role }],
		plan,
		devices: [
			{
				...base,
				id: 'printer-1',
				kind: 'printer',
				protocol: 'escpos',
				paperMm: 80,
				charset: 'gb18030',
				qr: 'command',
				confirm: true,
				cut: 'feed-partial',
				rareCharacters: 'raster',
				chineseSize: 'size',
				status: 'realtime',
			},
			{
				...base,
				id: 'led-1',
				kind: 'led',
				protocol: 'onbon',
				address: 1,
				widthDots: 128,
				heightDots: 32,
				verify: 'none',
				signType: 'Z',
				dimming: [],
			},
		],
		ledWords: {
			call: '请 {{ticket}} 到 {{window}}',
			serving: '{{ticket}}',
			idle: '{{window}} 号',
			paused: '暂停',
			closed: '未开',
			manual: '人工',
		},
		link: options.wrapLink ? options.wrapLink(link) : link,
		openStore: options.openStore ?? (async () => store),
		journal: options.wrapJournal ? options.wrapJournal(journal) : journal,
		printer: {
			async print(job) {
				if (options.print) return options.print(job);
				papers.push(job);
				return { job: job.job, outcome: 'printed', proof: 'done', code: 'ok' };
			},
		},
		disk: options.disk,
		show: async (wanted) => void leds.push(wanted),
		...(options.signer ? { signer: options.signer } : {}),
		clock: time.clock,
		timers: time.timers,
		note: (code) => void notes.push(code),
	});
	await engine.start();
	return { engine, link, journal, store, papers, leds, notes };
}
