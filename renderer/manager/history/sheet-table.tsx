import { cellText, type Sheet } from '../../../domain/tide/past-day/sheets.ts';
import { useWords } from '../../words/words.tsx';

/** A sheet as it would be saved: the same figures, the same words. */
export function SheetTable({ sheet }: { sheet: Sheet }) {
	const words = useWords('history');
	if (sheet.rows.length === 0) return <p className="nothing">{words('nothing')}</p>;
	return (
		// Wide tables are moved with the keyboard too.
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached
		<div className="history-sheet" tabIndex={0}>
			<table className="plain-table">
				<thead>
					<tr>
						{sheet.columns.map(({ head, kind }) => (
							<th key={head} scope="col" data-kind={kind}>
								{head}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{sheet.rows.map((row) => (
						<tr key={row.join('|')}>
							{row.map((cell, place) => {
								const { kind, head } = sheet.columns[place]!;
								return place === 0 ? (
									<th key={head} scope="row">
										{cellText(cell, kind)}
									</th>
								) : (
									<td key={head} data-kind={kind}>
										{cellText(cell, kind)}
									</td>
								);
							})}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
