/** What citizens, clerks and managers do at the faces, with dice. They see only what their own engine shows them. */
import type { AskName, CommandBody, Visit } from '../../domain/contracts/commands.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { StaffMember } from '../../platform/people/staff.ts';
import type { AskAnswer } from '../../renderer/engine/contract.ts';
import { arrive, type Bookings } from './booking.ts';
import { citizen } from './canaries.ts';
import type { MachineNode } from './machine-node.ts';
import { byHand } from './manual-people.ts';
import { type OfflinePeople, signInAt, signsOut } from './offline-sign-ins.ts';
import type { PlatformNode } from './platform-node.ts';
import type { Random } from './random.ts';
import { handsOver, watchPlatform } from './take-over-people.ts';
import type { Told, Witness } from './witness.ts';
import type { Life, World } from './world.ts';

export interface Crowd {
	world: World;
	random: Random;
	plan: HallPlan;
	staff: readonly StaffMember[];
	witness: Witness;
	platforms: readonly PlatformNode[];
	/** Scales how often things happen; 1 = a busy hall. */
	pace: number;
	/** What the city booked; `null` = this hall takes no reservations. */
	bookings: Bookings | null;
	/** Who signs in while cut off; `null` = nobody can. */
	offline: OfflinePeople | null;
	/** Dice of hand-overs; `null` = the hall's platforms know nothing of each other. */
	handing: Random | null;
	/** Dice of manual mode, apart so that they move no others; `null` = this hall never needs it. */
	manual: Random | null;
	/** True while people still come and act. */
	open(): boolean;
}

const slip = { hallName: 'Hall', queueName: 'Queue', itemNames: [], area: 'Area' };

export function populate(crowd: Crowd, machine: MachineNode, life: Life): void {
	const planned = crowd.plan.stations.find((seat) => seat.id === machine.station)!;
	const { world, random } = crowd;
	const act =
		planned.role === 'terminal' ? atTerminal : planned.role === 'window' ? atWindow : planned.role === 'manager' ? asManager : null;
	if (!act) return;
	const pace = planned.role === 'terminal' ? 14_000 : planned.role === 'window' ? 5_000 : 20_000;
	if (crowd.plan.platforms?.some((place) => place.station === machine.station)) watchPlatform(crowd, machine, life);
	const turn = () => {
		world.after(life, random.between(0.1, 2) * (pace / crowd.pace), () => {
			if (crowd.open() && machine.up) act(crowd, machine);
			turn();
		});
	};
	turn();
}

async function visitOf({ plan, random, world }: Crowd, machine: MachineNode): Promise<Visit> {
	const queue = random.pick(plan.queues).id;
	const group = random.chance(0.15) ? random.pick(plan.priorityGroups).code : undefined;
	const channel = random.chance(0.6) ? 'card' : 'no-card';
	const idNumber = citizen(random.below(400));
	const personRef = channel === 'card' && random.chance(0.3) ? await world.hold(machine.engine!.personRef(idNumber)) : null;
	return { queue, items: [], channel, ...(group ? { priorityGroup: group } : {}), ...(personRef ? { personRef } : {}) };
}

/** Terminals somebody stands at. */
const busy = new WeakMap<object, number>();

