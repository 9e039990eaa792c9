/** One seat of the demo crowd: speaks the real wire protocol over socket.io, with nothing kept for later. Not part of the product. */
import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { AskName, CommandBody, CommandName, ReportName } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import {
	beatEveryMs,
	type CommandsAnswer,
	type EventsDown,
	type Outcome,
	type SignInAnswer,
	type Welcome,
} from '../../domain/contracts/wire.ts';
import { evolve } from '../../domain/evolve.ts';
import { startOfDay } from '../../domain/start-of-day.ts';

export interface Seat {
	plan(): HallPlan;
	state(): HallDay;
	say<N extends AskName | ReportName>(name: N, body: CommandBody<N>): Promise<Outcome | null>;
	signIn(staff: string, pin: string): Promise<SignInAnswer>;
	close(): void;
}

/** Rejects when the platform does not let the station in. */
export async function takeSeat(url: string, station: string): Promise<Seat> {
	const socket: Socket = io(url, { transports: ['websocket'], reconnection: true });
	const epoch = randomBytes(8).toString('hex');
	let n = 0;
	let session: string | undefined;
	let plan: HallPlan | null = null;
	let state: HallDay | null = null;

	const fold = (events: HallEvent[]) => {
		for (const event of events) if (state && event.day === state.day && event.position === state.position + 1) state = evolve(state, event);
	};
	const greet = async () => {
		const answer = (await socket.timeout(10_000).emitWithAck('hello', {
			protocol: 1,
			seats: [{ station, epoch }],
			holds: state ? { day: state.day, position: state.position } : null,
			sessions: session ? [session] : [],
		})) as Welcome | { ok: false; detail: string };
		if (!answer.ok) throw new Error(`${station}: ${answer.detail}`);
		plan = answer.plan;
		if (state?.day !== answer.day) state = startOfDay(answer.plan, answer.day);
		while (state.position < answer.head) {
			const before: number = state.position;
			const more = (await socket.timeout(10_000).emitWithAck('resume', { day: answer.day, position: before })) as EventsDown;
			fold(more.events);
			if (state.position === before) break;
		}
	};
	socket.on('events', (message: EventsDown) => fold(message.events));
	const beating = setInterval(() => {
		if (socket.connected && state) socket.emit('beat', { day: state.day, position: state.position }, () => {});
	}, beatEveryMs);

	await new Promise<void>((resolve, reject) => {
		socket.on('connect', () => void greet().then(resolve, reject));
		setTimeout(() => reject(new Error(`${station}: no platform at ${url}`)), 15_000).unref();
	});

	return {
		plan: () => plan!,
		state: () => state!,
		async say(name: CommandName, body: unknown) {
			n += 1;
			const command = { station, epoch, n, occurredAt: Date.now(), session, name, body };
			const answer = (await socket.timeout(8_000).emitWithAck('commands', { commands: [command] })) as CommandsAnswer;
			const outcome = answer.ok ? (answer.outcomes[0] ?? null) : null;
			if (outcome?.result === 'accepted') fold(outcome.events);
			return outcome;
		},
		async signIn(staff, pin) {
			const answer = (await socket.timeout(10_000).emitWithAck('sign-in', { station, staff, pin })) as SignInAnswer;
			if (answer.ok) session = answer.session;
			return answer;
		},
		close() {
			clearInterval(beating);
			socket.close();
		},
	};
}
