/** What people hold up to the scanner of this window, read and checked by the machine's engine. The text itself is kept nowhere (P1). */
import { useEffect, useRef, useState } from 'react';
import { codeInSlip } from '../../domain/form/slip-code.ts';
import { type ReserveCode, readReserveCode } from '../../domain/manual/reserve-code.ts';
import type { ReadCode } from '../../domain/ticket-code.ts';
import { useEngine } from '../engine/use-engine.tsx';

/** `not-read`: the engine of this machine is just not there. */
export type Scanned = ReadCode | { ok: false; why: 'not-read' };

/** `times` counts the scans of this page, so that the same paper held up twice is two scans. */
export interface Scan {
	times: number;
	read: Scanned;
}

/** The last code held up, or `null`; a reserve number of manual mode and the slip of a form go their own ways. In a browser there is no scanner. */
export function useScans(
	station: string,
	hall: string,
	onReserve: (code: ReserveCode) => void,
	onSlip: (code: string) => void,
): Scan | null {
	const engine = useEngine();
	const [scan, setScan] = useState<Scan | null>(null);
	const times = useRef(0);
	const reserve = useRef(onReserve);
	reserve.current = onReserve;
	const slip = useRef(onSlip);
	slip.current = onSlip;
	useEffect(() => {
		let here = true;
		const stop = window.tidehall?.onCode(({ text }) => {
			const byHand = readReserveCode(text, hall);
			if (byHand.ok) return reserve.current(byHand.code);
			const draft = codeInSlip(text);
			if (draft !== null) return slip.current(draft);
			times.current += 1;
			const mine = times.current;
			// A later paper is the one in the clerk's hand: what comes late of an earlier one is not shown.
			const show = (read: Scanned) => here && mine === times.current && setScan({ times: mine, read });
			engine.readTicket(station, text).then(show, () => show({ ok: false, why: 'not-read' }));
		});
		return () => {
			here = false;
			stop?.();
		};
	}, [engine, station, hall]);
	return scan;
}
