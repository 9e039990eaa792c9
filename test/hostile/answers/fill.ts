/** A sound answer of a schema with what would act in every place where any text may stand. Which choice of a union is taken turns with the row. */
import { isFree, isText, type JsonNode } from './text-places.ts';

export interface Filling {
	/** What stands at this place now; called once for each time that it is filled. */
	text(place: string): string;
	/** Other choices, other rows. */
	turn: number;
	/** Rows of a list. */
	rows: number;
	/** Places where always the same stands: a page that asks for what comes after it would never come to an end. */
	fixed?: ReadonlyMap<string, unknown>;
	/** Milliseconds of the scene. */
	now: number;
}

/** One of each kind of name that the contracts know; the first that a pattern takes is used. */
const samples = [
	...[
		'2026-11-16',
		'A001',
		'A',
		'W02',
		'T1',
		'M1',
		'0312',
		'P1',
		'0900-aaaa',
		'GA-003',
		'P1-4f0c2a9b',
		'0123456789abcdef',
		'08:30',
		'110101',
	],
	...['a'.repeat(8), 'a'.repeat(16), 'a'.repeat(32), 'a'.repeat(43), 'a'.repeat(64), 'a'.repeat(86), 'BJ-4K7M-PX2R-6T', 'SQ-4K7M-PX2R-6T'],
	...['YY-4K7M-PX2R-6T', 'AAAA', 'person-aaaaaaaaaaaa', 'reservation-aaaaaaaaaa', '123456', '#123456', 'http://127.0.0.1:8740', '1.2.3'],
	...['M-HUKOU', `${'a'.repeat(85)}A`, 'PJ-20261116-A001', 'S1', '7K2QX9BDFT'],
];

export function fill(node: JsonNode, place: string, how: Filling, row = how.turn): unknown {
	if (how.fixed?.has(place)) return how.fixed.get(place);
	if ('const' in node) return node.const;
	if (node.enum) return node.enum[row % node.enum.length];
	const choices = node.anyOf ?? node.oneOf;
	if (choices) {
		// What is nobody’s is a choice as well, but not the one that shows most.
		const said = choices.filter(({ type }) => type !== 'null');
		return fill(said[row % said.length] ?? choices[0]!, place, how, row);
	}
	if (node.allOf) return Object.assign({}, ...node.allOf.map((each) => fill(each, place, how, row)));
	if (node.properties || node.additionalProperties || node.propertyNames) return filledObject(node, place, how, row);
	if (node.items || node.prefixItems || node.type === 'array') {
		if (node.prefixItems) return node.prefixItems.map((each, at) => fill(each, `${place}[]`, how, row + at));
		const most = Math.min(node.maxItems ?? how.rows, how.rows);
		return Array.from({ length: Math.max(most, node.minItems ?? 0) }, (_, at) => fill(node.items ?? {}, `${place}[]`, how, row + at));
	}
	if (isText(node)) return isFree(node) ? how.text(place) : soundText(node, place, row);
	if (node.type === 'integer' || node.type === 'number') return number(node, place, how, row);
	if (node.type === 'boolean') return row % 2 === 0;
	if (node.type === 'null') return null;
	// What JSON cannot say: bytes of a picture, or a number that is looked at by hand.
	return place.endsWith('.data') ? new Uint8Array(8) : 1 + (row % 5);
}

function filledObject(node: JsonNode, place: string, how: Filling, row: number): Record<string, unknown> {
	const entries = Object.entries(node.properties ?? {}).map(([key, each]) => [key, fill(each, `${place}.${key}`, how, row)]);
	if (typeof node.additionalProperties === 'object' || node.propertyNames) {
		const names =
			node.propertyNames?.enum ??
			(typeof node.propertyNames === 'object' && !isFree(node.propertyNames) && [fill(node.propertyNames, `${place}.<key>`, how, row)]);
		const keys = names || Array.from({ length: 2 }, () => how.text(`${place}.<key>`));
		const values = typeof node.additionalProperties === 'object' ? node.additionalProperties : { type: 'string' };
		for (const [at, key] of keys.entries()) entries.push([String(key), fill(values, `${place}.*`, how, row + at)]);
	}
	return Object.fromEntries(entries);
}

function soundText(node: JsonNode, place: string, row: number): string {
	if (node.pattern === undefined) return '2026-11-16T10:00:00Z';
	const pattern = new RegExp(node.pattern, 'u');
	const found = samples.filter((each) => pattern.test(each) && each.length <= (node.maxLength ?? 4_096));
	if (found.length === 0) throw new Error(`${place}: no sample is like ${node.pattern}. Enter one in test/hostile/answers/fill.ts.`);
	return found[row % found.length]!;
}

function number(node: JsonNode, place: string, how: Filling, row: number): number {
	const least = node.minimum ?? (node.exclusiveMinimum === undefined ? 0 : node.exclusiveMinimum + 1);
	const most = node.maximum ?? Number.POSITIVE_INFINITY;
	const time = /(?:^|\.)(?:at|from|to|since|until|due|.*(?:At|Time))$/.test(place.replaceAll('[]', ''));
	const wanted = time && most > how.now ? how.now + row * 60_000 : (least > -1_000_000 ? least : 0) + 1 + (row % 5);
	return Math.max(Math.min(wanted, most), Math.max(least, -1_000_000));
}
