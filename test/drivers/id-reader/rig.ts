import type { ReadCard } from '../../../drivers/id-reader/card.ts';
import { type CommandName, commandFrame, commands } from '../../../drivers/id-reader/commands.ts';
import { createReader, type Reader, type ReaderOptions } from '../../../drivers/id-reader/reader.ts';
import { createReaderSimulator } from '../../../drivers/id-reader/simulator.ts';
import type { OpenPort } from '../../../drivers/transport/port.ts';
import { fixedSpeed } from '../../../drivers/transport/speed.ts';
import { createTestCable, scriptedDevice } from '../cable.ts';
import { byId, golden, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';

/** Hexadecimal frame of every command, by its name, and the name of each frame. */
export const frame = Object.fromEntries(
	(Object.keys(commands) as CommandName[]).map((name) => [name, toHex(commandFrame(name))]),
) as Record<CommandName, string>;
const names = new Map(Object.entries(frame).map(([name, hex]) => [hex, name]));
export const nameOf = (hex: string): string => names.get(hex) ?? hex;

export const answer = (id: string) => byId(golden.idReader.responses, id).hex;
export const card = (id: string) => byId(golden.idReader.cards, id).hex;

/** A driver on a manual clock, and everything it tells. */
export function run(open: OpenPort, changes: Partial<ReaderOptions> = {}, clock = new ManualClock()) {
	const told: string[] = [];
	const cards: ReadCard[] = [];
	const health: string[] = [];
	const log: string[] = [];
	const reader: Reader = createReader({
		open,
		speed: fixedSpeed(115_200),
		pollMs: 300,
		sameCardMs: 3000,
		readNewAddress: false,
		photo: false,
		now: clock.now,
		timers: clock.timers,
		tell(event) {
			told.push(event.type === 'card-failed' ? `failed:${event.code}` : event.type);
			if (event.type === 'card-read') cards.push(event.card);
		},
		health: (one) => {
			const text = `${one.state}:${one.code}`;
			if (health.at(-1) !== text) health.push(text);
		},
		log: (text) => log.push(text),
		...changes,
	});
	reader.start();
	return { clock, told, cards, health, log, reader };
}

/** The driver and the shipped simulator at the two ends of a pipe, both on the manual clock. */
export function simulated(changes: Partial<ReaderOptions> = {}) {
	const clock = new ManualClock();
	const simulator = createReaderSimulator({ timers: clock.timers });
	const cable = createTestCable((port) => simulator.attach(port));
	return { simulator, cable, ...run(cable.open, changes, clock) };
}

/**
 * A reader that follows a script: command name in, golden answer out (`null` = silence). It is in order unless the script says otherwise:
 * `undefined` gives the good answer to a question about the module.
 */
export function scripted(script: Readonly<Record<string, string>> | ((command: string) => string | null | undefined)) {
	const device = scriptedDevice((hex) => {
		const said = typeof script === 'function' ? script(nameOf(hex)) : script[nameOf(hex)];
		if (said !== undefined) return said;
		const module: Record<string, string> = { samStatus: 'samStatusOk', samId: 'samIdOk', samReset: 'resetOk' };
		const own = module[nameOf(hex)];
		return own ? answer(own) : null;
	});
	return {
		...device,
		/** Names of the commands that came, in order. */
		get commands() {
			return device.heard.map(nameOf);
		},
	};
}
