/** What somebody does about their own account: another password, and the second step with a phone. */
import { Button, Input } from 'antd';
import { type FormEvent, useCallback, useEffect, useId, useState } from 'react';
import type { OwnAccountAnswer, OwnAccountRequest } from '../../../domain/contracts/staff-desk.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { KeyPicture } from '../../staff/key-picture.tsx';
import { useWords } from '../../words/words.tsx';
import { BesideCard } from './beside-card.tsx';
import './staff.css';

type Told = Extract<OwnAccountAnswer, { ok: true }>;

/** `onClose`: `null` = it is the whole page. */
export function OwnAccountCard({ station, onClose }: { station: string; onClose: (() => void) | null }) {
	const words = useWords('staff');
	const engine = useEngine();
	const [account, setAccount] = useState<Told | null>(null);
	const [wrong, setWrong] = useState('');
	const [done, setDone] = useState('');
	const ask = useCallback(
		async (request: OwnAccountRequest): Promise<boolean> => {
			const answer = await engine.ownAccount(station, request);
			setDone('');
			setWrong(answer.ok ? '' : answer.code);
			if (answer.ok) setAccount(answer);
			return answer.ok;
		},
		[engine, station],
	);
	useEffect(() => void ask({ do: 'look' }), [ask]);
	return (
		<BesideCard title={words('own.title')} onClose={onClose}>
			{wrong !== '' && (
				<p role="alert" className="told">
					{words(`own.wrong.${wrong}`, { defaultValue: words(`secret.faults.${wrong}`) })}
				</p>
			)}
			<p role="status">{done}</p>
			{account && (
				<>
					<ChangeSecret
						pin={account.kind === 'pin'}
						change={async (now, next) => {
							const changed = await ask({ do: 'change-secret', now, next });
							if (changed) setDone(words('own.changed'));
							return changed;
						}}
					/>
					<Second account={account} ask={ask} />
				</>
			)}
		</BesideCard>
	);
}

function ChangeSecret({ pin, change }: { pin: boolean; change: (now: string, next: string) => Promise<boolean> }) {
	const words = useWords('staff');
	const [now, setNow] = useState('');
	const [next, setNext] = useState('');
	const [again, setAgain] = useState('');
	const [told, setTold] = useState('');
	const ids = { now: useId(), next: useId(), again: useId() };
	async function submit(event: FormEvent) {
		event.preventDefault();
		if (next !== again) return setTold(words('secret.faults.differ'));
		setTold('');
		if (!(await change(now, next))) return;
		setNow('');
		setNext('');
		setAgain('');
	}
	return (
		<form onSubmit={submit} noValidate>
			<h3>{words(pin ? 'own.pin' : 'own.password')}</h3>
			<p className="hint">{words(pin ? 'secret.rulePin' : 'secret.rulePassword')}</p>
			<label htmlFor={ids.now}>{words('own.now')}</label>
			<Input.Password id={ids.now} autoComplete="off" maxLength={128} value={now} onChange={(event) => setNow(event.target.value)} />
			<label htmlFor={ids.next}>{words(pin ? 'secret.newPin' : 'secret.newPassword')}</label>
			<Input.Password id={ids.next} autoComplete="off" maxLength={128} value={next} onChange={(event) => setNext(event.target.value)} />
			<label htmlFor={ids.again}>{words('secret.again')}</label>
			<Input.Password id={ids.again} autoComplete="off" maxLength={128} value={again} onChange={(event) => setAgain(event.target.value)} />
			<p role="alert" className="told">
				{told}
			</p>
			<Button htmlType="submit" disabled={now.length < 4 || next.length < 4}>
				{words('own.change')}
			</Button>
		</form>
	);
}

function Second({ account, ask }: { account: Told; ask: (request: OwnAccountRequest) => Promise<boolean> }) {
	const words = useWords('staff');
	const [text, setText] = useState('');
	const field = useId();
	const { key, recovery, second } = account;
	async function send(request: OwnAccountRequest) {
		if (await ask(request)) setText('');
	}
	return (
		<div className="staff-second">
			<h3>{words('own.second')}</h3>
			{recovery && (
				<>
					<p>{words('own.recovery')}</p>
					<ol className="staff-recovery">
						{recovery.map((code) => (
							<li key={code}>
								<code>{code}</code>
							</li>
						))}
					</ol>
				</>
			)}
			{second ? (
				<>
					<p>{words('own.secondOn', { left: account.recoveryLeft })}</p>
					{account.demanded ? (
						<p>{words('own.secondDemanded')}</p>
					) : (
						<>
							<label htmlFor={field}>{words('own.now')}</label>
							<Input.Password
								id={field}
								autoComplete="off"
								maxLength={128}
								value={text}
								onChange={(event) => setText(event.target.value)}
							/>
							<Button danger disabled={text.length < 4} onClick={() => void send({ do: 'second-end', secret: text })}>
								{words('own.secondEnd')}
							</Button>
						</>
					)}
				</>
			) : key ? (
				<>
					<p>{words('own.scan')}</p>
					<KeyPicture address={key.address} size={192} />
					<p>
						{words('own.byHand')} <code>{key.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
					</p>
					<label htmlFor={field}>{words('own.code')}</label>
					<Input
						id={field}
						inputMode="numeric"
						autoComplete="off"
						maxLength={8}
						value={text}
						onChange={(event) => setText(event.target.value)}
					/>
					<Button type="primary" disabled={text.trim().length < 6} onClick={() => void send({ do: 'second-confirm', code: text.trim() })}>
						{words('own.confirm')}
					</Button>
				</>
			) : (
				<>
					<p>{words('own.secondOff')}</p>
					<Button onClick={() => void ask({ do: 'second-begin' })}>{words('own.secondBegin')}</Button>
				</>
			)}
		</div>
	);
}
