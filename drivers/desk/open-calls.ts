/** A request that cannot be done; its code goes to whoever asked. */
export class Refused extends Error {
	readonly code: string;
	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

/** What is answered when nobody knows how it ended: `ok` with a result that claims nothing, or a refusal. */
export interface LostAnswer {
	ok: boolean;
	value: unknown;
}

export interface CallTerms {
	/** The place of the device it depends on. */
	slot: object | null;
	/** Something that happens once (paper, speech): a change of declarations waits for its end. */
	job: boolean;
	lost: LostAnswer;
}

/** Every request is answered exactly once: by its work, by the failure of its work, or when its device is given up. */
export interface OpenCalls {
	/** Begins the work at once. Never throws. */
	run(call: number, terms: CallTerms, work: () => unknown): void;
	/** Resolves when no job of the device is under way. */
	idle(slot: object): Promise<void>;
	/** Answers what is still open for a device that runs no more. */
	giveUp(slot: object): void;
}

interface OpenCall extends CallTerms {
	settled: Promise<void>;
	answer(ok: boolean, value: unknown): void;
}

/** `failed` is told the name of an error that is no refusal: its text may hold anything. */
export function createOpenCalls(answer: (call: number, ok: boolean, value: unknown) => void, failed: (name: string) => void): OpenCalls {
	const open = new Set<OpenCall>();

	return {
		run(call, terms, work) {
			let settle = () => {};
			const settled = new Promise<void>((resolve) => {
				settle = resolve;
			});
			const own: OpenCall = {
				...terms,
				settled,
				answer(ok, value) {
					if (!open.delete(own)) return;
					settle();
					answer(call, ok, value);
				},
			};
			open.add(own);
			(async () => work())().then(
				(value) => own.answer(true, value),
				(error: unknown) => {
					if (error instanceof Refused) return own.answer(false, error.code);
					failed(error instanceof Error ? error.name : 'unknown');
					own.answer(terms.lost.ok, terms.lost.value);
				},
			);
		},
		async idle(slot) {
			await Promise.all([...open].filter((one) => one.job && one.slot === slot).map((one) => one.settled));
		},
		giveUp(slot) {
			for (const one of [...open]) if (one.slot === slot) one.answer(one.lost.ok, one.lost.value);
		},
	};
}
