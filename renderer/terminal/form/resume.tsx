/** The code of a slip, typed or scanned: go on with a draft, or see how far what was handed in has come. */
import { ArrowRight, FileClock } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { ApplicationSummary } from '../../../domain/contracts/applications.ts';
import { codeInSlip } from '../../../domain/form/slip-code.ts';
import { citizenState } from '../../../domain/views/application-view.ts';
import { Key } from '../../design/key.tsx';
import { useEngineView } from '../../engine/use-engine.tsx';
import { useDates, useWords } from '../../words/words.tsx';
import { chooseItems } from '../choosing.ts';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useForm } from './form-place.tsx';
import { TextInput, TypingPlace } from './typing.tsx';

const codeLength = 10;

/** `scanned`: a slip was held up before this screen was there. */
export function Resume({ scanned }: { scanned: string | null }) {
	const words = useWords('form');
	const applications = useWords('applications');
	const dates = useDates();
	const { send, plan, catalogue, journey, moment } = useTerminal();
	const { link } = useEngineView();
	const { desk, book, ownCard } = useForm();
	const [code, setCode] = useState(scanned ?? '');
	const [found, setFound] = useState<ApplicationSummary | null>(null);
	const [refused, setRefused] = useState<string | null>(null);
	const id = useId();
	async function look(text: string) {
		setRefused(null);
		const answer = await window.tidehall?.applications({ do: 'look', code: text }).catch(() => null);
		if (answer?.do === 'state') setFound(answer.summary);
		else setRefused(answer?.do === 'refused' ? answer.code : 'not-offered');
	}
	// biome-ignore lint/correctness/useExhaustiveDependencies: one listener for the life of the screen
	useEffect(
		() =>
			window.tidehall?.onCode?.(({ text }) => {
				const held = codeInSlip(text);
				if (held === null) return;
				setCode(held);
				void look(held);
			}),
		[],
	);
	// biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen comes
	useEffect(() => {
		if (scanned !== null) void look(scanned);
	}, []);
	async function goOn(by: { code: string } | { document: string }) {
		if (book === null) return;
		if (!(await desk.resume(book, by))) {
			const view = desk.view();
			setRefused(view.stage === 'refused' && view.code !== 'no-machine' && view.code !== 'machine-silent' ? view.code : 'not-offered');
			return;
		}
		const view = desk.view();
		if (view.stage !== 'open') return;
		const { theme, items } = view.selection;
		const who =
			book.themes.find((one) => one.code === theme)?.who[0] ?? book.items.find((one) => one.code === items[0])?.who[0] ?? 'personal';
		const event = chooseItems(plan, catalogue, { audience: who, items: [...items], theme }, journey.holder, moment);
		// Where it leads to in the hall is found first: a form for nothing is not gone on with.
		if (event.type !== 'went' || event.to.at !== 'confirm') send(event);
		else send({ type: 'went', to: { at: 'form', choice: event.to.choice, priority: event.to.priority, field: null } });
	}
	const state = found === null ? null : citizenState(found, link === 'up');
	return (
		<TypingPlace>
			{(keyboard, active) => (
				<Frame
					title={words('resume.title')}
					lead={words('resume.lead')}
					dense
					keyboard={keyboard}
					foot={
						journey.looks.elder && active !== null ? undefined : found?.stage === 'draft' ? (
							<Key className="primary" kind="filled" disabled={book === null} onClick={() => void goOn({ code })}>
								{words('resume.goOn')}
								<ArrowRight size={52} aria-hidden="true" />
							</Key>
						) : (
							<Key className="primary" kind="filled" disabled={code.length < codeLength} onClick={() => void look(code)}>
								{words('resume.look')}
							</Key>
						)
					}
				>
					<div className="field">
						<label className="field-label" htmlFor={id}>
							{words('resume.code')}
						</label>
						<TextInput
							{...{ id, value: code, kind: 'creditCode', most: codeLength, problem: refused !== null }}
							onChange={(value) => {
								setCode(value.toUpperCase());
								setFound(null);
								setRefused(null);
							}}
						/>
					</div>
					{refused !== null && (
						<section className="notice" data-tone="wait" role="alert">
							<p>
								{applications(`refused.${refused}.text`)}
								<br />
								{applications(`refused.${refused}.todo`)}
							</p>
						</section>
					)}
					{state !== null && (
						<section className="notice" data-tone="tide" role="status">
							<FileClock size={64} aria-hidden="true" />
							<p>
								{applications(
									`states.${state.code === 'waiting' && state.params.cutOff ? 'waiting-cut-off' : state.code}`,
									citizenParams(state.params, dates),
								)}
							</p>
						</section>
					)}
					{ownCard !== null && found === null && (
						<Key className="tile wide" onClick={() => void goOn({ document: ownCard.idNumber })}>
							<span className="tile-words">
								<strong>{words('start.last')}</strong>
								<span>{words('start.lastHow')}</span>
							</span>
						</Key>
					)}
				</Frame>
			)}
		</TypingPlace>
	);
}

function citizenParams(
	params: Readonly<Record<string, string | number | boolean>>,
	dates: ReturnType<typeof useDates>,
): Record<string, string | number> {
	return Object.fromEntries(
		Object.entries(params).map(([name, value]) => [
			name,
			(name === 'at' || name === 'until') && typeof value === 'number' ? `${dates.day(value)} ${dates.time(value)}` : String(value),
		]),
	);
}
