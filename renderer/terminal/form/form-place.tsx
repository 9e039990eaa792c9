/** What the screens of a form share: the desk, the catalogue, the card just laid down, and the end of all of it when the citizen goes. */
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import type { IdCard } from '../../../domain/contracts/device.ts';
import { useCatalogueBook } from '../../words/catalogue-book.ts';
import { loadPinyinBook } from '../keyboard/load-pinyin-book.ts';
import { useTerminal } from '../terminal-context.ts';
import { createFormDesk, type FormDesk, type FormView } from './form-desk.ts';
import { isFormScreen } from './form-screen.ts';

interface FormPlace {
	desk: FormDesk;
	/** The card of the person this journey belongs to; never another one's. */
	ownCard: IdCard | null;
	/** A card laid down while the form is open, until somebody says whose it is. */
	laid: IdCard | null;
	answerCard: (card: IdCard | null) => void;
	/** The hall's own clock, `YYYY-MM-DDTHH:MM`. */
	localNow: string;
}
const formPlace = createContext<FormPlace | null>(null);

export function useForm(): FormPlace & { view: FormView; book: CatalogueBook | null; bookFailed: boolean } {
	const place = useContext(formPlace);
	if (place === null) throw new Error('A screen of the form must stand inside FormProvider.');
	const view = useSyncExternalStore(place.desk.subscribe, place.desk.view);
	const { book, failed } = useCatalogueBook();
	return { ...place, view, book, bookFailed: failed };
}

const after = (ms: number, action: () => void) => {
	const timer = setTimeout(action, ms);
	return () => clearTimeout(timer);
};

export function FormProvider({ children }: { children: ReactNode }) {
	const { journey, engine, plan, now } = useTerminal();
	const [desk] = useState(() => {
		const door = window.tidehall?.applications;
		return createFormDesk({ ask: door && ((request) => door(request)), after });
	});
	/** With the reference by which it is known whose journey this is. */
	const [last, setLast] = useState<{ card: IdCard; ref: string | null } | null>(null);
	const [laid, setLaid] = useState<IdCard | null>(null);
	const { visitor, holder, screen } = journey;
	const inForm = useRef(false);
	inForm.current = isFormScreen(screen) && screen.at !== 'resume' && screen.at !== 'handed-in';

	useEffect(() => {
		return window.tidehall?.onCard?.((event) => {
			if (event.type !== 'card-read') return;
			if (inForm.current) {
				setLaid(event.card);
				return;
			}
			void engine
				.personRef(event.card.idNumber)
				.catch(() => null)
				.then((ref) => setLast({ card: event.card, ref }));
		});
	}, [engine]);
	// The visitor has changed: nothing of the one before stays, whatever the reason was.
	// biome-ignore lint/correctness/useExhaustiveDependencies: once for each visitor
	useEffect(() => {
		setLaid(null);
		setLast((now) => (now !== null && now.ref !== null && now.ref === holder?.ref ? now : null));
		return () => desk.wipe();
	}, [visitor, desk]);
	// The words of the keyboard are fetched while nobody waits for them.
	useEffect(() => {
		if (typeof requestIdleCallback !== 'function') return;
		const idle = requestIdleCallback(() => void loadPinyinBook().catch(() => {}), { timeout: 20_000 });
		return () => cancelIdleCallback(idle);
	}, []);

	const ownCard = last !== null && holder !== null && last.ref !== null && last.ref === holder.ref ? last.card : null;
	return (
		<formPlace.Provider value={{ desk, ownCard, laid, answerCard: setLaid, localNow: localTime(now, plan.timezone) }}>
			{children}
		</formPlace.Provider>
	);
}

/** `YYYY-MM-DDTHH:MM` in the hall's zone. */
export function localTime(now: number, timezone: string): string {
	const parts = new Intl.DateTimeFormat('en-CA', {
		...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
	}).formatToParts(now);
	const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00';
	return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}
