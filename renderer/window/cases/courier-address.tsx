/** Where the result of a case is to be sent: shown for a while, each look noted down, and written down for whoever says it at the window. */
import { useEffect, useState } from 'react';
import type { CaseState } from '../../../domain/cases/case-state.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useLanguage, useWords } from '../../words/words.tsx';
import { CourierBox } from './courier-box.tsx';
import { Row } from './detail-row.tsx';
import { useCourierAddress } from './use-courier-address.ts';

/** As in the form: an address in full goes after so long. */
const shownForMs = 30_000;

type Printed = 'printing' | 'printed' | 'failed' | 'unknown';
/** What stands on the envelope beside the address; `printer`: of this station, `null` = there is none. */
export interface Envelope {
	printer: string | null;
	hallName: string;
	windowName: string;
	staffName: string;
	/** Now, with the hall's offset. */
	at: () => string;
}

export function CourierAddress({ station, state, day, envelope }: { station: string; state: CaseState; day: string; envelope: Envelope }) {
	const say = useWords('cases');
	const engine = useEngine();
	const [writing, setWriting] = useState(false);
	const [kept, setKept] = useState(false);
	const courier = useCourierAddress(state.ref);
	const [shown, setShown] = useState<{ address: string; name: string | null } | 'none' | 'not-now' | null>(null);
	const [paper, setPaper] = useState<Printed | null>(null);
	const { language } = useLanguage();
	useEffect(() => {
		if (shown === null) return;
		const timer = setTimeout(() => setShown(null), shownForMs);
		return () => clearTimeout(timer);
	}, [shown]);
	/** The address that was just looked at, for the courier alone: never a file, and each press is a paper of its own. */
	async function print(address: string, name: string | null) {
		const { printer, at, ...from } = envelope;
		if (printer === null || !window.tidehall || paper === 'printing') return;
		setPaper('printing');
		const job = `${state.number}/courier/${Math.round(engine.now()).toString(36)}`;
		const slip = { ...from, number: state.number, address, ...(name === null ? {} : { recipient: name }), printedAt: at() };
		const done = await window.tidehall.printPaper({ job, device: printer, language, paper: 'courier', slip }).catch(() => null);
		setPaper(done?.outcome ?? 'unknown');
	}
	const reveal = (ref: string, field: string) => engine.caseDesk(station, { do: 'reveal', ref, field, reason: 'task' });
	/** Of the form, or as it was written down with the proxy; nobody can deliver to a masked name. A look of its own, noted down like the other. */
	async function recipient(): Promise<string | null> {
		for (const ref of [state.ref, state.proxy?.names ?? null]) {
			const answer = ref === null ? null : await reveal(ref, 'name');
			if (answer?.ok && answer.do === 'reveal' && typeof answer.value === 'string' && answer.value.trim() !== '')
				return answer.value.trim();
		}
		return null;
	}
	async function look() {
		setPaper(null);
		const answer = await reveal(state.ref, 'postAddress');
		if (answer.ok && answer.do === 'reveal') return setShown({ address: String(answer.value), name: await recipient() });
		setShown(!answer.ok && answer.code === 'unknown-case' ? 'none' : 'not-now');
	}
	const addressed = ({ address, name }: { address: string; name: string | null }) =>
		name === null ? `${address} ${say('courier.noName')}` : say('courier.recipient', { address, name });
	async function keep() {
		if (courier.box.text.trim() === '') return setWriting(false);
		if (!(await courier.keep(state.ref, { items: state.items, theme: state.theme, day }))) return;
		setWriting(false);
		setShown(null);
		setKept(true);
	}
	const value =
		shown === null ? (kept ? say('courier.kept') : '') : typeof shown === 'object' ? addressed(shown) : say(`detail.address.${shown}`);
	return (
		<>
			<Row name={say('detail.address.name')} value={value} tone={shown === 'none' ? 'wait' : undefined}>
				<button type="button" className="outlined" onClick={() => (shown === null ? void look() : setShown(null))}>
					{say(shown === null ? 'detail.address.show' : 'form.hide')}
				</button>
				{typeof shown === 'object' && shown !== null && envelope.printer !== null && (
					<button type="button" className="outlined" disabled={paper === 'printing'} onClick={() => void print(shown.address, shown.name)}>
						{say('courier.print')}
					</button>
				)}
				{!writing && (
					<button type="button" className="outlined" onClick={() => setWriting(true)}>
						{say('courier.write')}
					</button>
				)}
			</Row>
			{paper !== null && (
				<li role="status" data-tone={paper === 'failed' || paper === 'unknown' ? 'wait' : undefined}>
					<span className="detail-value">
						{say('courier.paper')} {say(`last.outcomes.${paper}`)}
					</span>
				</li>
			)}
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
