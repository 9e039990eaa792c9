/**
 * The hall demands a second step and this account has none yet: an authenticator app takes the key, shows a code of it, and recovery codes are copied
 * before anything else. Nobody is signed in by it.
 */
import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useEngine } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';
import { KeyPicture } from './key-picture.tsx';
import { type SignInRefusal, signInWords } from './sign-in-words.ts';

interface Props {
	station: string;
	staff: string;
	/** PIN or password that was right a moment ago. */
	pin: string;
	secret: { secret: string; address: string };
	/** It is set, and the recovery codes are copied: the sign-in goes on with the next code. */
	onSet(): void;
	/** Back to the beginning; `refusal`: why, when it was not wished. */
	onAway(refusal?: SignInRefusal): void;
}

export default function SetSecondForm({ station, staff, pin, secret, onSet, onAway }: Props) {
	const say = useWords('staff');
	const words = useWords('window');
	const engine = useEngine();
	const [code, setCode] = useState('');
	const [busy, setBusy] = useState(false);
	const [told, setTold] = useState('');
	const [recovery, setRecovery] = useState<readonly string[] | null>(null);
	const ids = { code: useId(), told: useId() };

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (busy) return;
		if (!/^\s*(\d\s*){6}$/.test(code)) return setTold(say('demanded.codeBad'));
		setBusy(true);
		const answer = await engine.signIn(station, staff, pin, code.trim());
		setBusy(false);
		setCode('');
		if (answer.ok) return onAway();
		if (answer.code === 'second-set' && answer.recovery) return setRecovery(answer.recovery);
		if (answer.code !== 'wrong-second' || (answer.left ?? 0) <= 0) return onAway(answer);
		const { key, params } = signInWords(answer, engine.now());
		setTold(words(key, params));
	}

	if (recovery)
		return (
			<section className="sign-in-card sign-in-second" aria-label={say('demanded.recoveryTitle')}>
				<h2>{say('demanded.recoveryTitle')}</h2>
				<p>{say('own.recovery')}</p>
				<ol className="sign-in-recovery">
					{recovery.map((one) => (
						<li key={one}>
							<code>{one}</code>
						</li>
					))}
				</ol>
				<Button type="primary" size="large" block className="sign-in-button" onClick={onSet}>
					{say('demanded.copied')}
				</Button>
			</section>
		);
	return (
		<form className="sign-in-card sign-in-second" onSubmit={submit} noValidate>
			<h2>{say('demanded.title', { staff })}</h2>
			<p>{say('demanded.what')}</p>
			<div className="sign-in-key">
				<KeyPicture address={secret.address} size={208} />
				<p>
					{say('own.byHand')}
					<code>{secret.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
				</p>
			</div>
			<label htmlFor={ids.code}>{say('own.code')}</label>
			<Input
				id={ids.code}
				size="large"
				autoFocus
				inputMode="numeric"
				autoComplete="off"
				maxLength={8}
				value={code}
				aria-describedby={ids.told}
				onChange={(event) => setCode(event.target.value)}
			/>
			<p id={ids.told} className="sign-in-told" role="alert" data-shown={told !== ''}>
				{told}
			</p>
			<Button type="primary" size="large" block htmlType="submit" aria-disabled={busy} className="sign-in-button">
				{say(busy ? 'secret.busy' : 'demanded.submit')}
			</Button>
			<Button type="text" size="large" block onClick={() => onAway()}>
				{say('secret.away')}
			</Button>
		</form>
	);
}
