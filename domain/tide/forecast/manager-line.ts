/** One line in which a manager says who is coming: "一辆大巴60人，社保，10:30", "a bus of 60 for 社保 at 10:30". Understood, or answered with what is missing. */

export interface ExpectedGroup {
	people: number;
	/** Id of the queue. */
	queue: string;
	/** Local time, `HH:MM`. */
	at: string;
}

export type LineAnswer =
	| { ok: true; group: ExpectedGroup }
	/** `queues`: those the line may mean, or all of them where it names none. */
	| {
			ok: false;
			why: 'empty' | 'no-people' | 'too-many-people' | 'no-queue' | 'several-queues' | 'no-time' | 'time-wrong' | 'time-over';
			queues: string[];
			heard: Partial<ExpectedGroup>;
	  };

export interface QueueName {
	id: string;
	/** Every name it is known by, in any language. */
	names: readonly string[];
}

const mostPeople = 2000;

/** `now`: local time `HH:MM`; a time before it is over. */
export function readManagerLine(line: string, queues: readonly QueueName[], now: string): LineAnswer {
	const text = line.normalize('NFKC').trim().toLowerCase();
	const all = queues.map(({ id }) => id);
	if (text === '') return { ok: false, why: 'empty', queues: all, heard: {} };
	const time = timeIn(text);
	const rest = time ? text.replace(time.text, ' ') : text;
	const { named, left } = queuesIn(rest, queues);
	const people = peopleIn(left);
	const heard: Partial<ExpectedGroup> = {
		...(people === null ? {} : { people }),
		...(named.length === 1 ? { queue: named[0]! } : {}),
		...(time?.at ? { at: time.at } : {}),
	};
	const refuse = (why: Extract<LineAnswer, { ok: false }>['why'], which = all): LineAnswer => ({ ok: false, why, queues: which, heard });
	if (people === null || people < 1) return refuse('no-people');
	if (people > mostPeople) return refuse('too-many-people');
	if (named.length === 0) return refuse('no-queue');
	if (named.length > 1) return refuse('several-queues', named);
	if (!time) return refuse('no-time');
	if (time.at === null) return refuse('time-wrong');
	if (time.at < now) return refuse('time-over');
	return { ok: true, group: { people, queue: named[0]!, at: time.at } };
}

/** `10:30`, `10点半`, `下午2点`, `2 pm`, `half past` is not understood. */
function timeIn(text: string): { text: string; at: string | null } | null {
	const clock =
		/(上午|下午|晚上|中午)?\s*(\d{1,2})\s*(?::\s*(\d{2})|点\s*(?:(半)|(\d{1,2})\s*分?|([一三])刻)?|\s*(?=[ap]\.?m))\s*([ap])?\.?(?:m\b\.?)?/.exec(
			text,
		);
	if (!clock) return null;
	const [whole, part, hours, minutes, half, chineseMinutes, quarters, meridiem] = clock;
	let hour = Number(hours);
	const minute = half ? 30 : quarters ? (quarters === '一' ? 15 : 45) : Number(minutes ?? chineseMinutes ?? 0);
	if ((part === '下午' || part === '晚上' || meridiem === 'p') && hour < 12) hour += 12;
	if (part === '中午' && hour < 11) hour += 12;
	if (meridiem === 'a' && hour === 12) hour = 0;
	const valid = hour < 24 && minute < 60;
	return { text: whole!, at: valid ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null };
}

/** Queues that are named, the longest names first, so that 社保综合 is not also 社保; and the text without them. */
function queuesIn(text: string, queues: readonly QueueName[]): { named: string[]; left: string } {
	const names = queues
		.flatMap(({ id, names: known }) => [id, ...known].map((name) => ({ id, name: name.normalize('NFKC').trim().toLowerCase() })))
		.filter(({ name }) => name !== '')
		.sort((one, other) => other.name.length - one.name.length);
	let left = text;
	const named = new Set<string>();
	for (const { id, name } of names) {
		const place = placeOf(left, name);
		if (place < 0) continue;
		named.add(id);
		left = `${left.slice(0, place)} ${left.slice(place + name.length)}`;
	}
	if (named.size > 0) return { named: [...named], left };
	// A part of a name is enough where only one queue has it: 社保 for 社保综合.
	const words = text.split(/[^\p{Script=Han}a-z]+|的|有|来|人|大巴|一辆|for|at|bus|of/u).filter((word) => word.length >= 2);
	for (const word of words) for (const { id, name } of names) if (name.includes(word)) named.add(id);
	return { named: [...named], left };
}

/** Latin names count as whole words: queue A is not in "a bus". */
function placeOf(text: string, name: string): number {
	if (!/^[a-z0-9 ]+$/.test(name)) return text.indexOf(name);
	if (name.length === 1) return text.search(new RegExp(`(?<=(?:queue|队)\\s*)${name}(?![a-z0-9])|(?<![a-z0-9])${name}(?=\\s*队)`));
	return text.search(new RegExp(`(?<![a-z0-9])${name}(?![a-z0-9])`));
}

const digits: Record<string, number> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** People: a number beside 人, 位, people …, else the only number there is. */
function peopleIn(text: string): number | null {
	const beside =
		/(\d{1,6})\s*(?:多)?\s*(?:个)?\s*(?:人|位|名|people|persons|visitors|passengers)/.exec(text) ??
		/(?:bus|group|coach)\s+of\s+(\d{1,6})/.exec(text);
	if (beside) return Number(beside[1]);
	const chinese = /([零一二两三四五六七八九十百]+)\s*(?:多)?\s*(?:个)?\s*(?:人|位|名)/.exec(text);
	if (chinese) return chineseNumber(chinese[1]!);
	const numbers = text.match(/\d{1,6}/g) ?? [];
	return numbers.length === 1 ? Number(numbers[0]) : null;
}

function chineseNumber(text: string): number {
	let [whole, digit] = [0, 0];
	for (const letter of text) {
		if (letter === '百') whole += (digit || 1) * 100;
		else if (letter === '十') whole += (digit || 1) * 10;
		else {
			digit = digits[letter] ?? 0;
			continue;
		}
		digit = 0;
	}
	return whole + digit;
}
