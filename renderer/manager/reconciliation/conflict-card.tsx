import { Button, Input } from 'antd';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { FoundConflict } from '../../../domain/contracts/reconciliation.ts';
import { conflictInWords, historyInWords, type Speaker } from '../../../domain/reconciliation/in-words.ts';

interface Parts {
	conflict: FoundConflict;
	speaker: Speaker;
	time: (at: number) => string;
	/** `null` = it cannot be settled now. Resolves with true when it was. */
	settle: ((decision: string) => Promise<boolean>) | null;
	busy: boolean;
}

/** One conflict as a manager judges it: the papers, what happened, every record of the ticket, and the decision. */
export function ConflictCard({ conflict, speaker, time, settle, busy }: Parts) {
	const { say } = speaker;
	const { papers, happened, decide, decision, by, ready } = conflictInWords(conflict, speaker);
	const open = conflict.settled === null;
	return (
		<li className="found-conflict" data-open={open}>
			<header>
				{open ? <CircleAlert aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
				<h3>
					<span className="conflict-number">{conflict.number}</span> {happened}
				</h3>
				<span className="chip" data-tone={open ? 'alarm' : 'ok'}>
					{say(open ? 'open' : 'settled')}
				</span>
			</header>
			<dl>
				<dt>{say('screen.papers')}</dt>
				<dd>{papers}</dd>
				{conflict.history.length > 0 && (
					<>
						<dt>{say('screen.history')}</dt>
						<dd>
							<History open={open && conflict.case !== 'without-session'} count={conflict.history.length} say={say}>
								{conflict.history.map((line) => (
									<li key={`${line.code}-${line.at}-${line.params.window ?? ''}`}>
										<time>{time(line.at)}</time> {historyInWords(line, speaker)}
									</li>
								))}
							</History>
						</dd>
					</>
				)}
				{open && (
					<>
						<dt>{say('screen.decide')}</dt>
						<dd>{decide}</dd>
					</>
				)}
				<dt>{say('screen.result')}</dt>
				<dd>
					{decision === null ? (
						<Decisions ready={ready} settle={settle} busy={busy} speaker={speaker} />
					) : (
						<>
							<strong>{decision}</strong> <small>{say('screen.saved', { by, time: time(conflict.settled?.at ?? 0) })}</small>
						</>
					)}
				</dd>
			</dl>
		</li>
	);
}

/** Where the records are what is judged they stand open; elsewhere they can be looked at. */
function History({ open, count, say, children }: { open: boolean; count: number; say: Speaker['say']; children: ReactNode }) {
	if (open) return <ol>{children}</ol>;
	return (
		<details>
			<summary>{say('screen.historyCount', { count })}</summary>
			<ol>{children}</ol>
		</details>
	);
}

function Decisions({ ready, settle, busy, speaker: { say } }: Pick<Parts, 'settle' | 'busy' | 'speaker'> & { ready: readonly string[] }) {
	const field = useId();
	const [own, setOwn] = useState<string | null>(null);
	const still = busy || settle === null;
	if (own !== null) {
		return (
			<form
				className="own-words"
				onSubmit={(event) => {
					event.preventDefault();
					void settle?.(own.trim());
				}}
			>
				<label htmlFor={field}>{say('screen.ownWordsLabel')}</label>
				<Input id={field} autoFocus maxLength={200} value={own} onChange={(event) => setOwn(event.target.value)} />
				<small>{say('screen.noNames')}</small>
				<div>
					<Button type="primary" htmlType="submit" disabled={still || own.trim() === ''}>
						{say('screen.save')}
					</Button>
					<Button onClick={() => setOwn(null)}>{say('screen.cancel')}</Button>
				</div>
			</form>
		);
	}
	return (
		<div className="ready-decisions">
			{ready.map((decision) => (
				<Button key={decision} disabled={still} onClick={() => void settle?.(decision)}>
					{decision}
				</Button>
			))}
			<Button type="dashed" disabled={still} onClick={() => setOwn('')}>
				{say('screen.ownWords')}
			</Button>
			{settle === null && <small>{say('screen.cutOffNote')}</small>}
		</div>
	);
}
