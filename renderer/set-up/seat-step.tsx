/** The seats of the hall in the role that was chosen; those the code opens can be taken. */
import type { StationRole } from '../../domain/contracts/identity.ts';
import type { SetUpState } from '../../domain/contracts/set-up.ts';
import { useSay, useWords } from '../words/words.tsx';

export function SeatStep(props: {
	state: SetUpState;
	role: StationRole;
	/** What was chosen before the code said otherwise. */
	instead: StationRole | null;
	chosen: readonly string[];
	choose: (seats: string[]) => void;
}) {
	const { state, role, instead, chosen, choose } = props;
	const words = useWords('set-up');
	const say = useSay();
	const seats = (state.seats ?? []).filter((seat) => seat.role === role);
	return (
		<>
			{state.hall && <p className="lead">{words('seat.hall', { hall: say(state.hall.name) })}</p>}
			{instead !== null && (
				<p className="set-up-note" data-tone="wait">
					{words('seat.other', { wanted: words(`roles.${instead}`), role: words(`roles.${role}`) })}
				</p>
			)}
			<p className="hint">{words('seat.hint', { role: words(`roles.${role}`) })}</p>
			<fieldset className="set-up-seats">
				<legend className="unseen">{words('seat.title')}</legend>
				{seats.map(({ station, name, open, taken }) => (
					<label key={station} data-open={open}>
						<input type="radio" name="seat" disabled={!open} checked={chosen.includes(station)} onChange={() => choose([station])} />
						<span>
							<strong>{station}</strong>
							{name && ` ${say(name)}`}
							<small>{open ? (taken ? words('seat.taken') : words('seat.free')) : words('seat.closed')}</small>
						</span>
					</label>
				))}
			</fieldset>
		</>
	);
}
