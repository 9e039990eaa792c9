/** After a one-time code: the person sets a PIN or password of their own, twice; the first administrator says a name as well. */
import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import type { SetSecretAnswer } from '../../domain/contracts/staff-desk.ts';
import { pinLength } from '../../domain/staff/secret-rules.ts';
import { useEngine } from '../engine/use-engine.tsx';
import { useWords } from '../words/words.tsx';

interface Props {
	station: string;
	staff: string;
	code: string;
	/** The code is that of the first administrator. */
	first: boolean;
	/** At this seat people have a PIN. */
	pin: boolean;
	/** It was set: with it the person signs in. */
	onSet(secret: string): void;
	onAway(): void;
}

export function SetSecretForm({ station, staff, code, first, pin, onSet, onAway }: Props) {
	const say = useWords('staff');
	const engine = useEngine();
	const [name, setName] = useState('');
	const [secret, setSecret] = useState('');
	const [again, setAgain] = useState('');
	const [told, setTold] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const ids = { name: useId(), secret: useId(), again: useId(), hint: useId(), told: useId() };

	/** A clerk who is something else besides has a password: a PIN that is long enough and still too short says so. */
	function wordsOf(answer: Extract<SetSecretAnswer, { ok: false }> | { ok: false; code: 'unreachable' }): string {
		const longer = answer.code === 'too-short' && (!pin || secret.length >= pinLength.least);
		const left = 'left' in answer ? (answer.left ?? 0) : 0;
		return say(`secret.faults.${longer ? 'too-short-password' : answer.code}`, { left });
	}

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (busy) return;
		if (first && name.trim() === '') return setTold(say('secret.faults.name-missing'));
		if (secret !== again) return setTold(say('secret.faults.differ'));
		setBusy(true);
		const answer = await engine.setSecret(station, { staff, code, secret, ...(first ? { name: name.trim() } : {}) });
		setBusy(false);
		if (answer.ok) return onSet(secret);
		setTold(wordsOf(answer));
	}

	return (
		<form className="sign-in-card" onSubmit={submit} noValidate>
			<h2>{say(first ? 'secret.titleFirst' : 'secret.title', { staff })}</h2>
			<p className="hint">{say(pin ? 'secret.rulePin' : 'secret.rulePassword')}</p>
			{first && (
				<>
					<label htmlFor={ids.name}>{say('secret.name')}</label>
					<Input
						id={ids.name}
						size="large"
						autoComplete="off"
						value={name}
						maxLength={40}
						onChange={(event) => setName(event.target.value)}
					/>
				</>
			)}
			<label htmlFor={ids.secret}>{say(pin ? 'secret.newPin' : 'secret.newPassword')}</label>
			<Input.Password
				id={ids.secret}
				size="large"
				autoFocus={!first}
				autoComplete="off"
				inputMode={pin ? 'numeric' : 'text'}
				value={secret}
				maxLength={128}
				aria-describedby={ids.told}
				onChange={(event) => setSecret(event.target.value)}
			/>
			<label htmlFor={ids.again}>{say('secret.again')}</label>
			<Input.Password
				id={ids.again}
				size="large"
				autoComplete="off"
				inputMode={pin ? 'numeric' : 'text'}
				value={again}
				maxLength={128}
				aria-describedby={ids.told}
				onChange={(event) => setAgain(event.target.value)}
			/>
			<p id={ids.told} className="sign-in-told" role="alert" data-shown={told !== null}>
				{told ?? ''}
			</p>
			<Button type="primary" size="large" block htmlType="submit" aria-disabled={busy} className="sign-in-button">
				{say(busy ? 'secret.busy' : 'secret.submit')}
			</Button>
			<Button type="text" size="large" block onClick={onAway}>
				{say('secret.away')}
			</Button>
		</form>
	);
}
