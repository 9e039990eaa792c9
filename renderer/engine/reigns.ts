/**
 * Which terms a log of one day was written in, and from where on two such logs may differ. Two logs are equal as long as the same terms wrote them;
 * from the first term that only one of them has, each may have gone its own way (S10). Pure.
 */
import { z } from 'zod';
import { compareTerms, firstTerm, type PlatformTerm, platformTerm, type TermBegin } from '../../domain/contracts/term.ts';

/** A term, and the position of the day after which it wrote the log. */
export const reign = platformTerm.extend({ from: z.number().int().min(0) });
export type Reign = z.infer<typeof reign>;

/** A log that nobody ever took over. */
export const firstReigns: readonly Reign[] = [{ ...firstTerm, from: 0 }];

/** What the store keeps of terms. */
export const keptTerms = z.object({
	/** Highest term heard of. */
	highest: platformTerm,
	/** Of the log that is kept. */
	day: z.string().nullable(),
	reigns: z.array(reign).min(1),
});
export type KeptTerms = z.infer<typeof keptTerms>;

/** Who wrote the log of `day`, oldest first, as a platform tells it that decides in `term`. */
export function reignsOn(day: string, term: PlatformTerm = firstTerm, terms: readonly TermBegin[] = []): Reign[] {
	const told = terms.map(({ number, platform, from }) => ({ number, platform, from }));
	// A platform that says nothing of how its own term began may have begun it before the day.
	if (!told.some((each) => compareTerms(each, term) === 0)) told.push({ ...term, from: { day: '', position: 0 } });
	told.sort(compareTerms);
	const before = told.filter(({ from }) => from.day < day);
	const base: Reign = { ...firstTerm, ...plain(before.at(-1)), from: 0 };
	const within = told.filter(({ from }) => from.day === day).map((each) => ({ ...plain(each)!, from: each.from.position }));
	// The first of all begins with the log itself.
	const begins = within[0]?.from === 0 && before.length === 0 ? within : [base, ...within];
	return begins;
}

const plain = (term: PlatformTerm | undefined): PlatformTerm | undefined => term && { number: term.number, platform: term.platform };

/** The last position that two logs of one day have in common for certain; `null` = the same terms wrote them, so the longer goes on where the other ends. */
export function forkPoint(ours: readonly Reign[], theirs: readonly Reign[]): number | null {
	const same = (index: number) => {
		const [one, other] = [ours[index], theirs[index]];
		return one !== undefined && other !== undefined && compareTerms(one, other) === 0;
	};
	let first = 0;
	while (same(first)) first += 1;
	const rest = [...ours.slice(first), ...theirs.slice(first)];
	return rest.length === 0 ? null : Math.min(...rest.map(({ from }) => from));
}
