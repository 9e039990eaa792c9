/** Parts of pages that lie behind steps a crawl does not take: the same parts, asking the same desks, drawn by themselves. */
import { type ReactNode, useEffect, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { EngineClient } from '../../../renderer/engine/contract.ts';
import { useEngine } from '../../../renderer/engine/use-engine.tsx';
import { EditForm } from '../../../renderer/manager/history/edit-form.tsx';
import { ImportCard } from '../../../renderer/manager/staff/import-card.tsx';
import { PersonCard } from '../../../renderer/manager/staff/person-card.tsx';
import { useStaffDesk } from '../../../renderer/manager/staff/use-staff-desk.ts';
import { remoteService } from '../../../renderer/technician/device-service.ts';
import { TestKeys } from '../../../renderer/technician/test-keys.tsx';
import { FoundApplications } from '../../../renderer/window/cases/found-applications.tsx';

/** Draws what a desk answered, once it has. */
function Asked<Answer>({ ask, children }: { ask: (engine: EngineClient) => Promise<Answer>; children: (answer: Answer) => ReactNode }) {
	const engine = useEngine();
	const [answer, setAnswer] = useState<Answer | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: it is asked once
	useEffect(() => void ask(engine).then(setAnswer), [engine]);
	return answer !== null && children(answer);
}

/** What somebody handed in on another day. */
export const Handed = () => (
	<Asked ask={(engine) => engine.caseDesk('W02', { do: 'find' })}>
		{(answer) =>
			answer.ok && answer.do === 'find' && <FoundApplications found={answer.applications} ticket="A001" what={() => ''} onGoOn={() => {}} />
		}
	</Asked>
);

/** Every account, opened; among them suspended ones. */
export function People({ plan }: { plan: HallPlan }) {
	const desk = useStaffDesk('M1');
	return desk.look?.people.map((person, at) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: drawn once
		<PersonCard key={at} {...{ person, plan, desk }} look={desk.look!} keeps manages own={false} onClose={() => {}} />
	));
}

/** A table with faults in it, as the platform tells them. */
export function Table() {
	const desk = useStaffDesk('M1');
	return <ImportCard desk={desk} shifts={[]} onClose={() => {}} />;
}

/** The hall of a day that is played again. */
export const PastHall = ({ plan }: { plan: HallPlan }) => (
	<Asked ask={(engine) => engine.historyDesk('M1', { do: 'past-day', day: '2026-11-16' })}>
		{(answer) =>
			answer.ok &&
			answer.do === 'past-day' && (
				<EditForm hall={answer.hall} day="2026-11-16" timezone={plan.timezone} usual={answer.hall.queues[0]!.id} first add={() => {}} />
			)
		}
	</Asked>
);

/** What a test of a device found; each device has the one test, so that each is pressed. */
export function DeviceTests() {
	const engine = useEngine();
	return (
		<Asked ask={() => engine.askDevices('M1', 'T1', { do: 'inspect' })}>
			{(answer) =>
				answer.do === 'inspect' && (
					<TestKeys device={{ ...answer.devices[0]!, tests: ['status'] }} service={remoteService(engine, 'M1', 'T1')} />
				)
			}
		</Asked>
	);
}
