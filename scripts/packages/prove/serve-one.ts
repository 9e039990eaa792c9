/** One number at the screens of a hall, with fingers and keys. */
import type { Machine, Seat } from './hall-machine.ts';
import type { Drawn } from './look-at-screens.ts';
import type { SeatInBrowser } from './seat-in-browser.ts';
import { until } from './until.ts';

/** Where a finger goes at the terminal, in pixels of its screen: without a card, the first of the frequent items, this one, and a number. */
const touches = { 'no-card': [540, 396], item: [290, 1460], 'this-one': [540, 1691], 'take-number': [540, 1691] } as const;

/** Where the card of a sign-in has its heading. */
const cardRows = { from: 300, to: 400 };

export interface ServeOne {
	/** PIN that the clerk chooses. */
	pin: string;
	machines: ReadonlyMap<Seat, Machine>;
	seat: SeatInBrowser;
	clerkCode: string;
	drawn: Drawn;
	proved(what: string): void;
}

/** One number, from the citizen's finger to the end of the service, at the screens; that it happened is heard from the platform's log. Which it was. */
export async function serveOne({ machines, seat: { heard }, clerkCode, pin, drawn, proved }: ServeOne): Promise<string> {
	const at = (station: Seat) => machines.get(station)!;
	for (const machine of machines.values()) await drawn(machine, 'first');
	proved('all three screens stand, to the edges of the screen');

	const { hands: clerk } = at('W01');
	const signIn = await drawn(at('W01'), 'sign-in', '', cardRows);
	clerk.type('0101');
	clerk.key('Tab');
	clerk.type(clerkCode);
	clerk.key('Return');
	const setPin = await drawn(at('W01'), 'code', signIn, cardRows);
	clerk.type(pin);
	// Past the eye that shows what was typed.
	clerk.key('Tab');
	clerk.key('Tab');
	clerk.type(pin);
	clerk.key('Return');
	await drawn(at('W01'), 'pin', setPin, cardRows);
	clerk.key('Return');
	const happened = (name: string) => until(name, () => heard.some((event) => event.name === name));
	await happened('window-opened');
	proved('the clerk set a PIN with the one-time code, signed in at the window, and opened it');

	const { hands: citizen } = at('T1');
	let title = '';
	for (const [name, [x, y]] of Object.entries(touches)) {
		title = await drawn(at('T1'), `before-${name}`, title);
		citizen.touch(x, y);
	}
	await happened('ticket-issued').catch((cause: Error) => {
		throw new Error(`${cause.message}; where keys of the terminal lie may have changed: look at the pictures and mend touches`);
	});
	await drawn(at('T1'), 'ticket');
	clerk.key('F1');
	await happened('ticket-called');
	await drawn(at('W01'), 'called', '', cardRows);
	clerk.key('F2');
	await happened('service-started');
	await drawn(at('W01'), 'serving', '', cardRows);
	clerk.key('F3');
	await happened('service-finished');
	await drawn(at('W01'), 'finished', '', cardRows);
	const ticket = String(heard.find(({ name }) => name === 'ticket-issued')!.body.number);
	proved(`${ticket} was taken at the terminal, called, served and finished at the window, over TLS`);
	return ticket;
}
