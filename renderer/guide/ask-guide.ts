/** From a request in somebody's own words to the entries of the catalogue that meet it, with the reason, or to the word that none does. */
import type { GuideTopic } from '../../domain/contracts/guide-words.ts';
import type { Words } from '../../domain/contracts/identity.ts';
import { clausesOf } from './clauses.ts';
import { type Feature, featuresOf } from './features.ts';
import { type GuideIndex, pairsBySound } from './guide-index.ts';
import type { GuideEntry } from './guide-texts.ts';
import { plainText } from './plain-text.ts';
import { weights } from './weights.ts';

export interface GuideMatch {
	code: string;
	kind: 'item' | 'theme';
	name: Words;
	/** How well it fits: 0 to 1 and a little above; below `leastScore` nothing is offered. */
	score: number;
	/** Official words of the request that this entry has, longest first. */
	because: string[];
}

export interface GuideAnswer {
	/** Best first; empty when `outOfScope`. */
	matches: GuideMatch[];
	/** Nothing in this hall fits. */
	outOfScope: boolean;
	/** Where it belongs instead, as far as that is known; beside matches only a danger, which must be said in any case. */
	topic: GuideTopic | null;
	/** Nothing was said that could be looked for (empty, signs, only words such as 请问). */
	nothingSaid: boolean;
}

/** A clause of a request. */
interface Part {
	official: string;
	weight: number;
}

interface Variant {
	official: string;
	/** Its clauses, when it has several. */
	parts?: Part[];
	/** How sure it is that this was meant. */
	trust: number;
}

interface Scored {
	score: number;
	variant: string;
}

export function askGuide(guide: GuideIndex, text: string, most = 5): GuideAnswer {
	const plain = plainText(text);
	const scored = guide.entries.map((): Scored => ({ score: 0, variant: '' }));
	let said = false;
	for (const variant of variantsOf(guide, plain)) {
		if (variant.official === '') continue;
		said = true;
		const scores = scoresOf(guide, variant);
		for (const [entry, score] of scores.entries()) {
			const now = scored[entry];
			if (now && score * variant.trust > now.score) scored[entry] = { score: score * variant.trust, variant: variant.official };
		}
	}
	if (!said) return { matches: [], outOfScope: true, topic: null, nothingSaid: true };
	for (const [entry, share] of guide.english.byName(plain)) {
		const now = scored[entry];
		if (now && share * weights.englishName > now.score) scored[entry] = { score: share * weights.englishName, variant: plain };
	}
	if (guide.everyday.together(plain))
		for (const [at, entry] of guide.entries.entries()) {
			const now = scored[at];
			if (entry.kind === 'theme' && now) now.score *= weights.together;
		}
	for (const at of guide.exact.get(plain) ?? []) {
		const now = scored[at];
		if (now) now.score *= weights.exact;
	}
	const order = scored.map((_, at) => at).sort((one, two) => (scored[two]?.score ?? 0) - (scored[one]?.score ?? 0));
	const first = order[0] ?? 0;
	const top = scored[first]?.score ?? 0;
	const best = guide.entries[first];
	const danger = dangerIn(guide, plain, scored, top);
	const elsewhere = best?.kind === 'topic' && top > 0 ? best.topic : null;
	if (elsewhere !== null || top < weights.leastScore)
		return { matches: [], outOfScope: true, topic: elsewhere?.urgent ? elsewhere : (danger ?? elsewhere), nothingSaid: false };
	const matches: GuideMatch[] = [];
	for (const at of order) {
		const entry = guide.entries[at];
		const { score, variant } = scored[at] ?? { score: 0, variant: '' };
		if (matches.length === most || score < Math.max(weights.leastScore, top * weights.leastBesideBest)) break;
		if (entry === undefined || entry.kind === 'topic') continue;
		const { code, kind, name } = entry;
		matches.push({ code, kind, name, score: Math.round(score * 1000) / 1000, because: becauseOf(guide, at, variant) });
	}
	return { matches: themeFirst(guide, matches), outOfScope: false, topic: danger, nothingSaid: false };
}

