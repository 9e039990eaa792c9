/**
 * From typed letters to Chinese words: full pinyin, its beginnings (`zs`), whole phrases, and rare characters spelled by their parts. Pure; the
 * books are text files made by `scripts/make-keyboard-words.ts`.
 */

export interface Candidate {
	text: string;
	/** Letters it stands for, counted from the first one typed. */
	uses: number;
}

export interface PinyinBook {
	/** Best first; one-character rows go on to the rarest characters. */
	candidates(letters: string): Candidate[];
	/** 拆字: characters whose parts are called like this (`niuniuniu` → 犇), exact ones first. */
	spelled(letters: string): Candidate[];
}

interface Word {
	text: string;
	/** 0 (hardly ever) to 25. */
	weight: number;
}

interface Row {
	syllables: string[];
	words: string;
}

const longestWord = 4;
/** Enough for every character of the fullest syllable, the rarest last. */
const mostCandidates = 1_200;
/** Rows looked at for one abbreviation: what is commoner comes first, nobody pages beyond this. */
const mostOfAbbreviation = 60;
const initials = ['zh', 'ch', 'sh', ...'bpmfdtnlgkhjqxrzcsyw', 'a', 'e', 'o'];

/** `夏y下z` → words. */
function wordsOf(row: string): Word[] {
	return [...row.matchAll(/([^a-z]+)([a-z])/g)].map(([, text = '', letter = 'a']) => ({ text, weight: letter.charCodeAt(0) - 97 }));
}

const linesOf = (text: string) =>
	text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => {
			const at = line.indexOf(' ');
			return [line.slice(0, at), line.slice(at + 1)] as const;
		});

