/** The whole catalogue for the pages that need it: asked for once, when the first of them opens; the start of a face never waits for it. */
import { useEffect, useState } from 'react';
import { type CatalogueBook, catalogueBook } from '../../domain/contracts/catalogue-book.ts';

let asked: Promise<CatalogueBook> | null = null;
/** Once it is there, pages have it from their first moment on. */
let held: CatalogueBook | null = null;

/** From the machine in the app, from the platform in a browser; the same answer for everyone who asks. Rejects with `no-catalogue` or `bad-catalogue`. */
export function loadCatalogueBook(): Promise<CatalogueBook> {
	asked ??= ask().catch((error: unknown) => {
		// The next who asks tries again.
		asked = null;
		throw error;
	});
	return asked;
}

async function ask(): Promise<CatalogueBook> {
	let answer: unknown;
	try {
		if (window.tidehall !== undefined) answer = await window.tidehall.catalogue();
		else {
			const response = await fetch('/api/catalogue', { cache: 'no-cache' });
			if (!response.ok) throw new Error('no-catalogue');
			answer = await response.json();
		}
	} catch {
		throw new Error('no-catalogue');
	}
	const checked = catalogueBook.safeParse(answer);
	if (!checked.success) throw new Error('bad-catalogue');
	held = checked.data;
	return held;
}

export interface BookInHand {
	/** `null` until it is there. */
	book: CatalogueBook | null;
	/** It could not be had; `again` asks anew. */
	failed: boolean;
	again(): void;
}

export function useCatalogueBook(): BookInHand {
	const [book, setBook] = useState<CatalogueBook | null>(held);
	const [failed, setFailed] = useState(false);
	const [turn, setTurn] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again
	useEffect(() => {
		let here = true;
		setFailed(false);
		loadCatalogueBook().then(
			(got) => here && setBook(got),
			() => here && setFailed(true),
		);
		return () => {
			here = false;
		};
	}, [turn]);
	return { book, failed, again: () => setTurn((before) => before + 1) };
}
