/** The guide in the page: fetched and built when it is first needed, in small steps between which the screen can answer a finger. */
import { useEffect, useState } from 'react';
import { loadCatalogueBook } from '../../words/catalogue-book.ts';

type Ask = (text: string, most: number) => import('../../guide/ask-guide.ts').GuideAnswer;

let made: Promise<Ask> | null = null;
let ready: Ask | null = null;

/** Between two steps of building, whatever waits on the screen comes first. */
const breath = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

async function build(): Promise<Ask> {
	const [book, { buildGuide }, { askGuide }] = await Promise.all([
		loadCatalogueBook(),
		import('../../guide/guide-index.ts'),
		import('../../guide/ask-guide.ts'),
	]);
	const steps = buildGuide(book, book.guide);
	for (;;) {
		const step = steps.next();
		if (step.done) return (text, most) => askGuide(step.value, text, most);
		await breath();
	}
}

/** Begins to build the guide, if nobody did yet. A screen from which it is reached calls it, so that it is there when it is opened. */
export function prepareGuide(): Promise<Ask> {
	made ??= build().then(
		(ask) => {
			ready = ask;
			return ask;
		},
		(error: unknown) => {
			// The next who asks tries again.
			made = null;
			throw error;
		},
	);
	return made;
}

/** `ask` = null until the guide is there. */
export function useGuide(): { ask: Ask | null; failed: boolean; again: () => void } {
	const [ask, setAsk] = useState<Ask | null>(() => ready);
	const [failed, setFailed] = useState(false);
	const [turn, setTurn] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each turn tries again
	useEffect(() => {
		let here = true;
		setFailed(false);
		prepareGuide().then(
			(got) => here && setAsk(() => got),
			() => here && setFailed(true),
		);
		return () => {
			here = false;
		};
	}, [turn]);
	return { ask, failed, again: () => setTurn((before) => before + 1) };
}
