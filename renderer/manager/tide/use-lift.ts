/**
 * What is in the hand over the floor map: a queue on its way to a window, or a window on its way to a queue. Carried by mouse, pen or finger, since what
 * browsers call drag and drop never begins under a finger; or picked up and put down by keys and by taps.
 */
import { type PointerEvent as Press, useCallback, useEffect, useMemo, useRef, useState } from 'react';

export interface Lifted {
	kind: 'queue' | 'window';
	id: string;
}

export interface Lift {
	held: Lifted | null;
	/** Where it is carried, pixels of the screen; `null` = picked up, waiting to be put down. */
	at: { x: number; y: number } | null;
	/** What lies under it and would take it. */
	over: Lifted | null;
	/** A press that may become a carry. */
	press(lifted: Lifted, event: Press): void;
	/** Picked up without being carried; again = put back. */
	pick(lifted: Lifted): void;
	/** Put down here; `false` = nothing is held that fits here. */
	putOn(place: Lifted): boolean;
	putBack(): void;
}

/** A hand that trembles is not carrying yet, pixels. */
const slip = 8;

/** `onPut`: a queue was put on a window, or a window on a queue. Whatever is held while `active` ends is put back. */
export function useLift(active: boolean, onPut: (lifted: Lifted, place: Lifted) => void): Lift {
	const [held, setHeld] = useState<Lifted | null>(null);
	const [at, setAt] = useState<Lift['at']>(null);
	const [over, setOver] = useState<Lifted | null>(null);
	const put = useRef(onPut);
	put.current = onPut;
	const end = useRef<() => void>(() => {});
	/** A carry that ends where it began is no press on what lies there. */
	const carried = useRef(false);

	const putBack = useCallback(() => {
		end.current();
		setHeld(null);
		setAt(null);
		setOver(null);
	}, []);
	useEffect(() => {
		if (!active) putBack();
	}, [active, putBack]);
	useEffect(() => () => end.current(), []);
	useEffect(() => {
		if (held === null) return;
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== 'Escape') return;
			carried.current = false;
			putBack();
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [held, putBack]);

	const press = useCallback(
		(lifted: Lifted, event: Press) => {
			carried.current = false;
			// A finger on a window moves the page.
			if (!active || event.button !== 0 || (lifted.kind === 'window' && event.pointerType === 'touch')) return;
			const { pointerId, clientX, clientY } = event;
			end.current();
			const move = (next: PointerEvent) => {
				if (next.pointerId !== pointerId) return;
				if (!carried.current && Math.hypot(next.clientX - clientX, next.clientY - clientY) < slip) return;
				carried.current = true;
				setHeld(lifted);
				setAt({ x: next.clientX, y: next.clientY });
				setOver(placeUnder(lifted, next.clientX, next.clientY));
			};
			const up = (last: PointerEvent) => {
				if (last.pointerId !== pointerId) return;
				if (!carried.current) return end.current();
				const place = placeUnder(lifted, last.clientX, last.clientY);
				putBack();
				// The press that the browser makes of it comes right behind, if at all.
				setTimeout(() => {
					carried.current = false;
				});
				if (place) put.current(lifted, place);
			};
			const cancel = (last: PointerEvent) => {
				if (last.pointerId !== pointerId) return;
				carried.current = false;
				putBack();
			};
			window.addEventListener('pointermove', move);
			window.addEventListener('pointerup', up);
			window.addEventListener('pointercancel', cancel);
			end.current = () => {
				end.current = () => {};
				window.removeEventListener('pointermove', move);
				window.removeEventListener('pointerup', up);
				window.removeEventListener('pointercancel', cancel);
			};
		},
		[active, putBack],
	);
	return useMemo(
		() => ({
			...{ held, at, over, press, putBack },
			pick(lifted) {
				if (carried.current) return;
				if (held?.kind === lifted.kind && held.id === lifted.id) putBack();
				else setHeld(lifted);
			},
			putOn(place) {
				if (carried.current) return true;
				if (held === null || held.kind === place.kind) return false;
				putBack();
				put.current(held, place);
				return true;
			},
		}),
		[held, at, over, press, putBack],
	);
}

/** The window under a queue, the queue under a window: what says so of itself and is open to it. */
function placeUnder(lifted: Lifted, x: number, y: number): Lifted | null {
	const kind = lifted.kind === 'queue' ? 'window' : 'queue';
	const place = document.elementFromPoint(x, y)?.closest(`[data-${kind}]`);
	const id = place?.getAttribute(`data-${kind}`);
	return id && place?.getAttribute('data-shut') !== 'true' ? { kind, id } : null;
}
