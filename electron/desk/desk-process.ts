/** Entry of the device desk: a utility process of its own, so that a driver that freezes or crashes takes nothing with it. */
import { createDesk } from '../../drivers/desk/desk.ts';
import { openTransport } from '../../drivers/transport/open.ts';
import { listPorts } from '../../drivers/transport/ports.ts';
import { systemTimers } from '../../drivers/transport/timers.ts';

const { parentPort } = process;
const desk = createDesk({
	now: () => Date.now(),
	timers: systemTimers,
	send: (message) => parentPort.postMessage(message),
	open: openTransport,
	listPorts,
});
parentPort.on('message', (event) => desk.handle(event.data));
