/**
 * Bugs put in on purpose: each is a mistake a programmer could make in the product, and each must be found by the box. A simulation that
 * lets one of them pass proves nothing (reliability 5.2, rule 2).
 */
import type { JournalEntry, JournalSeat } from '../../domain/contracts/bridge.ts';
import type { Rules } from '../../platform/authority/rules.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import type { HallStore, KeptOutcome } from '../../platform/storage/contract.ts';
import type { BoxOptions, Plant } from './hall-in-a-box.ts';

export interface PlantedBug {
	name: string;
	/** Which promise it breaks. */
	breaks: string;
	plant(): Plant;
	/** Where it shows soonest. */
	options?: Partial<BoxOptions>;
	/** Takes more than two seconds to be found: `npm run hunt -- --planted` alone tries it. */
	slow?: true;
}

type StationBug = NonNullable<Plant['station']>;
const station =
	(bug: StationBug): (() => Plant) =>
	() => ({ station: bug });
/** The journal gives its seats otherwise than it holds them. */
const readsSeats = (change: (seat: JournalSeat) => JournalSeat) =>
	station({ journal: (journal) => ({ ...journal, load: async () => (await journal.load()).map(change) }) });
/** The journal keeps other entries than it is given. */
const writesEntries = (change: (entries: JournalEntry[]) => JournalEntry[]) =>
	station({ journal: (journal) => ({ ...journal, append: (entries) => journal.append(change(entries)) }) });
const store =
	(spoil: (store: HallStore) => Partial<HallStore>): (() => Plant) =>
	() => ({ store: (real) => ({ ...real, ...spoil(real) }) });
const rules =
	(spoil: Partial<Rules>): (() => Plant) =>
	() => ({ rules: { ...domainRules, ...spoil } });

const powerCuts: Partial<BoxOptions> = { faults: ['power-cut', 'cut-both', 'kill-app'], everyMs: 4_000 };
const platformDies: Partial<BoxOptions> = { faults: ['kill-platform', 'cut-down', 'platform-write-fails'], everyMs: 4_000 };
const linesBreak: Partial<BoxOptions> = { faults: ['cut-up', 'cut-down', 'cut-both', 'slow-line', 'kill-engine'], everyMs: 4_000 };

