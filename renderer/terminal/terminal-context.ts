/** What every screen of the terminal needs: the journey, the hall, the engine and the words. */
import { createContext, useContext } from 'react';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan, StationPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { RouteMoment } from '../../domain/routing.ts';
import type { EngineClient } from '../engine/contract.ts';
import type { JourneyEvent } from './journey.ts';
import type { Journey } from './journey-state.ts';
import type { ReadingAloud } from './reading-aloud.ts';
import type { Waits } from './waits.ts';

export interface TerminalPlace {
	journey: Journey;
	/** Of the citizen for whom the screen was drawn: what is said after he has gone changes nothing. */
	send: (event: JourneyEvent) => void;
	plan: HallPlan;
	state: HallDay;
	catalogue: FaceCatalogue;
	/** This terminal in the hall's plan. */
	station: StationPlan;
	engine: EngineClient;
	waits: Waits;
	/** State and time for routing, only while they are fresh. */
	moment: RouteMoment | undefined;
	/** Platform time as well as this machine knows it, ms; for showing. */
	now: number;
	/** Monotonic, ms; for the journey. */
	clock: () => number;
	/** A card reader belongs to this machine and answers. `none` = there never was one. */
	reader: 'ready' | 'not-ready' | 'none';
	/** A code scanner belongs to this machine. */
	scans: boolean;
	/** This machine's printer; `null` = it has none. */
	printer: string | null;
	/** Lights and chimes at the machine and tells the hall, as far as each can be done. */
	callHelp: () => void;
	voice: ReadingAloud;
}

export const terminalPlace = createContext<TerminalPlace | null>(null);

export function useTerminal(): TerminalPlace {
	const place = useContext(terminalPlace);
	if (place === null) throw new Error('A screen of the terminal must stand inside Terminal.');
	return place;
}
