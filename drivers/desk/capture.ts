import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import { createRecorder } from '../capture/recorder.ts';
import { redactorFor } from '../capture/redactor-for.ts';
import type { Timers } from '../transport/timers.ts';
import { Refused } from './open-calls.ts';
import type { Wire } from './wires.ts';

/** Longest text of one capture: it must still fit into one message to a manager. */
const limitBytes = 250_000;

export interface CaptureParts {
	wire: Wire;
	declaration: DeviceDeclaration;
	profiles: DeviceProfiles | null;
	now(): number;
	timers: Timers;
}

export interface Capturing {
	/** Records for so long; the text of a `wire-capture/1` file, free of personal data. Throws `Refused` `busy` while one is under way on this wire. */
	capture(seconds: number): Promise<string>;
	/** The device ends: what was recorded until now is the answer. */
	end(): void;
}

export function createCapturing({ wire, declaration, profiles, now, timers }: CaptureParts): Capturing {
	let finish = () => {};
	return {
		capture(seconds) {
			if (wire.tapped) throw new Refused('busy');
			wire.tapped = true;
			const { kind, protocol } = declaration;
			const redactor = redactorFor(declaration, profiles);
			const recorder = createRecorder({ redactor, now, kind, protocol, baud: wire.baud(), limitBytes });
			wire.tap((direction, bytes) => recorder.heard(direction, bytes));
			return new Promise((resolve) => {
				const done = () => {
					cancel();
					finish = () => {};
					wire.tap(null);
					wire.tapped = false;
					resolve(recorder.text());
				};
				const cancel = timers.after(1000 * seconds, done);
				finish = done;
			});
		},
		end: () => finish(),
	};
}