export const bugsOfOneHall: readonly PlantedBug[] = [
	{
		name: 'the journal says done before the disk has it',
		breaks: 'I-1, I-8',
		options: { faults: ['disk-full', 'cut-both', 'power-cut', 'paper-end'], everyMs: 2_000 },
		plant: station({
			journal: (journal) => ({
				load: () => journal.load(),
				async append(entries) {
					void journal.append(entries).catch(() => {});
				},
			}),
		}),
	},
	{
		name: 'sync does nothing',
		breaks: 'I-1',
		options: powerCuts,
		plant: station({
			disk: (disk) => ({ ...disk, open: async (path, fresh) => ({ ...(await disk.open(path, fresh)), sync: async () => {} }) }),
		}),
	},
	{
		name: 'a full disk is taken for a good one',
		breaks: 'I-22',
		options: { faults: ['disk-full', 'cut-both', 'kill-app'], everyMs: 3_000 },
		plant: station({
			disk: (disk) => ({
				...disk,
				open: async (path, fresh) => {
					const file = await disk.open(path, fresh);
					return { ...file, append: (bytes) => file.append(bytes).catch(() => {}) };
				},
			}),
		}),
	},
	{
		name: 'reports are not journaled',
		breaks: 'I-1',
		options: powerCuts,
		plant: writesEntries((entries) => entries.filter((entry) => entry.type !== 'reported')),
	},
	{
		name: 'the own series is not journaled',
		slow: true,
		breaks: 'I-2',
		// The day and what is owed know the numbers too: it shows where both are gone.
		options: { faults: ['wipe-cache', 'cut-both', 'power-cut'], everyMs: 2_000, pace: 4 },
		plant: readsSeats((seat) => ({ ...seat, series: {}, owed: seat.owed })),
	},
	{
		name: 'what is owed is forgotten at a restart',
		breaks: 'I-1, S5',
		options: powerCuts,
		plant: readsSeats((seat) => ({ ...seat, owed: [] })),
	},
	{
		name: 'the last number is remembered one too low',
		breaks: 'I-7',
		options: powerCuts,
		plant: readsSeats((seat) => ({ ...seat, lastN: Math.max(0, seat.lastN - 1), openAsks: [] })),
	},
	{
		name: 'the wrong number is settled in the journal',
		breaks: 'I-8',
		options: powerCuts,
		plant: writesEntries((entries) => entries.map((entry) => (entry.type === 'settled' ? { ...entry, n: entry.n + 1 } : entry))),
	},
	{
		name: 'a report without an answer counts as taken',
		slow: true,
		breaks: 'I-1, I-8',
		options: linesBreak,
		plant: station({
			link: (link) => ({
				...link,
				async commands(commands, timeout) {
					const answer = await link.commands(commands, timeout);
					return answer ?? { ok: true, outcomes: commands.map(({ n }) => ({ n, result: 'withdrawn' as const })) };
				},
			}),
		}),
	},
	{
		name: 'two outcomes are swapped',
		breaks: 'S3',
		options: linesBreak,
		plant: station({
			link: (link) => ({
				...link,
				async commands(commands, timeout) {
					const answer = await link.commands(commands, timeout);
					if (!answer?.ok || answer.outcomes.length < 2) return answer;
					const [first, second, ...rest] = answer.outcomes;
					return { ok: true, outcomes: [{ ...second!, n: first!.n }, { ...first!, n: second!.n }, ...rest] };
				},
			}),
		}),
	},
	{
		name: 'a print job is tried again when its end is unknown',
		breaks: 'S9',
		options: { faults: ['one-way-printer'], everyMs: 2_000 },
		plant: station({
			print: (print) => async (job) => {
				const result = await print(job);
				return result.outcome === 'unknown'
					? print({ ...job, job: `${job.job}` }).then(() => print({ ...job, job: `${job.job}x` }))
					: result;
			},
		}),
	},
	{
		name: 'a printer without paper is taken for done',
		breaks: 'D1',
		options: { faults: ['paper-end'], everyMs: 2_000 },
		plant: station({
			print: (print) => async (job) => {
				const result = await print(job);
				return result.outcome === 'failed' ? { ...result, outcome: 'printed', proof: 'done', code: 'ok' } : result;
			},
		}),
	},
	{
		name: 'the platform answers before its store has it',
		breaks: 'I-8',
		options: platformDies,
		plant: store((real) => ({
			commit: async (batch) => {
				void real.commit(batch).catch(() => {});
			},
		})),
	},
	{
		name: 'the platform does not notice a failed write',
		breaks: 'I-22',
		options: platformDies,
		plant: store((real) => ({ commit: (batch) => real.commit(batch).catch(() => {}) })),
	},
	{
		name: 'a platform that starts again forgets which numbers it took',
		breaks: 'S2, I-7',
		options: { ...platformDies, faults: ['kill-platform'] },
		plant: () => {
			let lives = 0;
			return {
				store(real) {
					lives += 1;
					const life = lives.toString(16).padStart(4, '0');
					const forgotten = (epoch: string) => life + epoch.slice(4);
					return {
						...real,
						commit: (batch) =>
							real.commit({ ...batch, outcomes: batch.outcomes.map((each) => ({ ...each, epoch: forgotten(each.epoch) })) }),
						lastNumber: (seat) => real.lastNumber({ ...seat, epoch: forgotten(seat.epoch) }),
						outcome: (seat, n) => real.outcome({ ...seat, epoch: forgotten(seat.epoch) }, n),
					};
				},
			};
		},
	},
	{
		name: 'an outcome is read one place too early',
		slow: true,
		breaks: 'S3',
		options: { ...linesBreak, minutes: 10, terminals: 4, windows: 6 },
		plant: store((real) => ({
			outcome: async (seat, n) => {
				const before = n % 10 === 0 ? await real.outcome(seat, n - 1) : null;
				return before ? ({ ...before, n } as KeptOutcome) : real.outcome(seat, n);
			},
		})),
	},
	{
		name: 'a platform that starts again does not read the newest event',
		breaks: 'S1, I-10',
		options: { faults: ['kill-platform'], everyMs: 20_000 },
		plant: store((real) => ({
			read: async (hall, day, position, limit) => (await real.read(hall, day, position, limit)).slice(0, -1),
		})),
	},
	{
		name: 'the chain of the log is not checked',
		breaks: 'S1, I-22',
		options: { faults: ['flip-bit-in-store'], everyMs: 15_000 },
		plant: store((real) => ({
			prove: async (hall, day) => ({ ...(await real.prove(hall, day)), damage: [] }),
			read: async (hall, day, position, limit) => (await real.readUnproved(hall, day)).slice(position, position + limit),
		})),
	},
	{
		name: 'the ghost of an unanswered ask is forgotten',
		breaks: 'I-20',
		options: { faults: ['cut-down', 'slow-line'], everyMs: 2_000 },
		plant: rules({
			readCommand: (envelope, staff) => {
				const read = domainRules.readCommand(envelope, staff);
				if (!read.ok || read.command.name !== 'offline-ticket') return read;
				const { replaces: _, ...body } = read.command.body;
				return { ok: true, command: { ...read.command, body } };
			},
		}),
	},
	{
		name: 'a number is given out a second time',
		breaks: 'T1, I-2',
		options: { faults: [], pace: 4 },
		plant: rules({
			decide: (state, command, context) => {
				const decision = domainRules.decide(state, command, context);
				if (!decision.ok || command.name !== 'issue-ticket') return decision;
				return {
					ok: true,
					events: decision.events.map((event) =>
						event.name === 'ticket-issued' && event.body.sequence % 7 === 0
							? { ...event, body: { ...event.body, sequence: event.body.sequence - 1, number: lower(event.body.number) } }
							: event,
					),
				};
			},
		}),
	},
	{
		name: 'a second window may call a ticket that is being served',
		breaks: 'T3, I-3',
		options: { faults: [], pace: 4 },
		plant: rules({
			decide: (state, command, context) => {
				const decision = domainRules.decide(state, command, context);
				if (!decision.ok || command.name !== 'call-next') return decision;
				const served = Object.values(state.tickets).find((ticket) => ticket.life.stage === 'serving');
				return {
					ok: true,
					events: decision.events.map((event) =>
						event.name === 'ticket-called' && served ? { ...event, body: { ...event.body, ticket: served.number } } : event,
					),
				};
			},
		}),
	},
	{
		name: 'the newest is called first',
		breaks: 'Q1, I-5',
		options: { faults: [], pace: 4 },
		plant: rules({
			decide: (state, command, context) => {
				const decision = domainRules.decide(state, command, context);
				if (!decision.ok || command.name !== 'call-next') return decision;
				return {
					ok: true,
					events: decision.events.map((event) => {
						if (event.name !== 'ticket-called') return event;
						const queue = state.tickets[event.body.ticket]?.queue ?? '';
						const newest = state.waiting[queue]?.at(-1);
						return newest ? { ...event, body: { ...event.body, ticket: newest } } : event;
					}),
				};
			},
		}),
	},
	{
		name: 'waiting is measured by the clock of the station',
		slow: true,
		breaks: 'I-18',
		options: { faults: ['clock-jump'], everyMs: 2_000, pace: 6, minutes: 20, terminals: 4, windows: 6 },
		plant: rules({
			decide: (state, command, context) => {
				const decision = domainRules.decide(state, command, context);
				if (!decision.ok) return decision;
				return {
					ok: true,
					events: decision.events.map((event) =>
						event.name === 'ticket-issued' ? { ...event, body: { ...event.body, queuedAt: command.occurredAt } } : event,
					),
				};
			},
		}),
	},
	{
		name: 'a refused report is lost',
		breaks: 'S6',
		options: linesBreak,
		plant: rules({
			decide: (state, command, context) =>
				command.name === 'offline-ticket' && command.n % 2 === 0
					? { ok: false, refusal: { code: 'malformed', params: {} } }
					: domainRules.decide(state, command, context),
		}),
	},
	{
		name: 'a terminal set up anew counts its own series from the beginning again',
		slow: true,
		breaks: 'I-2',
		options: { faults: ['wipe', 'cut-both'], everyMs: 2_000, pace: 4 },
		plant: station({
			link: (link) => ({
				...link,
				start: (heard) =>
					link.start({
						...heard,
						welcomed: (welcome, ms) =>
							heard.welcomed({ ...welcome, blocks: welcome.blocks?.map((block) => ({ ...block, from: 1, to: 200 })) }, ms),
					}),
			}),
		}),
	},
	{
		name: 'an image put back is not noticed',
		breaks: 'I-2',
		options: { faults: ['take-image', 'restore-image', 'cut-both'], everyMs: 2_000, pace: 4 },
		plant: station({ noMark: true }),
	},
	{
		name: 'the hash of the state is not looked at',
		breaks: 'S10',
		// Seldom: a machine that is spoilt again before it was compared waits five minutes with the second healing (`state-check.ts`).
		options: { faults: ['corrupt-memory'], everyMs: 60_000 },
		plant: station({
			link: (link) => ({
				...link,
				start: (heard) => link.start({ ...heard, beaten: ({ state: _, ...answer }, ms) => heard.beaten(answer, ms) }),
			}),
		}),
	},
];

/** `A014` → `A013`. */
function lower(number: string): string {
	return number.replace(/\d+$/, (digits) => String(Number(digits) - 1).padStart(digits.length, '0'));
}
