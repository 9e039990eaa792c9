import { rangeText } from '../design/wait-range.tsx';
import { useSay, useWords } from '../words/words.tsx';
import type { WaitRow } from './waits.ts';

/** How many wait where, and about how long. `byHand`: queues that people call. `oldTime`: the waits are of that time, so no estimate is told. */
export function WaitsTable(props: { rows: WaitRow[]; oldTime: string | null; byHand?: readonly string[] }) {
	const { rows, oldTime, byHand = [] } = props;
	const manual = useWords('manual');
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
					<tr key={row.id}>
						<th scope="row">
							<strong>{row.id}</strong>
							<span>{inWords(row.name)}</span>
						</th>
						<td>{row.wait.people}</td>
						<td>{about(row)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);

	function about({ id, wait }: WaitRow) {
		if (byHand.includes(id)) return <small>{manual('board.row')}</small>;
		if (old || wait.minutes === null) return say('waits.unknown');
		if (wait.minutes[1] === 0) return <small>{say('waits.none')}</small>;
		return (
			<>
				{rangeText(wait.minutes)} <small>{say('waits.minutes')}</small>
			</>
		);
	}
}
