/** What floats over a screen: 您还在吗, and 叫人帮忙. Never one on the other: the question about staying goes first. */
import { HandHelping, ShieldCheck } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { CountdownRing } from '../design/countdown.tsx';
import { Key } from '../design/key.tsx';
import { useWords } from '../words/words.tsx';
import { timeLeft } from './idle.ts';
import { useTerminal } from './terminal-context.ts';

function Dialog({ title, children, leave }: { title: string; children: ReactNode; leave: () => void }) {
	const id = useId();
	const box = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		const dialog = box.current;
		const before = document.activeElement;
		// The platform's modal dialog keeps the focus inside and the rest of the page out of reach.
		if (dialog !== null && !dialog.open) dialog.showModal();
		return () => {
			dialog?.close();
			if (before instanceof HTMLElement) before.focus({ preventScroll: true });
		};
	}, []);
	return (
		<dialog
			ref={box}
			className="dialog"
			aria-labelledby={id}
			onCancel={(event) => {
				event.preventDefault();
				leave();
			}}
		>
			<h2 id={id} className="unseen">
				{title}
			</h2>
			{children}
		</dialog>
	);
}

function StillThere({ seconds, of }: { seconds: number; of: number }) {
	const t = useWords('terminal');
	const { journey, send, clock } = useTerminal();
	const stay = () => send({ type: 'touched', now: clock() });
	const ring = journey.looks.elder ? 240 : 212;
	return (
		<Dialog title={t('idle.title')} leave={stay}>
			<div className="still">
				<div className="ring">
					<CountdownRing left={seconds} total={of / 1000} size={ring} />
					<span aria-hidden="true">{seconds}</span>
				</div>
				<div>
					<p className="dialog-title" aria-hidden="true">
						{t('idle.title')}
					</p>
					<p className="dialog-words">
						<strong>{t('idle.seconds', { count: seconds })}</strong>
						{t('idle.then')}
					</p>
				</div>
			</div>
			<p className="dialog-note">
				<ShieldCheck size={44} />
				{t('idle.kept')}
			</p>
			<Key className="dialog-primary" kind="filled" autoFocus onClick={stay}>
				{t('idle.stay')}
			</Key>
			<Key className="dialog-second" onClick={() => send({ type: 'home', now: clock() })}>
				{t('idle.leave')}
			</Key>
		</Dialog>
	);
}

function Help() {
	const t = useWords('terminal');
	const { journey, send } = useTerminal();
	const close = () => send({ type: 'help', help: 'none' });
	return (
		<Dialog title={t('help.title')} leave={close}>
			<div className="still" role="status">
				<HandHelping size={120} className="dialog-icon" />
				<div>
					<p className="dialog-title" aria-hidden="true">
						{t('help.title')}
					</p>
					<p className="dialog-words">{t(`help.${journey.help}`)}</p>
				</div>
			</div>
			<Key className="dialog-primary" kind="filled" autoFocus onClick={close}>
				{t('help.close')}
			</Key>
		</Dialog>
	);
}

export function Dialogs() {
	const { journey, clock } = useTerminal();
	const left = timeLeft(journey, clock());
	if (left?.show === 'ask') return <StillThere seconds={Math.ceil(left.ends / 1000)} of={left.of} />;
	if (journey.help !== 'none') return <Help />;
	return null;
}
