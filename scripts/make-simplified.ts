/**
 * Makes the table of traditional characters that the guide reads (`renderer/guide/data/simplified.ts`) from a package of the registry that is not
 * needed otherwise: `npm pack opencc-js`, unpacked anywhere, then `node scripts/make-simplified.ts --from FOLDER`. Kept are characters whose
 * simplified form stands in GB 2312, which is what people in a hall read and write.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';

const { from } = new Command('make-simplified').requiredOption('--from <folder>').parse().opts<{ from: string }>();
const file = join(resolve(from), 'dist/esm-lib/dict/TSCharacters.js');
const { default: table } = (await import(pathToFileURL(file).href)) as { default: string };

/** Rows 0xB0 to 0xF7 of GB 2312 are its characters. */
const common = new Set<string>();
const decoder = new TextDecoder('gb2312');
for (let row = 0xb0; row <= 0xf7; row += 1)
	for (let place = 0xa1; place <= 0xfe; place += 1) common.add(decoder.decode(new Uint8Array([row, place])));

const pairs = table
	.split('|')
	.map((entry) => entry.split(' '))
	.filter(([written = '', simple = '']) => written.length === 1 && simple !== written && common.has(simple) && !common.has(written));
const text = pairs.map((pair) => pair.join('')).join('');
writeFileSync(
	new URL('../renderer/guide/data/simplified.ts', import.meta.url),
	`/** Made by scripts/make-simplified.ts from the table of OpenCC (Apache-2.0): traditional and simplified characters by turns. */\nexport const traditionalAndSimplified =\n\t'${text}';\n`,
);
