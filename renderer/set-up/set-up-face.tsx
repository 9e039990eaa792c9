/** One page, seven steps; a step is left only when what it asked for is there. */
import { ArrowLeft, ArrowRight, Check } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { StationRole } from '../../domain/contracts/identity.ts';
import type { SetUpBridge, SetUpRefusal, SetUpState } from '../../domain/contracts/set-up.ts';
import { Mark } from '../design/mark.tsx';
import { useLanguage, useWords } from '../words/words.tsx';
import { LanguageStep, RoleStep } from './choice-steps.tsx';
import { DevicesStep } from './devices-step.tsx';
import { DoneStep } from './done-step.tsx';
import { SeatStep } from './seat-step.tsx';
import { TypedStep } from './typed-step.tsx';

export const steps = ['language', 'role', 'platform', 'code', 'seat', 'devices', 'done'] as const;
export type Step = (typeof steps)[number];

/** A clock so far off is told, though the machine works on. */
const clockToldMs = 5 * 60_000;

export function SetUpFace({ machine }: { machine: SetUpBridge }) {
	const words = useWords('set-up');
	const { language } = useLanguage();
	const [step, setStep] = useState<Step>('language');
	const [state, setState] = useState<SetUpState | null>(null);
	const [role, setRole] = useState<StationRole>('terminal');
	const [instead, setInstead] = useState<StationRole | null>(null);
	const [platform, setPlatform] = useState('');
	const [code, setCode] = useState('');
	const [chosen, setChosen] = useState<string[]>([]);
	const [busy, setBusy] = useState(false);
	const [refused, setRefused] = useState<SetUpRefusal | null>(null);
	const heading = useRef<HTMLHeadingElement>(null);

	useEffect(() => {
		void machine.ask({ do: 'look' }).then((answer) => {
			if (answer.do !== 'state') return;
			setState(answer.state);
			setPlatform(answer.state.platform ?? '');
			// Cut off after it was enrolled: what is left is the hall and its devices.
			if (answer.state.enrolled && !answer.state.again) setStep('devices');
		});
	}, [machine]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new step is read out from its heading
	useEffect(() => heading.current?.focus(), [step]);

	function go(to: Step): void {
		setRefused(null);
		setStep(to);
	}

	/** Asks the machine; `then` runs when it was done. */
	async function ask(request: Parameters<SetUpBridge['ask']>[0], then: (state: SetUpState) => void): Promise<void> {
		if (busy) return;
		setBusy(true);
		setRefused(null);
		const answer = await machine.ask(request);
		setBusy(false);
		if (answer.do === 'refused') setRefused(answer.code);
		if (answer.do !== 'state') return;
		setState(answer.state);
		then(answer.state);
	}

	const open = () =>
		ask({ do: 'open', code }, ({ seats }) => {
			const opened = (seats ?? []).filter((seat) => seat.open);
			const ofRole = opened.filter((seat) => seat.role === role);
			// The code says what this machine is for; a role it opens no seat of cannot be meant.
			const [other] = opened;
			setInstead(ofRole.length === 0 && other ? role : null);
			if (ofRole.length === 0 && other) setRole(other.role);
			setChosen((ofRole.length > 0 ? ofRole : opened).slice(0, 1).map(({ station }) => station));
			go('seat');
		});

	const onward: Record<Step, { may: boolean; go: () => void }> = {
		language: { may: true, go: () => go('role') },
		role: { may: true, go: () => go('platform') },
		platform: { may: platform.trim() !== '', go: () => void ask({ do: 'reach', platform }, () => go('code')) },
		code: { may: code.trim() !== '', go: () => void open() },
		seat: { may: chosen.length > 0, go: () => void ask({ do: 'enrol', stations: chosen, language }, () => go('devices')) },
		devices: state?.devices
			? { may: true, go: () => go('done') }
			: { may: true, go: () => void ask({ do: 'fetch' }, () => setStep('devices')) },
		done: { may: true, go: () => void ask({ do: 'start' }, () => setBusy(true)) },
	};
	// The code is used up with the seat: from there on there is no way back but a new code.
	const back = step === 'language' || step === 'devices' ? null : steps[steps.indexOf(step) - 1]!;
	const late = state?.aheadMs !== undefined && state?.aheadMs !== null && Math.abs(state.aheadMs) > clockToldMs;

	const pages: Record<Step, ReactNode> = {
		language: <LanguageStep />,
		role: <RoleStep role={role} choose={setRole} />,
		platform: (
			<TypedStep kind="address" label={words('platform.label')} value={platform} change={setPlatform} done={onward.platform.go}>
				<p className="hint">{words('platform.hint')}</p>
			</TypedStep>
		),
		code: (
			<TypedStep kind="code" label={words('code.label')} value={code} change={setCode} done={onward.code.go}>
				<p className="hint">{words('code.hint')}</p>
			</TypedStep>
		),
		seat: state && <SeatStep state={state} role={role} instead={instead} chosen={chosen} choose={setChosen} />,
		devices: <DevicesStep machine={machine} state={state} heard={setState} />,
		done: state && <DoneStep state={state} role={role} />,
	};

	return (
		<div className="set-up">
			<header>
				<Mark size={48} />
				<p>{words('title')}</p>
				<small>{state ? words('version', { version: state.version }) : ''}</small>
			</header>
			<nav aria-label={words('steps.label')}>
				<ol className="set-up-steps">
					{steps.map((one, index) => (
						<li key={one} aria-current={one === step ? 'step' : undefined} data-past={index < steps.indexOf(step)}>
							{index < steps.indexOf(step) && <Check size={20} aria-hidden="true" />}
							{words(`steps.${one}`)}
						</li>
					))}
				</ol>
			</nav>
			<main aria-busy={busy}>
				<h1 ref={heading} tabIndex={-1}>
					{words(`${step}.title`)}
				</h1>
				{pages[step]}
				<div aria-live="polite" className="set-up-told">
					{refused !== null && (
						<p className="set-up-note" data-tone="alarm" role="alert">
							<strong>{words(`refused.${refused}.text`)}</strong>
							<span>{words(`refused.${refused}.todo`)}</span>
						</p>
					)}
					{late && step !== 'language' && step !== 'role' && (
						<p className="set-up-note" data-tone="wait">
							<strong>{words('clock.text', { minutes: Math.round(Math.abs(state?.aheadMs ?? 0) / 60_000) })}</strong>
							<span>{words('clock.todo')}</span>
						</p>
					)}
				</div>
			</main>
			<footer>
				{back !== null && (
					<button type="button" className="set-up-key" disabled={busy} onClick={() => go(back)}>
						<ArrowLeft size={28} aria-hidden="true" />
						{words('back')}
					</button>
				)}
				<button type="button" className="set-up-key" data-primary disabled={busy || !onward[step].may} onClick={onward[step].go}>
					{busy ? words('busy') : words(step === 'devices' && !state?.devices ? 'devices.fetch' : `${step}.next`)}
					{!busy && <ArrowRight size={28} aria-hidden="true" />}
				</button>
			</footer>
		</div>
	);
}
