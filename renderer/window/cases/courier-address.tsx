/** Where the result of a case is to be sent: shown for a while, each look noted down, and written down for whoever says it at the window. */
import { useEffect, useState } from 'react';
import type { CaseState } from '../../../domain/cases/case-state.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useWords } from '../../words/words.tsx';
import { CourierBox } from './courier-box.tsx';
import { Row } from './detail-row.tsx';
import { useCourierAddress } from './use-courier-address.ts';

/** As in the form: an address in full goes after so long. */
const shownForMs = 30_000;

export function CourierAddress({ station, state, day }: { station: string; state: CaseState; day: string }) {
	const say = useWords('cases');
	const engine = useEngine();
	const [writing, setWriting] = useState(false);
	const [kept, setKept] = useState(false);
	const courier = useCourierAddress(state.ref);
	const [shown, setShown] = useState<{ address: string } | 'none' | 'not-now' | null>(null);
	useEffect(() => {
		if (shown === null) return;
		const timer = setTimeout(() => setShown(null), shownForMs);
		return () => clearTimeout(timer);
	}, [shown]);
	async function look() {
		const answer = await engine.caseDesk(station, { do: 'reveal', ref: state.ref, field: 'postAddress', reason: 'task' });
		if (answer.ok && answer.do === 'reveal') return setShown({ address: String(answer.value) });
		setShown(!answer.ok && answer.code === 'unknown-case' ? 'none' : 'not-now');
	}
	async function keep() {
		if (courier.box.text.trim() === '') return setWriting(false);
		if (!(await courier.keep(state.ref, { items: state.items, theme: state.theme, day }))) return;
		setWriting(false);
		setShown(null);
		setKept(true);
	}
	const value =
		shown === null ? (kept ? say('courier.kept') : '') : typeof shown === 'object' ? shown.address : say(`detail.address.${shown}`);
	return (
		<>
			<Row name={say('detail.address.name')} value={value} tone={shown === 'none' ? 'wait' : undefined}>
				<button type="button" className="outlined" onClick={() => (shown === null ? void look() : setShown(null))}>
					{say(shown === null ? 'detail.address.show' : 'form.hide')}
				</button>
				{!writing && (
					<button type="button" className="outlined" onClick={() => setWriting(true)}>
						{say('courier.write')}
					</button>
				)}
			</Row>
			{writing && (
				<li className="courier-writing">
					<CourierBox box={courier.box} hint={say('courier.hint')} />
					<button type="button" className="outlined" onClick={() => void keep()}>
						{say('courier.keep')}
					</button>
				</li>
			)}
		</>
	);
}
