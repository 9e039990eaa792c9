/** An engine for looking at faces: its platform is the real rules on a hall-day in the page; link and clock are set by the scene. */

import type { AskName, CommandBody, ReportName } from '../../../domain/contracts/commands.ts';
import { serviceRefused } from '../../../domain/contracts/device-service.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { ReadCode } from '../../../domain/ticket-code.ts';
import type { AskAnswer, EngineClient, EngineView } from '../../../renderer/engine/contract.ts';
import type { CaseDeskAnswered } from '../../../renderer/engine/desk-answers.ts';
import { HallDayMaker } from './hall-day-maker.ts';

export interface EngineScene {
	plan: HallPlan;
	state: HallDay | null;
	/** Platform time at the start, ms. */
	now: number;
	staff: string | null;
	link: 'up' | 'down';
	/** How long ago the platform was last heard, ms; `null` = never. */
	heardAgo: number | null;
	owed?: number;
	shutOut?: string;
	/** Sign-in answers, one after another. */
	signIn?: unknown[];
	/** How long an answer takes, ms. */
	answerAfter?: number;
}

export class ScriptedEngine implements EngineClient {
	readonly day: HallDayMaker | null;
	readonly asked: { name: string; body: unknown }[] = [];
	private readonly scene: EngineScene;
	private staff: string | null;
	private readonly started: number;
	private readonly listeners = new Set<() => void>();
	private readonly clock: () => number;
	private current: EngineView;

	constructor(scene: EngineScene, clock: () => number = () => Date.now()) {
		this.scene = scene;
		this.staff = scene.staff;
		this.clock = clock;
		this.started = clock();
		this.day = scene.state ? new HallDayMaker(scene.plan, scene.state.day, scene.now, scene.state) : null;
		this.current = this.build();
	}

	private build(): EngineView {
		const { scene } = this;
		return {
			plan: scene.plan,
			state: this.day?.state ?? null,
			position: this.day?.state.position ?? 0,
			link: scene.link,
			linkSince: scene.now - (scene.heardAgo ?? 0),
			heardAt: scene.heardAgo === null ? null : scene.link === 'up' ? this.now() : scene.now - scene.heardAgo,
			clockOffset: 0,
			owed: scene.owed ?? 0,
			shutOut: scene.shutOut ?? null,
			platform: { url: 'http://127.0.0.1:8740', id: 'P1' },
			term: { number: 1, platform: 'P1' },
		};
	}

	/** Changes the scene and tells the face. */
	set(change: Partial<EngineScene>): void {
		Object.assign(this.scene, change);
		this.changed();
	}
	changed(): void {
		this.current = this.build();
		for (const listener of this.listeners) listener();
	}

	view = () => this.current;
	subscribe = (listener: () => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};
	now = () => this.scene.now + (this.clock() - this.started);

	async ask<N extends AskName>(station: string, name: N, body: CommandBody<N>): Promise<AskAnswer> {
		this.asked.push({ name, body });
		await new Promise((resolve) => setTimeout(resolve, this.scene.answerAfter ?? 0));
		if (this.scene.link === 'down' || !this.day) return { ok: false, why: 'unreachable' };
		this.day.now = this.now();
		const answer = this.day.attempt({ station, staff: this.staff }, name, body);
		this.changed();
		return answer.ok ? answer : { ok: false, why: 'refused', refusal: answer.refusal };
	}
	async report<N extends ReportName>(station: string, name: N, body: CommandBody<N>): Promise<void> {
		this.asked.push({ name, body });
		if (!this.day) return;
		this.day.now = this.now();
		this.day.must({ station, staff: this.staff }, name, body);
		if (this.scene.link === 'down') this.scene.owed = (this.scene.owed ?? 0) + 1;
		this.changed();
	}
	async signIn(_station: string, staff: string): ReturnType<EngineClient['signIn']> {
		const answer = this.scene.signIn?.shift() as Awaited<ReturnType<EngineClient['signIn']>> | undefined;
		if (answer && !answer.ok) return answer;
		this.staff = staff;
		this.changed();
		return { ok: true, session: 'look', staff, name: '', roles: ['window' as const], expiresAt: this.now() + 3_600_000 };
	}
	async touched() {}
	async signOut() {
		this.staff = null;
		this.changed();
	}
	signedIn = () => (this.staff ? { staff: this.staff, name: '' } : null);
	/** What the next code is read as. */
	read: ReadCode = { ok: false, why: 'not-a-ticket' };
	readTicket = async () => this.read;
	takeOverOrder = async () => ({ ok: false as const, code: 'no-place' as const });
	async findReservation(): ReturnType<EngineClient['findReservation']> {
		return { ok: false, refusal: { code: 'reservation-not-looked-up', params: {} } };
	}
	askDevices = async () => serviceRefused('platform-away');
	log = () => [];
	caseDesk = async (): Promise<CaseDeskAnswered> => ({ ok: false as const, code: 'unreachable' as const });
	tideDesk = async () => ({ ok: false as const, code: 'unreachable' as const });
	historyDesk = async () => ({ ok: false as const, code: 'unreachable' as const });
	auditDesk = async () => ({ ok: false as const, code: 'unreachable' as const });
	watchDesk = async () => ({ ok: false as const, code: 'unreachable' as const });
	reviewDesk = async () => ({ ok: false as const, code: 'unreachable' as const });
	setSecret = async () => ({ ok: false as const, code: 'unreachable' as const });
	staffDesk = async () => ({ ok: false as const, code: 'unreachable' as const });
	ownAccount = async () => ({ ok: false as const, code: 'unreachable' as const });
	progress = async () => ({ ok: false as const, code: 'unreachable' as const });
	suggest = async () => ({ ok: false as const, code: 'off' as const });
	booking = async () => ({ ok: false as const, code: 'busy' as const });
	pastDay = async () => ({ ok: false as const, code: 'unreachable' as const });
	administer = async () => ({ ok: false as const, code: 'unreachable' as const });
	handOver = async () => ({ ok: false as const, code: 'unreachable' as const });
	personRef = async () => null;
	takeTicket = async () => ({ ok: false as const, why: 'cannot' as const, code: 'no-plan' });
	reprint = async () => ({ job: '-', outcome: 'unknown' as const, proof: 'none' as const, code: 'no-printer' });
}
