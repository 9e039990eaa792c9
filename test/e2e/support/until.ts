/** Waits for something outside the page: looks again every 50 ms, and says what it last saw when it gives up. */
export async function until<T>(
	what: string,
	look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
	ms = 15_000,
): Promise<T> {
	const end = Date.now() + ms;
	let last: unknown;
	for (;;) {
		try {
			const seen = await look();
			if (seen) return seen;
			last = seen;
		} catch (error) {
			last = error instanceof Error ? error.message : error;
		}
		if (Date.now() > end) throw new Error(`Waited ${ms} ms for: ${what}. Last seen: ${JSON.stringify(last)}`);
		await new Promise((go) => setTimeout(go, 50));
	}
}
