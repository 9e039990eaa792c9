/**
 * Cut off for three days: every terminal and one window on one side, the platform, windows and the manager on the other. Both go on; then the
 * line is back. What the platform holds afterwards is compared, byte for byte, with what was written down as it was done.
 */
import { createHash } from 'node:crypto';
import { businessDay } from '../../domain/business-day.ts';
import { checkLog } from '../../domain/check-log.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { evolveInto } from '../../domain/evolve.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { stateHash } from '../../domain/state-hash.ts';
import { ApplicationBook } from '../../platform/applications/application-book.ts';
import { DraftShelf } from '../../platform/applications/draft-shelf.ts';
import { HallKey } from '../../platform/applications/hall-seal.ts';
import { createUploadDoor } from '../../platform/applications/upload-door.ts';
import { commandAsPlatform, platformEpoch } from '../../platform/authority/platform-seat.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { startAuthority } from '../../platform/authority/start-authority.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { createRandom } from '../box/random.ts';
import { demoPlan } from '../engine/hall.ts';
import { Machine } from './machines.ts';
import { MemoryAttachments } from './memory-disks.ts';
import { begin, cutFor, hour, pageOf, type Visitor, visitors } from './people.ts';
import type { ThreeDays, ThreeDaysResult } from './result.ts';
import { settle, VirtualTime } from './virtual-time.ts';

const slip = { hallName: '示例大厅', queueName: '综合', itemNames: ['事项'], area: '一楼' };
const visit = (queue: string) => ({ queue, items: [], channel: 'no-card' as const });
const queues = ['A', 'K', 'B'];
/** Of the side that is never cut off; the first may serve two queues, and the manager moves it between them. */
const windows = ['W01', 'W02', 'W06'];
const duties = [['A', 'K'], ['K'], ['A']];

