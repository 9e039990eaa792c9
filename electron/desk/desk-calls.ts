/** Questions to the desk that are not answered yet. */
import type { z } from 'zod';
import type { DeskRequest } from '../../domain/contracts/device-desk.ts';

/** `code`: what the desk said, `too-slow`, `desk-stopped`, or `desk-answer-malformed`. */
export type Asked<Value> = { ok: true; value: Value } | { ok: false; code: string };

export interface Question<Value> {
	request(call: number): DeskRequest;
	answer: z.ZodType<Value>;
	/** Without an answer in this time it is given up; the desk itself is judged by its heartbeat alone. */
	withinMs: number;
	/** Questions with the same queue are done one after the other: each gets the time of those before it too. */
	queue?: string;
}

interface OpenCall {
	queue: string | null;
	settle(answer: { ok: boolean; value: unknown }): void;
	lost(code: string): void;
}

export interface DeskCallsOptions {
	after(ms: number, action: () => void): () => void;
	/** `false` when there is no desk. */
	post(request: DeskRequest): boolean;
	alarm(code: string, facts?: Record<string, string | number>): void;
}

export class DeskCalls {
	readonly #options: DeskCallsOptions;
	readonly #open = new Map<number, OpenCall>();
	/** Given up; an answer may still come. */
	readonly #late = new Set<number>();
	#last = 0;

	constructor(options: DeskCallsOptions) {
		this.#options = options;
	}

	/** Never rejects. */
	ask<Value>({ request, answer, withinMs, queue }: Question<Value>): Promise<Asked<Value>> {
		const call = ++this.#last;
		const before = queue === undefined ? 0 : [...this.#open.values()].filter((one) => one.queue === queue).length;
		return new Promise((resolve) => {
			const end = (result: Asked<Value>) => {
				this.#open.delete(call);
				cancel();
				resolve(result);
			};
			const cancel = this.#options.after(withinMs * (before + 1), () => {
				this.#late.add(call);
				this.#options.alarm('desk-too-slow', { call });
				end({ ok: false, code: 'too-slow' });
			});
			this.#open.set(call, {
				queue: queue ?? null,
				settle: ({ ok, value }) => {
					if (!ok) return end({ ok: false, code: codeOf(value) });
					const read = answer.safeParse(value);
					end(read.success ? { ok: true, value: read.data } : { ok: false, code: 'desk-answer-malformed' });
				},
				lost: (code) => end({ ok: false, code }),
			});
			if (!this.#options.post(request(call))) end({ ok: false, code: 'desk-stopped' });
		});
	}

	answered(call: number, ok: boolean, value: unknown): void {
		const open = this.#open.get(call);
		if (open) open.settle({ ok, value });
		else if (this.#late.delete(call)) this.#options.alarm('desk-answer-late', { call });
		else this.#options.alarm('desk-answer-unexpected');
	}

	/** The desk is gone: nobody answers any more. */
	lost(): void {
		this.#late.clear();
		for (const open of [...this.#open.values()]) open.lost('desk-stopped');
	}
}

function codeOf(value: unknown): string {
	return typeof value === 'string' && /^[a-z][a-z-]{1,39}$/.test(value) ? value : 'refused';
}
