/**
 * Records that are damaged, or that are gone in whole: taken from a copy where there is one, left out where nobody is worse off, refused otherwise.
 * What went away left the sum of its checks behind (`record-sets.ts`), so a copy of it proves itself; where it does not, it is not the record that
 * was written.
 */
import type { DamagedRecord, HallStore, KeptRecord, RecordDamage } from '../storage/contract.ts';
import { everyKind, sumOf, type UnevenRecords, unevenInWords } from '../storage/record-sets.ts';
import { rowCheck } from '../storage/row-proof.ts';
import type { Copies } from './copies.ts';

export interface MendedRecord {
	kind: string;
	/** Whose copy; `null` = left out: nobody is worse off than asked once more. */
	from: string | null;
}

/** Without these somebody signs in once more, or they are made again from the logs; nothing else. */
const mayBeLeftOut = new Set(['session', 'offline-verifier', 'pin-lock', 'day-chain', 'damaged-day', 'voices']);
/** An older one of these would let a platform decide that has stood down, or read a log that was set aside. */
const onlyAsWritten = new Set(['term', 'log-lines']);
/** Their own chain tells which lines are not what was written, and a copy at another platform has them; evidence is not swept away. */
const leftAsFound = new Set(['audit', 'audit-chain']);
/** `voices/DEMO` is of the kind voices. */
const leftOut = (kind: string) => mayBeLeftOut.has(kind.split('/')[0]!);

/** More ways than this to choose the lost ones among a copy's records are not tried. */
const mostTries = 200_000;

interface Plan {
	drop: { kind: string; key: string }[];
	put: KeptRecord[];
	told: MendedRecord[];
	/** In words: what was wrong, and what became of it. */
	words: string[];
	refused: string[];
}

/** Mends them, or changes nothing and answers in words why not. Rejects with a `StoreFailure`. */
export async function mendRecordsOf(
	store: HallStore,
	copies: readonly Copies[],
	/** Records could not even be reached: then damage is found where no note says so. */
	unreachable = false,
): Promise<{ records: MendedRecord[]; words: string[]; refused: string[] }> {
	const damage = await store.recordDamage(true);
	const plan: Plan = { drop: [], put: [], told: [], words: [], refused: [] };
	const { uneven, notes, rows } = damage;
	for (const kind of kindsOf(damage)) await planKind(store, copies, kind, damage, plan);
	for (const each of uneven.filter((one) => one.kind === null)) plan.refused.push(unevenInWords(each));
	// A kind whose own note is gone is proved by the note over all kinds, and that by the notes of each; without both nothing tells what there was.
	if (notes.includes(everyKind) && (notes.length > 1 || unreachable)) plan.refused.push('which records there were is not known any more');
	if (plan.refused.length > 0) return { records: [], words: [], refused: plan.refused };
	if (uneven.length + notes.length + rows.length > 0) await store.mendRecords(plan);
	for (const kind of notes)
		plan.words.push(`The note of which records there are (${kind}) was damaged. It was made again of those that are there`);
	return { records: plan.told, words: plan.words, refused: [] };
}

function kindsOf({ uneven, rows }: RecordDamage): Set<string> {
	return new Set([...rows.map(({ kind }) => kind), ...uneven.flatMap(({ kind }) => (kind === null ? [] : [kind]))]);
}

async function planKind(store: HallStore, copies: readonly Copies[], kind: string, damage: RecordDamage, plan: Plan): Promise<void> {
	const damaged = damage.rows.filter((row) => row.kind === kind);
	const missing = missingOf(kind, damage, damaged);
	const proved = await provedCopies(store, copies, kind, damaged, missing);
	plan.drop.push(...damaged);
	const what = `Of the records of the kind ${kind} ${unevenInNumbers(damaged.length, missing.gone - damaged.length)}`;
	if (!proved && leftAsFound.has(kind.split('/')[0]!)) {
		plan.drop.splice(plan.drop.length - damaged.length);
		plan.words.push(`${what}. They were left as they are: npm run verify names the lines of the audit`);
		return;
	}
	if (proved) {
		plan.words.push(`${what}. What they were was taken from ${proved.from}, and proves itself`);
		plan.put.push(...proved.records);
		for (const _ of proved.records) plan.told.push({ kind, from: proved.from });
		return;
	}
	if (missing.gone !== damaged.length || damaged.length === 0) {
		const again = await fetchedAgain(store, copies, kind, missing.gone - damaged.length);
		if (again !== null) {
			plan.words.push(`${what}. As many that are not here lie at ${again}, and are fetched again as soon as this one runs`);
			plan.told.push({ kind, from: again });
			return;
		}
		if (!leftOut(kind)) {
			plan.refused.push(unevenInWords({ ...missing, gone: missing.gone - damaged.length }));
			return;
		}
		// What nobody wrote cannot be told from what somebody did: all of the kind goes.
		if (missing.gone <= damaged.length) plan.drop.push(...(await store.recordKeys(kind)).map((key) => ({ kind, key })));
		plan.words.push(`${what}. They were left out: nobody is worse off than asked once more`);
		plan.told.push({ kind, from: null });
		return;
	}
	for (const { key } of damaged) {
		const found = onlyAsWritten.has(kind) ? null : await recordIn(copies, kind, key);
		if (found) plan.put.push({ kind, key, value: found.value });
		else if (!leftOut(kind)) plan.refused.push(`a record of the kind ${kind} is not what was written`);
		plan.told.push({ kind, from: found?.from ?? null });
		plan.words.push(found ? `${what}. It was taken from ${found.from}` : `${what}. It was left out`);
	}
}

