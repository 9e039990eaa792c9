import { Input, Radio } from 'antd';
import { useEffect, useId, useState } from 'react';
import { authorisations, type CaseStep, proxyChecks } from '../../../domain/contracts/cases.ts';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { Panel } from '../panel.tsx';
import { checkPeople, nobodyYet, type ProxyField, type ProxyPeople, tidyPeople } from './proxy-people.ts';

type Proxy = Extract<CaseStep, { do: 'proxy' }>;
const people = [
	{ who: 'agent', name: 'agentName', number: 'agentIdNumber' },
	{ who: 'person', name: 'name', number: 'idNumber' },
] as const;

/**
 * 帮办代办: who acts for whom, on what authority, and how that was checked. Cards fill the two people one after the other; what is said of them goes
 * into a sealed record, never into the log. Where the application names both already, only the authority is asked.
 */
export function ProxyPanel(props: {
	busy: boolean;
	/** `null` until the catalogue is known: nothing can be checked without it. */
	book: CatalogueBook | null;
	/** The form says who acts, or the record is sealed already. */
	namesKnown: boolean;
	/** The hall's own clock, `YYYY-MM-DDTHH:MM`. */
	now: string;
	/** False: nothing was kept, and it is said here. */
	onSubmit: (proxy: Omit<Proxy, 'names'>, people: ProxyPeople | null) => Promise<boolean>;
	onClose: () => void;
}) {
	const say = useWords('cases');
	const inForm = useWords('form');
	const inWords = useSay();
	const { book, namesKnown } = props;
	const [authorisation, setAuthorisation] = useState<Proxy['authorisation'] | null>(null);
	const [check, setCheck] = useState<Proxy['check'] | null>(null);
	const [given, setGiven] = useState(nobodyYet);
	const [failed, setFailed] = useState(false);
	const [touched, setTouched] = useState<ReadonlySet<ProxyField>>(new Set());
	const [first, second] = [useId(), useId()];
	useEffect(() => {
		if (namesKnown) return;
		// The first card is who stands here; the next one is whom they act for.
		return window.tidehall?.onCard?.((event) => {
			if (event.type !== 'card-read') return;
			const { name, idNumber } = event.card;
			setGiven((before) => {
				if (before.agentIdNumber === idNumber) return before;
				return before.agentIdNumber === '' ? { ...before, agentName: name, agentIdNumber: idNumber } : { ...before, name, idNumber };
			});
		});
	}, [namesKnown]);
	const wrong = namesKnown || !book ? {} : checkPeople(book, given, props.now);
	const labelOf = (key: ProxyField) => {
		const field = book?.fields.find((each) => each.key === key);
		return field ? inWords(field.label) : key;
	};
	const problemOf = (key: ProxyField) => {
		const found = wrong[key];
		if (!found || (given[key] === '' && !touched.has(key))) return null;
		const { field } = found.params;
		return inForm(
			`problems.${found.code}`,
			typeof field === 'string' ? { ...found.params, field: labelOf(field as ProxyField) } : found.params,
		);
	};
	const why =
		!namesKnown && Object.keys(wrong).length > 0 ? 'proxy.chooseWho' : authorisation === null || check === null ? 'proxy.choose' : null;
	return (
		<Panel
			title={say('proxy.title')}
			hint={say(namesKnown ? 'proxy.hintKnown' : 'proxy.hint')}
			submit={say('proxy.submit')}
			why={failed ? say('proxy.notKept') : why === null ? null : say(why)}
			busy={props.busy}
			onSubmit={() => {
				if (authorisation === null || check === null || why !== null || (!namesKnown && !book)) return;
				const step = { do: 'proxy' as const, authorisation, check };
				void props.onSubmit(step, namesKnown || !book ? null : tidyPeople(book, given)).then((kept) => setFailed(!kept));
			}}
			onClose={props.onClose}
		>
			{!namesKnown &&
				people.map(({ who, name, number }) => (
					<fieldset key={who} className="proxy-person">
						<legend>{say(`proxy.who.${who}`)}</legend>
						{[name, number].map((key) => {
							const problem = problemOf(key);
							return (
								<div key={key} className="proxy-field">
									<Input
										aria-label={labelOf(key)}
										aria-invalid={problem !== null}
										placeholder={labelOf(key)}
										autoComplete="off"
										maxLength={40}
										value={given[key]}
										onChange={(event) => {
											setFailed(false);
											setGiven((before) => ({ ...before, [key]: event.target.value }));
										}}
										onBlur={() => setTouched((before) => new Set([...before, key]))}
									/>
									{problem && (
										<p className="proxy-wrong" role="status">
											{problem}
										</p>
									)}
								</div>
							);
						})}
					</fieldset>
				))}
			<h3 id={first}>{say('proxy.authorisation')}</h3>
			<Radio.Group
				aria-labelledby={first}
				value={authorisation}
				onChange={(event) => setAuthorisation(event.target.value as Proxy['authorisation'])}
			>
				{authorisations.map((one) => (
					<Radio key={one} value={one} className="choice-line">
						{say(`proxy.authorisations.${one}`)}
					</Radio>
				))}
			</Radio.Group>
			<h3 id={second}>{say('proxy.check')}</h3>
			<Radio.Group aria-labelledby={second} value={check} onChange={(event) => setCheck(event.target.value as Proxy['check'])}>
				{proxyChecks.map((one) => (
					<Radio key={one} value={one} className="choice-line">
						{say(`proxy.checks.${one}`)}
					</Radio>
				))}
			</Radio.Group>
		</Panel>
	);
}