export async function threeDays({ seed, applications, terminals, scale, spoil }: ThreeDays): Promise<ThreeDaysResult> {
	const wrong: string[] = [];
	const time = new VirtualTime(begin);
	const random = createRandom(seed);
	const names = Array.from({ length: terminals }, (_, index) => `T${index + 1}`);
	const others = demoPlan.stations.filter(({ role }) => role !== 'terminal');
	const seats = names.map((id, index) => ({ id, role: 'terminal' as const, number: index + 1 }));
	// One more terminal, whose line is never cut.
	const plan = { ...demoPlan, stations: [...seats, { id: 'T99', role: 'terminal' as const, number: 99 }, ...others] };
	const store = new MemoryStore();
	const clock = { now: time.clock, every: () => () => {} };
	const failures: string[] = [];
	const keeper = await startAuthority(
		{
			...{ plan, store, rules: domainRules, clock },
			watch: {
				decided() {},
				committed() {},
				alarm: ({ alarm, command }) => void failures.push(`${alarm} ${command}`),
				storeFailed: (code) => void failures.push(code),
			},
			staffOf: (envelope) => (envelope.session?.startsWith('session-') ? envelope.session.slice(8) : null),
		},
		async () => {},
	);
	const { authority } = keeper;
	const epoch = await platformEpoch(store, plan.code);
	const attachments = new MemoryAttachments();
	const book = await ApplicationBook.load({
		...{ hall: plan.code, store, attachments, key: new HallKey(Buffer.alloc(32, 9)), clock, hasRoom: () => true },
		today: () => authority.day,
		submit: ({ day, ...body }) =>
			commandAsPlatform(authority, epoch, 'submit-application', time.now, { body, ...(day < authority.day ? { day } : {}) }),
	});
	const machines: Machine[] = [];
	const door = createUploadDoor({
		...{ hall: plan.code, book, stopped: () => authority.stopped !== null },
		shelf: new DraftShelf({ hall: plan.code, store, pictures: new MemoryAttachments(), clock, hasRoom: () => true }),
		keys: () =>
			machines.flatMap(({ stations, key }) =>
				stations.map((station) => ({ station, keyId: key.keyId, publicKey: key.publicKey, revoked: false })),
			),
	});
	const hall = {
		plan,
		time,
		authority: () => authority,
		door,
		random: random.fork(),
		chunkBytes: Math.max(256, Math.floor((256 * 1024) / scale)),
	};
	const cut = names.map((station, index) => new Machine(hall, [station], (index % 16).toString(16)));
	const cutWindow = new Machine(hall, ['W05'], 'e');
	const connected = new Machine(hall, ['T99', ...windows, 'M1'], 'f');
	machines.push(...cut, cutWindow, connected);
	for (const machine of machines) await machine.start();
	for (const machine of machines) await machine.connect();
	await settle();
	for (const [station, staff] of [
		['W01', '0301'],
		['W02', '0302'],
		['W06', '0303'],
		['M1', '0001'],
	] as const)
		await connected.engine.signIn(station, staff, '2580');
	await cutWindow.engine.signIn('W05', '0305', '2580');

	// Everything that happens, in order of time.
	const plot: { at: number; what: () => Promise<unknown> }[] = [];
	const reference = new Map<string, Visitor>();
	const drafts = new Set<string>();
	const handedInOn = new Map<string, string>();
	/** Numbers that cut-off terminals printed, with the day: `W05` serves some of them by their paper. */
	const papers: { day: string; number: string }[] = [];
	const served: { day: string; number: string }[] = [];
	let ticketsConnected = 0;
	const shared: string[] = [];

	plot.push({
		at: begin + 60_000,
		what: async () => {
			for (const window of windows) await connected.engine.ask(window, 'open-window', { window });
			await cutWindow.engine.ask('W05', 'open-window', { window: 'W05' });
			for (let index = 0; index < 12; index += 1) {
				const taken = await connected.engine.takeTicket('T99', visit(queues[index % 3]!), slip);
				if (taken.ok) shared.push(taken.taken.number);
				else wrong.push(`a connected terminal gave no number: ${JSON.stringify(taken)}`);
				ticketsConnected += 1;
			}
		},
	});
	plot.push({
		at: begin + 5 * 60_000,
		what: async () => {
			for (const machine of [...cut, cutWindow]) machine.cut();
		},
	});
	// The cut-off window serves people by the number on their paper, two of whom a connected window calls as well.
	for (const [index, minutes] of [10, 12].entries())
		plot.push({
			at: begin + minutes * 60_000,
			what: async () => {
				const ticket = shared[index]!;
				for (const name of ['start-service', 'finish-service'] as const) {
					await cutWindow.engine.report('W05', name, { window: 'W05', ticket });
					await connected.engine.report('W01', name, { window: 'W01', ticket });
				}
			},
		});
	for (const visitor of visitors(seed, applications, names, scale)) {
		const machine = cut[names.indexOf(visitor.terminal)]!;
		let code = '';
		const ask = (request: Parameters<Machine['desk']['answer']>[1]) =>
			machine.desk.answer({ face: 'terminal', station: visitor.terminal, seats: [], platformUrl: '' }, request);
		const attach = async (grip: string, list: Visitor['attachments']) => {
			for (const each of list) {
				const kept = await ask({ do: 'attach', grip, material: 'M-1', mediaType: 'image/jpeg', data: pageOf(each) });
				if (kept.do !== 'kept') wrong.push(`visitor ${visitor.index} could not attach: ${JSON.stringify(kept)}`);
			}
		};
		const end = async (grip: string, ref: string) => {
			if (visitor.ends === 'leaves') {
				drafts.add(ref);
				await ask({ do: 'close', grip });
				return;
			}
			if (visitor.ends === 'discards') {
				await ask({ do: 'discard', grip });
				return;
			}
			let ticket: string | undefined;
			const day = dayOf(machine);
			if (visitor.takesNumber) {
				const taken = await machine.engine.takeTicket(visitor.terminal, visit(queues[visitor.index % 3]!), slip);
				if (taken.ok) {
					ticket = taken.taken.number;
					papers.push({ day: dayOf(machine), number: ticket });
				} else wrong.push(`visitor ${visitor.index} got no number: ${JSON.stringify(taken)}`);
			}
			const answer = await ask({ do: 'hand-in', grip, day, ...(ticket === undefined ? {} : { ticket }) });
			if (answer.do !== 'state') wrong.push(`visitor ${visitor.index} could not hand in: ${JSON.stringify(answer)}`);
			reference.set(ref, visitor);
			handedInOn.set(ref, day);
		};
		const half = visitor.backAt === null ? visitor.attachments.length : 1;
		plot.push({
			at: visitor.at,
			what: async () => {
				const begun = await ask({ do: 'begin', items: ['GS-01'] });
				if (begun.do !== 'opened') return wrong.push(`visitor ${visitor.index} could not begin: ${JSON.stringify(begun)}`);
				code = begun.code!;
				await ask({ do: 'save', grip: begun.grip, form: { ...visitor.form, fields: { ...visitor.form.fields, children: 99 } } });
				if (visitor.wrongPage) {
					await attach(begun.grip, [{ seed: 501, length: 300 }]);
					const again = await ask({ do: 'save', grip: begun.grip, form: visitor.form });
					if (again.do === 'kept') await ask({ do: 'detach', grip: begun.grip, attachment: again.attachments[0]!.id });
				}
				await attach(begun.grip, visitor.attachments.slice(0, half));
				await ask({ do: 'save', grip: begun.grip, form: visitor.form });
				if (visitor.backAt === null) await end(begun.grip, begun.summary.ref);
				else await ask({ do: 'close', grip: begun.grip });
			},
		});
		if (visitor.backAt !== null)
			plot.push({
				at: visitor.backAt,
				what: async () => {
					const opened = await ask({ do: 'open', code });
					if (opened.do !== 'opened') return wrong.push(`visitor ${visitor.index} found no draft: ${JSON.stringify(opened)}`);
					await attach(opened.grip, visitor.attachments.slice(half));
					await end(opened.grip, opened.summary.ref);
				},
			});
	}
	// The other side goes on: numbers, calls, services, and each day other duties.
	for (let at = begin + 20 * 60_000; at < begin + cutFor - hour; at += 20 * 60_000) {
		const inHours = (at - begin) % (24 * hour) < 8 * hour;
		plot.push({ at, what: () => keeper.checkDay() });
		if (!inHours) continue;
		plot.push({
			at: at + 1,
			what: async () => {
				for (const window of windows) {
					await connected.engine.ask(window, 'open-window', { window });
				}
				const shift = Math.floor((at - begin) / (4 * hour)) % duties.length;
				await connected.engine.ask('M1', 'change-duty', { window: 'W01', duty: duties[shift]!, reason: 'tide' });
				const taken = await connected.engine.takeTicket('T99', visit(queues[Math.floor(at / hour) % 3]!), slip);
				if (taken.ok) ticketsConnected += 1;
				for (const window of windows) {
					const called = await connected.engine.ask(window, 'call-next', { window });
					const ticket = called.ok
						? called.events.find((event): event is HallEvent<'ticket-called'> => event.name === 'ticket-called')?.body.ticket
						: undefined;
					if (ticket === undefined) continue;
					await connected.engine.report(window, 'start-service', { window, ticket });
					await connected.engine.report(window, 'finish-service', { window, ticket });
				}
				const paper = papers.at(-1);
				if (paper && paper.day === dayOf(cutWindow) && !served.includes(paper)) {
					served.push(paper);
					await cutWindow.engine.report('W05', 'start-service', { window: 'W05', ticket: paper.number });
					await cutWindow.engine.report('W05', 'finish-service', { window: 'W05', ticket: paper.number });
				}
			},
		});
	}
	// Machines die and come back, each once on average.
	const dice = random.fork();
	for (let restart = 0; restart < terminals; restart += 1)
		plot.push({ at: begin + Math.floor(dice.between(hour, cutFor)), what: () => dice.pick(cut).restart() });
	plot.sort((one, other) => one.at - other.at);
	const healAt = begin + cutFor;
	for (const { at, what } of plot) {
		if (at > healAt) wrong.push('something was planned after the line is back');
		await time.until(at);
		await what();
		await settle(4);
	}

	// The line is back.
	await time.until(healAt);
	await keeper.checkDay();
	for (const machine of [...cut, cutWindow].sort(() => dice.next() - 0.5)) await machine.connect();
	const idle = () => machines.every(({ store: kept, engine }) => kept.waiting().length === 0 && engine.view().owed === 0);
	let drained = 0;
	for (; !idle() && drained < 6 * 3600; drained += 5) {
		for (const machine of machines) await machine.sender.idle();
		await settle();
		await time.until(time.now + 5_000);
	}
	await time.until(time.now + 30_000);
	await settle();
	if (!idle()) wrong.push('something is still owed or unsent six hours after the line is back');

	await spoil?.({ attachments, terminals: cut, refs: [...reference.keys()] });

	// Compared with what was done.
	const days = (await store.days()).map(({ day }) => day);
	const logs = new Map<string, HallEvent[]>();
	const conflicts: Record<string, number> = {};
	const trace = createHash('sha256');
	let events = 0;
	const submitted = new Map<string, number>();
	const meanwhile = { called: 0, served: 0, dutiesChanged: 0 };
	for (const { day, plan: dayPlan, head } of await store.days()) {
		const log = await store.read(plan.code, day, 0, head);
		logs.set(day, log);
		events += log.length;
		for (const { rule, position, text } of checkLog(dayPlan, day, log).violations) wrong.push(`${day} ${position}: ${rule} ${text}`);
		const state = startOfDay(dayPlan, day);
		const handedIn = new Map<string, number>();
		for (const event of log) {
			evolveInto(state, event);
			if (event.name === 'ticket-called') meanwhile.called += 1;
			if (event.name === 'service-finished') meanwhile.served += 1;
			if (event.name === 'duty-changed') meanwhile.dutiesChanged += 1;
			trace.update(`${day} ${event.position} ${event.name} ${event.station}\n`);
			if (event.name === 'application-handed-in') handedIn.set(event.body.application, (handedIn.get(event.body.application) ?? 0) + 1);
			if (event.name === 'application-submitted') submitted.set(event.body.application, (submitted.get(event.body.application) ?? 0) + 1);
		}
		for (const [ref, times] of handedIn) if (times > 1) wrong.push(`${ref} was handed in ${times} times`);
		for (const [ref, on] of handedInOn) if (on === day && !handedIn.has(ref)) wrong.push(`${ref} is not in the log of ${day}`);
		for (const { kind, ticket } of state.conflicts) {
			conflicts[kind] = (conflicts[kind] ?? 0) + 1;
			// Each has a cause in the plot: two windows served one paper, or a cut-off window served a number its terminal could not tell of yet.
			const twice = shared.slice(0, 2).includes(ticket ?? '') && (kind === 'served-at-two-windows' || kind === 'service-without-call');
			const early =
				served.some((paper) => paper.day === day && paper.number === ticket) && (kind === 'unknown-ticket' || kind === 'service-after-end');
			if (!twice && !early) wrong.push(`a conflict nobody can explain: ${day} ${kind} ${ticket}`);
		}
		for (const { number } of papers.filter((paper) => paper.day === day))
			if (!state.tickets[number]) wrong.push(`${number} was printed on ${day} and is not in its log`);
		const printed = new Set(papers.filter((paper) => paper.day === day).map(({ number }) => number));
		for (const ticket of Object.values(state.tickets))
			if (ticket.origin === 'offline' && !printed.has(ticket.number)) wrong.push(`${ticket.number} of ${day} was printed by nobody`);
		for (const { number } of served.filter((paper) => paper.day === day))
			if (state.tickets[number]?.life.stage !== 'done')
				wrong.push(`${number} was served on ${day}, and its log says ${state.tickets[number]?.life.stage}`);
		if (day === authority.day && stateHash(state) !== stateHash(authority.state)) wrong.push('the platform is not where its log says');
	}
	for (const { engine, stations } of machines) {
		const { state, position } = engine.view();
		if (!state || position !== authority.head || stateHash(state) !== stateHash(authority.state))
			wrong.push(`S10 ${stations[0]} does not show what the platform has`);
	}
	let bytes = 0;
	let count = 0;
	for (const [ref, visitor] of reference) {
		if (submitted.get(ref) !== 1) wrong.push(`${ref} was submitted ${submitted.get(ref) ?? 0} times`);
		const held = await book.open(ref);
		if (!held) {
			wrong.push(`${ref} cannot be read at the platform`);
			continue;
		}
		const { manifest } = held;
		if (JSON.stringify(manifest.form) !== JSON.stringify(visitor.form)) wrong.push(`the form of ${ref} is not what was filled in`);
		if (manifest.station !== visitor.terminal || manifest.day !== handedInOn.get(ref)) wrong.push(`${ref} says another station or day`);
		if (manifest.attachments.length !== visitor.attachments.length) wrong.push(`${ref} has ${manifest.attachments.length} attachments`);
		for (const [index, wanted] of visitor.attachments.entries()) {
			const there = manifest.attachments[index] ? await held.attachment(manifest.attachments[index].id) : null;
			if (!there || Buffer.compare(there, pageOf(wanted)) !== 0) wrong.push(`attachment ${index + 1} of ${ref} is not what was attached`);
			else trace.update(createHash('sha256').update(there).digest());
			bytes += wanted.length;
			count += 1;
		}
	}
	const strangers = [...submitted.keys()].filter((ref) => !reference.has(ref));
	if (strangers.length > 0) wrong.push(`${strangers.length} submitted applications were handed in by nobody`);
	if (book.counts().submitted !== reference.size || book.counts().receiving !== 0)
		wrong.push(`the platform counts ${JSON.stringify(book.counts())}`);
	if (reference.size !== applications) wrong.push(`${reference.size} of ${applications} were handed in`);
	let draftsKept = 0;
	for (const machine of cut) {
		for (const { ref, stage } of machine.store.list()) {
			if (stage === 'draft') draftsKept += 1;
			if (stage === 'draft' ? !drafts.has(ref) : stage !== 'submitted') wrong.push(`${ref} is ${stage} at its terminal`);
		}
		for (const path of machine.disk.files.keys()) {
			const ref = /([0-9a-f]{32})\./.exec(path)?.[1] ?? '';
			if (reference.has(ref) && !path.endsWith('.done')) wrong.push(`${path} of a submitted application is still at its terminal`);
		}
	}
	if (draftsKept !== drafts.size) wrong.push(`${draftsKept} of ${drafts.size} drafts are still there`);
	wrong.push(...failures);
	const sum = (name: keyof Machine['faults']) => machines.reduce((all, { faults }) => all + faults[name], 0);
	return {
		...{ seed, applications, terminals, scale, attachments: count, bytes, submitted: submitted.size, draftsKept },
		...{ ticketsCutOff: papers.length, ticketsConnected, events, days, conflicts, drainedSimulatedSeconds: drained, meanwhile },
		faults: { lostRequests: sum('lostRequests'), lostAnswers: sum('lostAnswers'), spoilt: sum('spoilt'), restarts: sum('restarts') },
		trace: trace.digest('hex').slice(0, 16),
		wrong,
	};
}

/** The business day as the engine of this machine knows it. */
function dayOf(machine: Machine): string {
	const { plan, state } = machine.engine.view();
	const local = businessDay(machine.engine.now(), plan?.timezone ?? 'Asia/Shanghai');
	return state && state.day > local ? state.day : local;
}
