/**
 * A document on A4 paper as plain data: what is on it and in which order, every word already in its language. A face, the platform or a program
 * describes it; `documents/make-pdf.ts` alone makes a PDF of it. Holds no personal data, as nothing that is told to more than one person (P1).
 */
import { z } from 'zod';
import { instant } from './identity.ts';

const line = z.string().max(400);

const heading = z.object({ kind: z.literal('heading'), text: line, level: z.union([z.literal(1), z.literal(2)]) });

const paragraph = z.object({
	kind: z.literal('text'),
	text: z.string().max(4_000),
	size: z.enum(['small', 'normal', 'large']).optional(),
	bold: z.boolean().optional(),
	tone: z.enum(['plain', 'muted', 'alarm']).optional(),
});

/** Label and value side by side, in two columns. */
const facts = z.object({ kind: z.literal('facts'), rows: z.array(z.object({ label: line, value: line })).max(60) });

/** A table; its head is repeated on each page. A column's width is its share of the sum of all. */
const table = z.object({
	kind: z.literal('table'),
	columns: z
		.array(z.object({ head: line, share: z.number().positive().max(100), align: z.enum(['left', 'centre', 'right']).optional() }))
		.min(1)
		.max(16),
	rows: z.array(z.array(z.string().max(600)).max(16)).max(5_000),
	/** For rows that are filled in by hand: at least so high. */
	minRowMm: z.number().min(4).max(60).optional(),
});

/** Slips to be cut apart along dashed lines: as many rows as a page takes, each of the same size. */
const slips = z.object({
	kind: z.literal('slips'),
	columns: z.number().int().min(1).max(4),
	heightMm: z.number().min(20).max(140),
	slips: z
		.array(
			z.object({
				/** Small, on top. */
				head: line,
				/** In the largest type. */
				number: z.string().max(16),
				/** Bold, below the number. */
				title: line,
				lines: z.array(line).max(4),
				/** Text of a QR code beside it. */
				code: z.string().max(300).optional(),
			}),
		)
		.max(2_000),
});

const pageBreak = z.object({ kind: z.literal('page-break') });
const gap = z.object({ kind: z.literal('gap'), mm: z.number().min(0).max(200) });

export const documentBlock = z.discriminatedUnion('kind', [heading, paragraph, facts, table, slips, pageBreak, gap]);

export const paperDocument = z.object({
	/** Also the title that a viewer shows. */
	title: line,
	language: z.enum(['zh-CN', 'en']),
	orientation: z.enum(['portrait', 'landscape']),
	/** When it was made, ms: the same document gives the same bytes. */
	made: instant,
	/** On each page, at the foot: what it is, and its page; `{{page}}` and `{{pages}}` are filled in. */
	foot: z.string().max(300),
	blocks: z.array(documentBlock).max(2_000),
});

export type PaperDocument = z.infer<typeof paperDocument>;
export type DocumentBlock = z.infer<typeof documentBlock>;
export type BlockOf<K extends DocumentBlock['kind']> = Extract<DocumentBlock, { kind: K }>;
