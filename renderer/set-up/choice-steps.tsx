/** Which language the technician reads here, and what this machine is to be. */
import { Monitor, MonitorUp, TicketCheck, UserRound } from 'lucide-react';
import { type StationRole, stationRoles } from '../../domain/contracts/identity.ts';
import { setUpLanguages } from '../../domain/contracts/set-up.ts';
import { useLanguage, useWords } from '../words/words.tsx';

export function LanguageStep() {
	const words = useWords('set-up');
	const { language, setLanguage } = useLanguage();
	return (
		<fieldset className="set-up-choices">
			<legend className="unseen">{words('language.title')}</legend>
			{setUpLanguages.map((one) => (
				<label key={one} lang={one}>
					<input type="radio" name="language" checked={language === one} onChange={() => setLanguage(one)} />
					<span>
						<strong>{words(`language.${one}`)}</strong>
					</span>
				</label>
			))}
		</fieldset>
	);
}

const icons = { terminal: TicketCheck, window: UserRound, manager: MonitorUp, board: Monitor } as const;

export function RoleStep({ role, choose }: { role: StationRole; choose: (role: StationRole) => void }) {
	const words = useWords('set-up');
	return (
		<fieldset className="set-up-choices">
			<legend className="unseen">{words('role.title')}</legend>
			{stationRoles.map((one) => {
				const Icon = icons[one];
				return (
					<label key={one}>
						<input type="radio" name="role" checked={role === one} onChange={() => choose(one)} />
						<Icon size={40} aria-hidden="true" />
						<span>
							<strong>{words(`roles.${one}`)}</strong>
							<small>{words(`role.about.${one}`)}</small>
						</span>
					</label>
				);
			})}
		</fieldset>
	);
}
