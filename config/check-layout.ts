import type { Block, SlipLayout } from '../domain/contracts/device-layouts.ts';
import { conditionProblems, type LayoutNames, namesWithin, templateProblems } from './layout-names.ts';
import { widthProblems } from './layout-widths.ts';
import type { ProblemList, YamlPath } from './problems.ts';
import type { YamlFile } from './yaml-file.ts';

/** Tells every field and word that is not there, everything wider than the paper, and a cut that is missing or out of place. */
export function checkLayout(layout: SlipLayout, yaml: YamlFile, names: LayoutNames, problems: ProblemList): void {
	const tell = (path: YamlPath, what: string): void => {
		const place = path.filter((step) => typeof step === 'number').map((step) => Number(step) + 1);
		problems.add({ file: yaml.file, line: yaml.lineOf(path), what: `block ${place.join('.')}: ${what}` });
	};

	function checkBlocks(blocks: readonly Block[], path: YamlPath, here: LayoutNames): void {
		for (const [at, block] of blocks.entries()) checkBlock(block, [...path, at], here);
	}

	function checkBlock(block: Block, path: YamlPath, here: LayoutNames): void {
		checkConditions(block, path, here);
		for (const [inner, template] of templatesOf(block)) {
			for (const what of templateProblems(template, here)) tell([...path, ...inner], what);
		}
		for (const what of widthProblems(block, layout.paperMm, here)) tell(path, what);
		if ('cut' in block && !(path.length === 2 && path[1] === layout.blocks.length - 1))
			tell(path, 'cut must be the last block. Move it to the end.');
		if ('labels' in block) for (const [at, entry] of block.labels.entries()) checkConditions(entry, [...path, 'labels', at], here);
		if ('group' in block) checkBlocks(block.group, [...path, 'group'], here);
		if ('qr' in block && block.with) checkBlocks(block.with, [...path, 'with'], here);
		if ('list' in block) {
			const within = namesWithin(here, block.list);
			if (within) checkBlocks(block.each, [...path, 'each'], within);
			else tell([...path, 'list'], `“${block.list}” is no list of a ${here.slip} slip here. Use one of ${listsOf(here)}.`);
		}
	}

	function checkConditions(of: object, path: YamlPath, here: LayoutNames): void {
		for (const key of ['when', 'unless'] as const) {
			const field = (of as { when?: string; unless?: string })[key];
			if (field === undefined) continue;
			for (const what of conditionProblems(field, here)) tell([...path, key], `${key}: ${what}`);
		}
	}

	checkBlocks(layout.blocks, ['blocks'], names);
	const last = layout.blocks.length - 1;
	if (!('cut' in (layout.blocks[last] ?? {}))) tell(['blocks', last], 'the layout does not end with a cut. Add “- cut: true” at the end.');
}

function listsOf({ fields }: LayoutNames): string {
	const lists = Object.keys(fields).filter((name) => typeof fields[name] === 'object');
	return lists.join(', ') || 'none: it has no lists';
}

/** Every template of the block itself, with its place in it. */
function templatesOf(block: Block): [YamlPath, string][] {
	if ('text' in block) return [[['text'], block.text], ...(block.more === undefined ? [] : [[['more'], block.more] as [YamlPath, string]])];
	if ('spread' in block) {
		const { left, right } = block.spread;
		return [
			[['spread', 'left'], typeof left === 'string' ? left : left.text],
			[['spread', 'right'], typeof right === 'string' ? right : right.text],
		];
	}
	if ('columns' in block) return block.columns.map((text, at) => [['columns', at], text]);
	if ('labels' in block) {
		return block.labels.flatMap(({ label, text }, at): [YamlPath, string][] => [
			[['labels', at, 'label'], label],
			[['labels', at, 'text'], text],
		]);
	}
	return 'qr' in block ? [[['qr'], block.qr]] : [];
}
