/** Waits for what another program does. Rejects with `what` when it does not come. */
export async function until(what: string, met: () => boolean | Promise<boolean>, withinMs = 120_000): Promise<void> {
	const end = Date.now() + withinMs;
	while (!(await met())) {
		if (Date.now() > end) throw new Error(`${what} did not come within ${withinMs / 1000} s`);
		await new Promise((go) => setTimeout(go, 300));
	}
}
