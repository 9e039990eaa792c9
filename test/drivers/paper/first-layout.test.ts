import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { slipLayout, slipWords } from '../../../domain/contracts/device-layouts.ts';
import { ticketSlip } from '../../../domain/contracts/device-slips.ts';
import { layoutSlip } from '../../../drivers/printer/layout/layout-slip.ts';
import { createTokenizer } from '../../../drivers/printer/tokens.ts';
import { fromHex, toHex } from '../golden.ts';
import { commonPrinter } from '../slip.ts';

const before = z
	.object({
		words: z.record(z.string(), slipWords),
		layouts: z.record(z.string(), slipLayout),
		tickets: z.array(
			z.object({
				name: z.string(),
				paperMm: z.union([z.literal(58), z.literal(80)]),
				language: z.string(),
				slip: ticketSlip,
				qr: z.boolean(),
				hex: z.string(),
			}),
		),
	})
	.parse(JSON.parse(readFileSync(new URL('../../golden/first-ticket-layout.json', import.meta.url), 'utf8')));

const styles = ['1B61', '1B45', '1D21'];

/** The commands in order, without those that set a style again or change it before anything is printed in it. */
function commandsThatMatter(bytes: Uint8Array): string[] {
	const now = new Map([
		['1B61', '1B6100'],
		['1B45', '1B4500'],
		['1D21', '1D2100'],
	]);
	const wanted = new Map(now);
	return createTokenizer()
		.feed(bytes)
		.flatMap((token) => {
			const hex = toHex(token.bytes);
			const style = styles.find((one) => hex.startsWith(one));
			if (style) {
				wanted.set(style, hex);
				return [];
			}
			const changed = token.type === 'character' ? styles.filter((one) => wanted.get(one) !== now.get(one)) : [];
			for (const one of changed) now.set(one, wanted.get(one)!);
			return [...changed.map((one) => now.get(one)!), hex];
		});
}

describe('a layout as data', () => {
	it.each(before.tickets.map((ticket) => [`${ticket.name}, ${ticket.paperMm} mm, ${ticket.language}`, ticket] as const))(
		'prints what the layout written in code printed: %s',
		(_, { slip, paperMm, language, qr, hex }) => {
			const layout = before.layouts[paperMm]!;
			const made = layoutSlip({ slip }, before.words[language]!, layout, { ...commonPrinter, paperMm });
			expect(commandsThatMatter(made.bytes)).toEqual(commandsThatMatter(fromHex(hex)));
			expect(made).toMatchObject({ qr, replaced: 0, drawn: 0 });
			expect(made.bytes.length, 'no style is sent twice').toBeLessThanOrEqual(hex.length / 2);
		},
	);
});
