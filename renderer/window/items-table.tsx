import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { Visit } from '../../domain/contracts/commands.ts';
import { useSay, useWords } from '../words/words.tsx';

/** What to do in this visit, item by item: whose it is, what to look at, how long it usually takes. */
export function ItemsTable({ visit, catalogue }: { visit: Visit; catalogue: FaceCatalogue }) {
	const say = useWords('window');
	const inWords = useSay();
	const items = visit.items.flatMap((code) => catalogue.items.find((one) => one.code === code) ?? []);
	if (items.length === 0) return null;
	return (
		<table className="items">
			<thead>
				<tr>
					<th scope="col">{say('items.item')}</th>
					<th scope="col">{say('items.department')}</th>
					<th scope="col">{say('items.bring')}</th>
					<th scope="col" className="figure">
						{say('items.usual')}
					</th>
				</tr>
			</thead>
			<tbody>
				{items.map((item) => {
					const department = catalogue.departments.find((one) => one.code === item.dept);
					return (
						<tr key={item.code}>
							<th scope="row">{inWords(item.name)}</th>
							<td>{department ? inWords(department.name) : item.dept}</td>
							<td>{item.bring.length > 0 ? item.bring.map(inWords).join(say('items.comma')) : say('items.bringNone')}</td>
							<td className="figure">{say('items.minutes', { minutes: item.meanMinutes })}</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}
