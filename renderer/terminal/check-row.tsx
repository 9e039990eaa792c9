/** One line to tick: the whole row is the target, the box only shows it. */
import { Check } from 'lucide-react';

export function CheckRow({ name, note, chosen, toggle }: { name: string; note?: string; chosen: boolean; toggle: () => void }) {
	return (
		<li>
			<label className="check-row" data-chosen={chosen}>
				<input
					type="checkbox"
					className="unseen"
					checked={chosen}
					onChange={toggle}
					onKeyDown={(event) => {
						// Space is the browser's own; a keypad often has Enter alone.
						if (event.key === 'Enter') toggle();
					}}
				/>
				<span className="tick">{chosen && <Check size={40} strokeWidth={3.5} />}</span>
				<span className="check-name">{name}</span>
				{note !== undefined && note !== '' && <span className="check-note">{note}</span>}
			</label>
		</li>
	);
}
