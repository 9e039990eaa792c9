import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { Mark } from '../design/mark.tsx';
import { useDates, useLanguage, useWords } from '../words/words.tsx';
import { DiskChip } from './disk-chip.tsx';
import { ManualChip } from './manual/manual-chip.tsx';

/**
 * The bar on top of every staff face: where this is, what it does now (`about`), how the link stands (`status`), who works here, the time.
 * @param now platform time, ms
 * @param staff number of the person signed in, or `null`
 */
export function TopBar(props: {
	title: string;
	note?: string;
	about?: ReactNode;
	status: ReactNode;
	staff: string | null;
	now: number;
	/** Buttons that belong to the seat, before signing out. */
	tools?: ReactNode;
	onSignOut?: () => void;
}) {
	const say = useWords('window');
	const dates = useDates();
	const { language, setLanguage } = useLanguage();
	const other = language === 'en' ? 'zh-CN' : 'en';
	return (
		<header className="top-bar">
			<Mark size={36} />
			<h1>{props.title}</h1>
			{props.note && <span className="top-note">{props.note}</span>}
			{props.about}
			<span className="top-space" />
			<DiskChip />
			<ManualChip />
			{props.status}
			<button type="button" className="top-button" lang={other} onClick={() => setLanguage(other)}>
				{say('language')}
			</button>
			{props.staff && <span className="top-fact">{say('staffNo', { staff: props.staff })}</span>}
			{props.tools}
			{props.staff && props.onSignOut && (
				<button type="button" className="top-button" onClick={props.onSignOut}>
					<LogOut aria-hidden="true" size={18} />
					{say('signOut')}
				</button>
			)}
			<span className="top-fact top-day">{dates.day(props.now)}</span>
			<time className="top-clock">{dates.time(props.now)}</time>
		</header>
	);
}
