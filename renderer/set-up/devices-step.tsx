/** What the hall's configuration says is plugged in here: how each stands, what to do, and a try. A result says no more than was proved (D1). */
import { useEffect, useState } from 'react';
import type { DeviceReport, DeviceTestResult } from '../../domain/contracts/device.ts';
import type { SetUpBridge, SetUpState } from '../../domain/contracts/set-up.ts';
import { StateSign } from '../technician/state-sign.tsx';
import { useWordsOf } from '../technician/use-words-of.ts';
import { useWords } from '../words/words.tsx';

const lookEveryMs = 2_000;
/** They move something, or take the device out of work for a while: not for a first try. */
const notHere = new Set(['reset', 'sam-reset', 'drawer', 'set-up', 'power-off']);

export function DevicesStep(props: { machine: SetUpBridge; state: SetUpState | null; heard: (state: SetUpState) => void }) {
	const { machine, state, heard } = props;
	const words = useWords('set-up');
	const some = (state?.devices?.length ?? 0) > 0;
	const known = state?.devices !== null && state?.devices !== undefined;
	useEffect(() => {
		if (!known) return;
		const timer = setInterval(() => {
			void machine.ask({ do: 'look' }).then((answer) => answer.do === 'state' && heard(answer.state));
		}, lookEveryMs);
		return () => clearInterval(timer);
	}, [machine, heard, known]);
	if (!known) return <p className="lead">{words('devices.noHall')}</p>;
	if (!some) return <p className="lead">{words('devices.none')}</p>;
	return (
		<>
			<p className="hint">{words('devices.hint')}</p>
			<ul className="set-up-devices">
				{state?.devices?.map((device) => (
					<Device key={device.device} device={device} machine={machine} />
				))}
			</ul>
		</>
	);
}

function Device({ device, machine }: { device: DeviceReport; machine: SetUpBridge }) {
	const words = useWords('set-up');
	const service = useWords('technician');
	const of = useWordsOf();
	const [running, setRunning] = useState<string | null>(null);
	const [outcome, setOutcome] = useState<{ test: string; result: DeviceTestResult } | { test: string; refused: string } | null>(null);
	const meaning = of.code(device.health.code);

	async function run(test: string): Promise<void> {
		setOutcome(null);
		setRunning(test);
		const answer = await machine.ask({ do: 'test', device: device.device, test });
		setRunning(null);
		setOutcome(
			answer.do === 'test' ? { test, result: answer.result } : { test, refused: answer.do === 'refused' ? answer.code : 'malformed' },
		);
	}

	return (
		<li>
			<h2>
				{device.device} <span>{of.kind(device.kind)}</span> <StateSign state={device.health.state} />
			</h2>
			<p className="hint">
				{words('devices.port', { port: device.port })}
				{device.health.state !== 'ready' && ` · ${meaning.text} · ${meaning.todo}`}
			</p>
			<div className="set-up-tests">
				{device.tests
					.filter((test) => !notHere.has(test))
					.map((test) => (
						<button type="button" key={test} disabled={running !== null} onClick={() => void run(test)}>
							{words('devices.try', { test: of.test(test) })}
						</button>
					))}
			</div>
			<p aria-live="polite" className="set-up-outcome">
				{running !== null && service('test.running', { test: of.test(running) })}
				{outcome !== null &&
					'result' in outcome &&
					`${service(outcome.result.ok ? 'test.ok' : 'test.failed', { test: of.test(outcome.test) })} · ${service(`proof.${outcome.result.proof}`)}`}
				{outcome !== null && 'refused' in outcome && service('test.refused', { test: of.test(outcome.test) })}
			</p>
		</li>
	);
}
