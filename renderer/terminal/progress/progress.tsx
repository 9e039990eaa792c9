/** 我的办件到哪了: by the number on the paper; shown, and printed where there is a printer. Nothing of a person comes here. */
import { ArrowRight, House, Info, Printer } from 'lucide-react';
import { useState } from 'react';
import type { ShownProgress } from '../../../domain/contracts/progress.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { CodePad } from '../booking/code-pad.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { ProgressPage } from './progress-page.ts';
import { useProgressPaper } from './use-progress-paper.ts';
import { useProgressWords } from './use-progress-words.ts';

export function ProgressScreen({ page }: { page: ProgressPage }) {
	if (page.is === 'ask') return <Ask />;
	if (page.is === 'away') return <Away />;
	return <Found found={page.found} />;
}

/** The letters before the hyphen are on every paper: only what follows is typed. */
const kinds = ['BJ', 'SQ', 'BC'] as const;

function Ask() {
	const words = useWords('progress');
	const { engine, station, send } = useTerminal();
	const [kind, setKind] = useState<(typeof kinds)[number]>('BJ');
	const [typed, setTyped] = useState('');
	const [busy, setBusy] = useState(false);
	const length = kind === 'BC' ? 12 : 10;
	async function find() {
		setBusy(true);
		const answer = await engine.progress(station.id, { do: 'number', number: `${kind}-${typed}` });
		setBusy(false);
		send({ type: 'went', to: { at: 'progress', page: answer.ok ? { is: 'found', found: answer.found } : { is: 'away' } } });
	}
	return (
		<Frame
			title={words('ask.title')}
			lead={words('ask.lead')}
			dense
			foot={
				<Key className="primary" kind="filled" disabled={busy || typed.length < length} onClick={() => void find()}>
					{words('ask.go')}
					<ArrowRight size={48} />
				</Key>
			}
		>
			<fieldset className="booking-days" aria-label={words('ask.kinds')}>
				{kinds.map((each) => (
					<Key
						key={each}
						className="booking-day"
						aria-pressed={each === kind}
						onClick={() => {
							setKind(each);
							setTyped('');
						}}
					>
						{each}- {words(`ask.kind.${each}`)}
					</Key>
				))}
			</fieldset>
			<CodePad value={typed} most={length} change={setTyped} />
		</Frame>
	);
}

function Found({ found }: { found: ShownProgress[] }) {
	const words = useWords('progress');
	const { send, clock } = useTerminal();
	const paper = useProgressPaper(found);
	return (
		<Frame
			title={words(found.length === 0 ? 'none.title' : 'found.title')}
			lead={words(found.length === 0 ? 'none.lead' : 'found.lead')}
			foot={
				<>
					{paper.can && found.length > 0 && (
						<Key className="beside" disabled={paper.state === 'printing'} onClick={() => void paper.print()}>
							<Printer size={48} />
							{words(`print.${paper.state}`)}
						</Key>
					)}
					<Key className="primary" kind="filled" onClick={() => send({ type: 'home', now: clock() })}>
						<House size={48} />
						{words('done')}
					</Key>
				</>
			}
		>
			{found.map((one) => (
				<Matter key={one.number} one={one} />
			))}
		</Frame>
	);
}

function Matter({ one }: { one: ShownProgress }) {
	const told = useProgressWords();
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
