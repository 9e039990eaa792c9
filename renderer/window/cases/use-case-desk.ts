/** Everything the console needs of the case in hand: what F3 says and prints, the letters beside it, and the papers that follow. */

import { useMemo, useState } from 'react';
import { localStamp } from '../../../domain/business-day.ts';
import { markOf } from '../../../domain/cases/acceptance.ts';
import type { CasePaper, CaseStep, refuseReasons } from '../../../domain/contracts/cases.ts';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import type { DeviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay, Ticket } from '../../../domain/contracts/state.ts';
import { maskName, maskText } from '../../../domain/masking/mask.ts';
import { applicationsOf } from '../../../domain/views/application-view.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { windowNumber } from '../names.ts';
import type { Asks, Said } from '../use-asks.ts';
import type { DeskSeat } from '../use-desk.ts';
import { type CaseSlip, commitmentSlip, noticeSlip, receiptSlip, refusalSlip, type SlipFacts, type SlipWording } from './case-slips.ts';
import { shownValue } from './case-view.tsx';
import type { CaseKey } from './decision-card.tsx';
import { rowKey } from './material-words.ts';
import { type ProxyPeople, sealHolder, sealPeople } from './proxy-people.ts';
import { type Acceptance, caseOfTicket, useAcceptance } from './use-acceptance.ts';
import { useApplication } from './use-application.ts';
import { useCard } from './use-card.ts';
import { useOneCase } from './use-case-list.ts';
import { useCourierAddress } from './use-courier-address.ts';
import { type LastCase, useCasePapers } from './use-papers.ts';

export type CasePanel = 'form' | 'refuse' | 'proxy';

