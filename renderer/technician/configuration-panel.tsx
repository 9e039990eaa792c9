/** `devices.yaml` as it lies on disk: what is wrong with it and where, and taking it anew; and what languages that were added still lack. */
import { Button } from 'antd';
import { CircleCheck, FileWarning } from 'lucide-react';
import { useLanguage, useWords } from '../words/words.tsx';
import type { DeviceService } from './device-service.ts';
import { Refusal } from './refusal.tsx';
import { useAnswer } from './use-answer.ts';

/** `problems`: as last inspected; the answer of a reading replaces them until the next look. */
export function ConfigurationPanel({ service, problems }: { service: DeviceService; problems: string[] }) {
	const words = useWords('technician');
	const { answer, refusal, busy, ask } = useAnswer(service, 'reload');
	return (
		<section className="card" aria-label={words('tabs.configuration')}>
			<header className="service-head">
				<h2>{words('tabs.configuration')}</h2>
				<Button size="large" type="primary" disabled={busy} onClick={() => ask({ do: 'reload' })}>
					{words(busy ? 'configuration.reading' : 'configuration.read')}
				</Button>
			</header>
			{problems.length === 0 ? (
				<p className="service-note" data-tone="ok">
					<CircleCheck aria-hidden="true" />
					{words('configuration.good')}
				</p>
			) : (
				<div className="service-note" data-tone="wait" role="alert">
					<FileWarning aria-hidden="true" />
					<div>
						<strong>{words('configuration.bad', { count: problems.length })}</strong>
						<ol className="problem-list">
							{problems.map((problem) => (
								<li key={problem}>{problem}</li>
							))}
						</ol>
					</div>
				</div>
			)}
			{refusal !== null && <Refusal code={refusal} />}
			<div aria-live="polite" className="reading-result">
				{answer !== null &&
					(answer.problems.length > 0 ? (
						<p>{words('configuration.notTaken')}</p>
					) : answer.changed.length === 0 ? (
						<p>{words('configuration.same')}</p>
					) : (
						<>
							<p>{words('configuration.changed')}</p>
							<ul>
								{answer.changed.map((change) => (
									<li key={change}>{change}</li>
								))}
							</ul>
						</>
					))}
			</div>
			<p className="nothing">{words('configuration.about')}</p>
			<FurtherLanguages />
		</section>
	);
}

/** Languages beyond Chinese and English, and the texts of the citizen's screens they lack: a citizen sees those in Chinese. */
function FurtherLanguages() {
	const words = useWords('technician');
	const { further, missing } = useLanguage();
	return further.map(({ code, name }) => {
		const lacks = missing(code);
		const Sign = lacks.length === 0 ? CircleCheck : FileWarning;
		return (
			<div key={code} className="service-note" data-tone={lacks.length === 0 ? 'ok' : 'wait'}>
				<Sign aria-hidden="true" />
				<div>
					<strong>
						{words(lacks.length === 0 ? 'configuration.language' : 'configuration.languageLacks', { name, code, count: lacks.length })}
					</strong>
					{lacks.length > 0 && (
						<details>
							<summary>{words('configuration.which')}</summary>
							<p className="problem-list">{lacks.join('; ')}</p>
						</details>
					)}
				</div>
			</div>
		);
	});
}
