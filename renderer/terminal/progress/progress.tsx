/**
 * 我的办件到哪了: by the card, which shows everything in its name, or by the number on the paper; shown, and printed where there is a printer. Of a person
 * the family name alone stands here.
 */
import { ArrowRight, House, IdCard, Info, Truck } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ProgressRequest, ShownProgress } from '../../../domain/contracts/progress.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { CodePad } from '../booking/code-pad.tsx';
import { useCardNumber } from '../booking/use-card-number.ts';
import { useForm } from '../form/form-place.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { CourierAddress, DeliveryChosen, DeliveryWays } from './delivery.tsx';
import { ProgressFoot } from './progress-foot.tsx';
import type { ProgressPage } from './progress-page.ts';
import { useProgressPaper } from './use-progress-paper.ts';
import { useProgressWords } from './use-progress-words.ts';

export function ProgressScreen({ page }: { page: ProgressPage }) {
	switch (page.is) {
		case 'ask':
			return <Ask />;
		case 'away':
			return <Away />;
		case 'delivery':
			return page.courier ? <CourierAddress one={page.one} /> : <DeliveryWays one={page.one} />;
		case 'chosen':
			return <DeliveryChosen one={page.one} />;
		case 'found':
			return <Found found={page.found} byCard={page.byCard} />;
	}
}

/** The letters before the hyphen are on every paper: only what follows is typed. */
const kinds = ['BJ', 'SQ', 'BC'] as const;

function Ask() {
	const words = useWords('progress');
	const { engine, station, send, reader, waits, journey } = useTerminal();
	const { ownCard } = useForm();
	const [kind, setKind] = useState<(typeof kinds)[number]>('BJ');
	const [typed, setTyped] = useState('');
	const [busy, setBusy] = useState(false);
	const length = kind === 'BC' ? 12 : 10;
	const [notRead, setNotRead] = useState(false);
	const asking = useRef(false);
	async function find(request: ProgressRequest) {
		if (asking.current) return;
		asking.current = true;
		setBusy(true);
		setNotRead(false);
		const answer = await engine.progress(station.id, request);
		asking.current = false;
		setBusy(false);
		const byCard = request.do === 'mine';
		send({ type: 'went', to: { at: 'progress', page: answer.ok ? { is: 'found', found: answer.found, byCard } : { is: 'away' } } });
	}
	useCardNumber(
		(document) => void find({ do: 'mine', document }),
		() => setNotRead(true),
	);
	return (
		<Frame
			title={words('ask.title')}
			lead={words('ask.lead')}
			dense
			foot={
				<Key
					className="primary"
					kind="filled"
					disabled={busy || typed.length < length}
					onClick={() => void find({ do: 'number', number: `${kind}-${typed}` })}
				>
					{words('ask.go')}
					<ArrowRight size={48} />
				</Key>
			}
		>
			{ownCard !== null ? (
				<Key className="tile wide" disabled={busy} onClick={() => void find({ do: 'mine', document: ownCard.idNumber })}>
					<span className="plate">
						<IdCard size={56} aria-hidden="true" />
					</span>
					<span className="tile-words">
						<strong>{words('ask.mine')}</strong>
						<span>{words('ask.mineHow')}</span>
					</span>
				</Key>
			) : (
				reader === 'ready' &&
				waits.fresh && (
					<section className="notice" role="status" data-tone={notRead ? 'wait' : 'tide'}>
						<IdCard size={72} aria-hidden="true" />
						<p>{words(busy ? 'ask.asking' : notRead ? 'ask.notRead' : 'ask.card')}</p>
					</section>
				)
			)}
			<fieldset className="booking-days code-kinds" aria-label={words('ask.kinds')}>
				{kinds.map((each) => (
					<Key
						key={each}
						className="booking-day"
						aria-label={`${each}- ${words(`ask.kind.${each}`)}`}
						aria-pressed={each === kind}
						onClick={() => {
							setKind(each);
							setTyped('');
						}}
					>
						{/* In large type the letters alone: what they stand for is said above, and the number is to be seen at once. */}
						{journey.looks.elder ? each : `${each}- ${words(`ask.kind.${each}`)}`}
					</Key>
				))}
			</fieldset>
			<CodePad value={typed} most={length} change={setTyped} />
		</Frame>
	);
}

function Found({ found, byCard }: { found: ShownProgress[]; byCard: boolean }) {
	const words = useWords('progress');
	const { journey } = useTerminal();
	const name = journey.holder?.name;
	const none = byCard ? 'noneByCard' : 'none';
	const paper = useProgressPaper(found);
	// The hall may answer before the card's name is known here: then nothing for a moment, not what is said of a typed number.
	const ofCard = name === undefined ? undefined : words('found.cardLead', { name, count: found.length });
	return (
		<Frame
			title={words(found.length === 0 ? `${none}.title` : 'found.title')}
			lead={found.length === 0 ? words(`${none}.lead`) : byCard ? ofCard : words('found.lead')}
			foot={<ProgressFoot paper={paper} something={found.length > 0} />}
		>
			{found.map((one) => (
				<Matter key={one.number} one={one} />
			))}
		</Frame>
	);
}

function Matter({ one }: { one: ShownProgress }) {
	const words = useWords('progress');
	const { send } = useTerminal();
	const told = useProgressWords();
	const choosable = one.choosable ?? [];
	return (
		<section className="summary">
			<h2>{one.number}</h2>
			<dl>
				{told(one).map(({ label, lines }) => (
					<div key={label}>
						<dt>{label}</dt>
						<dd>
							{lines.map((line, at) => (
								<p key={line}>{at === 0 ? <strong>{line}</strong> : line}</p>
							))}
						</dd>
					</div>
				))}
			</dl>
			{choosable.some((way) => way !== one.delivery) && (
				<Key
					className="small-key lone-key"
					onClick={() => send({ type: 'went', to: { at: 'progress', page: { is: 'delivery', one, courier: false } } })}
				>
					<Truck size={44} aria-hidden="true" />
					{words('choose.open')}
				</Key>
			)}
		</section>
	);
}

function Away() {
	const words = useWords('progress');
	const { send, clock } = useTerminal();
	return (
		<Frame
			title={words('away.title')}
			foot={
				<Key className="primary" kind="filled" onClick={() => send({ type: 'home', now: clock() })}>
					<House size={48} />
					{words('done')}
				</Key>
			}
		>
			<section className="notice" data-tone="wait" role="status">
				<Info size={56} />
				<p>{words('away.do')}</p>
			</section>
		</Frame>
	);
}
