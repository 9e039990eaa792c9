/** The slip of an application (凭条): its number, the code that opens it again, and the same as a picture for the scanner. Printed once, and again by a key. */
import { useEffect, useRef, useState } from 'react';
import type { ChecklistSlip } from '../../../domain/contracts/device-slips.ts';
import { slipText } from '../../../domain/form/slip-code.ts';
import { useDates, useLanguage, useSay, useWords } from '../../words/words.tsx';
import { useTerminal } from '../terminal-context.ts';

export type SlipState = 'none' | 'printing' | 'printed' | 'not-sure';

/** `code` = null: begun at another time; its slip was given then. */
export function useSlip(number: string, code: string | null, items: readonly string[]): { state: SlipState; again: () => void } {
	const words = useWords('form');
	const { plan, catalogue, station, printer, now } = useTerminal();
	const { language } = useLanguage();
	const say = useSay();
	const dates = useDates();
	const [state, setState] = useState<SlipState>('none');
	const begun = useRef(false);
	async function print() {
		if (printer === null || code === null) return;
		setState('printing');
		const slip: ChecklistSlip = {
			hallName: say(plan.name),
			title: words('slip.title'),
			items: catalogue.items.filter((one) => items.includes(one.code)).map((one) => say(one.name)),
			sections: [
				{ title: words('handedIn.number'), entries: [{ name: '', lines: [number] }] },
				{ title: words('handedIn.code'), entries: [{ name: '', lines: [code, words('handedIn.codeHow')] }] },
			],
			...(station.name === undefined ? {} : { terminalName: say(station.name) }),
			printedAt: `${dates.day(now)} ${dates.time(now)}`,
			qr: slipText(code),
		};
		const job = `slip-${station.id}-${crypto.randomUUID()}`.slice(0, 64);
		const result = await window.tidehall?.printPaper({ job, device: printer, language, paper: 'checklist', slip }).catch(() => null);
		setState(result?.outcome === 'printed' ? 'printed' : 'not-sure');
	}
	// biome-ignore lint/correctness/useExhaustiveDependencies: once for each application
	useEffect(() => {
		if (begun.current) return;
		begun.current = true;
		void print();
	}, []);
	return { state, again: () => void print() };
}
