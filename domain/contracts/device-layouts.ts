/** How each slip is laid out on each width of paper: data of `config/tickets`, described in its README. */
import { z } from 'zod';

export const slipKinds = ['ticket', 'checklist', 'materials', 'receipt', 'commitment', 'refusal', 'courier', 'test'] as const;
/** `ticket` 号票, `checklist` 办事清单 (the one notice, before anybody applies), `materials` 一次性告知书, `receipt` 受理回执, `commitment` 容缺受理承诺书, `refusal` 不予受理通知书, `courier` 寄送地址单 (for the envelope), `test` a printer's test page. */
export const slipKind = z.enum(slipKinds);
export type SlipKind = z.infer<typeof slipKind>;

/** Columns of the normal font by width of the paper in millimetres. */
export const paperColumns = { 58: 32, 80: 48 } as const;
export type PaperMm = keyof typeof paperColumns;
/** Dots across the paper: twelve to a column. */
export const dotsPerColumn = 12;

/** Text with `{field}` of the slip and `{{word}}` of the wording. */
const template = z.string().min(1).max(400);
const factor = z.number().int().min(1).max(8);
const look = {
	bold: z.boolean().optional(),
	underline: z.boolean().optional(),
	/** Factor of the normal width; `upTo`: the largest one with which the text still fits into its line. */
	width: z.union([factor, z.strictObject({ upTo: factor })]).optional(),
	height: factor.optional(),
};
/** Printed only when the field has content (`unless`: has none): text not empty, flag true, list with entries. */
const condition = { when: z.string().min(1).optional(), unless: z.string().min(1).optional() };
const align = z.enum(['left', 'center', 'right']).optional();
const piece = z.union([template, z.strictObject({ text: template, ...look })]);
export type Piece = z.infer<typeof piece>;

export interface Look {
	bold?: boolean;
	underline?: boolean;
	width?: number | { upTo: number };
	height?: number;
}
interface Condition {
	when?: string;
	unless?: string;
}
type Align = 'left' | 'center' | 'right';
/** What the shapes below read; named by hand because a schema that holds itself cannot name its type. */
export type TextBlock = { text: string; align?: Align; most?: number; more?: string } & Look & Condition;
export type SpreadBlock = { spread: { left: Piece; right: Piece; ifLong: 'wrap' | 'below' } } & Condition;
export type RuleBlock = { rule: string } & Condition;
export type ColumnsBlock = { columns: string[] } & Look & Condition;
export type LabelsBlock = { labels: ({ label: string; text: string } & Condition)[]; bold?: boolean } & Condition;
export type ListBlock = { list: string; each: Block[] } & Condition;
export type GroupBlock = { group: Block[] } & Condition;
export type QrBlock = { qr: string; module: number; level: 'L' | 'M' | 'Q' | 'H'; align?: Align; with?: Block[] } & Condition;
export type FeedBlock = { feed: number } & Condition;
export type CutBlock = { cut: true };
export type Block =
	| TextBlock
	| SpreadBlock
	| RuleBlock
	| ColumnsBlock
	| LabelsBlock
	| ListBlock
	| GroupBlock
	| QrBlock
	| FeedBlock
	| CutBlock;

const blocks: z.ZodType<Block[]> = z.array(z.lazy(() => block)).min(1);
/** Each kind of block under the key that names it. */
const blockShapes = {
	/** Wrapped by columns; at most `most` lines, the last of them ending in `more`. A text that comes out empty takes no line. */
	text: z.strictObject({
		text: template,
		align,
		...look,
		...condition,
		most: z.number().int().min(1).max(100).optional(),
		more: template.optional(),
	}),
	/** Left and right in one line. `ifLong`: the left part is wrapped beside the right one, or the right one goes below. */
	spread: z.strictObject({
		spread: z.strictObject({ left: piece, right: piece, ifLong: z.enum(['wrap', 'below']).default('below') }),
		...condition,
	}),
	/** A line across the paper, made of this text. */
	rule: z.strictObject({ rule: z.string().min(1).max(4), ...condition }),
	/** Equal columns beside each other, each text in the middle of its own. */
	columns: z.strictObject({ columns: z.array(template).min(2).max(4), ...look, ...condition }),
	/** A label and its text, which is wrapped beside it. Entries without text are left out. */
	labels: z.strictObject({
		labels: z.array(z.strictObject({ label: template, text: template, ...condition })).min(1),
		/** Of the labels. */
		bold: z.boolean().optional(),
		...condition,
	}),
	/** The blocks of `each`, once for every entry of the list; fields of the entry come before those of the slip; `{position}` counts from 1. */
	list: z.strictObject({ list: z.string().min(1), each: blocks, ...condition }),
	group: z.strictObject({ group: blocks, ...condition }),
	/** QR code; `module` in dots. `with`: printed under it, and only when the code could be printed. */
	qr: z.strictObject({
		qr: template,
		module: z.number().int().min(1).max(16).default(6),
		level: z.enum(['L', 'M', 'Q', 'H']).default('M'),
		align,
		with: blocks.optional(),
		...condition,
	}),
	/** Empty paper, in dots (8 to a millimetre). */
	feed: z.strictObject({ feed: z.number().int().min(1).max(255), ...condition }),
	/** Cuts as the printer's declaration says. Last in every layout. */
	cut: z.strictObject({ cut: z.literal(true) }),
} as const;
export type BlockKind = keyof typeof blockShapes;
export const blockKinds = Object.keys(blockShapes) as BlockKind[];

/** Read by the key that names its kind, so that a slip of the pen is told about the block that was meant. */
const block: z.ZodType<Block> = z.unknown().transform((value, context): Block => {
	const keys: string[] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
	const kind = blockKinds.find((each) => keys.includes(each));
	if (!kind) {
		context.issues.push({ code: 'custom', message: `names no kind of block. Give one of ${blockKinds.join(', ')}`, input: value });
		return z.NEVER;
	}
	const read = blockShapes[kind].safeParse(value);
	if (read.success) return read.data as Block;
	for (const issue of read.error.issues) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
	return z.NEVER;
});

export const slipLayout = z.strictObject({
	schema: z.literal('slip-layout/1'),
	slip: slipKind,
	paperMm: z.union([z.literal(58), z.literal(80)]),
	/** Dots from one line of normal text to the next; absent = as the printer has it. */
	lineSpacing: z.number().int().min(24).max(255).optional(),
	blocks,
});
export type SlipLayout = z.infer<typeof slipLayout>;

const label = z.string().min(1).max(200);
/** Fixed words of one slip in one language: of `ticket.yaml` and of its own part of `slips.yaml`. */
export const slipWords = z.record(z.string(), z.union([label, z.array(label)]));
export type SlipWords = z.infer<typeof slipWords>;

/** All that printers print by: words by language and slip, layouts by slip and width of the paper. */
export const paperBook = z.object({
	words: z.record(z.enum(['zh-CN', 'en']), z.record(slipKind, slipWords)),
	layouts: z.record(slipKind, z.partialRecord(z.enum(['58', '80']), slipLayout)),
});
export type PaperBook = z.infer<typeof paperBook>;