export function useCaseDesk(given: {
	seat: DeskSeat;
	hall: HallPlan;
	state: HallDay;
	ticket: Ticket | null;
	book: CatalogueBook | null;
	devices: readonly DeviceDeclaration[];
	linkUp: boolean;
	/** Platform time, ms. */
	now: () => number;
	asks: Asks;
	open: (panel: CasePanel) => void;
}) {
	const { seat, hall, state, ticket, book, devices, linkUp, asks } = given;
	const say = useWords('cases');
	const inWindow = useWords('window');
	const inWords = useSay();
	const serving = ticket?.life.stage === 'serving' ? ticket : null;
	const linkedRef = serving ? caseOfTicket(state, serving.number) : null;
	const told = useOneCase(seat.station, linkedRef, state, 0);
	const handedIn = serving ? (applicationsOf(state, serving.number)[0]?.ref ?? null) : null;
	const applicationRef = handedIn ?? (told?.begun?.origin === 'application' ? told.ref : null);
	const look = useApplication(seat.station, applicationRef, linkUp);
	/** Both names, where another window or an earlier visit sealed them. */
	const proxyLook = useApplication(seat.station, told?.proxy?.names ?? null, linkUp);
	const [sealedHere, setSealedHere] = useState<Record<string, { person: string; agent: string }>>({});
	const card = useCard(serving);
	const acceptance = useAcceptance(serving, { card: card.seen, told, book, hall, state, window: seat.window, papersOf: look.papersOf });
	const papers = useCasePapers(seat, devices);
	const courier = useCourierAddress(serving?.number ?? null);

	const words = useMemo<SlipWording>(() => {
		const item = (code: string) => {
			const known = book?.items.find((one) => one.code === code);
			return known ? inWords(known.name) : code;
		};
		const material = (code: string) => book?.materials.find((one) => one.code === code);
		return {
			name: (code) => {
				const known = material(code);
				return known ? inWords(known.name) : code;
			},
			itemName: item,
			sentence: ({ zh, en }) => inWords({ zh, en: en ?? zh }),
			ways: (code) => {
				const forms = material(code)?.forms ?? [];
				return forms.includes('e-license') ? [say('how.hand'), say('how.e-license')] : [say('how.hand')];
			},
			toldNote: say('slip.toldNote'),
			lookUp: say('slip.lookUp'),
			atOnce: say('slip.instantDue'),
			effect: (items, others) =>
				say('decision.effectValue', { items: items.join('、') }) + (others > 0 ? say('decision.effectOthers', { count: others }) : ''),
		};
	}, [book, inWords, say]);

	/** Masked, from the form, from this page, or from the sealed record: whichever is at hand. */
	const here = sealedHere[serving?.number ?? ''];
	const names = {
		person: shownValue(look.fetched, 'name') || here?.person || shownValue(proxyLook.fetched, 'name'),
		agent: here?.agent || shownValue(look.fetched, 'agentName') || shownValue(proxyLook.fetched, 'agentName'),
	};

	/** The receipt goes from hand to hand: of an address it tells the district alone, as the screen does. */
	function deliveryWords(way: Acceptance['delivery']): string {
		const name = say(`delivery.${way}`);
		if (way !== 'courier') return name;
		const typed = courier.box.text.trim();
		const place = typed === '' ? shownValue(look.fetched, 'postAddress') : maskText(typed, 'address', 'public');
		return place === '' ? say('slip.addressLater', { way: name }) : `${name} ${place}`;
	}

	function factsOf(of: Acceptance): SlipFacts {
		const theme = book?.themes.find(({ code }) => code === of.plan.theme);
		const items = of.plan.items.map(words.itemName);
		return {
			hallName: inWords(hall.name),
			windowName: inWindow('windowName', { number: windowNumber(seat.window, hall) }),
			staffName: say('slip.staff', { staff: seat.staff }),
			askAt: say('slip.askAt'),
			itemNames: theme ? [say('slip.themeItems', { theme: inWords(theme.name), count: items.length }), ...items] : items,
			...{ applicantName: names.person, agentName: names.agent, delivery: deliveryWords(of.delivery) },
			...{ ticket: serving?.number ?? '', number: of.number, at: localStamp(given.now(), hall.timezone), offline: !linkUp },
		};
	}
	/** Copies of each paper that were tried: the next one is no repetition of what somebody holds. */
	const copies = (of: Acceptance, paper: CasePaper) => (of.known?.papers ?? []).filter((one) => one.paper === paper).length;

	async function sayAndPrint(action: string, of: Acceptance, said: Said[], deed: LastCase['deed'], slips: CaseSlip[]): Promise<boolean> {
		const first = new Map(slips.map((slip) => [slip.of, copies(of, slip.of) + 1]));
		const { ref, number } = of;
		const done = await asks.reports(action, said);
		// Only what was written down is printed, and nobody waits for the paper (S7).
		if (done) void papers.put({ ref, number, ticket: serving?.number ?? '', deed }, slips, (paper) => first.get(paper) ?? 1);
		return done;
	}

	/** What F3 accepts now goes by courier. */
	const sends = acceptance?.delivery === 'courier' && acceptance.deed !== 'plain' && acceptance.deed !== 'notice';
	const finishSaid = (number: string): Said => ({ name: 'finish-service', body: { window: seat.window, ticket: number } });
	/** F3: what the case says, then the end of the service, in one deed. */
	async function finish(action: string, number: string): Promise<boolean> {
		const body = acceptance?.report() ?? null;
		if (!acceptance || body === null) return asks.reports(action, [finishSaid(number)]);
		const { outcome, plan, marks, deed } = acceptance;
		// At this machine, so nothing waits for the network; what could not be kept is said before anything follows from it.
		if (sends && !(await courier.keep(acceptance.ref, { items: plan.items, theme: plan.theme, day: state.day }))) return false;
		if (deed !== 'notice' && applicationRef === null) void tellHolder(acceptance);
		const facts = factsOf(acceptance);
		const seen = plan.materials.filter((each) => markOf(each, marks) === 'seen').map(({ material }) => material);
		const slips =
			deed === 'notice'
				? [noticeSlip(facts, outcome, words)]
				: [...(deed === 'deferred' ? [commitmentSlip(facts, plan, outcome, words)] : []), receiptSlip(facts, plan, outcome, seen, words)];
		return sayAndPrint(
			action,
			acceptance,
			[{ name: 'report-case', body }, finishSaid(number)],
			deed === 'notice' ? 'notice' : 'accepted',
			slips,
		);
	}
	async function refuse(reason: (typeof refuseReasons)[number]): Promise<boolean> {
		if (!acceptance || !serving) return false;
		const slip = refusalSlip(factsOf(acceptance), say(`refuse.reasons.${reason}`), say(`refuse.next.${reason}`));
		const said: Said[] = [{ name: 'report-case', body: acceptance.refusal(reason) }, finishSaid(serving.number)];
		return sayAndPrint(say('keys.refuse'), acceptance, said, 'refused', [slip]);
	}
	const step = (name: string, one: CaseStep) =>
		acceptance ? asks.report(name, 'report-case', acceptance.step(one)) : Promise.resolve(false);

	/** Accepted without a form: sealed at this machine, so that the card finds the case on any day. Nobody waits for it. */
	async function tellHolder({ ref, plan }: Acceptance): Promise<void> {
		const number = card.number();
		if (number !== null) await sealHolder(ref, number, { items: plan.items, theme: plan.theme, day: state.day }).catch(() => null);
	}

	/** 代办: both people sealed at this machine first, so that the log names only what is there. False: nothing was kept. */
	async function tellProxy(given: Omit<Extract<CaseStep, { do: 'proxy' }>, 'names'>, people: ProxyPeople | null): Promise<boolean> {
		if (!acceptance || !serving) return false;
		const of = { items: acceptance.plan.items, theme: acceptance.plan.theme, day: state.day };
		const sealed = people === null ? (told?.proxy?.names ?? null) : await sealPeople(people, of).catch(() => null);
		if (people !== null && sealed === null) return false;
		if (people !== null)
			setSealedHere((all) => ({ ...all, [serving.number]: { person: maskName(people.name), agent: maskName(people.agentName) } }));
		return step(say('proxy.submit'), { ...given, ...(sealed === null ? {} : { names: sealed }) });
	}
	const namesKnown = shownValue(look.fetched, 'agentName') !== '' || told?.proxy?.names != null;

	const over = acceptance?.known?.accepted != null || acceptance?.known?.refused != null;
	const keys: CaseKey[] = !acceptance
		? []
		: [
				{ key: 'T', name: say('keys.form'), press: () => given.open('form') },
				...(over
					? []
					: [
							{ key: 'Q', name: say('keys.consult'), press: acceptance.turnConsult },
							{ key: 'X', name: say('keys.refuse'), press: () => given.open('refuse') },
							{ key: 'P', name: say('keys.proxy'), press: () => given.open('proxy') },
						]),
				...(acceptance.plan.delivery.length > 1 && !over ? [{ key: 'D', name: say('keys.delivery'), press: acceptance.turnDelivery }] : []),
			];

	/** A figure turns its row, a letter presses its key; true when it was one of them. */
	function press(key: string): boolean {
		if (!acceptance) return false;
		const row = acceptance.plan.materials.find((_, index) => rowKey(index) === key);
		if (row) acceptance.turn(row.material);
		const letter = keys.find((one) => one.key === key.toUpperCase());
		letter?.press();
		return row !== undefined || letter !== undefined;
	}

	/** Said before the number leaves this window for a while: whoever goes on with it sees what was looked at. */
	async function tellMarks(): Promise<void> {
		const body = acceptance?.checked() ?? null;
		if (body) await asks.report(say('table.title'), 'report-case', body);
	}

	return {
		acceptance,
		/** `null` = no address is asked for. */
		courier: sends ? courier.box : null,
		look,
		card,
		names,
		namesKnown,
		last: papers.last,
		again: papers.again,
		finish,
		refuse,
		step,
		tellProxy,
		keys,
		press,
		tellMarks,
	};
}
export type CaseDesk = ReturnType<typeof useCaseDesk>;
