import { Button, Select } from 'antd';
import { useState } from 'react';
import { instantOf, localTime } from '../../../domain/business-day.ts';
import type { PastHall } from '../../../domain/tide/past-day/rebuild.ts';
import type { PastEdit } from '../../../domain/tide/past-day/replay-past.ts';
import { useSay, useWords } from '../../words/words.tsx';

const kinds = ['help', 'add-window', 'close'] as const;
type Kind = (typeof kinds)[number];
/** Quarter hours of a working day. */
const times = Array.from(
	{ length: 53 },
	(_, place) => `${String(7 + Math.floor(place / 4)).padStart(2, '0')}:${String((place % 4) * 15).padStart(2, '0')}`,
);

/** One change of the day in words. */
export function useEditWords(hall: PastHall, timezone: string) {
	const words = useWords('history');
	const say = useSay();
	const queueName = (id: string) => {
		const queue = hall.queues.find((each) => each.id === id);
		return queue ? say(queue.name) : id;
	};
	return (edit: PastEdit): { what: string; when: string } => {
		const span = { from: localTime(edit.from, timezone), to: localTime(edit.to, timezone) };
		const number = edit.do === 'add-window' ? '' : (hall.windows.find(({ id }) => id === edit.window)?.number ?? edit.window);
		const queues = edit.do === 'close' ? '' : edit.queues.map(queueName).join(words('whatIf.between'));
		if (edit.do === 'help') return { what: words('whatIf.help', { window: number, queues }), when: words('whatIf.helpNote', span) };
		if (edit.do === 'add-window') return { what: words('whatIf.addWindow', { queues }), when: words('whatIf.span', span) };
		return { what: words('whatIf.close', { window: number }), when: words('whatIf.span', span) };
	};
}

/** A new change: a window helps, one more window, or one fewer; from, to. */
export function EditForm({
	hall,
	day,
	timezone,
	usual,
	first,
	add,
}: {
	hall: PastHall;
	day: string;
	timezone: string;
	usual: string;
	/** Nothing is changed yet: what is filled in is tried at once. */
	first: boolean;
	add(edit: PastEdit): void;
}) {
	const words = useWords('history');
	const say = useSay();
	const [kind, setKind] = useState<Kind>('add-window');
	const [window, setWindow] = useState(hall.windows[0]?.id ?? '');
	const [queues, setQueues] = useState<string[]>([usual]);
	const [from, setFrom] = useState('09:30');
	const [to, setTo] = useState('11:30');
	const able = kind === 'help' ? (hall.windows.find(({ id }) => id === window)?.capabilities ?? []) : hall.queues.map(({ id }) => id);
	const chosen = queues.filter((id) => able.includes(id));
	const whole = from < to && (kind === 'close' || chosen.length > 0);
	return (
		<form
			className="edit-form"
			onSubmit={(event) => {
				event.preventDefault();
				const span = { from: instantOf(day, from, timezone), to: instantOf(day, to, timezone) };
				if (kind === 'close') add({ do: 'close', window, ...span });
				else if (kind === 'help') add({ do: 'help', window, queues: chosen, ...span });
				else add({ do: 'add-window', queues: chosen, ...span });
			}}
		>
			<Select
				aria-label={words('whatIf.kind')}
				value={kind}
				options={kinds.map((value) => ({ value, label: words(`whatIf.kinds.${value}`) }))}
				onChange={setKind}
			/>
			{kind !== 'add-window' && (
				<Select
					aria-label={words('whatIf.window')}
					value={window}
					options={hall.windows.map(({ id, number, homeDuty }) => ({ value: id, label: `${number}  ${homeDuty.join('')}` }))}
					onChange={setWindow}
				/>
			)}
			{kind !== 'close' && (
				<Select
					mode="multiple"
					aria-label={words('whatIf.queues')}
					placeholder={words('whatIf.queues')}
					value={chosen}
					options={able.map((id) => ({
						value: id,
						label: `${id} ${say(hall.queues.find((each) => each.id === id)?.name ?? { zh: id, en: id })}`,
					}))}
					onChange={setQueues}
				/>
			)}
			<div className="history-period">
				{(['from', 'to'] as const).map((key) => (
					<span key={key} className="edit-time">
						{words(`whatIf.${key}`)}
						<Select
							aria-label={words(`whatIf.${key}`)}
							value={key === 'from' ? from : to}
							options={times.map((value) => ({ value, label: value }))}
							onChange={key === 'from' ? setFrom : setTo}
						/>
					</span>
				))}
			</div>
			<Button htmlType="submit" type={first ? 'primary' : 'dashed'} disabled={!whole}>
				{words(first ? 'whatIf.start' : 'whatIf.add')}
			</Button>
		</form>
	);
}
