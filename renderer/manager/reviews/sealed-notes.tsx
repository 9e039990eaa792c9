import { Button, Input } from 'antd';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { longestNote, type ReviewDeskRequest, type ShownNote } from '../../../domain/contracts/review-desk.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useDates, useWords } from '../../words/words.tsx';

/** What was said, in words: sealed at the platform, fetched only when somebody opens it, and gone from the screen when it is closed. */
export function SealedNotes({ complaint, station, closed }: { complaint: string; station: string; closed: boolean }) {
	const words = useWords('reviews');
	const dates = useDates();
	const engine = useEngine();
	const [notes, setNotes] = useState<ShownNote[] | null>(null);
	const [text, setText] = useState('');
	const [wrong, setWrong] = useState('');
	async function ask(request: ReviewDeskRequest) {
		const answer = await engine.reviewDesk(station, request);
		setWrong(answer.ok ? '' : answer.code);
		if (!answer.ok || answer.do !== 'notes') return false;
		setNotes(answer.notes);
		return true;
	}
	return (
		<details
			className="review-notes"
			onToggle={(event) => {
				if (event.currentTarget.open) void ask({ do: 'notes', complaint });
				else setNotes(null);
			}}
		>
			<summary>
				<Lock size={16} aria-hidden="true" /> {words('manager.notes')}
			</summary>
			{wrong !== '' && <p role="alert">{words(`manager.noteWrong.${wrong}`)}</p>}
			{notes?.length === 0 && <p className="nothing">{words('manager.noNotes')}</p>}
			<ul>
				{notes?.map((note) => (
					<li key={`${note.at}-${note.staff}-${note.text}`}>
						<small>
							{dates.day(note.at)} {dates.time(note.at)} · {note.staff}
						</small>
						<p>{note.text}</p>
					</li>
				))}
			</ul>
			{!closed && (
				<form
					onSubmit={(event) => {
						event.preventDefault();
						void ask({ do: 'note', complaint, text }).then((kept) => kept && setText(''));
					}}
				>
					<Input.TextArea
						aria-label={words('manager.note')}
						placeholder={words('manager.note')}
						rows={3}
						maxLength={longestNote}
						value={text}
						onChange={(event) => setText(event.target.value)}
					/>
					<Button htmlType="submit" disabled={text.trim() === ''}>
						{words('manager.saveNote')}
					</Button>
				</form>
			)}
		</details>
	);
}
