/** How many messages one link may send: a steady rate and a burst. Time is given, in milliseconds. */
export class TokenBucket {
	#tokens: number;
	#at: number;
	readonly #perSecond: number;
	readonly #burst: number;

	constructor(perSecond: number, burst: number, now: number) {
		this.#perSecond = perSecond;
		this.#burst = burst;
		this.#tokens = burst;
		this.#at = now;
	}

	/** Takes one token; false = the link sends too fast. */
	take(now: number): boolean {
		// A clock that jumped back gives nothing and takes nothing.
		const passed = Math.max(0, now - this.#at);
		this.#at = now;
		this.#tokens = Math.min(this.#burst, this.#tokens + (passed / 1_000) * this.#perSecond);
		if (this.#tokens < 1) return false;
		this.#tokens -= 1;
		return true;
	}
}
