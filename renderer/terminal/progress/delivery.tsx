/** Which way a result reaches its person: window, courier, electronic. Decided at the platform alone; while it cannot be heard nothing is changed, and it is said. */
import { Check, type LucideIcon, MapPin, Smartphone, Store, Truck } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { addressLimits, type ProgressAnswer, type ShownProgress } from '../../../domain/contracts/progress.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { useForm } from '../form/form-place.tsx';
import { TextInput, TypingPlace } from '../form/typing.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { ProgressFoot } from './progress-foot.tsx';
import { useProgressPaper } from './use-progress-paper.ts';

type Way = NonNullable<ShownProgress['delivery']>;
type No = Extract<ProgressAnswer, { ok: false }>['code'] | 'card-again';
const icons: Record<Way, LucideIcon> = { window: Store, courier: Truck, electronic: Smartphone };

/** Says it to the platform, once, in the name of the card that is in hand. */
function useChoice(one: ShownProgress) {
	const { engine, station, send } = useTerminal();
	const { ownCard } = useForm();
	const [no, setNo] = useState<No | null>(null);
	const [busy, setBusy] = useState(false);
	const asking = useRef(false);
	return {
		no,
		busy,
		card: ownCard,
		async choose(way: Way, address?: string) {
			if (asking.current) return;
			if (ownCard === null) return setNo('card-again');
			asking.current = true;
			setBusy(true);
			setNo(null);
			const answer = await engine.progress(station.id, {
				...{ do: 'deliver', document: ownCard.idNumber, number: one.number, way },
				...(address === undefined ? {} : { address }),
			});
			asking.current = false;
			setBusy(false);
			const [now] = answer.ok ? answer.found : [];
			if (now) send({ type: 'turned', to: { at: 'progress', page: { is: 'chosen', one: now } } });
			else setNo(answer.ok ? 'busy' : answer.code);
		},
	};
}

function NotChanged({ no }: { no: No | null }) {
	const words = useWords('progress');
	if (no === null) return null;
	const why =
		no === 'card-again' ? words('choose.cardAgain') : words(`choose.why.${no === 'not-seated' || no === 'malformed' ? 'busy' : no}`);
	return (
		<section className="notice" data-tone="wait" role="alert">
			<p>
				{words('choose.not')}
				{why}
			</p>
		</section>
	);
}

export function DeliveryWays({ one }: { one: ShownProgress }) {
	const words = useWords('progress');
	const { send, journey } = useTerminal();
	const { no, busy, choose } = useChoice(one);
	const { elder } = journey.looks;
	return (
		<Frame title={words('choose.title')} lead={words('choose.lead', { number: one.number })}>
			{(one.choosable ?? []).map((way) => {
				const Icon = icons[way];
				return (
					<Key
						key={way}
						className={elder ? 'tile elder' : 'tile wide'}
						aria-pressed={one.delivery === way}
						disabled={busy}
						onClick={() =>
							way === 'courier'
								? send({ type: 'went', to: { at: 'progress', page: { is: 'delivery', one, courier: true } } })
								: void choose(way)
						}
					>
						<span className="plate">
							<Icon size={elder ? 96 : 56} aria-hidden="true" />
						</span>
						<span className="tile-words">
							<strong>{words(`choose.way.${way}`)}</strong>
							<span>{words(one.delivery === way ? 'choose.now' : `choose.how.${way}`)}</span>
						</span>
						{one.delivery === way && <Check className="tick" size={elder ? 72 : 52} strokeWidth={3} aria-hidden="true" />}
					</Key>
				);
			})}
			<NotChanged no={no} />
		</Frame>
	);
}

export function CourierAddress({ one }: { one: ShownProgress }) {
	const words = useWords('progress');
	const { journey } = useTerminal();
	const { no, busy, choose, card } = useChoice(one);
	const [address, setAddress] = useState('');
	const id = useId();
	const length = [...address.trim()].length;
	const onCard = card?.newAddress || card?.address || null;
	return (
		<TypingPlace>
			{(keyboard, active) => (
				<Frame
					title={words('choose.address.title')}
					lead={words('choose.address.lead')}
					dense
					keyboard={keyboard}
					foot={
						journey.looks.elder && active !== null ? undefined : (
							<Key
								className="primary"
								kind="filled"
								disabled={busy || length < addressLimits.least}
								onClick={() => void choose('courier', address.trim())}
							>
								<Truck size={52} aria-hidden="true" />
								{words('choose.address.save')}
							</Key>
						)
					}
				>
					<div className="field wide-apart">
						<label className="field-label" htmlFor={id}>
							{words('choose.address.field')}
						</label>
						<TextInput
							{...{ id, value: address, kind: 'words', most: addressLimits.most, problem: false, onChange: setAddress }}
							describedBy={`${id}-short`}
						/>
						{length > 0 && length < addressLimits.least && (
							<p className="hint" id={`${id}-short`}>
								{words('choose.address.short')}
							</p>
						)}
					</div>
					{onCard !== null && onCard !== address && (
						<Key className="small-key lone-key" onClick={() => setAddress(onCard.slice(0, addressLimits.most))}>
							<MapPin size={44} aria-hidden="true" />
							{words('choose.address.fromCard')}
						</Key>
					)}
					<NotChanged no={no} />
				</Frame>
			)}
		</TypingPlace>
	);
}

export function DeliveryChosen({ one }: { one: ShownProgress }) {
	const words = useWords('progress');
	const paper = useProgressPaper([one]);
	const way = one.delivery ?? 'window';
	const Icon = icons[way];
	return (
		<Frame title={words('choose.done')} lead={one.number} foot={<ProgressFoot paper={paper} />}>
			<section className="notice" data-tone="tide" role="status">
				<Icon size={72} aria-hidden="true" />
				<p>
					<strong>{words(`choose.way.${way}`)}</strong>
					<br />
					{words(`choose.then.${way}`)}
				</p>
			</section>
			<p className="hint">
				<Check size={44} aria-hidden="true" />
				{words('choose.lead', { number: one.number })}
			</p>
		</Frame>
	);
}
