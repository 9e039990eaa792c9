/** The tests a device has. What cannot be taken back asks once; a result says no more than was proved (D1). */
import { Button } from 'antd';
import { CircleCheck, CircleX } from 'lucide-react';
import { useState } from 'react';
import type { DeviceReport, DeviceTestResult } from '../../domain/contracts/device.ts';
import { FactList } from '../design/fact-list.tsx';
import { useWords } from '../words/words.tsx';
import type { DeviceService } from './device-service.ts';
import { Refusal } from './refusal.tsx';
import { useWordsOf } from './use-words-of.ts';

/** They move something, or take the device out of work for a while. */
const asksOnce = new Set(['reset', 'sam-reset', 'drawer', 'set-up', 'power-off']);

type Outcome = { test: string; result: DeviceTestResult } | { test: string; refused: string };

export function TestKeys({ device, service }: { device: DeviceReport; service: DeviceService }) {
	const words = useWords('technician');
	const of = useWordsOf();
	const [running, setRunning] = useState<string | null>(null);
	const [sure, setSure] = useState<string | null>(null);
	const [outcome, setOutcome] = useState<Outcome | null>(null);

	async function run(test: string) {
		setSure(null);
		setOutcome(null);
		setRunning(test);
		const answer = await service.ask({ do: 'test', device: device.device, test });
		setRunning(null);
		if (answer.do === 'test') setOutcome({ test, result: answer.result });
		else setOutcome({ test, refused: answer.do === 'refused' ? answer.code : 'malformed' });
	}

	return (
		<section className="card" aria-label={words('test.title')}>
			<h3>{words('test.title')}</h3>
			{device.tests.length === 0 && <p className="nothing">{words('test.none')}</p>}
			<div className="service-keys">
				{device.tests.map((test) => (
					<Button key={test} size="large" disabled={running !== null} onClick={() => (asksOnce.has(test) ? setSure(test) : void run(test))}>
						{of.test(test)}
					</Button>
				))}
			</div>
			{sure !== null && (
				<div className="service-note" data-tone="wait" role="alertdialog" aria-label={words('test.sure', { test: of.test(sure) })}>
					<div>
						<p>{words('test.sure', { test: of.test(sure) })}</p>
						<div className="service-keys">
							<Button size="large" autoFocus onClick={() => setSure(null)}>
								{words('test.keep')}
							</Button>
							<Button size="large" danger onClick={() => void run(sure)}>
								{words('test.do', { test: of.test(sure) })}
							</Button>
						</div>
					</div>
				</div>
			)}
			<div aria-live="polite" className="test-outcome">
				{running !== null && <p className="nothing">{words('test.running', { test: of.test(running) })}</p>}
				{outcome !== null && 'result' in outcome && (
					<TestOutcome test={of.test(outcome.test)} result={outcome.result} known={device.facts} />
				)}
			</div>
			{outcome !== null && 'refused' in outcome && (
				<Refusal code={outcome.refused} title={words('test.refused', { test: of.test(outcome.test) })} />
			)}
		</section>
	);
}

/** `known`: what the screen shows of the device anyway; only what the test found besides is said again. */
function TestOutcome({ test, result, known }: { test: string; result: DeviceTestResult; known: DeviceReport['facts'] }) {
	const words = useWords('technician');
	const of = useWordsOf();
	const meaning = of.code(result.code);
	const found = Object.entries(result.facts).filter(([name, value]) => known[name] !== value);
	const facts = found.map(([name, value]) => [of.fact(name), of.value(value)] as const);
	// Bytes that only went out are no proof that it was done: no green for them.
	const tone = !result.ok ? 'wait' : result.proof === 'written' || result.proof === 'none' ? 'quiet' : 'ok';
	const Icon = result.ok ? CircleCheck : CircleX;
	return (
		<div className="service-note" data-tone={tone} data-proof={result.proof}>
			<Icon aria-hidden="true" />
			<div>
				<strong>{words(result.ok ? 'test.ok' : 'test.failed', { test })}</strong>
				<p>{words(`proof.${result.proof}`)}</p>
				{result.code !== 'ok' && (
					<p>
						{meaning.text} · {meaning.todo}
					</p>
				)}
				{facts.length > 0 && <FactList facts={facts} />}
			</div>
		</div>
	);
}
