/** What the main process and the device desk (utility process) say to each other. Bytes stay below this line. */
import { z } from 'zod';
import { printOutcome, printProof } from './commands.ts';
import { cardEvent, codeEvent, deviceHealth } from './device.ts';
import { deviceDeclaration } from './device-declaration.ts';
import { paperBook } from './device-layouts.ts';
import { deviceProfiles } from './device-profiles.ts';
import {
	checklistSlip,
	commitmentSlip,
	courierSlip,
	materialsSlip,
	receiptSlip,
	refusalSlip,
	testSlip,
	ticketLanguage,
	ticketSlip,
} from './device-slips.ts';

/** `language`: of the fixed words on the paper; absent = Chinese. */
const anyJob = { job: z.string().max(64), device: z.string(), language: ticketLanguage.optional() };
export const ticketJob = z.object({ ...anyJob, paper: z.literal('ticket').optional(), slip: ticketSlip });
export type TicketJob = z.infer<typeof ticketJob>;
/** Any paper but a ticket: faces may print these on the printer of their own station; a ticket is the engine's alone. */
export const paperJob = z.discriminatedUnion('paper', [
	z.object({ ...anyJob, paper: z.literal('checklist'), slip: checklistSlip }),
	z.object({ ...anyJob, paper: z.literal('materials'), slip: materialsSlip }),
	z.object({ ...anyJob, paper: z.literal('receipt'), slip: receiptSlip }),
	z.object({ ...anyJob, paper: z.literal('commitment'), slip: commitmentSlip }),
	z.object({ ...anyJob, paper: z.literal('refusal'), slip: refusalSlip }),
	z.object({ ...anyJob, paper: z.literal('courier'), slip: courierSlip }),
	z.object({ ...anyJob, paper: z.literal('test'), slip: testSlip }),
]);
export type PaperJob = z.infer<typeof paperJob>;
/** One paper to print. Without `paper` it is a ticket. */
export const printJob = z.discriminatedUnion('paper', [ticketJob, ...paperJob.options]);
export type PrintJob = z.infer<typeof printJob>;
export const printResult = z.object({
	job: z.string(),
	outcome: printOutcome,
	proof: printProof,
	/** `ok`, `paper-end`, `cover-open`, `cutter`, `port-lost`, `busy`, `already-done`, `no-printer` … */
	code: z.string(),
});
export type PrintResult = z.infer<typeof printResult>;

/** What one display should show now. State, not a job: sent again as often as the desk likes. */
export const ledWanted = z.object({ device: z.string(), text: z.string().max(120), style: z.enum(['steady', 'call', 'announcement']) });
export type LedWanted = z.infer<typeof ledWanted>;

/** What a citizen pressed on a rating pad while asked. No answer is `0`, never a good mark. */
export const ratingResult = z.object({
	outcome: z.enum(['rated', 'no-answer', 'cancelled', 'failed']),
	/** 1 very satisfied … 5 very dissatisfied; 0 = none given. */
	rating: z.number().int().min(0).max(5),
	code: z.string(),
});
export type RatingResult = z.infer<typeof ratingResult>;

/** One announcement through a voice box. A job: said once (S9). `done` = the box reported itself idle after it had spoken. */
export const sayJob = z.object({ job: z.string().max(64), device: z.string(), text: z.string().min(1).max(400) });
export type SayJob = z.infer<typeof sayJob>;
export const sayResult = z.object({
	job: z.string(),
	outcome: z.enum(['spoken', 'failed', 'unknown']),
	proof: printProof,
	code: z.string(),
});
export type SayResult = z.infer<typeof sayResult>;

