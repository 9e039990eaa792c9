/** What a monkey does at a machine: the same actions from the same seed, whatever the page shows. Pure. */

/** Bits as Chromium's debugger counts them. */
export const held = { alt: 1, control: 2, meta: 4, shift: 8 } as const;

export type Action =
	| { do: 'touch'; points: { x: number; y: number }[]; to: { x: number; y: number }[]; steps: number }
	| { do: 'mouse'; button: 'left' | 'middle' | 'right'; x: number; y: number; modifiers: number; clicks: number }
	| { do: 'wheel'; x: number; y: number; by: number; modifiers: number }
	| { do: 'key'; key: string; code: number; modifiers: number; text?: string; times: number }
	| { do: 'text'; text: string }
	| { do: 'paste'; text: string }
	| { do: 'drop'; x: number; y: number; what: 'file' | 'link' | 'text' }
	/** One of the keys that the page shows just then, by its share of them: blind touches alone get nowhere. */
	| { do: 'press'; share: number }
	/** Somebody's card is laid on the reader, or taken away. */
	| { do: 'card'; person: number | null };

/** What is counted under one name. */
export function kindOf(action: Action): string {
	switch (action.do) {
		case 'touch':
			return action.steps === 0 ? 'touch' : `stroke of ${action.points.length} fingers`;
		case 'key':
			return waysOut.some(([key, , modifiers]) => key === action.key && modifiers === action.modifiers)
				? 'known way out'
				: action.modifiers === 0
					? 'key'
					: 'chord';
		case 'text':
		case 'paste':
			return action.text.length >= 1_000 ? `${action.do}, overlong` : action.do;
		case 'drop':
			return `drop of a ${action.what}`;
		case 'card':
			return action.person === null ? 'card taken' : 'card laid';
		default:
			return action.do;
	}
}

/** Numbers from 0 to below 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** Left behind by whoever was there; must be gone with him. */
export const canary = '金丝雀赵七七三一';

/** Windows' codes of keys. Print, the two Windows keys and the menu key among them. */
const keys: readonly [string, number][] = [
	...Array.from({ length: 12 }, (_, at): [string, number] => [`F${at + 1}`, 112 + at]),
	...Array.from('ACFHIJLMNOPQRSTUVWXYZ', (letter): [string, number] => [letter.toLowerCase(), letter.charCodeAt(0)]),
	...Array.from('0123456789', (digit): [string, number] => [digit, digit.charCodeAt(0)]),
	...([
		['Tab', 9],
		['Enter', 13],
		['Escape', 27],
		[' ', 32],
		['Backspace', 8],
		['Delete', 46],
		['Home', 36],
		['End', 35],
		['PageDown', 34],
		['ArrowLeft', 37],
		['ArrowUp', 38],
		['ArrowRight', 39],
		['ArrowDown', 40],
		['+', 187],
		['-', 189],
		['PrintScreen', 44],
		['Meta', 91],
		['ContextMenu', 93],
		['BrowserBack', 166],
		['BrowserHome', 172],
		['BrowserSearch', 170],
		['LaunchMail', 180],
		['Shift', 16],
	] satisfies [string, number][]),
];

/** The ways out that people know, as often as everything else together. */
const waysOut: readonly [string, number, number][] = [
	['F4', 115, held.alt],
	['Tab', 9, held.alt],
	['Escape', 27, held.alt],
	[' ', 32, held.alt],
	['ArrowLeft', 37, held.alt],
	['w', 87, held.control],
	['q', 81, held.control],
	['n', 78, held.control],
	['t', 84, held.control],
	['o', 79, held.control],
	['p', 80, held.control],
	['s', 83, held.control],
	['u', 85, held.control],
	['r', 82, held.control],
	['F5', 116, 0],
	['F11', 122, 0],
	['F12', 123, 0],
	['F12', 123, held.control | held.shift],
	['i', 73, held.control | held.shift],
	['j', 74, held.control | held.shift],
	['c', 67, held.control | held.shift],
	['Delete', 46, held.control | held.alt],
	['F1', 112, held.control | held.alt],
	['Backspace', 8, held.control | held.alt],
	['Escape', 27, held.control | held.shift],
	['l', 76, held.meta],
	['d', 68, held.meta],
	['r', 82, held.meta],
	['e', 69, held.meta],
	['Meta', 91, 0],
	['PrintScreen', 44, 0],
	['PrintScreen', 44, held.alt],
	['+', 187, held.control],
	['-', 189, held.control],
	['0', 48, held.control],
	['F10', 121, held.shift],
	['ContextMenu', 93, 0],
];

const texts: readonly string[] = [
	canary,
	"'; DROP TABLE tickets; --",
	'<img src=x onerror=window.open("https://example.org")>',
	'<script>document.title="out"</script>',
	'javascript:window.open()',
	'file:///etc/passwd',
	'app://tidehall/manager.html',
	'https://example.org/',
	'👨‍👩‍👧‍👦🏳️‍🌈'.repeat(20),
	'\u202Eמילים שהולכות הפוך\u202C',
	'Z̷̡a̸l̵g̶o̴'.repeat(30),
	'%s%n%x\\..\\..\\',
	'长'.repeat(2_000),
	'9'.repeat(5_000),
];

/** One more action at a screen of this size. */
export function nextAction(random: () => number, { width, height }: { width: number; height: number }): Action {
	const whole = (below: number) => Math.floor(random() * below);
	const one = <T>(of: readonly T[]): T => of[whole(of.length)]!;
	// Every fifth at an edge or corner, from where systems pull out their menus.
	const along = (length: number) => (random() < 0.2 ? one([0, 1, length - 2, length - 1]) : whole(length));
	const place = () => ({ x: along(width), y: along(height) });
	const kind = random();
	if (kind < 0.14) return { do: 'press', share: random() };
	if (kind < 0.145) return { do: 'card', person: random() < 0.5 ? null : whole(500) };
	if (kind < 0.42) {
		const point = place();
		return { do: 'touch', points: [point], to: [point], steps: 0 };
	}
	if (kind < 0.52) {
		const fingers = 1 + whole(3);
		const points = Array.from({ length: fingers }, place);
		return { do: 'touch', points, to: points.map(() => place()), steps: 2 + whole(4) };
	}
	if (kind < 0.6)
		return {
			do: 'mouse',
			button: one(['left', 'middle', 'right'] as const),
			...place(),
			modifiers: one([0, 0, held.control, held.shift, held.alt, held.meta]),
			clicks: 1 + whole(3),
		};
	if (kind < 0.63) return { do: 'wheel', ...place(), by: (random() - 0.5) * 2_000, modifiers: one([0, held.control]) };
	if (kind < 0.78) {
		const [key, code, modifiers] = one(waysOut);
		return { do: 'key', key, code, modifiers, times: 1 };
	}
	if (kind < 0.92) {
		const [key, code] = one(keys);
		const modifiers = random() < 0.5 ? 0 : whole(16);
		// Five times Shift is how Windows is asked for its help for hands.
		const times = key === 'Shift' ? 5 : 1;
		return { do: 'key', key, code, modifiers, times, ...(modifiers === 0 && key.length === 1 ? { text: key } : {}) };
	}
	if (kind < 0.97) return { do: 'text', text: one(texts) };
	if (kind < 0.985) return { do: 'paste', text: random() < 0.05 ? '一'.repeat(200_000) : one([one(texts), `${canary}\n`.repeat(500)]) };
	return { do: 'drop', ...place(), what: one(['file', 'link', 'text'] as const) };
}
