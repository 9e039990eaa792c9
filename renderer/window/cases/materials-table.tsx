/** The completeness check: every material of the case in one view, a figure for each row. Only rows that need a person are coloured. */
import { markOf, nextMark } from '../../../domain/cases/acceptance.ts';
import type { FaceCatalogue } from '../../../domain/contracts/catalogue.ts';
import { Chip } from '../../design/status-chip.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { KeyCap } from '../key-cap.tsx';
import { rowKey, tones, useMaterialWords } from './material-words.ts';
import type { Acceptance } from './use-acceptance.ts';

export function MaterialsTable({ acceptance, catalogue }: { acceptance: Acceptance; catalogue: FaceCatalogue }) {
	const say = useWords('cases');
	const inWords = useSay();
	const words = useMaterialWords();
	const { plan, marks, papers } = acceptance;
	const itemName = (code: string) => {
		const item = catalogue.items.find((one) => one.code === code);
		return item ? inWords(item.name) : code;
	};
	return (
		<table className="materials" aria-label={say('table.title')}>
			<thead>
				<tr>
					<th scope="col">{say('table.key')}</th>
					<th scope="col">{say('table.material')}</th>
					<th scope="col">{say('table.how')}</th>
					<th scope="col">{say('table.usedBy')}</th>
					<th scope="col">{say('table.result')}</th>
				</tr>
			</thead>
			<tbody>
				{plan.materials.map((material, index) => {
					const mark = markOf(material, marks);
					const key = rowKey(index);
					const name = inWords(material.name);
					const whole = material.items.length === plan.items.length && plan.items.length > 1;
					return (
						<tr key={material.material} data-mark={mark}>
							<td>{key && <KeyCap>{key}</KeyCap>}</td>
							<th scope="row">{name}</th>
							<td>{words.how(material, papers)}</td>
							<td className="used-by">
								{whole ? say('table.all', { count: plan.items.length }) : material.items.map(itemName).join(' · ')}
							</td>
							<td>
								<button
									type="button"
									className="mark-key"
									aria-keyshortcuts={key ?? undefined}
									aria-label={say('table.turn', {
										material: name,
										mark: words.mark(material, mark),
										next: words.mark(material, nextMark(material, marks)),
									})}
									onClick={() => acceptance.turn(material.material)}
								>
									<Chip tone={tones[mark]}>{words.mark(material, mark)}</Chip>
								</button>
							</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}
