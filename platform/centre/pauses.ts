/** Pauses that end at once when everything ends. */
export interface Pauses {
	pause(ms: number): Promise<void>;
	endAll(): void;
}

export function createPauses(): Pauses {
	const open = new Set<() => void>();
	let over = false;
	return {
		pause(ms) {
			if (over) return Promise.resolve();
			return new Promise((resolve) => {
				const end = () => {
					clearTimeout(timer);
					open.delete(end);
					resolve();
				};
				const timer = setTimeout(end, ms);
				timer.unref();
				open.add(end);
			});
		},
		endAll() {
			over = true;
			for (const end of [...open]) end();
		},
	};
}
