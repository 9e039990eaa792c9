import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { planId } from '../../domain/contracts/tide-plan.ts';
import { proposalsToldIn, replayProposal } from '../../domain/tide-day/replay-proposal.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { readSqlite } from '../../platform/storage/sqlite.ts';
import { openLines } from '../../platform/term/kept-aside.ts';
import { refuse, tell } from './answer.ts';

interface Options {
	data: string;
	day?: string;
	plan?: string;
	revision?: string;
	json: boolean;
}

const pageSize = 2_000;

export function addReplay(program: Command): void {
	program
		.command('replay')
		.description(
			'make the proposals of a stored day again from seed and log position, and say whether they are the same; exit code 1 when not',
		)
		.requiredOption('--data <folder>', 'data folder of the platform; it may be running')
		.option('--day <YYYY-MM-DD>', 'business day; the newest one when left out')
		.option('--plan <id>', 'one proposal, such as 1005-3fa2; all of the day when left out')
		.option('--revision <number>', 'one revision of it; the newest when left out')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => {
			const { json } = options;
			if (options.plan !== undefined && !planId.safeParse(options.plan).success)
				return refuse(
					'option-wrong',
					[{ field: '--plan', problem: `is "${options.plan}"`, todo: 'give an id as the log has it, such as 1005-3fa2' }],
					json,
				);
			let store: HallStore | null = null;
			try {
				const opened = readSqlite(resolve(process.env.TIDEHALL_CALLED_FROM ?? process.cwd(), options.data));
				const [first] = await opened.keptDays();
				store = await openLines(opened, first?.hall.split('~')[0] ?? '');
				const days = await store.days();
				const entry = options.day === undefined ? days.at(-1) : days.find(({ day }) => day === options.day);
				if (!entry)
					return refuse(
						'day-unknown',
						[
							{
								field: '--day',
								problem: `is not in the store`,
								todo: `give one of ${days.map(({ day }) => day).join(', ') || 'a store that holds a day'}`,
							},
						],
						json,
					);
				const events: HallEvent[] = [];
				for (;;) {
					const page = await store.read(entry.hall, entry.day, events.length, pageSize);
					events.push(...page);
					if (page.length < pageSize) break;
				}
				const wanted = proposalsToldIn(events).filter(({ plan }) => options.plan === undefined || plan === options.plan);
				const asked =
					options.revision === undefined
						? options.plan === undefined
							? wanted
							: wanted.slice(-1)
						: wanted.filter(({ revision }) => revision === Number(options.revision));
				if (asked.length === 0)
					return refuse(
						'plan-unknown',
						[{ field: '--plan', problem: `names no proposal of ${entry.day}`, todo: 'leave it out to see all of the day' }],
						json,
					);
				const proposals = asked.map((one) => {
					const made = replayProposal(entry.plan, entry.day, events, one);
					if (made.ok)
						return { ...one, same: made.same, kind: made.told.kind, position: made.told.basis.position, moves: made.told.moves.length };
					const { ok: _, ...why } = made;
					return { ...one, same: false, ...why };
				});
				if (proposals.some(({ same }) => !same)) process.exitCode = 1;
				tell({ day: entry.day, proposals }, json);
			} catch (cause) {
				refuse(
					'data-wrong',
					[
						{
							field: '--data',
							problem: cause instanceof Error ? cause.message : 'cannot be read',
							todo: 'give the data folder of a platform, or restore it from a copy',
						},
					],
					json,
				);
			} finally {
				await store?.close();
			}
		});
}
