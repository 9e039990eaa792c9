/** The first start of an installed station, by keys alone: from the language to a window that works. */
import type { Machine } from './hall-machine.ts';
import type { Drawn } from './look-at-screens.ts';

/** `code`: opens the seat of this machine, a window; the address of the platform stands there already. */
export async function setUpAtScreen(machine: Machine, code: string, drawn: Drawn): Promise<void> {
	const { hands } = machine;
	const tab = (times: number) => {
		for (let each = 0; each < times; each += 1) hands.key('Tab');
	};
	const onward: [step: string, keys: () => void][] = [
		['language', () => tab(2)],
		[
			'role',
			() => {
				tab(1);
				// From the terminal, which is chosen at first, to the window.
				hands.key('Down');
				tab(2);
			},
		],
		['platform', () => tab(1)],
		[
			'code',
			() => {
				tab(1);
				hands.type(code);
			},
		],
		['seat', () => tab(3)],
		['devices', () => tab(1)],
		['done', () => tab(2)],
	];
	let title = '';
	for (const [step, keys] of onward) {
		title = await drawn(machine, `set-up-${step}`, title);
		keys();
		hands.key('Return');
	}
}