/** A word of danger is never passed over where nothing is done here, and beside an errand not where it fits somewhat too. */
function dangerIn(guide: GuideIndex, plain: string, scored: readonly Scored[], top: number): GuideTopic | null {
	const said = guide.dangers.find(({ word }) => plain.includes(word));
	const entry = said && guide.entries[said.entry];
	if (!said || entry?.kind !== 'topic') return null;
	const bestIsErrand = scored.some(({ score }, at) => score === top && guide.entries[at]?.kind !== 'topic');
	const fits = (scored[said.entry]?.score ?? 0) >= top * weights.urgentBeside;
	return !bestIsErrand || fits || top < weights.leastScore ? entry.topic : null;
}

/** The theme that holds the best item before it, if it fits nearly as well. */
function themeFirst(guide: GuideIndex, matches: GuideMatch[]): GuideMatch[] {
	const [best] = matches;
	if (best === undefined || best.kind === 'theme') return matches;
	const theme = matches.find(
		({ code, kind, score }) =>
			kind === 'theme' &&
			score >= best.score * weights.themeFirst &&
			guide.entries.some((entry) => entry.code === code && entry.kind === 'theme' && entry.items.includes(best.code)),
	);
	return theme === undefined ? matches : [theme, ...matches.filter((match) => match !== theme)];
}

/** What may have been meant: as written, with words that sound alike put right, letters read as pinyin, English in Chinese words. */
function variantsOf(guide: GuideIndex, plain: string): Variant[] {
	const { everyday, spelled, english, ofEntries } = guide;
	// 登个记, 过个户: two halves of one word.
	const closed = plain.replace(/(\p{Script=Han})[一了]?个(\p{Script=Han})/gu, (apart, one: string, two: string) =>
		ofEntries.has(one + two) ? one + two : apart,
	);
	const clauses = clausesOf(closed);
	const written: Variant = { official: everyday.official(closed), trust: 1 };
	if (clauses.length > 1)
		written.parts = clauses.map(({ text, past }) => ({ official: everyday.official(text), weight: past ? weights.past : 1 }));
	const variants: Variant[] = [written];
	const joined = everyday.joined(clauses.flatMap(({ text, past }) => (past ? [] : [text])).join(' '));
	if (joined !== variants[0]?.official) variants.push({ official: joined, trust: weights.joined });
	const seen = (piece: string) => everyday.known.has(piece) || (piece.length <= 3 ? ofEntries.has(piece) : pairsAllSeen(piece, ofEntries));
	const heard = spelled.heard(plain, seen);
	if (heard !== plain) variants.push({ official: everyday.official(heard), trust: weights.heard });
	const letters = [...plain.matchAll(/[a-z]+(?: [a-z]+)*/g)].map((match) => match[0]);
	if (letters.length === 0) return variants;
	const said = english.inChinese(plain);
	if (said) variants.push({ official: everyday.official(said.official), trust: weights.english * said.share });
	const [run = ''] = letters;
	if (letters.length === 1)
		for (const reading of spelled.read(run))
			variants.push({ official: everyday.official(plain.replace(run, ` ${reading} `).trim()), trust: weights.spelled });
	return variants;
}

function pairsAllSeen(piece: string, ofEntries: GuideIndex['ofEntries']): boolean {
	for (let at = 0; at + 3 <= piece.length; at += 1) if (!ofEntries.has(piece.slice(at, at + 3))) return false;
	return true;
}

/** Features of all clauses, each once, where it counts most. */
function featuresOfParts(guide: GuideIndex, parts: readonly Part[]): (Feature & { part: number })[] {
	const found = new Map<string, Feature & { part: number }>();
	for (const [part, { official, weight }] of parts.entries())
		for (const feature of featuresOf(official, guide.everyday.officials).values()) {
			const now = found.get(feature.key);
			if (now === undefined || now.weight < feature.weight * weight)
				found.set(feature.key, { ...feature, weight: feature.weight * weight, part });
		}
	return [...found.values()];
}

