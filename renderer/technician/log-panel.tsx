/** The newest lines of the machine's log, in words where a word is known. It holds codes, ids and numbers only (P1). */
import { Button } from 'antd';
import { useEffect, useId, useState } from 'react';
import type { LogLine } from '../../domain/contracts/device-service.ts';
import { useDates, useWords } from '../words/words.tsx';
import { BundleKey } from './bundle-key.tsx';
import type { DeviceService } from './device-service.ts';
import { chosenLines, devicesIn, everyLine, levels } from './log-choice.ts';
import { Refusal } from './refusal.tsx';
import { useAnswer } from './use-answer.ts';
import { useWordsOf } from './use-words-of.ts';

const newest = { do: 'logs', lines: 200 } as const;

export function LogPanel({ service }: { service: DeviceService }) {
	const words = useWords('technician');
	const { answer, refusal, ask } = useAnswer(service, 'logs');
	const [choice, setChoice] = useState(everyLine);
	const id = useId();
	useEffect(() => ask(newest), [ask]);
	const lines = answer === null ? [] : chosenLines(answer.lines, choice);
	return (
		<section className="card" aria-label={words('log.label')}>
			<header className="service-head">
				<h2>{words('log.label')}</h2>
				<fieldset className="level-keys">
					<legend className="unseen">{words('log.level')}</legend>
					{levels.map((level) => (
						<button key={level} type="button" aria-pressed={choice.level === level} onClick={() => setChoice({ ...choice, level })}>
							{words(level === 'info' ? 'log.all' : `log.levels.${level}`)}
						</button>
					))}
				</fieldset>
				<label htmlFor={id}>{words('log.device')}</label>
				<select id={id} value={choice.device ?? ''} onChange={(event) => setChoice({ ...choice, device: event.target.value || null })}>
					<option value="">{words('log.all')}</option>
					{devicesIn(answer?.lines ?? []).map((device) => (
						<option key={device}>{device}</option>
					))}
				</select>
				<BundleKey service={service} />
				<Button size="large" onClick={() => ask(newest)}>
					{words('log.again')}
				</Button>
			</header>
			{refusal !== null && <Refusal code={refusal} />}
			{answer === null && refusal === null && <p className="nothing">{words('loading')}</p>}
			{answer !== null && (
				<p className="nothing">{lines.length === 0 ? words('log.empty') : words('log.count', { count: lines.length })}</p>
			)}
			{lines.length > 0 && (
				<table className="service-table log-table">
					<thead>
						<tr>
							{(['at', 'level', 'what', 'facts'] as const).map((column) => (
								<th key={column} scope="col">
									{words(`log.columns.${column}`)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{lines.map((line, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same in everything
							<Line key={`${line.at} ${index}`} line={line} />
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}

function Line({ line }: { line: LogLine }) {
	const words = useWords('technician');
	const dates = useDates();
	const of = useWordsOf();
	// A line of a damaged file, or of a machine that says anything: its time may be none.
	const at = Date.parse(line.at);
	const tone = line.level === 'error' ? 'alarm' : line.level === 'warn' ? 'wait' : 'quiet';
	const said = (name: string, value: string | number) =>
		name === 'state' ? of.state(String(value)) : name === 'why' ? of.code(String(value)).text : of.value(value);
	return (
		<tr data-level={line.level}>
			<td className="figure">
				<span>{Number.isNaN(at) ? line.at : dates.exactTime(at)}</span>
				{!Number.isNaN(at) && <small>{dates.day(at)}</small>}
			</td>
			<td>
				<span className="chip" data-tone={tone}>
					{words(`log.levels.${line.level}`)}
				</span>
			</td>
			<td>
				<span>{words(`log-codes.${line.code}`, { defaultValue: line.code })}</span>
				<small>{line.code}</small>
			</td>
			<td>
				<small>
					{Object.entries(line.facts)
						.map(([name, value]) => `${words(`logFacts.${name}`, { defaultValue: name })} ${said(name, value)}`)
						.join(' · ')}
				</small>
			</td>
		</tr>
	);
}
