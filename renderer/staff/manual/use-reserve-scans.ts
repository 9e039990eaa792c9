/** What people hold up while papers are entered: a reserve number, or a ticket that a machine printed. The text itself is kept nowhere (P1). */
import { useEffect, useRef } from 'react';
import { readReserveCode } from '../../../domain/manual/reserve-code.ts';
import { useEngine } from '../../engine/use-engine.tsx';

export type ReserveScan =
	| { ok: true; number: string; run: string /** Of a printed ticket. */; ticket: boolean }
	| { ok: false; why: 'damaged' | 'wrong-hall' };

/** In a browser there is no scanner but one that types. */
export function useReserveScans(station: string, hall: string, heard: (scan: ReserveScan) => void): void {
	const engine = useEngine();
	const listener = useRef(heard);
	listener.current = heard;
	useEffect(() => {
		let here = true;
		const tell = (scan: ReserveScan) => here && listener.current(scan);
		const stop = window.tidehall?.onCode(({ text }) => {
			const read = readReserveCode(text, hall);
			if (read.ok) return void tell({ ok: true, ...read.code, ticket: false });
			if (read.why !== 'not-a-reserve') return void tell({ ok: false, why: read.why });
			engine.readTicket(station, text).then(
				(ticket) => tell(ticket.ok ? { ok: true, number: ticket.code.number, run: '', ticket: true } : { ok: false, why: 'damaged' }),
				() => tell({ ok: false, why: 'damaged' }),
			);
		});
		return () => {
			here = false;
			stop?.();
		};
	}, [engine, station, hall]);
}
