/** What was set, in one list, before the role begins. */
import type { StationRole } from '../../domain/contracts/identity.ts';
import type { SetUpState } from '../../domain/contracts/set-up.ts';
import { FactList } from '../design/fact-list.tsx';
import { useLanguage, useSay, useWords } from '../words/words.tsx';

/** Enough of it to be compared by eye with what the host prints. */
const shownDigits = 16;

export function DoneStep({ state, role }: { state: SetUpState; role: StationRole }) {
	const words = useWords('set-up');
	const { language } = useLanguage();
	const say = useSay();
	const seats = state.enrolled ?? [];
	const known = state.seats?.find(({ station }) => seats.includes(station));
	const ready = state.devices?.filter(({ health }) => health.state === 'ready').length ?? 0;
	const facts: [string, string][] = [
		[words('done.hall'), state.hall ? say(state.hall.name) : ''],
		[words('done.seat'), [seats.join(', '), known?.name ? say(known.name) : ''].filter(Boolean).join(' ')],
		[words('done.role'), words(`roles.${known?.role ?? role}`)],
		[words('done.platform'), state.platform ?? ''],
		[
			words('done.authority'),
			state.authority === null ? words('done.clear') : (state.authority.slice(0, shownDigits).match(/.{4}/g) ?? []).join(' '),
		],
		[words('done.devices'), state.devices?.length ? words('done.ready', { ready, all: state.devices.length }) : words('done.noDevices')],
		[words('done.language'), words(`language.${language}`)],
	];
	return (
		<>
			<FactList className="set-up-facts" facts={facts} />
			<p className="hint">{words('done.hint')}</p>
		</>
	);
}
