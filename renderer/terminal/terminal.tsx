/** The terminal face: holds the journey, listens to card, touch and time, and shows the screen the journey is at. */
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { DeviceHealth } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { HallPlan, StationPlan } from '../../domain/contracts/hall-plan.ts';
import { showTheme } from '../design/tokens.ts';
import { useDevices } from '../engine/use-devices.ts';
import { useEngine, useEngineView } from '../engine/use-engine.tsx';
import { playCardRead, playRefused } from '../voice/sounds.ts';
import { useLanguage } from '../words/words.tsx';
import { useKeptSlots } from './booking/last-slots.ts';
import { readCardEvent } from './card-reading.ts';
import { readScan } from './code-reading.ts';
import { Dialogs } from './dialogs.tsx';
import { FormProvider } from './form/form-place.tsx';
import { timeLeft } from './idle.ts';
import { type JourneyEvent, startOfJourney, step } from './journey.ts';
import { moveFocus } from './keyboard.ts';
import { OutOfUse } from './out-of-use.tsx';
import { useReadingAloud } from './reading-aloud.ts';
import { Screens } from './screens.tsx';
import { type TerminalPlace, terminalPlace } from './terminal-context.ts';
import { waitsOf } from './waits.ts';

/** Monotonic, so that a corrected clock neither throws a citizen out nor keeps one for ever. */
const clock = () => performance.now();
/** Touches closer together count as one. */
const countedTouchesMs = 200;

