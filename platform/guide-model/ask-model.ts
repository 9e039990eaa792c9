/**
 * Asks the hall's model which entries of the catalogue a phrase may mean. Of its answer nothing is kept but codes that the catalogue has: it can name
 * what there is, and nothing else. Never throws; whatever goes wrong is no answer.
 */
import { z } from 'zod';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { type GuideModelPlan, suggestMost } from '../../domain/contracts/guide-model.ts';
import type { Clock } from '../clock.ts';

export interface GuideModel {
	/** `null` = no answer that is of use. `offered`: what may be named. */
	ask(text: string, offered: ReadonlySet<string>): Promise<string[] | null>;
	/** Ends what is under way. */
	close(): void;
}

/** More than any list of three codes with its wrapping. */
const mostBytes = 64 * 1024;
const atOnce = 4;
/** A model that does not answer is left alone for a while. */
const failuresInARow = 3;
const restMs = 60_000;

const reply = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string().max(mostBytes) }) })).min(1) });
const said = z.object({ codes: z.array(z.string().max(40)).max(40) });

export function createGuideModel(parts: { plan: GuideModelPlan; key: string | null; book: CatalogueBook; clock: Clock }): GuideModel {
	const { plan, key, book, clock } = parts;
	const ended = new AbortController();
	let asking = 0;
	let failures = 0;
	let restUntil = 0;

	const entries = [...book.themes, ...book.items];
	function prompt(text: string, offered: ReadonlySet<string>): string {
		const list = entries.filter(({ code }) => offered.has(code)).map(({ code, name }) => `${code} ${name.zh}`);
		const messages = [
			{
				role: 'system',
				content: `下面是政务大厅能办的事项，每行一个编号和名称。群众会说想办什么。只从中选出最可能的事项，最多 ${suggestMost} 个，最像的在前；都不像就不选。只回答 JSON，不要别的字：{"codes":["编号"]}\n\n${list.join('\n')}`,
			},
			{ role: 'user', content: text },
		];
		return JSON.stringify({ model: plan.model, messages, temperature: 0, max_tokens: 120, stream: false });
	}

	async function answered(text: string, offered: ReadonlySet<string>): Promise<string[]> {
		const response = await fetch(`${plan.url.replace(/\/+$/, '')}/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
			body: prompt(text, offered),
			// The key and the phrase go to this address alone.
			redirect: 'error',
			signal: AbortSignal.any([ended.signal, AbortSignal.timeout(plan.withinMs)]),
		});
		if (!response.ok) {
			await response.body?.cancel();
			throw new Error('refused');
		}
		const { choices } = reply.parse(JSON.parse(await atMost(response)));
		return codesIn(choices[0]!.message.content).filter((code) => offered.has(code));
	}

	return {
		async ask(text, offered) {
			const now = clock.now();
			if (asking >= atOnce || (now < restUntil && restUntil - now <= restMs)) return null;
			asking += 1;
			try {
				const codes = await answered(text, offered);
				failures = 0;
				return [...new Set(codes)].slice(0, suggestMost);
			} catch {
				failures += 1;
				if (failures >= failuresInARow) {
					failures = 0;
					restUntil = clock.now() + restMs;
				}
				return null;
			} finally {
				asking -= 1;
			}
		},
		close: () => ended.abort(),
	};
}

/** The codes of an answer that may be wrapped in other words; nothing of those is used. */
function codesIn(content: string): string[] {
	const [inside] = /\{[^{}]*\}/.exec(content) ?? [];
	if (inside === undefined) return [];
	return said.parse(JSON.parse(inside)).codes;
}

/** Rejects when there is more than anybody needs. */
async function atMost(response: Response): Promise<string> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of response.body ?? []) {
		length += piece.length;
		if (length > mostBytes) throw new Error('too long');
		pieces.push(piece);
	}
	return Buffer.concat(pieces).toString('utf8');
}
