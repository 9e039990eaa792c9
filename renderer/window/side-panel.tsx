/** Which panel stands in the right column, and what it asks for. */
import { localStamp } from '../../domain/business-day.ts';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { AskName, CommandBody } from '../../domain/contracts/commands.ts';
import type { Ticket } from '../../domain/contracts/state.ts';
import { useWords } from '../words/words.tsx';
import { type Desk, tryAsk } from './availability.ts';
import { ClosePanel } from './close-panel.tsx';
import { DesignatePanel } from './designate-panel.tsx';
import { DraftPanel } from './drafts/draft-panel.tsx';
import { FindPanel } from './find-panel.tsx';
import { HoldPanel } from './hold-panel.tsx';
import { PausePanel } from './pause-panel.tsx';
import { PriorityPanel } from './priority-panel.tsx';
import type { QueueRow } from './queue-rows.ts';
import { TransferPanel } from './transfer-panel.tsx';
import type { Scan } from './use-scans.ts';
import { useWhy } from './use-why.ts';

export type OpenPanel =
	| { kind: 'designate'; ticket: string | null }
	| { kind: 'find'; scan?: Scan }
	/** A form begun at a terminal; `code` = empty: it is typed. */
	| { kind: 'draft'; code: string }
	| { kind: 'priority'; ticket: string }
	| { kind: 'hold' | 'transfer' | 'pause' }
	| { kind: 'close'; signOut: boolean };

export function SidePanel(props: {
	panel: OpenPanel;
	desk: Desk;
	rows: QueueRow[];
	number: string;
	catalogue: FaceCatalogue;
	/** The ticket at this window. */
	ticket: Ticket | null;
	/** The number at this window, also one served from paper. */
	inHand: string | null;
	windowOpen: boolean;
	busy: boolean;
	onClose: () => void;
	onOpen: (panel: OpenPanel) => void;
	/** Sends an ask; the panel closes when it was done. */
	ask: <N extends AskName>(action: string, name: N, body: CommandBody<N>) => void;
	onServe: (ticket: string) => void;
	onLeave: (signOut: boolean) => void;
}) {
	const say = useWords('window');
	const why = useWhy();
	const { panel, desk, rows, ticket, busy, onClose } = props;
	const { state, plan, window } = desk;
	/** Any words do to find out whether the ask would be taken. */
	const reason = '…';

	switch (panel.kind) {
		case 'designate':
			return (
				<DesignatePanel
					key={panel.ticket ?? ''}
					rows={rows}
					first={panel.ticket}
					number={props.number}
					plan={plan}
					catalogue={props.catalogue}
					whyNot={(one) => why(tryAsk(desk, 'call-ticket', { window, ticket: one, reason }))}
					busy={busy}
					onSubmit={(one, words) => props.ask(say('find.call'), 'call-ticket', { window, ticket: one, reason: words })}
					onClose={onClose}
				/>
			);
		case 'find':
			return (
				<FindPanel
					key={panel.scan?.times ?? 0}
					catalogue={props.catalogue}
					scanned={panel.scan?.read ?? null}
					state={state}
					plan={plan}
					placeOf={(one) => rows.find((row) => row.ticket.number === one)?.place ?? null}
					link={desk.link}
					whyNotServe={
						props.inHand === null
							? null
							: why({ can: false, why: { from: 'refusals', code: 'window-busy', params: { ticket: props.inHand } } })
					}
					whyNotCall={(one) => why(tryAsk(desk, 'call-ticket', { window, ticket: one, reason }))}
					whyNotPriority={(one) =>
						plan.priorityGroups.some(({ code }) => tryAsk(desk, 'grant-priority', { ticket: one, group: code }).can) ? null : ''
					}
					onPriority={(one) => props.onOpen({ kind: 'priority', ticket: one })}
					onCall={(one) => props.onOpen({ kind: 'designate', ticket: one })}
					onServe={props.onServe}
					onDraft={(code) => props.onOpen({ kind: 'draft', code })}
					onClose={onClose}
				/>
			);
		case 'draft':
			return (
				<DraftPanel
					key={panel.code}
					code={panel.code}
					ticket={ticket?.life.stage === 'serving' ? ticket.number : null}
					day={state.day}
					now={localStamp(desk.now, plan.timezone).slice(0, 16)}
					onClose={onClose}
				/>
			);
		case 'priority':
			return (
				<PriorityPanel
					key={panel.ticket}
					ticket={panel.ticket}
					groups={plan.priorityGroups}
					whyNot={(group) => why(tryAsk(desk, 'grant-priority', { ticket: panel.ticket, group }))}
					busy={busy}
					onSubmit={(group) => props.ask(say('priority.give'), 'grant-priority', { ticket: panel.ticket, group })}
					onClose={onClose}
				/>
			);
		case 'hold':
			return (
				<HoldPanel
					ticket={ticket?.number ?? ''}
					why={why(tryAsk(desk, 'hold-ticket', { window, reason }))}
					busy={busy}
					onSubmit={(words, minutes) =>
						props.ask(say('key.hold'), 'hold-ticket', { window, reason: words, ...(minutes ? { minutes } : {}) })
					}
					onClose={onClose}
				/>
			);
		case 'transfer':
			return (
				<TransferPanel
					ticket={ticket?.number ?? ''}
					plan={plan}
					whyNot={(toQueue) =>
						ticket ? why(tryAsk(desk, 'transfer-ticket', { ticket: ticket.number, toQueue, reason })) : say('why.nothing-called')
					}
					waiting={(queue) => state.waiting[queue]?.length ?? 0}
					busy={busy}
					onSubmit={(toQueue, words, comeBack) =>
						ticket &&
						props.ask(say('key.transfer'), 'transfer-ticket', {
							ticket: ticket.number,
							toQueue,
							reason: words,
							...(comeBack ? { comeBack } : {}),
						})
					}
					onClose={onClose}
				/>
			);
		case 'pause':
			return (
				<PausePanel
					number={props.number}
					why={why(tryAsk(desk, 'pause-window', { window, reason }))}
					busy={busy}
					onSubmit={(words, minutes) => props.ask(say('key.pause'), 'pause-window', { window, reason: words, minutes })}
					onClose={onClose}
				/>
			);
		case 'close': {
			const refused = props.windowOpen ? why(tryAsk(desk, 'close-window', { window })) : null;
			// Cut off, the clerk may still leave the seat; the window itself is closed later.
			const cutOff = desk.link === 'down' && props.windowOpen;
			return (
				<ClosePanel
					number={props.number}
					signOut={panel.signOut}
					open={props.windowOpen && !cutOff}
					note={cutOff ? say('closing.cutOff') : null}
					why={panel.signOut && cutOff ? null : refused}
					busy={busy}
					onSubmit={() => props.onLeave(panel.signOut)}
					onClose={onClose}
				/>
			);
		}
	}
}
