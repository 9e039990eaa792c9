/** The book of handwriting in the page: fetched from the app itself and made when somebody takes up the pad, in steps that leave the finger its ink. */
import { useEffect, useState } from 'react';
import type { ReadHand } from './keyboard-state.ts';

/** One row, and some pages for whoever looks further. */
const candidates = 36;

let made: Promise<ReadHand> | null = null;
let ready: ReadHand | null = null;

const breath = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

async function make(): Promise<ReadHand> {
	const [text, { buildHandwriting, recognise }] = await Promise.all([
		import('../../handwriting/data/strokes.txt?raw'),
		import('../../handwriting/recognise.ts'),
	]);
	const steps = buildHandwriting(text.default);
	for (;;) {
		const step = steps.next();
		if (step.done) return (ink) => recognise(step.value, ink, candidates);
		await breath();
	}
}

function prepare(): Promise<ReadHand> {
	made ??= make().then(
		(readHand) => {
			ready = readHand;
			return readHand;
		},
		(error: unknown) => {
			// The next who asks tries again.
			made = null;
			throw error;
		},
	);
	return made;
}

/** `readHand` = null until the book is there; `failed`: the pad cannot be used now, and it has to be said. */
export function useHandwriting(wanted: boolean): { readHand: ReadHand | null; failed: boolean } {
	const [readHand, setReadHand] = useState<ReadHand | null>(() => ready);
	const [failed, setFailed] = useState(false);
	useEffect(() => {
		if (!wanted || readHand !== null) return;
		let here = true;
		setFailed(false);
		prepare().then(
			(got) => here && setReadHand(() => got),
			() => here && setFailed(true),
		);
		return () => {
			here = false;
		};
	}, [wanted, readHand]);
	return { readHand, failed };
}
