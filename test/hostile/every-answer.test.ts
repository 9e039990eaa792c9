/** Which answers a page may show, and which fields cannot hold what would act: read from the contracts, so that a new one is not forgotten. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { injectionStrings } from '../../scripts/hostile/injection-strings.ts';
import { answeredSchemas } from './answers/hostile-engine.ts';
import { freePlaces, jsonOf, textPlaces } from './answers/text-places.ts';

const folder = new URL('../../domain/contracts/', import.meta.url);
const schemas = new Map<string, z.ZodType>();
for (const file of readdirSync(folder))
	for (const [name, value] of Object.entries((await import(new URL(file, folder).href)) as Record<string, unknown>))
		if (typeof value === 'object' && value !== null && '_zod' in value) schemas.set(name, value as z.ZodType);

/** Answers with a free text in them that no page of `answers/pages.tsx` asks for. */
const askedElsewhere: Readonly<Record<string, string>> = {
	forwardedAnswer: 'from platform to platform; what a phone gets of it is a page of `injected-text.test.tsx`',
	offlineSignInAnswer: 'from the machine to its engine: names and signed words that are not drawn',
	verifiersAnswer: 'from the platform to the machine',
	quarantineAnswer: 'from the platform to the engine: `detail` is drawn nowhere',
	reservationsTodayAnswer: 'from the platform to the engine: `detail` is drawn nowhere',
	commandsAnswer: 'from the platform to the engine: of a refusal its code chooses the words',
	hallFilesAnswer:
		'files of the hall, read like those on a disk: names of the catalogue and of the hall are drawn by `injected-text.test.tsx`',
	seatsAnswer: 'from the platform to the machine, which tells its page as `setUpAnswer`: drawn there',
};

test('every answer of the contracts with a free text in it is drawn with hostile texts, or it is said who asks for it instead', () => {
	const withText = [...schemas].filter(([name, schema]) => /Answer$/.test(name) && freePlaces(jsonOf(schema), name).length > 0);
	expect(withText.length).toBeGreaterThan(20);
	const unknown = withText.map(([name]) => name).filter((name) => !answeredSchemas.includes(name) && !(name in askedElsewhere));
	expect(unknown, 'enter it in answers/hostile-engine.ts, or say here who asks for it').toEqual([]);
	expect(Object.keys(askedElsewhere).filter((name) => !withText.some(([known]) => known === name))).toEqual([]);
});

test('10,000 texts that would act: no field that asks for a certain form takes one of them', () => {
	const strings = injectionStrings(10_000);
	const patterns = new Map<string, string>();
	for (const [name, schema] of schemas)
		for (const [place, nodes] of textPlaces(jsonOf(schema), name))
			for (const { pattern } of nodes) if (pattern !== undefined && !patterns.has(pattern)) patterns.set(pattern, place);
	expect(patterns.size).toBeGreaterThan(40);
	// An address of mail: what RFC 5321 lets stand before the @; no sign of markup, no quote, no control. It is the hall's own setting.
	patterns.delete([...patterns].find(([, place]) => place === 'figuresMail.from')?.[0] ?? '');
	const takers = [...patterns].flatMap(([pattern, place]) => {
		const form = new RegExp(pattern, 'u');
		const taken = strings.filter((text) => form.test(text));
		return taken.length > 0 ? [`${place}: ${taken.length}, ${JSON.stringify(taken[0])}`] : [];
	});
	expect(takers).toEqual([]);
});
