/** A desk process as the station app forks it, but over Node's own channel. The print job "freezes" holds it up for ever, as a native driver can. */
import { createDesk } from '../../drivers/desk/desk.ts';
import { systemTimers } from '../../drivers/transport/timers.ts';

const desk = createDesk({
	now: () => Date.now(),
	timers: systemTimers,
	send: (message) => process.send?.(message),
	open: async () => ({ ok: false, code: 'cannot-open', text: 'no ports here' }),
	listPorts: async () => [],
});
process.on('message', (request: { type?: string; job?: { job?: string } }) => {
	if (request.type === 'print' && request.job?.job === 'freezes') for (;;);
	desk.handle(request);
});
