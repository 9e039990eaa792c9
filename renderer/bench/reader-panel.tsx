import type { BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { Key } from '../design/key.tsx';
import { useWords } from '../words/words.tsx';
import type { Act } from './act.ts';
import { FaultSwitches } from './fault-switches.tsx';

const faults = ['silent', 'bad-checksum', 'garbage', 'unplugged'] as const;

export function ReaderPanel({
	reader,
	people,
	act,
}: {
	reader: BenchSnapshot['readers'][number];
	people: BenchSnapshot['people'];
	act: Act;
}) {
	const words = useWords('bench');
	return (
		<section aria-label={words('reader.title', { device: reader.device })}>
			<h2>{words('reader.title', { device: reader.device })}</h2>
			{reader.card === null && <p>{words('reader.empty')}</p>}
			<ul className="people">
				{people.map((person) => {
					const here = reader.card === person.id;
					return (
						<li key={person.id}>
							<button
								type="button"
								className="person"
								aria-pressed={here}
								onClick={() =>
									act(here ? { do: 'take-card', device: reader.device } : { do: 'lay-card', device: reader.device, person: person.id })
								}
							>
								<strong>{person.label}</strong>
								<span>{person.note}</span>
								<em>{words(here ? 'reader.onReader' : 'reader.lay')}</em>
							</button>
						</li>
					);
				})}
			</ul>
			{reader.card !== null && (
				<Key className="bench-key" onClick={() => act({ do: 'take-card', device: reader.device })}>
					{words('reader.take')}
				</Key>
			)}
			<FaultSwitches device={reader.device} usual={faults} all={reader.mishaps} on={reader.faults} act={act} />
		</section>
	);
}
