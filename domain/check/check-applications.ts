import type { HallEvent } from '../contracts/events.ts';
import type { HallDay } from '../contracts/state.ts';
import type { Found } from './finding.ts';

/** An application is handed in once and submitted once, by the platform, with all that was announced (I-14). `state`: before the event. */
export function checkApplications(state: HallDay, event: HallEvent, found: Found): void {
	if (event.name !== 'application-handed-in' && event.name !== 'application-submitted') return;
	const { application, attachments } = event.body;
	const known = state.applications[application];
	const submits = event.name === 'application-submitted';
	if ((submits ? known?.submittedAt : known?.handedInAt) != null)
		found('I-14', `application ${application} ${submits ? 'is submitted' : 'is handed in'} a second time`);
	if (submits && event.station !== 'PLATFORM')
		found('I-14', `application ${application} was submitted by ${event.station}, not by the platform`);
	if (known && known.attachments !== attachments)
		found('I-14', `application ${application} has ${attachments} attachments, and ${known.attachments} before`);
}