function unevenInNumbers(damaged: number, gone: number): string {
	const said = [
		...(damaged > 0 ? [`${damaged} ${damaged === 1 ? 'is' : 'are'} not what was written`] : []),
		...(gone > 0 ? [`${gone} ${gone === 1 ? 'is' : 'are'} gone`] : []),
		...(gone < 0 ? [`${-gone} ${gone === -1 ? 'is' : 'are'} there that nobody wrote`] : []),
	];
	return said.length > 0 ? said.join(' and ') : 'some were put in the place of others';
}

/** With the rows that do not hold counted as gone: what stands beside them may be damaged as well. */
function missingOf(kind: string, { uneven }: RecordDamage, damaged: readonly DamagedRecord[]): UnevenRecords {
	const known = uneven.find((each) => each.kind === kind) ?? { kind, gone: 0, rest: '' };
	return damaged.reduce((all, { proof }) => ({ kind, gone: all.gone + 1, rest: sumOf(all.rest, proof) }), known);
}

/** Copies whose checks together are exactly what is missing: they are what was written. */
async function provedCopies(
	store: HallStore,
	copies: readonly Copies[],
	kind: string,
	damaged: readonly DamagedRecord[],
	{ gone, rest }: UnevenRecords,
): Promise<{ records: KeptRecord[]; from: string } | null> {
	if (gone <= 0 || !/^[0-9a-f]{16}$/.test(rest)) return null;
	const here = new Set(await store.recordKeys(kind));
	for (const { key } of damaged) here.delete(key);
	for (const { name, records } of copies) {
		const held = await records?.(kind).catch(() => []);
		const candidates = (held ?? []).filter(({ key }) => !here.has(key));
		const proofs = candidates.map(({ key, value }) => rowCheck(kind, key, JSON.stringify(value)));
		const chosen = chosenOf(proofs, gone, rest);
		if (chosen) return { records: chosen.map((index) => ({ kind, ...candidates[index]! })), from: name };
	}
	return null;
}

/** Who holds exactly as many of this kind that are not here as went away; `null` = nobody. */
async function fetchedAgain(store: HallStore, copies: readonly Copies[], kind: string, gone: number): Promise<string | null> {
	if (gone <= 0) return null;
	const here = new Set(await store.recordKeys(kind));
	for (const { name, fetchedAgain: ask } of copies) {
		const held = (await ask?.(kind).catch(() => [])) ?? [];
		if (held.filter((key) => !here.has(key)).length === gone) return name;
	}
	return null;
}

/** Which `count` of these make this sum; `null` = none do, or there are too many ways to try. */
function chosenOf(proofs: readonly string[], count: number, sum: string): number[] | null {
	let tries = mostTries;
	const zero = '0'.repeat(16);
	const choose = (from: number, left: number, rest: string): number[] | null => {
		if (left === 0) return rest === zero ? [] : null;
		for (let index = from; index <= proofs.length - left; index += 1) {
			if (--tries < 0) return null;
			const found = choose(index + 1, left - 1, sumOf(rest, proofs[index]!));
			if (found) return [index, ...found];
		}
		return null;
	};
	return choose(0, count, sum);
}

async function recordIn(copies: readonly Copies[], kind: string, key: string): Promise<{ value: unknown; from: string } | null> {
	for (const { name, record } of copies) {
		const value = await record?.(kind, key);
		if (value !== undefined) return { value, from: name };
	}
	return null;
}