/** `pinyin`, `parts`: the two books as texts. */
export function readPinyinBook(pinyin: string, parts: string): PinyinBook {
	const rows = new Map<string, Row>();
	/** By the first letters of the syllables: `x'z` → 下载, 选择 … */
	const byInitials = new Map<string, { row: Row; best: number }[]>();
	for (const [key, words] of linesOf(pinyin)) {
		const row = { syllables: key.split("'"), words };
		rows.set(key, row);
		const short = row.syllables.map((syllable) => syllable[0]).join('');
		const best = (/[a-z]/.exec(words)?.[0] ?? 'a').charCodeAt(0) - 97;
		const list = byInitials.get(short) ?? [];
		if (list.length === 0) byInitials.set(short, list);
		list.push({ row, best });
	}
	for (const list of byInitials.values()) list.sort((one, other) => other.best - one.best);
	const syllables = new Set([...rows.keys()].filter((key) => !key.includes("'")));
	const spellings = linesOf(parts)
		.map(([key, all]) => ({ key: key.replaceAll("'", ''), all: [...all] }))
		.sort((one, other) => (one.key < other.key ? -1 : 1));

	/** The units that may begin at `from`: a whole syllable, or only its beginning. */
	function units(letters: string, from: number): { text: string; whole: boolean }[] {
		const rest = letters.slice(from, from + 6).split("'")[0]!;
		const found: { text: string; whole: boolean }[] = [];
		for (let length = rest.length; length > 0; length -= 1)
			if (syllables.has(rest.slice(0, length))) found.push({ text: rest.slice(0, length), whole: true });
		for (const initial of initials)
			if (rest.startsWith(initial) && !found.some(({ text }) => text === initial)) found.push({ text: initial, whole: false });
		// The last syllable is being typed.
		const atEnd = from + rest.length === letters.length;
		if (atEnd && rest.length > 1 && !found.some(({ text }) => text === rest)) found.push({ text: rest, whole: false });
		return found;
	}

	/** Every way to read up to four syllables from `from`. `beginnings: false`: only the last syllable of all may be unfinished. */
	function readings(letters: string, from: number, beginnings = true): { units: { text: string; whole: boolean }[]; end: number }[] {
		const all: { units: { text: string; whole: boolean }[]; end: number }[] = [];
		const walk = (at: number, sofar: { text: string; whole: boolean }[]) => {
			const start = letters[at] === "'" ? at + 1 : at;
			if (sofar.length > 0) all.push({ units: sofar, end: at });
			if (sofar.length === longestWord || start >= letters.length) return;
			for (const unit of units(letters, start))
				if (unit.whole || beginnings || start + unit.text.length === letters.length) walk(start + unit.text.length, [...sofar, unit]);
		};
		walk(from, []);
		return all;
	}

	function rowsFor(read: { text: string; whole: boolean }[]): Row[] {
		if (read.every(({ whole }) => whole)) {
			const row = rows.get(read.map(({ text }) => text).join("'"));
			return row ? [row] : [];
		}
		const short = read.map(({ text }) => text[0]).join('');
		return (byInitials.get(short) ?? [])
			.filter(({ row }) =>
				row.syllables.every((syllable, at) => (read[at]!.whole ? syllable === read[at]!.text : syllable.startsWith(read[at]!.text))),
			)
			.slice(0, mostOfAbbreviation)
			.map(({ row }) => row);
	}

	/** The likeliest phrase for all letters, of whole syllables: each word costs, so that longer words win. */
	function phrase(letters: string): string | null {
		const best: ({ text: string; score: number } | undefined)[] = [{ text: '', score: 0 }];
		for (let at = 0; at < letters.length; at += 1) {
			const here = best[at];
			if (here === undefined) continue;
			for (const { units: read, end } of readings(letters, at, false)) {
				const beginnings = read.filter(({ whole }) => !whole).length;
				if (beginnings > 1 || (beginnings === 1 && (end < letters.length || read.at(-1)!.whole))) continue;
				const row = rowsFor(read)[0];
				if (row === undefined) continue;
				const word = wordsOf(row.words)[0]!;
				const score = here.score + word.weight - 26 + 6 * (read.length - 1) - 8 * beginnings;
				if (score > (best[end]?.score ?? Number.NEGATIVE_INFINITY)) best[end] = { text: here.text + word.text, score };
			}
		}
		return best[letters.length]?.text ?? null;
	}

	return {
		candidates(letters) {
			const typed = letters.replace(/^'+/, '');
			const before = letters.length - typed.length;
			if (typed === '') return [];
			const found: (Candidate & { score: number })[] = [];
			for (const { units: read, end } of readings(typed, 0)) {
				const beginnings = read.filter(({ whole }) => !whole).length;
				for (const row of rowsFor(read))
					for (const { text, weight } of wordsOf(row.words)) {
						// More letters first; a whole single syllable before two short ones of the same letters (先 before 西安).
						const score = 100 * end + weight - 30 * beginnings - (read.length > 1 && beginnings === 0 ? 4 : 0);
						found.push({ text, uses: before + end, score });
					}
			}
			found.sort((one, other) => other.score - one.score);
			const whole = found.some(({ uses }) => uses === letters.length) ? null : phrase(typed);
			const first: Candidate[] = whole === null ? [] : [{ text: whole, uses: letters.length }];
			const seen = new Set<string>();
			return [...first, ...found]
				.filter(({ text }) => (seen.has(text) ? false : seen.add(text)))
				.slice(0, mostCandidates)
				.map(({ text, uses }) => ({ text, uses }));
		},
		spelled(letters) {
			const typed = letters.replaceAll("'", '');
			if (typed.length < 2) return [];
			let [low, high] = [0, spellings.length];
			while (low < high) {
				const middle = (low + high) >> 1;
				if (spellings[middle]!.key < typed) low = middle + 1;
				else high = middle;
			}
			const all: Candidate[] = [];
			for (let at = low; at < spellings.length && spellings[at]!.key.startsWith(typed) && all.length < mostCandidates; at += 1)
				for (const text of spellings[at]!.all) all.push({ text, uses: letters.length });
			return all;
		},
	};
}
