import type { DeviceTestResult, DriverReport } from '../../domain/contracts/device.ts';
import { noSuchTest } from '../driver.ts';
import type { Timers } from '../transport/timers.ts';
import type { DesiredState } from './desired.ts';
import { followSchedule } from './dimming.ts';
import type { Display, DisplayMember, ShowProof, Wanted } from './display.ts';
import type { Speaker, Step } from './speaker.ts';

/** A technician's test stays so long; then the wanted state is back. */
export const trialMs = 5000;
/** Digits alone: every display has them, and no language does. */
const trialText = '1234567890';

/** What the keeper of a display does for those who ask something of it. */
export interface Keeping<Event> {
	begin(): void;
	end(): Promise<void>;
	/** The wanted state has changed: sent as soon as the line is free. `about`: `text`, or the key of the step that matters. */
	changed(about: string): Promise<ShowProof>;
	/** Frames beside what is shown. */
	travel(steps: readonly Step<Event>[]): Promise<ShowProof>;
	/** Everything is sent again. */
	renew(): void;
	readonly counts: Omit<DriverReport, 'facts'>;
}

/** What can be asked of one display. */
export function createOrders<Event>(
	member: DisplayMember,
	speaker: Speaker<Event>,
	clock: { now(): number; timers: Timers },
	state: DesiredState,
	keeping: Keeping<Event>,
): Display {
	let replacedAll = 0;
	let cancelTrial = () => {};
	let endSchedule = () => {};
	const notSupported = Promise.resolve<ShowProof>({ ok: false, code: 'not-supported' });

	const facts = () => ({ screen: member.address, 'replaced-characters': replacedAll, ...speaker.facts() });
	const told = async (proof: Promise<ShowProof>): Promise<DeviceTestResult> => {
		const result = await proof;
		if (result.ok) return { ok: true, proof: result.proof, code: result.proof === 'written' ? 'one-way' : 'ok', facts: facts() };
		return { ok: false, proof: 'none', code: result.code, facts: facts() };
	};
	const show = (zone: number, text: string, style: Wanted['style']) => {
		if (!speaker.can({ zone })) return notSupported;
		cancelTrial();
		state.show(zone, { text, style });
		const replaced = speaker.replaced(state.now);
		replacedAll += replaced;
		if (replaced > 0) member.log?.(`${replaced} characters are not in the display's font and were replaced`);
		return keeping.changed('text');
	};
	const clear = () => {
		if (!speaker.can('clear')) return notSupported;
		cancelTrial();
		state.clear();
		return keeping.changed('text');
	};
	const ping = () => {
		const step = speaker.ping();
		return keeping.travel(step ? [step] : []);
	};
	const power = (on: boolean) => {
		if (!speaker.can('power')) return notSupported;
		state.power(on);
		return keeping.changed('power');
	};
	const brightness = async (level: number): Promise<ShowProof> => {
		const whole = Math.max(0, Math.min(16, Math.round(level)));
		state.level(whole);
		const proof = await keeping.changed(whole === 0 ? 'power' : 'brightness');
		// Lit or dark can be done everywhere; the levels between cannot.
		return proof.ok && whole > 0 && whole < 16 && !speaker.can('brightness') ? notSupported : proof;
	};
	const trial = (text: string | null) => {
		cancelTrial();
		state.beginTrial(text);
		cancelTrial = clock.timers.after(trialMs, () => {
			state.endTrial();
			void keeping.changed('text');
		});
		return keeping.changed('text');
	};
	const tests: Readonly<Record<string, () => Promise<ShowProof>>> = {
		...(speaker.ping() ? { ping } : {}),
		'test-text': () => trial(trialText),
		...(speaker.can('clear') ? { clear: () => trial(null) } : {}),
		...(speaker.can('power') ? { 'power-off': () => power(false), 'power-on': () => power(true) } : {}),
		...Object.fromEntries(
			Object.entries(speaker.ownTests).map(([name, steps]) => [
				name,
				async () => {
					const proof = await keeping.travel(steps());
					// What such a test does may undo what is shown.
					keeping.renew();
					return proof;
				},
			]),
		),
	};

	return {
		start() {
			keeping.begin();
			endSchedule = followSchedule(member.dimming, clock, (level) => {
				state.level(level);
				void keeping.changed('power');
			});
		},
		stop() {
			cancelTrial();
			endSchedule();
			return keeping.end();
		},
		want: ({ text, style }) => show(0, text, style),
		show,
		clear,
		ping,
		power,
		brightness,
		report: () => ({ ...keeping.counts, facts: facts() }),
		tests: Object.keys(tests),
		async test(name) {
			const run = Object.hasOwn(tests, name) ? tests[name] : undefined;
			return run ? told(run()) : noSuchTest;
		},
	};
}
