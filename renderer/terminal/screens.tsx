/** One screen for each place of the journey. */
import { useEffect } from 'react';
import { hallIsManual, isManual } from '../../domain/manual/manual-mode.ts';
import { useDisk } from '../engine/use-disk.ts';
import { BookingScreen } from './booking/booking.tsx';
import { FindScreen } from './find/find-screen.tsx';
import { CameraScreen } from './form/camera-screen.tsx';
import { CheckScreen } from './form/check-screen.tsx';
import { FormPageScreen } from './form/form-page.tsx';
import { isFormScreen } from './form/form-screen.ts';
import { FormStart } from './form/form-start.tsx';
import { HandedIn } from './form/handed-in.tsx';
import { Kept } from './form/kept.tsx';
import { MaterialsScreen } from './form/materials-screen.tsx';
import { Resume } from './form/resume.tsx';
import { GuideScreen } from './notice/guide.tsx';
import { NoticeScreen } from './notice/notice-screen.tsx';
import { ProgressScreen } from './progress/progress.tsx';
import { ComplaintScreen } from './reviews/complaint.tsx';
import { ReviewScreen } from './reviews/review.tsx';
import type { Screen } from './screen.ts';
import { AllItems } from './screens/all-items.tsx';
import { CardNote, CardTroubleScreen, Reading } from './screens/card.tsx';
import { Confirm } from './screens/confirm.tsx';
import { ElderMore } from './screens/elder-more.tsx';
import { ElderServices } from './screens/elder-services.tsx';
import { Held } from './screens/held.tsx';
import { ManualHall, ManualQueue } from './screens/manual.tsx';
import { Place } from './screens/place.tsx';
import { SelfService } from './screens/self-service.tsx';
import { Services } from './screens/services.tsx';
import { Cannot, Closed, DiskLow, Refused } from './screens/stops.tsx';
import { Taking } from './screens/taking.tsx';
import { ThemeScreen } from './screens/theme.tsx';
import { TicketScreen } from './screens/ticket.tsx';
import { Welcome } from './screens/welcome.tsx';
import { useTerminal } from './terminal-context.ts';

const answered = new Set<Screen['at']>(['taking', 'ticket', 'held', 'place', 'review', 'refused', 'cannot']);

/** Needs nobody behind it: what there is, what to bring, the list to take along; times to come, and how far a matter is. */
const worksUnattended = new Set<Screen['at']>([
	...(['services', 'all-items', 'find', 'guide', 'theme', 'notice', 'self-service', 'elder-more'] as const),
	...(['booking', 'progress'] as const),
]);
/** A form is handed in without anybody, and gone on with when people are back. */
const unattendedAt = (screen: Screen) => worksUnattended.has(screen.at) || isFormScreen(screen);

export function Screens() {
	const { journey, plan, state, send, clock } = useTerminal();
	const { screen } = journey;
	// What has an answer already stays on the screen; whoever is still choosing is told at once, and forgotten.
	const diskFull = useDisk() === 'stop';
	const byHand = hallIsManual(state, plan);
	const unattended = state.stage !== 'open' && unattendedAt(screen) && !diskFull;
	const closed = (state.stage !== 'open' || diskFull || byHand) && !answered.has(screen.at) && !unattended;
	const leave = closed && screen.at !== 'welcome' && screen.at !== 'reading';
	useEffect(() => {
		if (leave) send({ type: 'home', now: clock() });
	}, [leave, send, clock]);
	if (closed && state.stage !== 'open') return <Closed stage={state.stage} />;
	if (byHand && !unattended && state.stage === 'open' && !answered.has(screen.at)) return <ManualHall />;
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
		case 'elder-more':
			return <ElderMore page={screen.page} />;
		case 'self-service':
			return <SelfService page={screen.page} />;
		case 'find':
			return <FindScreen screen={screen} />;
		case 'theme':
			return <ThemeScreen key={screen.theme} screen={screen} />;
		case 'guide':
			return <GuideScreen screen={screen} />;
		case 'notice':
			return <NoticeScreen screen={screen} />;
		case 'confirm':
			return isManual(state, screen.choice.queue) ? <ManualQueue /> : <Confirm screen={screen} />;
		case 'taking':
			return <Taking />;
		case 'ticket':
			return <TicketScreen screen={screen} />;
		case 'held':
			return <Held screen={screen} />;
		case 'place':
			return <Place number={screen.number} />;
		case 'review':
			return <ReviewScreen screen={screen} />;
		case 'booking':
			return <BookingScreen page={screen.page} />;
		case 'progress':
			return <ProgressScreen page={screen.page} />;
		case 'complaint':
			return <ComplaintScreen screen={screen} />;
		case 'form-start':
			return <FormStart screen={screen} />;
		case 'form':
			return <FormPageScreen screen={screen} />;
		case 'materials':
			return <MaterialsScreen screen={screen} />;
		case 'camera':
			return <CameraScreen screen={screen} />;
		case 'check':
			return <CheckScreen screen={screen} />;
		case 'kept':
			return <Kept />;
		case 'handed-in':
			return <HandedIn screen={screen} />;
		case 'resume':
			return <Resume scanned={screen.code ?? null} />;
		case 'refused':
			return screen.refusal.code === 'queue-in-manual-mode' ? <ManualQueue /> : <Refused refusal={screen.refusal} />;
		case 'cannot':
			return <Cannot code={screen.code} unsure={screen.awaited !== undefined} />;
	}
}
