/** 办不成事: a citizen says that something could not be done here, by a code; a person is told, and the number of the case stays with the citizen. */
import { House, Info, MessageSquareWarning, Ticket } from 'lucide-react';
import { useRef, useState } from 'react';
import { newComplaintRef } from '../../../domain/complaints/new-ref.ts';
import { reviewPlanOf } from '../../../domain/reviews/review-plan.ts';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { chooseSpecial } from '../choosing.ts';
import { Frame } from '../frame.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';

type ComplaintAt = Extract<Screen, { at: 'complaint' }>;

export function ComplaintScreen({ screen }: { screen: ComplaintAt }) {
	return screen.ref === null ? <Reasons /> : <Kept of={screen.ref} />;
}

function Reasons() {
	const words = useWords('reviews');
	const say = useSay();
	const { plan, send, engine, station, journey } = useTerminal();
	const [failed, setFailed] = useState(false);
	const [page, setPage] = useState(0);
	const reasons = reviewPlanOf(plan).cannotBeDone;
	// 长辈版 shows three keys at most: the last one leads to the rest.
	const left = journey.looks.elder ? reasons.slice(page * 2) : reasons;
	const shown = journey.looks.elder && left.length > (page === 0 ? 3 : 2) ? left.slice(0, 2) : left;
	const busy = useRef(false);
	async function open(reason: string) {
		if (busy.current) return;
		busy.current = true;
		const ref = newComplaintRef((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
		const ticket = journey.holder?.tickets[0];
		try {
			await engine.report(station.id, 'open-complaint', { complaint: ref, reason, ...(ticket === undefined ? {} : { ticket }) });
			send({ type: 'turned', to: { at: 'complaint', ref } });
		} catch {
			setFailed(true);
		} finally {
			busy.current = false;
		}
	}
	return (
		<Frame title={words('complaint.ask')} lead={words('complaint.lead')} foot={<DeskKey kind="outlined" />}>
			<div className="review-levels">
				{shown.map(({ code, name }) => (
					<Key key={code} className="review-level" onClick={() => void open(code)}>
						{say(name)}
					</Key>
				))}
				{shown.length < left.length && (
					<Key className="review-level" onClick={() => setPage(page + 1)}>
						{words('complaint.others')}
					</Key>
				)}
				{shown.length === left.length && page > 0 && (
					<Key className="review-level" kind="plain" onClick={() => setPage(0)}>
						{words('complaint.first')}
					</Key>
				)}
			</div>
			{failed && (
				<section className="notice" data-tone="wait" role="alert">
					<p>{words('complaint.notKept')}</p>
				</section>
			)}
		</Frame>
	);
}

function Kept({ of }: { of: string }) {
	const words = useWords('reviews');
	const { plan, waits, send, clock } = useTerminal();
	const days = reviewPlanOf(plan).deadlines.cannotBeDone.contact;
	return (
		<Frame
			title={words('complaint.kept')}
			lead={words(waits.fresh ? 'complaint.keptLead' : 'complaint.keptLater', { count: days })}
			foot={
				<>
					<Key className="beside" onClick={() => send({ type: 'home', now: clock() })}>
						<House size={48} />
						{words('complaint.home')}
					</Key>
					<DeskKey kind="filled" />
				</>
			}
		>
			<section className="ticket" data-loud="true">
				<div className="ticket-head">
					<div>
						<p className="ticket-label">{words('complaint.number')}</p>
						<p className="complaint-ref">{shownRef(of)}</p>
					</div>
				</div>
			</section>
			<section className="advice" data-tone="tide">
				<h2>
					<Info size={48} />
					{words('complaint.next')}
				</h2>
				<p>{words('complaint.nextDo')}</p>
			</section>
		</Frame>
	);
}

/** On to a number for the desk that takes such matters; nothing where the hall has none. */
function DeskKey({ kind }: { kind: 'filled' | 'outlined' }) {
	const words = useWords('reviews');
	const { plan, send, state } = useTerminal();
	const choice = chooseSpecial(plan, 'escalation');
	if (choice === null || state.stage !== 'open') return null;
	return (
		<Key className="primary" kind={kind} onClick={() => send({ type: 'went', to: { at: 'confirm', choice, priority: false } })}>
			{kind === 'filled' ? <Ticket size={48} /> : <MessageSquareWarning size={48} />}
			{words('complaint.desk')}
		</Key>
	);
}

/** `BC-7K3M 9QPX 22AB`: in groups, as people read it aloud. */
export function shownRef(ref: string): string {
	return ref.replace(/^BC-(.{4})(.{4})(.{4})$/, 'BC-$1 $2 $3');
}
