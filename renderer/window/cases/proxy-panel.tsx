import { Radio } from 'antd';
import { useId, useState } from 'react';
import { authorisations, type CaseStep, proxyChecks } from '../../../domain/contracts/cases.ts';
import { useWords } from '../../words/words.tsx';
import { Panel } from '../panel.tsx';

type Proxy = Extract<CaseStep, { do: 'proxy' }>;

/** 帮办代办: on what authority somebody acts for another, and how that was checked. Names stand in the sealed application alone. */
export function ProxyPanel(props: { busy: boolean; onSubmit: (proxy: Proxy) => void; onClose: () => void }) {
	const say = useWords('cases');
	const [authorisation, setAuthorisation] = useState<Proxy['authorisation'] | null>(null);
	const [check, setCheck] = useState<Proxy['check'] | null>(null);
	const [first, second] = [useId(), useId()];
	return (
		<Panel
			title={say('proxy.title')}
			hint={say('proxy.hint')}
			submit={say('proxy.submit')}
			why={authorisation === null || check === null ? say('proxy.choose') : null}
			busy={props.busy}
			onSubmit={() => authorisation !== null && check !== null && props.onSubmit({ do: 'proxy', authorisation, check })}
			onClose={props.onClose}
		>
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