export function Terminal({
	plan: planAtStart,
	catalogue,
	devices: devicesAtStart,
	station,
}: {
	plan: HallPlan;
	catalogue: FaceCatalogue;
	devices: DeviceDeclaration[];
	station: StationPlan;
}) {
	const engine = useEngine();
	const view = useEngineView();
	const [now, setNow] = useState(() => engine.now());
	const { language, tongue, setLanguage } = useLanguage();
	const [journey, send] = useReducer(step, undefined, () => startOfJourney(clock()));
	const devices = useDevices(devicesAtStart);
	const readerId = devices.find((device) => device.kind === 'id-reader' && device.station === station.id)?.id;
	const reader = useReader(readerId);
	const scans = devices.some((device) => device.kind === 'scanner' && device.station === station.id) && window.tidehall !== undefined;
	const printer = devices.find((device) => device.kind === 'printer' && device.station === station.id)?.id ?? null;
	const { looks, visitor } = journey;
	const voice = useReadingAloud();
	const hush = voice.stop;
	// What a screen says late, after an answer that took its time, is not said for whoever stands there by then.
	const sendFrom = useCallback((event: JourneyEvent) => send({ type: 'from-screen', visitor, event }), [visitor]);
	const plan = view.plan ?? planAtStart;
	const state = view.state;

	// Listeners outlive a render; they look here for what is current.
	const current = useRef({ visitor, plan, state, journey });
	current.current = { visitor, plan, state, journey };

	// Countdowns are drawn anew twice a second, whatever else changes; a screen that counts nothing once a second, because drawing is what it costs.
	const [, setDrawn] = useState(0);
	useEffect(() => {
		let halves = 0;
		const tick = setInterval(() => {
			const at = clock();
			send({ type: 'ticked', now: at });
			halves += 1;
			const left = timeLeft(current.current.journey, at);
			if (halves % 2 === 1 && (left === null || left.show === 'quiet')) return;
			setNow(engine.now());
			setDrawn(at);
		}, 500);
		return () => clearInterval(tick);
	}, [engine]);

	useEffect(() => {
		return window.tidehall?.onCard((event) => {
			const { visitor: forVisitor } = current.current;
			if (event.type === 'card-read') playCardRead();
			if (event.type === 'card-failed') playRefused();
			const bookedBy = (cardRef: string) => engine.findReservation(station.id, { cardRef });
			void readCardEvent(event, forVisitor, clock, () => current.current, engine.personRef, bookedBy).then(send);
		});
	}, [engine, station.id]);

	useEffect(() => {
		return window.tidehall?.onCode(({ text }) => {
			void readScan(text, current.current.visitor, clock, engine, station.id).then((event) => {
				if (event.type === 'code-read' && event.to.at === 'refused') playRefused();
				else playCardRead();
				send(event);
			});
		});
	}, [engine, station.id]);

	useEffect(() => {
		let last = Number.NEGATIVE_INFINITY;
		const touched = (by?: 'touch') => {
			hush(by);
			// Whoever drums on a page that is held up would have it draw once for each stroke, more often than it can bear.
			if (clock() - last < countedTouchesMs) return;
			last = clock();
			send({ type: 'touched', now: last });
		};
		// A key of a dialog speaks for itself: counted as a touch first, it would be gone before it is pressed.
		const pointer = (event: PointerEvent) => {
			if (!(event.target instanceof Element && event.target.closest('dialog button'))) touched('touch');
		};
		const key = (event: KeyboardEvent) => {
			const dialog = document.querySelector('dialog[open]');
			if (dialog === null) touched();
			if (moveFocus(dialog ?? document, event.key)) event.preventDefault();
			else if (event.key === 'Escape' && dialog === null) send({ type: 'back' });
		};
		window.addEventListener('pointerdown', pointer);
		window.addEventListener('keydown', key);
		return () => {
			window.removeEventListener('pointerdown', pointer);
			window.removeEventListener('keydown', key);
		};
	}, [hush]);

	// A screen that changes by itself (time, card) must not be read over the next one.
	// biome-ignore lint/correctness/useExhaustiveDependencies: runs when the screen changes
	useEffect(() => hush, [journey.screen.at, visitor, hush]);

	useEffect(() => showTheme(document, looks.contrast ? 'contrast' : looks.elder ? 'elder' : 'light'), [looks.contrast, looks.elder]);
	useEffect(() => {
		if (looks.language !== language || looks.tongue !== tongue) setLanguage(looks.language, looks.tongue);
	}, [looks.language, looks.tongue, language, tongue, setLanguage]);

	const linkUp = view.link === 'up';
	useKeptSlots(engine, station.id, plan, linkUp);
	const callHelp = useCallback(() => {
		sendFrom({ type: 'help', help: 'calling' });
		void help(
			() => window.tidehall?.help(),
			() => engine.report(station.id, 'help-called', {}),
			linkUp,
		).then((outcome) => sendFrom({ type: 'help', help: outcome }));
	}, [engine, linkUp, sendFrom, station.id]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: `now` ticks so that waits grow old while nothing else changes
	const waits = useMemo(
		() => (state === null ? null : waitsOf(view, plan, state, station.id, engine.now() - view.clockOffset)),
		[view, plan, state, station.id, engine, now],
	);

	if (state === null || waits === null) return <OutOfUse plan={plan} shutOut={view.shutOut} />;
	const moment = waits.fresh ? { state, now } : undefined;
	const place: TerminalPlace = {
		journey,
		send: sendFrom,
		plan,
		state,
		catalogue,
		station,
		engine,
		waits,
		moment,
		now,
		clock,
		reader,
		scans,
		printer: window.tidehall === undefined ? null : printer,
		callHelp,
		voice,
	};
	return (
		<terminalPlace.Provider value={place}>
			<div className="terminal" data-elder={looks.elder} data-low={looks.low && !looks.elder} lang={looks.tongue ?? looks.language}>
				<FormProvider>
					<Screens />
				</FormProvider>
				<Dialogs />
			</div>
		</terminalPlace.Provider>
	);
}

/** Rings what can be rung and says no more than what worked. */
async function help(light: () => Promise<void> | undefined, tell: () => Promise<void>, linkUp: boolean) {
	const lit = await Promise.resolve(light())
		.then(() => window.tidehall !== undefined)
		.catch(() => false);
	const told = await tell()
		.then(() => linkUp)
		.catch(() => false);
	if (told) return 'lit-and-sent' as const;
	return lit ? ('lit' as const) : ('nothing-worked' as const);
}

/** Whether the card reader of this terminal answers. */
function useReader(id: string | undefined): TerminalPlace['reader'] {
	const [health, setHealth] = useState<DeviceHealth['state'] | null>(null);
	useEffect(() => {
		const bridge = window.tidehall;
		if (bridge === undefined || id === undefined) return;
		const take = (one: DeviceHealth) => {
			if (one.device === id) setHealth(one.state);
		};
		const off = bridge.onHealth(take);
		bridge
			.health()
			.then((all) => all.forEach(take))
			.catch(() => setHealth('disconnected'));
		return off;
	}, [id]);
	if (id === undefined || window.tidehall === undefined) return 'none';
	return health === 'ready' || health === 'warning' ? 'ready' : 'not-ready';
}
