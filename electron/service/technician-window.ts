/** The technician's screen: one for the machine, over the face it was asked for at, and gone when nobody uses it. */

/** Milliseconds without input or request. */
export const idleCloseMs = 600_000;

/** The part of a window that is needed. */
export interface ServiceScreen {
	close(): void;
	focus(): void;
	/** Called for every touch, click and key. */
	onInput(listener: () => void): void;
}

export interface TechnicianWindowOptions {
	/** Opens the screen for this station; `closed` is called when it is gone, by whatever cause. */
	open(station: string | null, closed: () => void): ServiceScreen;
	after(ms: number, action: () => void): () => void;
	log(code: string): void;
}

export class TechnicianWindow {
	readonly #options: TechnicianWindowOptions;
	#screen: ServiceScreen | null = null;
	#cancel = () => {};

	constructor(options: TechnicianWindowOptions) {
		this.#options = options;
	}

	open(station: string | null): void {
		if (this.#screen) {
			this.#screen.focus();
			return;
		}
		const screen = this.#options.open(station, () => {
			if (this.#screen !== screen) return;
			this.#screen = null;
			this.#cancel();
		});
		this.#screen = screen;
		screen.onInput(() => this.active());
		this.active();
	}

	active(): void {
		if (!this.#screen) return;
		this.#cancel();
		this.#cancel = this.#options.after(idleCloseMs, () => {
			this.#options.log('service-closed-unused');
			this.close();
		});
	}

	close(): void {
		const screen = this.#screen;
		this.#screen = null;
		this.#cancel();
		screen?.close();
	}
}
