/** Right, while a case is in hand: what F3 will do, why, until when, and what it is called on paper. One filled button. */
import { FileClock, FileWarning, Info, Stamp } from 'lucide-react';
import { useMemo } from 'react';
import type { PromisedItem, TimeLimit } from '../../../domain/contracts/cases.ts';
import type { FaceCatalogue } from '../../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { workCalendarOf } from '../../../domain/working-time/calendar.ts';
import { dueDay } from '../../../domain/working-time/due.ts';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import type { Availability } from '../availability.ts';
import { Facts } from '../facts.tsx';
import { KeyCap } from '../key-cap.tsx';
import { PrimaryButton } from '../primary-button.tsx';
import { CourierBox } from './courier-box.tsx';
import type { Acceptance } from './use-acceptance.ts';
import type { CourierAddressBox } from './use-courier-address.ts';

export interface CaseKey {
	key: string;
	name: string;
	press: () => void;
}

export function DecisionCard(props: {
	acceptance: Acceptance;
	/** Where it is to be sent; `null` = nothing is sent. */
	courier: CourierAddressBox | null;
	ticket: string;
	/** Today. */
	day: string;
	hall: HallPlan;
	catalogue: FaceCatalogue;
	/** The hall sends reminders itself. */
	reminds: boolean;
	finish: Availability;
	busy: boolean;
	keys: readonly CaseKey[];
	onFinish: () => void;
}) {
	const say = useWords('cases');
	const inDeadlines = useWords('deadlines');
	const inWords = useSay();
	const { acceptance, ticket } = props;
	const { plan, outcome, deed, known, delivery } = acceptance;
	const days = useDays();
	const calendar = useMemo(() => workCalendarOf(props.hall), [props.hall]);
	const itemName = (code: string) => {
		const item = props.catalogue.items.find((one) => one.code === code);
		return item ? inWords(item.name) : code;
	};
	const names = (all: readonly { name: { zh: string; en: string } }[]) => all.map(({ name }) => inWords(name)).join('、');
	const count = deed === 'deferred' ? outcome.deferred.length : outcome.missing.length;
	const accepted = known?.accepted ?? null;
	const title = accepted
		? say('decision.accepted', { number: acceptance.number })
		: say(`decision.${deed === 'plain' ? 'consult' : deed}`, { count });
	const hint = accepted ? say('decision.acceptedHint') : say(`decision.${deed === 'plain' ? 'consult' : deed}Hint`);
	const Icon = deed === 'deferred' ? FileClock : deed === 'notice' ? FileWarning : deed === 'plain' ? Info : Stamp;
	const promised: readonly PromisedItem[] = accepted?.items ?? outcome.promises;
	const groups = [...new Set(promised.map(({ due, limit }) => `${due}/${limit.value}/${limit.unit}`))].map((key) =>
		promised.filter(({ due, limit }) => `${due}/${limit.value}/${limit.unit}` === key),
	);
	const waiting = new Set(outcome.deferred.flatMap(({ items }) => items));
	const others = plan.items.filter((item) => !waiting.has(item)).length;
	const first = outcome.deferred[0];
	const told = known?.notices.flatMap(({ materials }) => materials) ?? [];
	const primary =
		deed === 'plain'
			? say('primary.plain', { ticket })
			: deed === 'notice'
				? say('primary.notice', { ticket })
				: say(`primary.${deed}`, { ticket, count: plan.items.length });

	return (
		<section className="card decision" data-deed={deed} aria-label={title}>
			<div className="decision-body">
				<h2>
					<Icon aria-hidden="true" size={24} />
					{title}
				</h2>
				<p className="hint">{hint}</p>
				{!accepted && deed === 'notice' && (
					<Facts lines={[{ name: say('decision.missing'), value: names(outcome.missing), strong: true }]} />
				)}
				{!accepted && deed === 'deferred' && first && (
					<Facts
						lines={[
							{ name: say('decision.missing'), value: names(outcome.deferred), strong: true },
							{ name: say('decision.until'), value: until(first.by, first.deferDays ?? 1), strong: true },
							{ name: say('decision.remind'), value: props.reminds ? inDeadlines('decision.remind') : say('decision.remindValue') },
							{
								name: say('decision.effect'),
								value:
									say('decision.effectValue', { items: [...waiting].map(itemName).join('、') }) +
									(others > 0 ? say('decision.effectOthers', { count: others }) : ''),
							},
						]}
					/>
				)}
				{acceptance.breaches.map((material) => (
					<p key={material} className="decision-note" data-tone="wait">
						{say('decision.breach', { material: nameOf(material) })}
					</p>
				))}
				{deed !== 'plain' && deed !== 'notice' && (
					<>
						<h3>{say('decision.due')}</h3>
						<Facts
							lines={[
								...groups.map((group) => ({
									key: group[0]?.item ?? '',
									name: group.length === 1 ? itemName(group[0]?.item ?? '') : say('decision.dueItems', { count: group.length }),
									value: say('decision.dueValue', { day: days.day(group[0]?.due ?? ''), limit: limitText(group[0]?.limit) }),
								})),
								{ name: say('decision.delivery'), value: say(`delivery.${delivery}`) },
							]}
						/>
						{props.courier && <CourierBox box={props.courier} hint={say('courier.orAtTerminal')} />}
					</>
				)}
				{told.length > 0 && (
					<p className="decision-note">
						{say('decision.toldOnce', { count: new Set(told).size })}
						<small>{say('decision.toldOnceHint')}</small>
					</p>
				)}
			</div>
			<div className="decision-foot">
				<PrimaryButton words={primary} shortcut="F3" availability={props.finish} busy={props.busy} press={props.onFinish} />
				<div className="decision-keys">
					{props.keys.map(({ key, name, press }) => (
						<button key={key} type="button" className="outlined" aria-keyshortcuts={key} onClick={press}>
							{name}
							<KeyCap>{key}</KeyCap>
						</button>
					))}
				</div>
			</div>
		</section>
	);

	function nameOf(material: string): string {
		const found = plan.materials.find((one) => one.material === material);
		return found ? inWords(found.name) : material;
	}
	function until(by: string, within: number): string {
		const whole = dueDay(calendar, props.day, { value: within, unit: 'workday' }) === by;
		return whole ? say('decision.untilValue', { day: days.day(by), count: within }) : say('decision.untilValueSoon', { day: days.day(by) });
	}
	function limitText(limit: TimeLimit | undefined): string {
		if (!limit || limit.value === 0) return say('decision.instant');
		return say(limit.unit === 'workday' ? 'decision.workdays' : 'decision.days', { count: limit.value });
	}
}

/** A business day as people say it. */
export function useDays() {
	const dates = useDates();
	return { day: (day: string) => (day === '' ? '' : dates.day(Date.parse(`${day}T12:00:00Z`))) };
}
