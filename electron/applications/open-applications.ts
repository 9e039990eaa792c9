/** The applications of one machine put together: key, files, the desk for its faces, and the sender. */
import { join } from 'node:path';
import type { ApplicationAnswer, ApplicationRequest, ApplicationSummary, ResetReason } from '../../domain/contracts/applications.ts';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallFetch } from '../../trust/hall-fetch.ts';
import type { TicketKey } from '../keys/machine-key.ts';
import type { SecretStore } from '../keys/pepper.ts';
import { openApplicationKey } from './application-key.ts';
import { ApplicationStore, applicationsFolder } from './application-store.ts';
import { DraftCourier } from './draft-courier.ts';
import { FrontDesk } from './front-desk.ts';
import { Sender } from './sender.ts';
import { createHttpTransport } from './upload-transport.ts';

export interface MachineApplicationParts {
	data: string;
	plan: HallPlan;
	/** Seats of this machine. */
	stations: readonly string[];
	/** Addresses of the platforms of the start, the first to be tried first. */
	platformUrls: readonly string[];
	key: TicketKey;
	/** Under which the key of the applications lies locked; `null` = it lies in the clear. */
	secrets?: SecretStore | null;
	/** Speaks to platforms. */
	reach: HallFetch;
	now(): number;
	after(ms: number, action: () => void): () => void;
	room(): DiskState;
	/** Reports of this machine that the platform has not taken yet. */
	owed(): number;
	/** The list has changed. */
	tell(all: ApplicationSummary[]): void;
	log(level: 'info' | 'warn', code: string, facts: Record<string, string | number>): void;
}

export interface MachineApplications {
	answer(info: FaceInfo, request: ApplicationRequest): Promise<ApplicationAnswer>;
	/** What would be lost if the machine were set up anew now. */
	mayReset(): ResetReason[];
	/** Resolves when what is being written is on the disk. */
	close(): Promise<void>;
}

/** Several changes at once are told once. */
const tellAfterMs = 100;

/** Never rejects: a machine that cannot keep applications says so and gives numbers all the same. */
export async function openMachineApplications(parts: MachineApplicationParts): Promise<MachineApplications> {
	const { data, plan, now, after, log } = parts;
	const note = (code: string, count?: number) =>
		log(code === 'application-submitted' ? 'info' : 'warn', code, count === undefined ? {} : { count });
	const opened = await openApplicationKey(join(data, 'keys'), undefined, parts.secrets, plan.cryptoSuite);
	if (!opened.ok) {
		note(opened.problem);
		return notOffered;
	}
	let telling: (() => void) | null = null;
	let store: ApplicationStore;
	try {
		store = await ApplicationStore.open({
			...{ folder: applicationsFolder(data), key: opened.key, now, note, room: parts.room },
			changed() {
				telling ??= after(tellAfterMs, () => {
					telling = null;
					parts.tell(store.list());
				});
			},
		});
	} catch {
		note('applications-not-opened');
		return notOffered;
	}
	const known = [...parts.platformUrls, ...(plan.platforms?.map(({ url }) => url) ?? [])];
	let platformUrl = known[0]!;
	const transport = createHttpTransport({ platformUrl: () => platformUrl, hall: plan.code, key: parts.key, reach: parts.reach });
	const sender = new Sender({ ...{ store, after, note, seats: parts.stations }, transport });
	const courier = new DraftCourier({ hall: plan.code, suite: plan.cryptoSuite, transport, after });
	const desk = new FrontDesk({
		...{ store, now, owed: parts.owed, courier },
		link(up, platform) {
			// A page may name none but the hall's own platforms: people's papers go there and nowhere else.
			platformUrl = known.find((url) => platform !== null && sameOrigin(url, platform)) ?? platformUrl;
			sender.link(up);
		},
	});
	sender.wake();
	return {
		async answer(info, request) {
			const answer = await desk.answer(info, request);
			if (request.do === 'hand-in' && answer.do === 'state') sender.wake();
			return answer;
		},
		mayReset: () => desk.mayReset(),
		async close() {
			telling?.();
			courier.stop();
			await sender.stop();
			await store.close();
		},
	};
}

const notOffered: MachineApplications = {
	answer: async (_info, request) => (request.do === 'list' ? { do: 'list', applications: [] } : { do: 'refused', code: 'not-offered' }),
	mayReset: () => [],
	close: async () => {},
};

function sameOrigin(one: string, other: string): boolean {
	try {
		return new URL(one).origin === new URL(other).origin;
	} catch {
		return false;
	}
}