async function atTerminal(crowd: Crowd, machine: MachineNode): Promise<void> {
	const { world, random, witness } = crowd;
	const { engine, station } = machine;
	if (!engine) return;
	if (random.chance(0.06)) {
		const own = Object.values(engine.view().state?.tickets ?? {}).filter((ticket) => ticket.station === station);
		if (own.length > 0) void engine.reprint(station, random.pick(own).number, slip);
		return;
	}
	if (random.chance(0.02)) {
		void engine.report(station, 'help-called', {}).catch(() => {});
		return;
	}
	// One person at a time, but for a finger that taps twice.
	const others = busy.get(engine) ?? 0;
	if (others > 0 && random.chance(0.8)) return;
	busy.set(engine, others + 1);
	if (crowd.bookings && (await arrive(crowd.bookings, machine, world, slip))) return void busy.set(engine, (busy.get(engine) ?? 1) - 1);
	const visit = await visitOf(crowd, machine);
	const promise: Told = { station, at: world.now, answeredAt: null, answer: null };
	witness.told.push(promise);
	const noRoom = machine.room === 'stop';
	const answer = await engine.takeTicket(station, visit, slip);
	busy.set(engine, (busy.get(engine) ?? 1) - 1);
	promise.answer = answer;
	promise.answeredAt = world.now;
	world.note(`told ${station} ${answer.ok ? answer.taken.number : `${answer.why}`}`);
	if (noRoom) witness.holds('I-22', !answer.ok, () => `${station} gave out a number although its disk was running full`);
	if (!answer.ok) return;
	const out = witness.papers.findLast((paper) => paper.job === answer.taken.paper.job);
	// L-1: the number is there within two seconds, and the printer begins at once.
	if (out && others === 0 && witness.calmFor(`${station} disk`) > 30_000)
		witness.holds(
			'L-1',
			out.at - promise.at <= 2_300,
			() => `${station} needed ${Math.round(out.at - promise.at)} ms until paper came out`,
		);
}

function atWindow(crowd: Crowd, machine: MachineNode): unknown {
	const { random, staff, plan } = crowd;
	const { engine, station } = machine;
	if (!engine) return null;
	const planned = plan.stations.find((seat) => seat.id === station)!;
	const window = planned.window!;
	const state = engine.view().state;
	if (!engine.signedIn(station)) {
		const able = staff.filter((each) => each.roles.includes('window') && (!each.windows || each.windows.includes(window)));
		// A clerk keeps a window: the same one each time, unless the dice say otherwise.
		const own = able[plan.windows.findIndex((each) => each.id === window) % Math.max(1, able.length)];
		const who = random.chance(0.9) ? own : random.pick(able);
		return who ? signInAt(crowd, machine, who.id) : null;
	}
	if (byHand(crowd, machine) || signsOut(crowd, machine)) return null;
	const here = state?.windows[window];
	const ask = <N extends AskName>(name: N, body: CommandBody<N>) => asked(crowd, machine, name, engine.ask(station, name, body));
	if (!state || !here || here.stage === 'closed') {
		if (engine.view().link === 'down' && random.chance(0.5)) return serveByPaper(crowd, machine, window);
		return ask('open-window', { window });
	}
	if (here.stage === 'paused') return ask('resume-window', { window });
	const number = here.ticket;
	const life = number ? state.tickets[number]?.life : undefined;
	if (!number || !life) {
		if (engine.view().link === 'down') return serveByPaper(crowd, machine, window);
		if (random.chance(0.03)) return ask('pause-window', { window, reason: 'tea' });
		if (random.chance(0.02)) return ask('close-window', { window });
		const held = Object.values(state.tickets).find((ticket) => ticket.life.stage === 'held' && ticket.life.window === window);
		if (held && random.chance(0.4)) return ask('return-ticket', { ticket: held.number, to: random.chance(0.5) ? 'window' : 'queue' });
		if (random.chance(0.05)) {
			const waiting = Object.values(state.waiting).flat();
			if (waiting.length > 0) return ask('call-ticket', { window, ticket: random.pick(waiting), reason: 'asked for' });
		}
		return ask('call-next', { window });
	}
	if (life.stage === 'called') {
		if (random.chance(0.08)) return ask('recall', { window });
		if (random.chance(0.08)) return ask('no-show', { window });
		return report(crowd, machine, 'start-service', window, number);
	}
	if (life.stage === 'serving') {
		if (random.chance(0.05)) return ask('hold-ticket', { window, reason: 'copy missing' });
		if (random.chance(0.05)) return ask('transfer-ticket', { ticket: number, toQueue: random.pick(plan.queues).id, reason: 'wrong queue' });
		return report(crowd, machine, 'finish-service', window, number);
	}
	return null;
}

