/** The steps of a first start, in order: platform, code, seats, the hall's files, devices, and the start of the role. Knows no Electron and no page. */

import type { DeviceReport } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { SetUpAnswer, SetUpRefusal, SetUpRequest, SetUpState } from '../../domain/contracts/set-up.ts';
import { setUpRefusals } from '../../domain/contracts/set-up.ts';
import type { HallFile } from '../../domain/contracts/set-up-hall.ts';
import { createHallFetch } from '../../trust/hall-fetch.ts';
import { fingerprintOf } from '../../trust/judge-certificate.ts';
import type { Asked } from '../desk/desk-calls.ts';
import type { askSeats, hallAt, OpenedByCode } from '../enrolment/ask-seats.ts';
import type { Enrolled, EnrolWish } from '../enrolment/enrol.ts';
import type { Enrolment } from '../enrolment/enrolment-file.ts';
import type { MachineHall, ReadHall } from '../hall.ts';
import type { fetchHall } from './fetch-hall.ts';
import { addressOf } from './platform-address.ts';
import type { SetUpKept } from './set-up-file.ts';

/** A clock further off makes nonsense of every time on paper, and certificates seem to be over. */
export const clockOffMostMs = 24 * 3_600_000;

export interface SetUpParts {
	version: string;
	/** Of the settings; `null` = to be typed. */
	platform: string | null;
	/** From a start that was cut off after the machine was enrolled, or from before a technician asked for another. */
	before: { kept: SetUpKept; enrolment: Enrolment } | null;
	/** A technician asked for it. */
	again: boolean;
	key: EnrolWish['key'];
	now(): number;
	hallAt: typeof hallAt;
	askSeats: typeof askSeats;
	enrol(wish: EnrolWish): Promise<Enrolled>;
	fetchHall: typeof fetchHall;
	/** Reports that a former seat of this machine still owes. */
	owed(stations: readonly string[]): Promise<number>;
	keepEnrolment(enrolment: Enrolment): Promise<void>;
	keepSetUp(told: SetUpKept): Promise<void>;
	keepHall(files: readonly HallFile[]): Promise<void>;
	readHall(stations: readonly string[]): ReadHall;
	/** Runs the devices of the hall's seats from now on. */
	devices: {
		run(hall: MachineHall): void;
		inspect(): Promise<Asked<DeviceReport[]>>;
		test(device: string, test: string): Promise<Extract<SetUpAnswer, { do: 'test' }>['result'] | SetUpRefusal>;
	};
	/** Everything is told: the role begins. */
	begin(told: SetUpKept): void;
	note(code: string, facts?: Record<string, string | number>): void;
}

export class SetUpDesk {
	readonly #parts: SetUpParts;
	#platform: string | null;
	#code: string | null = null;
	#opened: OpenedByCode | null = null;
	#enrolment: Enrolment | null = null;
	#kept: SetUpKept | null = null;
	#hall: MachineHall | null = null;
	#aheadMs: number | null = null;
	/** One thing at a time: a key pressed twice uses no code twice. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(parts: SetUpParts) {
		this.#parts = parts;
		this.#platform = parts.platform ?? parts.before?.kept.platform ?? null;
		// Cut off in the middle: it goes on where it was. Asked for by a technician, it begins at the beginning.
		if (parts.before && !parts.before.kept.done && !parts.again) {
			this.#enrolment = parts.before.enrolment;
			this.#kept = parts.before.kept;
			this.#platform = parts.before.kept.platform;
		}
	}

	/** Never rejects. */
	ask(request: SetUpRequest): Promise<SetUpAnswer> {
		const answer = this.#turn.then(() => this.#ask(request)).catch((): SetUpAnswer => ({ do: 'refused', code: 'not-kept' }));
		this.#turn = answer;
		return answer;
	}