/** How well each entry meets an official text. */
function scoresOf(guide: GuideIndex, { official, parts = [{ official, weight: 1 }] }: Variant): Float64Array {
	const asked: { key: string; gain: number; part: number }[] = [];
	const possible = parts.map(() => 0);
	let length = 0;
	let sounds: Map<string, string> | null = null;
	for (const { key, weight, part } of featuresOfParts(guide, parts)) {
		const worth = weight * guide.rarity(key);
		possible[part] = (possible[part] ?? 0) + worth;
		length += worth ** 2;
		if (guide.ofEntries.has(key)) asked.push({ key, gain: worth, part });
		else if (key.length === 2) {
			sounds ??= pairsBySound(official);
			const sound = [...sounds].find(([, pair]) => pair === key)?.[0];
			const like = sound === undefined ? undefined : guide.bySound.get(sound);
			if (like !== undefined && guide.ofEntries.has(like))
				asked.push({ key: like, gain: weight * guide.rarity(like) * weights.pairSound, part });
		}
	}
	const byPart = parts.map(() => new Float64Array(guide.entries.length));
	const products = new Map<number, number>();
	for (const { key, gain, part } of asked) {
		const byWords = byPart[part] ?? new Float64Array();
		for (const { entry, times } of guide.ofEntries.get(key) ?? []) {
			const size = guide.size[entry] ?? 1;
			byWords[entry] =
				(byWords[entry] ?? 0) +
				(gain * times * (weights.often + 1)) / (times + weights.often * (1 - weights.length + weights.length * size));
		}
		for (const { text, weight } of guide.ofTexts.get(key) ?? [])
			products.set(text, (products.get(text) ?? 0) + gain * weight * guide.rarity(key));
	}
	const nearest = new Float64Array(guide.entries.length);
	for (const [text, product] of products) {
		const of = guide.texts[text];
		if (of === undefined) continue;
		const near = product / (Math.sqrt(length) * of.length);
		if (near > (nearest[of.entry] ?? 0)) nearest[of.entry] = near;
	}
	const byWords = evenly(byPart, possible);
	const service = guide.everyday.service(official);
	const trust = (entry: GuideEntry | undefined) => {
		if (entry?.kind !== 'topic') return 1;
		if (entry.topic.urgent !== null) return weights.urgent;
		return service && !entry.topic.official ? weights.topicBesideService : weights.topic;
	};
	return byWords.map((sum, entry) => (weights.byEntry * sum + weights.bySentence * (nearest[entry] ?? 0)) * trust(guide.entries[entry]));
}

/**
 * Shares of what is possible. What meets every clause somewhat fits better than what meets one of them wholly and the others not at all: of
 * 厂子倒闭了，能不能拿点生活费 the first clause alone is about closing a company.
 */
function evenly(byPart: readonly Float64Array[], possible: readonly number[]): Float64Array {
	const all = possible.reduce((sum, one) => sum + one, 0) || 1;
	const shares = new Float64Array(byPart[0]?.length ?? 0);
	for (const [part, sums] of byPart.entries()) {
		const most = (possible[part] ?? 0) * weights.fullMark;
		if (most === 0) continue;
		for (const [entry, sum] of sums.entries())
			if (sum > 0)
				shares[entry] =
					(shares[entry] ?? 0) + ((possible[part] ?? 0) / all) * (byPart.length === 1 ? sum / most : (sum / most) ** weights.evenness);
	}
	return shares;
}

/** Words of the request that stand in the entry, longest first; where there are no whole words, the pieces that do. */
function becauseOf(guide: GuideIndex, entry: number, official: string): string[] {
	const met = [...featuresOf(official, guide.everyday.officials).values()]
		.filter(({ key, to, from }) => to - from >= 2 && guide.ofEntries.get(key)?.some((each) => each.entry === entry))
		.sort((one, two) => one.from - two.from || two.to - one.to);
	const pieces: { from: number; to: number }[] = [];
	for (const { from, to } of met) {
		const last = pieces.at(-1);
		if (last && from < last.to) last.to = Math.max(last.to, to);
		else pieces.push({ from, to });
	}
	const texts = pieces.map(({ from, to }) => official.slice(from, to));
	const whole = texts.flatMap((text) => wordsOf(guide, text));
	const told = whole.length > 0 ? whole : texts;
	return [...new Set(told)].sort((one, two) => two.length - one.length).slice(0, mostReasons);
}

const mostReasons = 3;
const longestWord = 8;

/** The longest words, one after the other. */
function wordsOf(guide: GuideIndex, text: string): string[] {
	const found: string[] = [];
	for (let at = 0; at + 2 <= text.length; ) {
		let length = Math.min(longestWord, text.length - at);
		while (length >= 2 && !guide.words.has(text.slice(at, at + length))) length -= 1;
		if (length >= 2) found.push(text.slice(at, at + length));
		at += Math.max(1, length);
	}
	return found;
}