async function report(crowd: Crowd, machine: MachineNode, name: 'start-service' | 'finish-service', window: string, ticket: string) {
	try {
		await machine.engine?.report(machine.station, name, { window, ticket });
		crowd.witness.kept.push({ station: machine.station, ticket, at: crowd.world.now });
	} catch {
		// The machine said that it cannot keep it.
	}
}

/** Cut off: whoever comes with a paper is served, and it is reported. */
async function serveByPaper(crowd: Crowd, machine: MachineNode, window: string): Promise<void> {
	const { random, witness, world } = crowd;
	const recent = witness.papers.slice(-60);
	if (recent.length === 0) return;
	const paper = random.pick(recent);
	if (paper.qr !== '' && random.chance(0.1)) await scan(crowd, machine, paper);
	await report(crowd, machine, 'start-service', window, paper.number);
	await world.wait(machine.mind, random.between(2000, 20_000));
	await report(crowd, machine, 'finish-service', window, paper.number);
}

/** The code on a paper is read to its own number or not at all, and one that was tampered with never (I-2, bad input). */
async function scan({ random, witness }: Crowd, machine: MachineNode, { qr, number }: { qr: string; number: string }): Promise<void> {
	const { engine, station } = machine;
	const read = await engine?.readTicket(station, qr);
	if (read?.ok) witness.holds('QR', read.code.number === number, () => `${station} read ${read.code.number} from the paper of ${number}`);
	const at = random.below(qr.length);
	const forged = `${qr.slice(0, at)}${qr[at] === '7' ? '8' : '7'}${qr.slice(at + 1)}`;
	const believed = await engine?.readTicket(station, forged);
	witness.holds('QR', believed?.ok !== true, () => `${station} believed a paper of ${number} that was changed at ${at}`);
}

/** L-2: where nothing was wrong for a while, an ask is answered within a second. S3: exactly once, and never too late. */
async function asked({ world, witness, platforms }: Crowd, machine: MachineNode, name: string, asking: Promise<AskAnswer>): Promise<void> {
	const at = world.now;
	const { station, mind } = machine;
	const places = [station, `${station} disk`, `${station} clock`, ...platforms.map(({ id }) => id)];
	const calm = witness.calmFor(...places) > 60_000;
	let answered = 0;
	world.after(mind, 12_000, () =>
		witness.holds('S3', answered === 1, () => `${name} of ${station} was answered ${answered} times in twelve seconds`),
	);
	const answer = await asking;
	answered += 1;
	if (!calm || witness.calmFor(...places) < 0) return;
	const took = Math.round(world.now - at);
	witness.holds('L-2', (answer.ok || answer.why === 'refused') && took <= 1_000, () => {
		return `${name} of ${station} was ${answer.ok ? 'granted' : answer.why} after ${took} ms in a healthy hall`;
	});
}

function asManager(crowd: Crowd, machine: MachineNode): unknown {
	const { random, staff, plan } = crowd;
	const { engine, station } = machine;
	if (!engine) return null;
	if (!engine.signedIn(station)) {
		const who = staff.find((each) => each.roles.includes('manager'));
		return who ? engine.signIn(station, who.id, '2580') : null;
	}
	const state = engine.view().state;
	if (!state) return null;
	if (byHand(crowd, machine) || handsOver(crowd, machine)) return null;
	const open = state.conflicts.find((conflict) => !conflict.settled);
	if (open && random.chance(0.6)) return engine.ask(station, 'settle-conflict', { conflict: open.conflict, decision: 'looked at' });
	if (random.chance(0.3)) {
		const window = random.pick(plan.windows);
		const duty = window.capabilities.filter(() => random.chance(0.6));
		if (duty.length > 0) return engine.ask(station, 'change-duty', { window: window.id, duty });
	}
	if (random.chance(0.2)) {
		const waiting = Object.values(state.waiting).flat();
		if (waiting.length > 0) return engine.ask(station, 'cancel-ticket', { ticket: random.pick(waiting), reason: 'left' });
	}
	const calling = Object.values(state.stations).find((each) => each.helpSince !== null);
	return calling ? engine.report(station, 'help-answered', { station: calling.id }).catch(() => {}) : null;
}
