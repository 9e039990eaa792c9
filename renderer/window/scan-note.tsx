import { CircleAlert, CircleCheck } from 'lucide-react';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { queueName } from './names.ts';
import type { Scanned } from './use-scans.ts';

/** What became of the code that was held up: what the paper itself says when it is good; else what is wrong, and what to do. */
export function ScanNote({ scanned, plan, catalogue }: { scanned: Scanned; plan: HallPlan; catalogue: FaceCatalogue }) {
	const say = useWords('window');
	const inWords = useSay();
	const dates = useDates();
	if (!scanned.ok) {
		return (
			<div className="scan-note" role="alert" data-good="false">
				<CircleAlert aria-hidden="true" size={24} />
				<div>
					<strong>{say(`scan.${scanned.why}.title`)}</strong>
					<p>{say(`scan.${scanned.why}.todo`)}</p>
				</div>
			</div>
		);
	}
	const { code } = scanned;
	const names = code.items.map((item) => {
		const known = catalogue.items.find((one) => one.code === item);
		return known ? inWords(known.name) : item;
	});
	return (
		<div className="scan-note" role="status" data-good="true">
			<CircleCheck aria-hidden="true" size={24} />
			<div>
				<strong>{say('scan.good', { number: code.number })}</strong>
				<p>{say('scan.taken', { time: dates.time(code.issuedAt), station: code.station, queue: queueName(code.queue, plan, inWords) })}</p>
				{names.length > 0 && <p>{say(code.more ? 'scan.itemsMore' : 'scan.items', { items: names.join(say('items.comma')) })}</p>}
			</div>
		</div>
	);
}
