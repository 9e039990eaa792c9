/** The clerk's cases: mine, due, late, to decide, all open; and what can be done with one. The line goes on meanwhile at the other keys. */
import { Input } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { beginStep, planCase } from '../../../domain/cases/plan-case.ts';
import { type CaseLine, caseLists, type FoundApplication } from '../../../domain/contracts/case-desk.ts';
import type { FaceCatalogue } from '../../../domain/contracts/catalogue.ts';
import type { DeviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { numberInHand } from '../../../domain/views/number-in-hand.ts';
import { workCalendarOf } from '../../../domain/working-time/calendar.ts';
import { Chip } from '../../design/status-chip.tsx';
import { useEngineView } from '../../engine/use-engine.tsx';
import { LinkChip } from '../../staff/link-chip.tsx';
import { TopBar } from '../../staff/top-bar.tsx';
import { useCatalogueBook } from '../../words/catalogue-book.ts';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { windowNumber } from '../names.ts';
import { ToldStrip } from '../told-strip.tsx';
import { useAsks } from '../use-asks.ts';
import type { DeskSeat } from '../use-desk.ts';
import { CaseDetail } from './case-detail.tsx';
import { useDays } from './decision-card.tsx';
import { FoundApplications } from './found-applications.tsx';
import { useCaseList, useFindCase, useOneCase, type Which } from './use-case-list.ts';

const cardTone = { none: 'quiet', yellow: 'wait', red: 'alarm' } as const;

export function CasesPage(props: {
	seat: DeskSeat;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	devices: readonly DeviceDeclaration[];
	state: HallDay;
	now: number;
	onClose: () => void;
}) {
	const { seat, plan, catalogue, state, now, onClose } = props;
	const say = useWords('cases');
	const inWindow = useWords('window');
	const inWords = useSay();
	const dates = useDates();
	const days = useDays();
	const view = useEngineView();
	const { book } = useCatalogueBook();
	const [which, setWhich] = useState<Which>('mine');
	const [chosen, setChosen] = useState<string | null>(null);
	const [typed, setTyped] = useState('');
	const [turn, setTurn] = useState(0);
	const calendar = useMemo(() => workCalendarOf(plan), [plan]);
	const inHand = numberInHand(state, seat.window);
	const servedHere = inHand !== null && state.tickets[inHand]?.life.stage === 'serving' ? inHand : null;
	const listed = useCaseList({ station: seat.station, staff: seat.staff, which, state, calendar, now, turn });
	const one = useOneCase(seat.station, chosen, state, turn);
	const asks = useAsks(seat.station);
	const { find, missing, applications } = useFindCase(
		seat.station,
		useCallback((ref: string) => setChosen(ref), []),
	);
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [onClose]);
	const itemName = (code: string) => {
		const item = catalogue.items.find((each) => each.code === code);
		return item ? inWords(item.name) : code;
	};
	const materialName = (code: string) => {
		const material = book?.materials.find((each) => each.code === code);
		return material ? inWords(material.name) : code;
	};
	const whatOf = ({ theme, items }: Pick<CaseLine, 'theme' | 'items'>) => {
		const known = catalogue.themes.find(({ code }) => code === theme);
		return known ? inWords(known.name) : items.map(itemName).join('、');
	};

	/** The number in service takes up what was handed in on an earlier day: its case begins here. */
	function goOn({ ref, items, theme }: FoundApplication) {
		const plan = book && planCase(book, { items, theme });
		if (!plan || servedHere === null) return;
		const body = { case: ref, steps: [beginStep(plan, 'application')], window: seat.window, ticket: servedHere };
		void asks.report(say('detail.goOn', { ticket: servedHere }), 'report-case', body).then((kept) => kept && onClose());
	}

	return (
		<>
			<TopBar
				title={inWindow('windowName', { number: windowNumber(seat.window, plan) })}
				note={say('list.title')}
				status={<LinkChip view={view} down={inWindow('link.down')} />}
				tools={
					<button type="button" className="top-button" aria-keyshortcuts="Escape" onClick={onClose}>
						{say('list.close')}
					</button>
				}
				staff={seat.staff}
				now={now}
			/>
			<main className="cases-page">
				<section className="card cases-list" aria-label={say('list.title')}>
					<div className="cases-tabs" role="tablist" aria-label={say('list.title')}>
						{caseLists.map((each) => (
							<button
								key={each}
								type="button"
								role="tab"
								aria-selected={which === each}
								className="outlined"
								onClick={() => setWhich(each)}
							>
								{say(`list.which.${each}`)}
							</button>
						))}
					</div>
					<form
						className="cases-find"
						onSubmit={(event) => {
							event.preventDefault();
							if (typed.trim() !== '') void find(typed.trim());
						}}
					>
						<Input
							aria-label={say('list.number')}
							placeholder={say('list.findHint')}
							maxLength={24}
							value={typed}
							onChange={(event) => setTyped(event.target.value)}
						/>
						<button type="submit" className="outlined">
							{say('list.find')}
						</button>
					</form>
					<p className="hint cases-hint">{say('list.findCard')}</p>
					{missing && (
						<p className="decision-note" data-tone="wait" role="status">
							{say(missing === 'none' ? 'list.notFound' : `list.cannotFind.${missing}`)}
						</p>
					)}
					{asks.told && <ToldStrip told={asks.told} onForget={asks.forget} />}
					{applications.length > 0 && <FoundApplications found={applications} ticket={servedHere} what={whatOf} onGoOn={goOn} />}
					{listed?.from === 'here' && (
						<p className="decision-note" data-tone="wait" role="status">
							{say('list.away', { time: dates.time(now) })}
						</p>
					)}
					{listed === null && <p className="cases-empty">{say('list.loading')}</p>}
					{listed?.lines.length === 0 && <p className="cases-empty">{say('list.empty')}</p>}
					<ul>
						{listed?.lines.map((line) => (
							<li key={line.ref}>
								<button
									type="button"
									className="case-row"
									aria-pressed={chosen === line.ref}
									data-card={line.card}
									onClick={() => setChosen(line.ref)}
								>
									<span className="case-row-head">
										<strong>{line.number}</strong>
										<span>{say(`list.stages.${line.stage}`)}</span>
										{line.card !== 'none' && <Chip tone={cardTone[line.card]}>{say(`list.cards.${line.card}`)}</Chip>}
										{line.stage === 'accepted' && !line.running && <Chip tone="quiet">{say('list.paused')}</Chip>}
										{line.flags.length > 0 && <Chip tone="alarm">{say('list.flagged', { count: line.flags.length })}</Chip>}
									</span>
									<span>{whatOf(line)}</span>
									<span className="hint">
										{[
											line.due && `${say('list.due')} ${days.day(line.due)}`,
											line.owner && `${say('list.owner')} ${line.owner}`,
											line.toCome.length > 0 &&
												say(line.toCome.some(({ late }) => late) ? 'list.toComeLate' : 'list.toCome', {
													materials: line.toCome.map(({ material }) => materialName(material)).join('、'),
												}),
										]
											.filter(Boolean)
											.join(' · ')}
									</span>
								</button>
							</li>
						))}
					</ul>
					{listed && listed.more > 0 && <p className="cases-empty">{say('list.more', { count: listed.more })}</p>}
				</section>
				<section className="card cases-detail">
					{one ? (
						<CaseDetail
							key={one.ref}
							{...{ seat, plan, calendar, now, itemName, materialName, day: state.day }}
							state={one}
							what={whatOf({ theme: one.theme, items: one.items })}
							book={book}
							printer={props.devices.find(({ kind, station }) => kind === 'printer' && station === seat.station)?.id ?? null}
							ticket={servedHere}
							onDone={() => setTurn((before) => before + 1)}
							onGoOn={onClose}
						/>
					) : (
						<p className="cases-empty">{chosen === null ? say('list.choose') : say('list.loading')}</p>
					)}
				</section>
			</main>
		</>
	);
}
