/** The whole notice, in three parts: what to prepare, terms, and the way it goes. Nothing is left out and nothing cut off. */
import type { SaidSection } from '../../../domain/notice/said.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { QrCode } from '../qr-code.tsx';
import type { Screen } from '../screen.ts';
import { useTerminal } from '../terminal-context.ts';
import { Brief } from './brief.tsx';
import { ListSaid, PrintKey } from './list-said.tsx';
import { onward } from './onward.ts';
import { OnwardKey } from './onward-key.tsx';
import { Sections } from './sections.tsx';
import { useListPaper } from './use-list-paper.ts';
import { useNotice } from './use-notice.ts';
import { WaitingForBook } from './waiting-for-book.tsx';

type NoticeAt = Extract<Screen, { at: 'notice' }>;

/** Sections of each part; the parts are in the order to read. */
const parts = [
	['bring', 'on-site', 'not-needed', 'sometimes'],
	['conditions', 'limits', 'fees', 'where', 'items'],
	['steps', 'results', 'basis'],
] as const;

export function NoticeScreen({ screen }: { screen: NoticeAt }) {
	const t = useWords('terminal');
	const n = useWords('notice');
	const place = useTerminal();
	const { send, journey } = place;
	const { elder } = journey.looks;
	const { notice, said, address, failed, again } = useNotice(screen.selection);
	const list = useListPaper();
	const { audience, selection, part, paper } = screen;
	const next = onward(place, { audience, ...selection });
	const count = selection.items.length;
	const gone = notice !== null && notice.items.length === 0;
	const of = (wanted: readonly string[]): SaidSection[] =>
		wanted.flatMap((id) => said?.sections.filter((section) => section.id === id) ?? []);
	return (
		<Frame
			title={said?.title ?? n('screen.loading')}
			lead={gone ? n('screen.gone') : n(count === 1 ? 'screen.leadOne' : 'screen.lead', { count })}
			step="list"
			dense
			foot={
				gone ? undefined : (
					<>
						<ListSaid paper={paper} />
						{list.can && said !== null && <PrintKey press={() => void list.print(said, address)} busy={paper.state === 'printing'} />}
						<OnwardKey next={next} label={count === 1 ? n('screen.goOne') : t('theme.go', { count })} />
					</>
				)
			}
		>
			{said === null && <WaitingForBook failed={failed} again={again} />}
			{notice !== null && notice.withdrawn.length > 0 && !gone && (
				<p className="list-said" data-tone="wait" role="status">
					{n('screen.withdrawn', { count: notice.withdrawn.length })}
				</p>
			)}
			{said !== null && !gone && (
				<>
					{(part === 0 || elder) && <Brief said={said} title={n('screen.short')} />}
					{!elder && (
						<fieldset className="row by" aria-label={n('screen.parts')}>
							{parts.map((_ids, at) => (
								<Key
									key={String(at)}
									className="half"
									aria-pressed={part === at}
									onClick={() => send({ type: 'turned', to: { ...screen, part: at } })}
								>
									{n(`screen.part-${at + 1}`)}
								</Key>
							))}
						</fieldset>
					)}
					<Sections sections={elder ? said.sections : of(parts[part] ?? parts[0])} />
					{address !== null && (elder || part === 0) && (
						<section className="notice-phone">
							<QrCode text={address} size={elder ? 300 : 240} label={n('screen.qr')} />
							<p>{n('screen.scan')}</p>
						</section>
					)}
				</>
			)}
		</Frame>
	);
}
