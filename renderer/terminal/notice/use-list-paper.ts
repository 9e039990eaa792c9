/** 打印清单: the whole notice on the terminal's own printer. It is no ticket: nothing hangs on it, and it may be printed as often as one likes. */
import { useRef } from 'react';
import type { PrintResult } from '../../../domain/contracts/device-desk.ts';
import type { ChecklistSlip } from '../../../domain/contracts/device-slips.ts';
import type { SaidNotice } from '../../../domain/notice/notice-words.ts';
import { lineText } from '../../../domain/notice/said.ts';
import { useDates, useLanguage, useSay } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

/** Nothing of the notice is left out: what is longer than a line of the contract goes on in the next. */
export function checklistOf(
	said: SaidNotice,
	facts: Pick<ChecklistSlip, 'hallName' | 'printedAt'> & { terminalName?: string; qr?: string },
): ChecklistSlip {
	const { terminalName, qr, ...rest } = facts;
	return {
		...rest,
		title: said.title.slice(0, most),
		items: said.items.flatMap(inLines),
		sections: said.sections.map(({ title, entries }) => ({
			title,
			entries: entries.map(({ head, lines }) => ({
				name: head === null ? '' : lineText(head),
				lines: lines.flatMap((line) => inLines(lineText(line))),
			})),
		})),
		...(terminalName === undefined ? {} : { terminalName }),
		...(qr === undefined ? {} : { qr }),
	};
}

const most = 300;
function inLines(text: string): string[] {
	const signs = [...text];
	return Array.from({ length: Math.max(1, Math.ceil(signs.length / 280)) }, (_, at) => signs.slice(at * 280, (at + 1) * 280).join(''));
}

export interface ListPaper {
	/** This terminal has a printer. */
	can: boolean;
	print(said: SaidNotice, address: string | null): Promise<void>;
}

export function useListPaper(): ListPaper {
	const { plan, station, journey, send, clock, printer, now } = useTerminal();
	const { language } = useLanguage();
	const say = useSay();
	const dates = useDates();
	const busy = useRef(false);
	const { visitor } = journey;
	return {
		can: printer !== null,
		async print(said, address) {
			if (busy.current || printer === null) return;
			busy.current = true;
			send({ type: 'list-pressed' });
			const job = `list-${station.id}-${crypto.randomUUID()}`.slice(0, 64);
			const slip = checklistOf(said, {
				hallName: say(plan.name),
				printedAt: `${dates.day(now)} ${dates.time(now)}`,
				...(station.name === undefined ? {} : { terminalName: say(station.name) }),
				...(address === null ? {} : { qr: address }),
			});
			const result = await askPrinter(() => window.tidehall?.printPaper({ job, device: printer, language, paper: 'checklist', slip }), job);
			busy.current = false;
			send({ type: 'list-printed', now: clock(), visitor, result });
		},
	};
}

async function askPrinter(ask: () => Promise<PrintResult> | undefined, job: string): Promise<PrintResult> {
	try {
		return (await ask()) ?? { job, outcome: 'failed', proof: 'none', code: 'no-printer' };
	} catch (error) {
		const code = error instanceof Error ? error.message : '';
		const certain = code === 'disk-full' || code === 'journal-failed';
		return { job, outcome: certain ? 'failed' : 'unknown', proof: 'none', code: certain ? code : 'engine-lost' };
	}
}
