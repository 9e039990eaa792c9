/** Taking a number and printing it again: the only places where the terminal asks the engine for something that leaves a trace. */
import { useRef } from 'react';
import type { Language } from '../../domain/contracts/bridge.ts';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import type { HallPlan, StationPlan } from '../../domain/contracts/hall-plan.ts';
import type { Words } from '../../domain/contracts/identity.ts';
import { bringFor, themeName } from '../../domain/what-to-bring.ts';
import type { SlipWords } from '../engine/contract.ts';
import { type Say, useSay, useWords } from '../words/words.tsx';
import { visitOf } from './choosing.ts';
import { placeOf, queueOf } from './queue-words.tsx';
import { useTerminal } from './terminal-context.ts';

interface SlipFacts {
	plan: HallPlan;
	catalogue: FaceCatalogue;
	station: StationPlan;
	queue: string;
	items: string[];
	theme: string | null;
}

/** Words of the paper in the citizen's language. */
export function slipWords(t: Say, say: (words: Words) => string, language: Language, facts: SlipFacts): SlipWords {
	const { plan, catalogue, station, queue: id, items, theme: themeCode } = facts;
	const queue = queueOf(plan, id);
	const place = placeOf(t, say, plan, id);
	const theme = catalogue.themes.find((one) => one.code === themeCode);
	const bring = bringFor(catalogue, items, themeCode).map(say);
	const names = catalogue.items.filter((item) => items.includes(item.code)).map((item) => say(item.name));
	return {
		language,
		hallName: say(plan.name),
		queueName: queue === undefined ? id : say(queue.name),
		itemNames: theme === undefined ? names : [t('ticket.themeCount', { theme: say(themeName(theme.name)), count: items.length })],
		area: place === null ? '' : `${place.floor} ${place.zone}`,
		...(bring.length === 0 ? {} : { bring: bring.join(t('comma')) }),
		...(queue === undefined
			? {}
			: { missed: queue.requeueAfter === null ? t('ticket.missedEnds') : t('ticket.missedAfter', { count: queue.requeueAfter }) }),
		...(station.name === undefined ? {} : { terminalName: say(station.name) }),
	};
}

/** A print that could not even be asked for. */
function unknownPaper(): PrintResult {
	return { job: '-', outcome: 'unknown', proof: 'none', code: 'engine-lost' };
}

export function usePaper() {
	const t = useWords('terminal');
	const say = useSay();
	const { journey, send, engine, station, plan, catalogue, state, clock } = useTerminal();
	const busy = useRef(false);
	const { visitor, holder, screen } = journey;
	const base = { plan, catalogue, station };

	async function again(number: string, slip: SlipWords) {
		if (busy.current) return;
		busy.current = true;
		const result = await engine.reprint(station.id, number, slip).catch(unknownPaper);
		busy.current = false;
		send({ type: 'reprinted', now: clock(), visitor, number, result });
	}

	return {
		/** From the confirm screen: one number, once. */
		async take() {
			if (screen.at !== 'confirm' || busy.current) return;
			busy.current = true;
			const { choice, priority } = screen;
			send({ type: 'take-pressed', now: clock() });
			const slip = slipWords(t, say, journey.looks.language, { ...base, queue: choice.queue, items: choice.items, theme: choice.theme });
			const answer = await engine
				.takeTicket(station.id, visitOf(choice, holder, priority), slip)
				.catch(() => ({ ok: false as const, why: 'cannot' as const, code: 'engine-lost' }));
			busy.current = false;
			send({ type: 'answered', now: clock(), visitor, answer });
		},
		/** From the ticket screen: the same number again, marked 补打. */
		async reprintTaken() {
			if (screen.at !== 'ticket' || screen.paper.state === 'printing') return;
			const { choice, taken } = screen;
			send({ type: 'reprint-pressed' });
			await again(
				taken.number,
				slipWords(t, say, journey.looks.language, { ...base, queue: taken.queue, items: choice.items, theme: choice.theme }),
			);
		},
		/** A number this person took before. */
		async reprintHeld(number: string) {
			const ticket = state.tickets[number];
			if (ticket === undefined) return;
			send({ type: 'went', to: { at: 'held', number, paper: { state: 'printing' } } });
			const { items, theme } = ticket.visit;
			await again(number, slipWords(t, say, journey.looks.language, { ...base, queue: ticket.queue, items, theme: theme ?? null }));
		},
	};
}
