/** One screen for each place of the journey. */
import { useEffect } from 'react';
import { useDisk } from '../engine/use-disk.ts';
import type { Screen } from './journey.ts';
import { AllItems } from './screens/all-items.tsx';
import { CardNote, CardTroubleScreen, Reading } from './screens/card.tsx';
import { Confirm } from './screens/confirm.tsx';
import { ElderServices } from './screens/elder-services.tsx';
import { Held } from './screens/held.tsx';
import { Place } from './screens/place.tsx';
import { Services } from './screens/services.tsx';
import { Cannot, Closed, DiskLow, Refused } from './screens/stops.tsx';
import { Taking } from './screens/taking.tsx';
import { ThemeScreen } from './screens/theme.tsx';
import { TicketScreen } from './screens/ticket.tsx';
import { Welcome } from './screens/welcome.tsx';
import { useTerminal } from './terminal-context.ts';

const answered = new Set<Screen['at']>(['taking', 'ticket', 'held', 'place', 'refused', 'cannot']);

export function Screens() {
	const { journey, state, send, clock } = useTerminal();
	const { screen } = journey;
	// What has an answer already stays on the screen; whoever is still choosing is told at once, and forgotten.
	const diskFull = useDisk() === 'stop';
	const closed = (state.stage !== 'open' || diskFull) && !answered.has(screen.at);
	const leave = closed && screen.at !== 'welcome' && screen.at !== 'reading';
	useEffect(() => {
		if (leave) send({ type: 'home', now: clock() });
	}, [leave, send, clock]);
	if (closed && state.stage !== 'open') return <Closed stage={state.stage} />;
	if (closed) return <DiskLow />;
	switch (screen.at) {
		case 'welcome':
			return <Welcome />;
		case 'reading':
			return <Reading />;
		case 'card-trouble':
			return <CardTroubleScreen why={screen.why} />;
		case 'card-note':
			return <CardNote />;
		case 'services':
			return <Services key={screen.audience} audience={screen.audience} />;
		case 'all-items':
			return <AllItems screen={screen} />;
		case 'elder-services':
			return <ElderServices page={screen.page} />;
		case 'theme':
			return <ThemeScreen key={screen.theme} code={screen.theme} chosen={screen.chosen} />;
		case 'confirm':
			return <Confirm screen={screen} />;
		case 'taking':
			return <Taking />;
		case 'ticket':
			return <TicketScreen screen={screen} />;
		case 'held':
			return <Held screen={screen} />;
		case 'place':
			return <Place number={screen.number} />;
		case 'refused':
			return <Refused refusal={screen.refusal} />;
		case 'cannot':
			return <Cannot code={screen.code} />;
	}
}
