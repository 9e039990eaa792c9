import { rangeText } from '../design/wait-range.tsx';
import { useSay, useWords } from '../words/words.tsx';
import type { WaitRow } from './waits.ts';

/** How many wait where, and about how long. `oldTime`: the waits are of that time, so no estimate is told. */
export function WaitsTable({ rows, oldTime }: { rows: WaitRow[]; oldTime: string | null }) {
	const say = useWords('board');
	const inWords = useSay();
	const old = oldTime !== null;
	return (
		<table className="waits" data-old={old}>
			<thead>
				<tr>
					<th scope="col">{old ? say('waits.titleOld', { time: oldTime }) : say('waits.title')}</th>
					<th scope="col">{say('waits.people')}</th>
					<th scope="col">{say('waits.about')}</th>
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => (
					<tr key={row.queue}>
						<th scope="row">
							<strong>{row.queue}</strong>
							<span>{inWords(row.name)}</span>
						</th>
						<td>{row.people}</td>
						<td>{about(row)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);

	function about(row: WaitRow) {
		if (old || row.minutes === null) return say('waits.unknown');
		if (row.minutes[1] === 0) return <small>{say('waits.none')}</small>;
		return (
			<>
				{rangeText(row.minutes)} <small>{say('waits.minutes')}</small>
			</>
		);
	}
}
