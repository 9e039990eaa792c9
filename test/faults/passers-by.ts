/** Other seats of the hall that make something happen all the time: one number after the other, called, begun and finished. */
import { setTimeout as wait } from 'node:timers/promises';
import { takeSeat } from '../../scripts/demo/seat.ts';

export interface PassersBy {
	/** Until `stop`: a number is taken every so many ms, every third one served. */
	go(everyMs: number): void;
	stop(): Promise<void>;
	close(): Promise<void>;
}

/** At terminal T1 and window W01 of the demo hall. */
export async function passersBy(url: string): Promise<PassersBy> {
	const terminal = await takeSeat(url, 'T1');
	const window = await takeSeat(url, 'W01');
	const entered = await window.signIn('0307', '2580');
	if (!entered.ok) throw new Error(`nobody could sign in at W01: ${JSON.stringify(entered)}`);
	await window.say('open-window', { window: 'W01' });
	const [queue = ''] = (({ stage, ...rest }) => ('duty' in rest ? rest.duty : []))(
		window.state().windows.W01 ?? { stage: 'closed', id: 'W01', duty: [] },
	);
	let going: Promise<void> | null = null;
	let goes = false;
	const serve = async () => {
		const called = await window.say('call-next', { window: 'W01' });
		const ticket =
			called?.result === 'accepted'
				? called.events.flatMap((event) => (event.name === 'ticket-called' ? [event.body.ticket] : []))[0]
				: undefined;
		if (ticket === undefined) return;
		await window.say('start-service', { window: 'W01', ticket });
		await window.say('finish-service', { window: 'W01', ticket });
	};
	const walk = async (everyMs: number) => {
		for (let person = 1; goes; person += 1) {
			await terminal.say('issue-ticket', { visit: { queue, items: [], channel: 'no-card' } });
			if (person % 3 === 0) await serve();
			await wait(everyMs);
		}
	};
	const passers: PassersBy = {
		go(everyMs) {
			if (goes) return;
			goes = true;
			// What a platform that stands still does not answer is no concern of theirs.
			going = walk(everyMs).catch(() => {});
		},
		async stop() {
			goes = false;
			await going;
		},
		async close() {
			await passers.stop();
			terminal.close();
			window.close();
		},
	};
	return passers;
}