const call = z.number();
const device = z.string();
/** Main process → desk (utility process). `call` numbers answers. */
export const deskRequest = z.discriminatedUnion('type', [
	/** Without `papers` a printer prints nothing: the desk has no words and no layouts of its own. */
	z.object({
		type: z.literal('start'),
		devices: z.array(deviceDeclaration),
		papers: paperBook.optional(),
		profiles: deviceProfiles.optional(),
	}),
	/** The declarations have changed: devices whose entry is the same go on undisturbed; answered with `null`. */
	z.object({
		type: z.literal('configure'),
		call,
		devices: z.array(deviceDeclaration),
		papers: paperBook.optional(),
		profiles: deviceProfiles.optional(),
	}),
	z.object({ type: z.literal('print'), call: z.number(), job: printJob }),
	z.object({ type: z.literal('show'), wanted: z.array(ledWanted) }),
	z.object({ type: z.literal('health'), call: z.number() }),
	/** Asks the citizen for a rating; answered with `ratingResult` when pressed, cancelled, or out of time. */
	z.object({ type: z.literal('rate'), call, device }),
	z.object({ type: z.literal('cancel-rating'), device }),
	/** The scanner's light on or off, where it has a software trigger; answered with a `deviceTestResult`. */
	z.object({ type: z.literal('trigger'), call, device, on: z.boolean() }),
	/** Answered with `sayResult`. */
	z.object({ type: z.literal('say'), call, job: sayJob }),
	/** Answered with `deviceReport[]`. */
	z.object({ type: z.literal('inspect'), call }),
	/** Answered with `portReport[]`. */
	z.object({ type: z.literal('ports'), call }),
	/** One of the tests the device's report names; answered with `deviceTestResult`. */
	z.object({ type: z.literal('test'), call, device, test: z.string().max(40) }),
	/** Records the wire for so long, then answers with the text of a `wire-capture/1` file, free of personal data. */
	z.object({ type: z.literal('capture'), call, device, seconds: z.number().int().min(1).max(50) }),
	/** Device bench of the demo hall; refused for devices that are not simulated. */
	z.object({ type: z.literal('bench'), call: z.number(), action: z.unknown() }),
	z.object({ type: z.literal('stop'), call: z.number() }),
	/** Answered at once with the same number: a desk that does not is held up in native code. */
	z.object({ type: z.literal('beat'), beat: z.number() }),
]);
export type DeskRequest = z.infer<typeof deskRequest>;

/** What the device bench may do to a simulated device. */
export const benchAction = z.discriminatedUnion('do', [
	z.object({ do: z.literal('lay-card'), device: z.string(), person: z.string() }),
	z.object({ do: z.literal('take-card'), device: z.string() }),
	/** One of the `mishaps` of the snapshot; any device can be `unplugged`. */
	z.object({ do: z.literal('fault'), device: z.string(), fault: z.string(), on: z.boolean() }),
	z.object({ do: z.literal('hold-up-code'), device: z.string(), text: z.string().min(1).max(500) }),
	z.object({ do: z.literal('press-rating'), device: z.string(), rating: z.number().int().min(0).max(5) }),
	z.object({ do: z.literal('snapshot') }),
]);
export type BenchAction = z.infer<typeof benchAction>;

/** Faults that are on, and every fault that this device can be given. */
const faultsOf = { faults: z.array(z.string()), mishaps: z.array(z.string()).optional() };
/** What a simulated device made of the bytes it got. */
export const benchSnapshot = z.object({
	people: z.array(z.object({ id: z.string(), label: z.string(), note: z.string() })),
	readers: z.array(z.object({ device: z.string(), card: z.string().nullable(), ...faultsOf })),
	printers: z.array(
		z.object({
			device: z.string(),
			...faultsOf,
			/** Newest last, at most 10. Decoded from the bytes: lines with their sizes, QR payload, cut or not. */
			papers: z.array(
				z.object({
					lines: z.array(
						z.object({
							text: z.string(),
							width: z.number(),
							height: z.number(),
							align: z.enum(['left', 'center', 'right']),
							bold: z.boolean(),
							/** Of each ▦ in the text: rows of dots, one bit each, high bit left, whole bytes, as base64. */
							pictures: z.array(z.object({ width: z.number(), height: z.number(), rows: z.string() })).optional(),
						}),
					),
					qr: z.string().nullable(),
					cut: z.boolean(),
				}),
			),
		}),
	),
	leds: z.array(z.object({ device: z.string(), text: z.string(), on: z.boolean(), ...faultsOf })),
	pads: z.array(z.object({ device: z.string(), shows: z.enum(['nothing', 'welcome', 'asking', 'employee']), ...faultsOf })),
	scanners: z.array(z.object({ device: z.string(), lit: z.boolean(), ...faultsOf })),
	/** What was spoken, newest last, at most 10. */
	voices: z.array(z.object({ device: z.string(), speaking: z.boolean(), spoken: z.array(z.string()), ...faultsOf })),
});
export type BenchSnapshot = z.infer<typeof benchSnapshot>;

/** Desk → main process. */
export const deskMessage = z.discriminatedUnion('type', [
	z.object({ type: z.literal('card'), event: cardEvent }),
	z.object({ type: z.literal('code'), event: codeEvent }),
	z.object({ type: z.literal('health'), health: deviceHealth }),
	z.object({ type: z.literal('bench'), snapshot: benchSnapshot }),
	z.object({ type: z.literal('answer'), call: z.number(), ok: z.boolean(), value: z.unknown() }),
	z.object({ type: z.literal('log'), level: z.enum(['info', 'warn', 'error']), text: z.string() }),
	z.object({ type: z.literal('beat'), beat: z.number() }),
]);
export type DeskMessage = z.infer<typeof deskMessage>;
