/**
 * Staff number and PIN or password, then the code of the phone where the account has one; with a one-time code, setting a PIN. A refusal stands under
 * the fields and says what to do; what was typed is cleared after every try and never kept.
 */
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { staffId } from '../../domain/contracts/identity.ts';
import { signIn as signInMessage } from '../../domain/contracts/wire.ts';
import { useEngine, useEngineView, useNow } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';
import { OfflineNote } from './offline-note.tsx';
import { SetSecretForm } from './set-secret-form.tsx';
import { type SignInWords, signInWords } from './sign-in-words.ts';
import { useWhen } from './use-when.ts';

// Once in the life of an account; its picture of a code is no part of the first page.
const SetSecondForm = lazy(() => import('./set-second-form.tsx'));
const pinShape = signInMessage.shape.pin;

/** Signs in at `station`; the engine's `signedIn(station)` tells the face when it worked (`onSignedIn` is called as well). */
export function SignIn({ station, title, note, onSignedIn }: { station: string; title: string; note?: string; onSignedIn: () => void }) {
	const say = useWords('window');
	const engine = useEngine();
	const view = useEngineView();
	const now = useNow();
	const when = useWhen();
	const [staff, setStaff] = useState('');
	const [pin, setPin] = useState('');
	/** The PIN was right, and a second step is asked for; kept for that one answer. */
	const [first, setFirst] = useState<string | null>(null);
	const [second, setSecond] = useState('');
	/** A one-time code was typed in the place of a PIN. */
	const [code, setCode] = useState<{ code: string; first: boolean } | null>(null);
	/** The hall demands a second step, and the account has none: its key, told this once, and the PIN that was right. */
	const [toSet, setToSet] = useState<{ pin: string; secret: { secret: string; address: string } } | null>(null);
	const [busy, setBusy] = useState(false);
	const [told, setTold] = useState<SignInWords | null>(null);
	const isWindow = view.plan?.stations.find(({ id }) => id === station)?.role === 'window';
	const ids = { second: useId(), secondHint: useId(), staff: useId(), pin: useId(), told: useId(), staffHint: useId(), pinHint: useId() };
	const staffField = useRef<InputRef>(null);
	const pinField = useRef<InputRef>(null);
	useEffect(() => staffField.current?.focus(), []);

	const lockedFor = told?.lockedUntil == null ? 0 : Math.max(0, Math.ceil((told.lockedUntil - now) / 1000));
	const locked = lockedFor > 0;

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (busy || locked) return;
		if (first !== null) return trySecond(first);
		const bad = !staffId.safeParse(staff).success ? 'staffBad' : !pinShape.safeParse(pin).success ? 'pinBad' : null;
		if (bad) {
			setTold({ key: `signIn.${bad}`, params: {}, lockedUntil: null });
			(bad === 'staffBad' ? staffField : pinField).current?.focus();
			return;
		}
		setBusy(true);
		setTold(null);
		const answer = await engine.signIn(station, staff, pin);
		setBusy(false);
		setPin('');
		if (answer.ok) return onSignedIn();
		if (answer.code === 'second-needed') setFirst(pin);
		if (answer.code === 'second-to-set' && answer.key) return setToSet({ pin, secret: answer.key });
		if (answer.code === 'set-secret' || answer.code === 'set-first-secret')
			return setCode({ code: pin, first: answer.code === 'set-first-secret' });
		setTold(signInWords(answer, engine.now()));
		pinField.current?.focus();
	}

	async function trySecond(typed: string) {
		setBusy(true);
		setTold(null);
		const answer = await engine.signIn(station, staff, typed, second);
		setBusy(false);
		setSecond('');
		if (answer.ok) return onSignedIn();
		// Anything but a wrong code begins at the beginning: the lock, a PIN that is another now.
		if (answer.code !== 'wrong-second' && answer.code !== 'second-needed') setFirst(null);
		setTold(signInWords(answer, engine.now()));
	}

	async function withNew(secret: string) {
		setCode(null);
		const answer = await engine.signIn(station, staff, secret);
		if (answer.ok) return onSignedIn();
		if (answer.code === 'second-to-set' && answer.key) return setToSet({ pin: secret, secret: answer.key });
		setTold(signInWords(answer, engine.now()));
	}

	function toldText(): string {
		if (!told) return '';
		const at: Record<string, string> = told.at === undefined ? {} : { time: when(told.at) };
		if (told.lockedUntil === null) return say(told.key, { ...told.params, ...at });
		return locked ? say(told.key, { wait: waitText(say, lockedFor) }) : say('signIn.lockedOpen');
	}

	if (code)
		return (
			<main className="sign-in">
				<SetSecretForm
					station={station}
					staff={staff}
					code={code.code}
					first={code.first}
					pin={isWindow}
					onSet={(secret) => void withNew(secret)}
					onAway={() => setCode(null)}
				/>
			</main>
		);
	if (toSet)
		return (
			<main className="sign-in">
				<Suspense fallback={null}>
					<SetSecondForm
						station={station}
						staff={staff}
						pin={toSet.pin}
						secret={toSet.secret}
						onSet={() => {
							setFirst(toSet.pin);
							setTold({ key: 'signIn.secondNext', params: {}, lockedUntil: null, next: true });
							setToSet(null);
						}}
						onAway={(refusal) => {
							setToSet(null);
							setTold(refusal ? signInWords(refusal, engine.now()) : null);
						}}
					/>
				</Suspense>
			</main>
		);
	return (
		<main className="sign-in">
			<form className="sign-in-card" onSubmit={submit} noValidate>
				<h2>{title}</h2>
				{note && <p className="hint sign-in-note">{note}</p>}
				<OfflineNote station={station} />
				<label htmlFor={ids.staff}>{say('signIn.staff')}</label>
				<Input
					id={ids.staff}
					ref={staffField}
					size="large"
					inputMode="numeric"
					autoComplete="off"
					disabled={first !== null}
					value={staff}
					aria-describedby={`${ids.staffHint} ${ids.told}`}
					onChange={(event) => setStaff(event.target.value.trim())}
				/>
				<p id={ids.staffHint} className="hint" hidden={first !== null}>
					{say('signIn.staffHint')}
				</p>
				{first === null ? (
					<>
						<label htmlFor={ids.pin}>{say('signIn.pin')}</label>
						<Input.Password
							id={ids.pin}
							ref={pinField}
							size="large"
							visibilityToggle={false}
							autoComplete="off"
							value={pin}
							aria-describedby={`${ids.pinHint} ${ids.told}`}
							onChange={(event) => setPin(event.target.value)}
						/>
						<p id={ids.pinHint} className="hint">
							{say('signIn.pinHint')}
						</p>
					</>
				) : (
					<>
						<label htmlFor={ids.second}>{say('signIn.second')}</label>
						<Input
							id={ids.second}
							size="large"
							autoFocus
							inputMode="text"
							autoComplete="off"
							maxLength={16}
							value={second}
							aria-describedby={`${ids.secondHint} ${ids.told}`}
							onChange={(event) => setSecond(event.target.value)}
						/>
						<p id={ids.secondHint} className="hint">
							{say('signIn.secondHint')}
						</p>
					</>
				)}
				<p id={ids.told} className="sign-in-told" role="alert" data-shown={told !== null} data-next={told?.next}>
					{toldText()}
				</p>
				<Button type="primary" size="large" block htmlType="submit" aria-disabled={busy || locked} className="sign-in-button">
					{say(busy ? 'signIn.busy' : 'signIn.submit')}
				</Button>
				{first !== null && (
					<Button
						type="text"
						size="large"
						block
						onClick={() => {
							setFirst(null);
							setTold(null);
						}}
					>
						{say('signIn.again')}
					</Button>
				)}
			</form>
		</main>
	);
}

/** `4 分 30 秒`, in the face's language. */
export function waitText(say: ReturnType<typeof useWords>, seconds: number): string {
	const minutes = Math.floor(seconds / 60);
	if (minutes === 0) return say('signIn.seconds', { seconds });
	return seconds % 60 === 0 ? say('signIn.minutes', { minutes }) : say('signIn.minutesSeconds', { minutes, seconds: seconds % 60 });
}
