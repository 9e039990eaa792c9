import type { Block, ListBlock, QrBlock } from '../../../domain/contracts/device-layouts.ts';
import type { Cut } from '../commands.ts';
import type { Paper } from '../paper.ts';
import { printColumns, printLabels, printRule, printSpread, printText } from './lines.ts';
import { applies, fill, type Scope } from './template.ts';

export interface Printing {
	paper: Paper;
	cut: Cut;
	scope: Scope;
}

/** Prints blocks in their order. `false` when a QR code was wanted that cannot be printed. */
export function printBlocks(blocks: readonly Block[], printing: Printing): boolean {
	return blocks.map((block) => printBlock(block, printing)).every((printed) => printed);
}

function printBlock(block: Block, printing: Printing): boolean {
	const { paper, scope } = printing;
	if (!('cut' in block) && !applies(block, scope.fields)) return true;
	if ('text' in block) printText(paper, block, scope);
	else if ('spread' in block) printSpread(paper, block, scope);
	else if ('rule' in block) printRule(paper, block);
	else if ('columns' in block) printColumns(paper, block, scope);
	else if ('labels' in block) printLabels(paper, block, scope);
	else if ('list' in block) return printList(block, printing);
	else if ('group' in block) return printBlocks(block.group, printing);
	else if ('qr' in block) return printQr(block, printing);
	else if ('feed' in block) paper.feed(block.feed);
	else paper.cut(printing.cut);
	return true;
}

function printList(block: ListBlock, printing: Printing): boolean {
	const { fields } = printing.scope;
	const entries = fields[block.list];
	if (typeof entries !== 'object') return true;
	return entries
		.map((entry) => printBlocks(block.each, { ...printing, scope: { ...printing.scope, fields: { ...fields, ...entry } } }))
		.every((printed) => printed);
}

/** A slip without a code text wants no code: only one that is too long counts as missing. */
function printQr(block: QrBlock, printing: Printing): boolean {
	const text = fill(block.qr, printing.scope);
	if (!printing.paper.qr(text, block.align ?? 'center', block.module, block.level)) return text === '';
	return printBlocks(block.with ?? [], printing);
}
