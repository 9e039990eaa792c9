import { Button, Input, Select } from 'antd';
import { MessageSquareWarning, ThumbsDown } from 'lucide-react';
import { useId, useState } from 'react';
import { type ComplaintCase, faultOfStep } from '../../../domain/complaints/cases.ts';
import { type ComplaintStep, complaintStepNames, complaintSteps } from '../../../domain/contracts/complaints.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { ShownCase } from '../../../domain/contracts/review-desk.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { aboutWords, reasonNames, standing } from './case-words.ts';
import { SealedNotes } from './sealed-notes.tsx';

/** One case: what it is about, until when, what was done, and the next step. */
export function CaseCard({ found, plan, station, done }: { found: ShownCase; plan: HallPlan; station: string; done: () => void }) {
	const words = useWords('reviews');
	const say = useSay();
	const dates = useDates();
	const reasons = reasonNames(plan, found.reasons, say);
	const staffOf = (staff: string | null) => staff ?? '–';
	return (
		<li className="review-case" data-kind={found.kind}>
			<header>
				<span aria-hidden="true">{found.kind === 'bad-review' ? <ThumbsDown size={20} /> : <MessageSquareWarning size={20} />}</span>
				<div>
					<h3>
						{words(`manager.kind.${found.kind}`)} · {aboutWords(plan, found, words, dates.day)}
					</h3>
					<p>
						{found.about.level !== null && <>{words('manager.level', { level: words(`levels.${found.about.level}`) })} · </>}
						{reasons.length > 0 ? words('manager.why', { reasons: reasons.join('、') }) : words('manager.noReason')}
						{found.kind === 'cannot-be-done' && <> · {words(`manager.by.${found.by}`)}</>}
					</p>
				</div>
				<span className="review-stage">{words(`manager.stage.${found.stage}`)}</span>
			</header>
			<p className="review-facts">
				<code>{found.ref}</code>
				<span>
					{found.owner === null ? words('manager.noOwner') : words('manager.owner', { staff: found.owner })}
					{found.offered !== null && ` · ${words('manager.offered', { staff: found.offered })}`}
				</span>
				<Due label="manager.contactBy" deadline={found.deadlines.contact} />
				<Due label="manager.settleBy" deadline={found.deadlines.settle} />
			</p>
			{found.steps.length > 0 && (
				<ol className="review-steps" aria-label={words('manager.steps')}>
					{found.steps.map((step) => (
						<li key={`${step.at}-${step.what}-${step.code}`} data-counts={step.fault === null}>
							<time>
								{dates.day(step.at)} {dates.time(step.at)}
							</time>
							<span>
								{words(`manager.step.${step.what}.${step.code}`)}
								{step.to !== null && ` ${step.to}`}
								{step.fault !== null && ` (${words(`manager.stepFault.${step.fault}`)})`}
							</span>
							<span>{staffOf(step.staff)}</span>
						</li>
					))}
				</ol>
			)}
			{found.closedAt === null && <NextStep found={found} station={station} done={done} />}
			<SealedNotes complaint={found.ref} station={station} closed={found.closedAt !== null} />
		</li>
	);
}

function Due({ label, deadline }: { label: string; deadline: ShownCase['deadlines']['contact'] }) {
	const words = useWords('reviews');
	const dates = useDates();
	const how = standing(deadline);
	return (
		<span className="review-due" data-how={how ?? 'open'}>
			{words(label, { day: dates.day(deadline.dueAt) })}
			{how !== null && ` · ${words(`manager.${how}`)}`}
		</span>
	);
}

/** Only what would count now can be chosen: the same rule decides on the platform. */
function NextStep({ found, station, done }: { found: ShownCase; station: string; done: () => void }) {
	const words = useWords('reviews');
	const engine = useEngine();
	const field = useId();
	const [chosen, setChosen] = useState<string | null>(null);
	const [to, setTo] = useState('');
	const [told, setTold] = useState('');
	const staff = engine.signedIn(station)?.staff ?? null;
	const options = complaintStepNames.flatMap((step) =>
		complaintSteps[step].flatMap((code) => {
			if (faultOfStep(found as ComplaintCase, { what: step, code, staff }) !== null) return [];
			if (step === 'taken' && found.owner === staff && found.offered === null) return [];
			return [{ value: `${step}/${code}`, label: `${words(`manager.stepNames.${step}`)} · ${words(`manager.step.${step}.${code}`)}` }];
		}),
	);
	const [step, code] = (chosen ?? '/').split('/') as [ComplaintStep, string];
	const needsTo = step === 'handed-over' && code === 'colleague';
	async function save() {
		try {
			await engine.report(station, 'step-complaint', { complaint: found.ref, step, code, ...(needsTo ? { to } : {}) });
			setChosen(null);
			setTo('');
			setTold('manager.saved');
			done();
		} catch {
			setTold('manager.notSaved');
		}
	}
	return (
		<div className="review-next">
			<Select
				aria-label={words('manager.do')}
				placeholder={words('manager.do')}
				value={chosen}
				options={options}
				onChange={setChosen}
				popupMatchSelectWidth={false}
			/>
			{needsTo && (
				<>
					<label htmlFor={field}>{words('manager.to')}</label>
					<Input id={field} inputMode="numeric" maxLength={8} value={to} onChange={(event) => setTo(event.target.value.trim())} />
				</>
			)}
			<Button type="primary" disabled={chosen === null || (needsTo && !/^\d{4,8}$/.test(to))} onClick={() => void save()}>
				{words('manager.save')}
			</Button>
			<small role="status">{told === '' ? '' : words(told)}</small>
		</div>
	);
}