	async #ask(request: SetUpRequest): Promise<SetUpAnswer> {
		switch (request.do) {
			case 'look':
				return this.#state();
			case 'reach':
				return this.#reach(request.platform);
			case 'open':
				return this.#open(request.code);
			case 'enrol':
				return this.#enrol(request.stations, request.language);
			case 'fetch':
				return this.#fetch();
			case 'test': {
				const result = this.#hall ? await this.#parts.devices.test(request.device, request.test) : 'too-early';
				return typeof result === 'string' ? refused(result) : { do: 'test', result };
			}
			case 'start':
				return this.#start();
		}
	}

	async #reach(typed: string): Promise<SetUpAnswer> {
		const platform = addressOf(typed, this.#parts.platform);
		if (platform === null) return refused('bad-address');
		const at = await this.#parts.hallAt(platform);
		if (!at.ok) return refused(at.code);
		if (platform !== this.#platform) this.#opened = null;
		this.#platform = platform;
		return this.#state();
	}

	async #open(code: string): Promise<SetUpAnswer> {
		const { askSeats, now, note } = this.#parts;
		if (this.#platform === null) return refused('too-early');
		const asked = await askSeats({ platform: this.#platform, code, now });
		if (!asked.ok) {
			note('set-up-code-refused', { why: asked.code });
			return refused(asked.code);
		}
		this.#aheadMs = asked.opened.aheadMs;
		if (Math.abs(asked.opened.aheadMs) > clockOffMostMs) return refused('clock-wrong');
		this.#opened = asked.opened;
		this.#code = code;
		return this.#state();
	}

	async #enrol(stations: readonly string[], language: SetUpKept['language']): Promise<SetUpAnswer> {
		const { enrol, key, now, before, owed, keepEnrolment, keepSetUp, note } = this.#parts;
		const opened = this.#opened;
		if (this.#platform === null || opened === null || this.#code === null) return refused('too-early');
		const left = before ? before.kept.stations.filter((one) => !stations.includes(one) || before.kept.hall !== opened.hall) : [];
		if (left.length > 0 && (await owed(left)) > 0) return refused('owes-reports');
		const done = await enrol({ platform: this.#platform, hall: opened.hall, stations, code: this.#code, key, now });
		if (!done.ok) {
			note('enrolment-refused', { why: done.code });
			return refused(done.code);
		}
		const told: SetUpKept = {
			...{ schema: 'set-up/1', platform: this.#platform, hall: opened.hall, stations: [...stations], language, done: false },
		};
		await keepEnrolment(done.enrolment);
		await keepSetUp(told);
		note('enrolled', { seats: stations.join(',') });
		this.#enrolment = done.enrolment;
		this.#kept = told;
		this.#code = null;
		return this.#fetch();
	}

	async #fetch(): Promise<SetUpAnswer> {
		const { fetchHall, key, now, keepHall, readHall, devices, note } = this.#parts;
		const [enrolment, kept] = [this.#enrolment, this.#kept];
		if (!enrolment || !kept) return refused('too-early');
		const fetched = await fetchHall({
			...{ platform: kept.platform, hall: kept.hall, stations: kept.stations, key, at: Math.round(now() + (this.#aheadMs ?? 0)) },
			reach: createHallFetch(() => enrolment.authority),
		});
		if (!fetched.ok) {
			note('hall-not-fetched', { why: fetched.code });
			return refused(fetched.code);
		}
		await keepHall(fetched.files);
		const read = readHall(kept.stations);
		if (!read.ok) {
			note('hall-not-loaded', { problems: read.problems.length });
			return refused('hall-not-loaded');
		}
		this.#hall = read.hall;
		devices.run(read.hall);
		return this.#state();
	}

	async #start(): Promise<SetUpAnswer> {
		if (!this.#kept || !this.#hall) return refused('too-early');
		const told = { ...this.#kept, done: true };
		await this.#parts.keepSetUp(told);
		this.#parts.note('set-up-done', { seats: told.stations.join(',') });
		this.#parts.begin(told);
		return this.#state();
	}

	async #state(): Promise<SetUpAnswer> {
		const { version, again, devices } = this.#parts;
		const [opened, hall] = [this.#opened, this.#hall];
		const authority = this.#enrolment?.authority ?? opened?.authority ?? null;
		const looked = hall && hall.config.devices.length > 0 ? await devices.inspect() : null;
		const code = opened?.hall ?? this.#kept?.hall;
		const name = hall?.config.plan.name ?? opened?.name;
		const state: SetUpState = {
			...{ version, again, platform: this.#platform, aheadMs: this.#aheadMs, seats: opened?.seats ?? null },
			hall: code && name ? { code, name } : null,
			authority: authority === null ? null : fingerprintOf(authority),
			enrolled: this.#kept?.stations ?? null,
			devices: hall === null ? null : looked?.ok ? looked.value : hall.config.devices.map(connecting),
		};
		return { do: 'state', state };
	}
}

/** A device whose program has not answered yet is no device that is missing. */
function connecting({ id, kind, station, protocol }: DeviceDeclaration): DeviceReport {
	return {
		...{ device: id, kind, station, protocol: protocol ?? '', port: '-', baud: null, tests: [], facts: {} },
		health: { device: id, kind, state: 'connecting', code: 'connecting', since: 0 },
		...{ openedAt: null, lastHeardAt: null, bytesIn: 0, bytesOut: 0, answered: 0, failed: 0, discarded: 0 },
	};
}

const known: readonly string[] = setUpRefusals;
function refused(code: string): SetUpAnswer {
	return { do: 'refused', code: known.includes(code) ? (code as SetUpRefusal) : 'malformed' };
}
