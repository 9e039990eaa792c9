/**
 * Asks a page short questions through Chromium's debugger, each answered at once: nothing is held on to in the page, so nothing of it can be collected while
 * an answer is awaited. A debugger that gives up is connected anew.
 */
import type { CDPSession, Page } from 'playwright-core';

const patienceMs = 30_000;
const triesAtMost = 3;

/** What a page holds on to once everything that can be collected was: elements of whatever document, listeners, documents, and its heap in megabytes. */
export interface Kept {
	nodes: number;
	listeners: number;
	documents: number;
	heap: number;
}

export class PageEye {
	readonly #page: Page;
	#session: CDPSession | null = null;
	/** How often the debugger was connected. */
	connected = 0;

	constructor(page: Page) {
		this.#page = page;
	}

	async session(): Promise<CDPSession> {
		if (this.#session === null) {
			this.#session = await within('a new session', this.#page.context().newCDPSession(this.#page));
			this.connected += 1;
		}
		return this.#session;
	}

	/** What is sent next goes through a new one. */
	async renew(): Promise<void> {
		const old = this.#session;
		this.#session = null;
		await old?.detach().catch(() => {});
	}

	/** Asked on the same screen each time: what grows then, grows for ever. */
	async kept(): Promise<Kept> {
		const session = await this.session();
		await within('a collection', session.send('HeapProfiler.collectGarbage'));
		await session.send('Performance.enable');
		const { metrics } = await within('the page', session.send('Performance.getMetrics'));
		const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
		const heap = Math.round(of('JSHeapUsedSize') / 104_857.6) / 10;
		return { nodes: of('Nodes'), listeners: of('JSEventListeners'), documents: of('Documents'), heap };
	}

	/** The value of a plain expression, in at most three tries. Rejects when the page throws, or never answers. */
	async ask<Value>(expression: string): Promise<Value> {
		for (let tries = 1; ; tries += 1) {
			try {
				const session = await this.session();
				const asked = session.send('Runtime.evaluate', { expression, returnByValue: true });
				const { result, exceptionDetails } = await within('the page', asked);
				if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
				return result.value as Value;
			} catch (error) {
				if (tries === triesAtMost) throw error;
				await this.renew();
			}
		}
	}
}

/** Rejects in words when there is no answer for half a minute. */
export function within<Value>(who: string, answer: Promise<Value>): Promise<Value> {
	let timer: NodeJS.Timeout | undefined;
	const silence = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`${who}: no answer within ${patienceMs / 1_000} s`)), patienceMs);
	});
	return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
