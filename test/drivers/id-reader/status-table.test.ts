import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../../drivers/id-reader/commands.ts';
import { meetReader, type Reading, type ReadingStep, startReading } from '../../../drivers/id-reader/reading.ts';
import { stepReading } from '../../../drivers/id-reader/reading-step.ts';
import { byId, fromHex, golden } from '../golden.ts';
import { card } from './rig.ts';

/** Every row of the table of status bytes (protocols.md 2.4), at the step of a reading where it can come: what is told, and what is sent next. */
const settings = { pollMs: 300, sameCardMs: 3000, readNewAddress: true, photo: false };
const today = '20260501';
const said = (step: ReadingStep) => [
	step.events.map((event) => (event.type === 'card-failed' ? event.code : event.type)).join(),
	step.health ? `${step.health.state}:${step.health.code}` : '',
	`${step.next.command} ${step.next.afterMs}`,
];
const answered = (sw3: number, data: Uint8Array = new Uint8Array()) => ({ ok: true, answer: { sw1: 0, sw2: 0, sw3, data } }) as const;
const give = (state: Reading, sent: CommandName, sw3: number, data?: Uint8Array, now = 1000) =>
	stepReading(state, sent, answered(sw3, data), now, today, settings);

/** A reader that was met, with nothing on it. */
const idle: Reading = { ...give(meetReader(startReading(0), 0), 'samStatus', 0x90).state, firstFind: false };
/** A card was found and is about to be selected. */
const found = give(idle, 'find', 0x9f).state;
const cardData = (id = 'resident1') => fromHex(card(id)).slice(10, -1);
/** A card was reported, and lies there. */
const lying = stepReading(found, 'readBase', answered(0x90, cardData('hmtPermit1')), 1000, today, settings).state;
/** A resident's card was read in whole and its newer address is asked for. */
const reading = give(found, 'readBase', 0x90, cardData());

type Row = [sw3: string, meaning: string, sent: CommandName, told: string, health: string, next: string];
const well = 'ready:ok';
const rows: Row[] = [
	['90', 'done', 'select', '', well, 'readBase 0'],
	['9F', 'card found', 'find', '', well, 'select 0'],
	['91', 'content not on the card', 'readNewAddress', 'card-read', well, 'find 300'],
	['10', 'reader saw a wrong checksum', 'select', '', well, 'select 0'],
	['11', 'reader saw a wrong length', 'readBase', '', well, 'readBase 0'],
	['21', 'unknown command', 'select', 'protocol-error', well, 'find 300'],
	['23', 'not permitted', 'readBase', 'device-fault', 'stopped:device-fault', 'samStatus 2000'],
	['24', 'unclassified', 'readBase', 'read-error', well, 'find 300'],
	['31', 'card refused the reader', 'select', 'read-error', well, 'find 300'],
	['32', 'reader refused the card', 'select', 'not-genuine', well, 'find 300'],
	['33', 'verification failed', 'readBase', 'not-genuine', well, 'find 300'],
	['34', 'no card found yet', 'readBase', 'read-error', well, 'find 300'],
	['40', 'wrong kind of card', 'select', 'not-an-id-card', well, 'find 300'],
	['41', 'card gone', 'readBase', 'card-removed', well, 'find 300'],
	['47', 'no random number', 'select', 'read-error', well, 'find 300'],
	['50', 'write failed', 'select', 'read-error', well, 'find 300'],
	['60', 'self-test failed', 'select', '', '', 'samReset 0'],
	['61', 'user authentication failed', 'readBase', 'device-fault', 'stopped:not-authorised', 'samStatus 2000'],
	['66', 'module not authorised', 'select', 'device-fault', 'stopped:not-authorised', 'samStatus 2000'],
	['81', 'select failed', 'select', '', well, 'find 0'],
	['7C', 'a byte the table does not name', 'readBase', 'read-error', well, 'find 300'],
];

describe('status bytes', () => {
	it.each(rows)('%s, %s, after %s', (sw3, _meaning, sent, told, health, next) => {
		const before = sent === 'find' ? idle : sent === 'readNewAddress' ? reading.state : found;
		const step = give(before, sent, Number.parseInt(sw3, 16));
		expect(said(step)).toEqual([sent === 'find' ? 'card-found' : told, health, next]);
	});
	it('every failure vector of the protocol page stands in the table above', () => {
		const named = new Set(rows.map(([sw3]) => sw3));
		for (const { sw3 } of golden.idReader.responses) expect(named.has(sw3) || sw3 === '80').toBe(true);
	});
	it('any byte at any command gives a next step and never throws', () => {
		const commands: CommandName[] = ['find', 'select', 'readBase', 'readBaseFinger', 'readNewAddress', 'samStatus', 'samId', 'samReset'];
		for (const before of [startReading(0), idle, found, lying, reading.state]) {
			for (const sent of commands) {
				for (let sw3 = 0; sw3 < 256; sw3++) {
					const { next, events } = give(before, sent, sw3);
					expect(commands).toContain(next.command);
					expect(next.afterMs).toBeLessThanOrEqual(2000);
					// Nothing but the two read commands can ever give a card.
					if (sent !== 'readNewAddress') expect(events.some((event) => event.type === 'card-read')).toBe(false);
				}
			}
		}
	});
	it('80: no card is the end of nothing, or the beginning of a look whether the card still lies there', () => {
		expect(said(give(idle, 'find', 0x80))).toEqual(['', well, 'find 300']);
		expect(said(give(lying, 'find', 0x80, undefined, 1900))).toEqual(['', well, 'find 300']);
		const probe = give(lying, 'find', 0x80, undefined, 2000);
		expect(said(probe)).toEqual(['', well, 'readBase 0']);
		expect(said(give(probe.state, 'readBase', 0x41))).toEqual(['card-removed', well, 'find 300']);
		expect(said(give(probe.state, 'readBase', 0x34))).toEqual(['card-removed', well, 'find 300']);
		expect(said(give(probe.state, 'readBase', 0x90, cardData('hmtPermit1')))).toEqual(['', well, 'find 300']);
	});
	it('10 and 11: the same command once more, then a protocol error', () => {
		const once = give(found, 'readBase', 0x10);
		expect(said(give(once.state, 'readBase', 0x11))).toEqual(['protocol-error', 'warning:protocol-error', 'find 300']);
		expect(said(give(once.state, 'readBase', 0x90, cardData('hmtPermit1')))).toEqual(['card-read', well, 'find 300']);
	});
	it('60 when the newer address is asked for: the card was read in whole and is given before the reset', () => {
		const step = give(reading.state, 'readNewAddress', 0x60);
		expect(said(step)).toEqual(['card-read', '', 'samReset 0']);
		expect(step.state.pending).toBeNull();
	});
	it('21 on find: a protocol error of the reader, and no card is blamed', () => {
		expect(said(give(idle, 'find', 0x21))).toEqual(['', 'warning:protocol-error', 'find 300']);
	});
	it('23: the card is left alone, and the fault stays until a card can be read', () => {
		const refused = give(found, 'readBase', 0x23);
		const checked = give(refused.state, 'samStatus', 0x90);
		expect(said(checked)).toEqual(['', 'stopped:device-fault', 'find 300']);
		expect(said(give(checked.state, 'find', 0x9f))).toEqual(['', 'stopped:device-fault', 'find 300']);
		const gone = give(give(checked.state, 'find', 0x80, undefined, 3000).state, 'readBase', 0x41);
		expect(said(gone)).toEqual(['card-removed', 'stopped:device-fault', 'find 300']);
		const next = give(give(gone.state, 'find', 0x9f).state, 'select', 0x90);
		expect(said(next)).toEqual(['', 'stopped:device-fault', 'readBase 0']);
		expect(said(give(next.state, 'readBase', 0x90, cardData('hmtPermit1')))).toEqual(['card-read', well, 'find 300']);
	});
	it('23 when the newer address is asked for: the card is given without it', () => {
		expect(said(give(reading.state, 'readNewAddress', 0x23))).toEqual(['card-read', 'warning:device-fault', 'find 300']);
	});
	it.each([0x32, 0x33, 0x40])('%i: nothing is tried with this card until it is taken away', (sw3) => {
		const refused = give(found, sw3 === 0x33 ? 'readBase' : 'select', sw3);
		expect(said(give(refused.state, 'find', 0x9f))).toEqual(['', well, 'find 300']);
		const probe = give(refused.state, 'find', 0x80, undefined, 2500);
		expect(said(probe)).toEqual(['', well, 'readBase 0']);
		expect(said(give(probe.state, 'readBase', sw3))).toEqual(['', well, 'find 300']);
		expect(said(give(probe.state, 'readBase', 0x41))).toEqual(['card-removed', well, 'find 300']);
	});
	it('34 and 41 on find mean that nothing lies there', () => {
		expect(said(give(idle, 'find', 0x34))).toEqual(['', well, 'find 300']);
		expect(said(give(idle, 'find', 0x41))).toEqual(['', well, 'find 300']);
	});
	it('41: a card that was reported and is gone is removed, not failed', () => {
		const again = give(lying, 'find', 0x9f);
		expect(said(give(again.state, 'readBase', 0x41))).toEqual(['card-removed', well, 'find 300']);
	});
	it('a card found after the reported one was out of sight for long: the old one is removed first, whatever becomes of the new one', () => {
		const other = give(lying, 'find', 0x9f, undefined, 4001);
		expect(said(other)).toEqual(['card-removed,card-found', well, 'select 0']);
		expect(said(give(other.state, 'readBase', 0x41))).toEqual(['card-removed', well, 'find 300']);
		expect(give(other.state, 'readBase', 0x41).events).toEqual([{ type: 'card-failed', code: 'card-removed' }]);
	});
	it('60: one reset, then a person must act; health says nothing before the reset had its chance', () => {
		const first = give(idle, 'find', 0x60);
		expect(said(first)).toEqual(['', '', 'samReset 0']);
		const reset = give(first.state, 'samReset', 0x90);
		expect(said(reset)).toEqual(['', well, 'samStatus 0']);
		const second = give(reset.state, 'samStatus', 0x60);
		expect(said(second)).toEqual(['', 'stopped:self-test-failed', 'samStatus 2000']);
		expect(said(give(second.state, 'samStatus', 0x60))).toEqual(['', 'stopped:self-test-failed', 'samStatus 2000']);
		expect(said(give(first.state, 'samReset', 0x60))).toEqual(['', 'stopped:self-test-failed', 'samStatus 2000']);
		const mended = give(second.state, 'find', 0x80);
		expect(said(mended)).toEqual(['', well, 'find 300']);
		// Mended, it may be reset again another day.
		expect(said(give(mended.state, 'find', 0x60))).toEqual(['', '', 'samReset 0']);
	});
	it('60 at the same step of every card: one reset in all', () => {
		const reset = give(give(found, 'select', 0x60).state, 'samReset', 0x90);
		const again = give(give(give(reset.state, 'samStatus', 0x90).state, 'find', 0x9f).state, 'select', 0x60);
		expect(said(again)).toEqual(['device-fault', 'stopped:self-test-failed', 'samStatus 2000']);
	});
	it('61 and 66 on find: stopped, and asked every two seconds whether that has changed', () => {
		for (const sw3 of [0x61, 0x66]) {
			const stopped = give(idle, 'find', sw3);
			expect(said(stopped)).toEqual(['', 'stopped:not-authorised', 'samStatus 2000']);
			expect(stopped.next.paced).toBe(true);
			expect(said(give(stopped.state, 'find', 0x80))).toEqual(['', well, 'find 300']);
		}
	});
	it('81: back to find three times, then a read error', () => {
		let state = found;
		for (let time = 0; time < 3; time++) {
			const back = give(state, 'select', 0x81);
			expect(said(back)).toEqual(['', well, 'find 0']);
			state = give(back.state, 'find', 0x9f).state;
		}
		expect(said(give(state, 'select', 0x81))).toEqual(['read-error', well, 'find 300']);
	});
	it('P1 a card that is gone is forgotten once it could not be taken for the same card any more', () => {
		const gone = give(give(lying, 'find', 0x80, undefined, 2000).state, 'readBase', 0x41, undefined, 2000).state;
		expect(gone.last).not.toBeNull();
		expect(give(gone, 'find', 0x80, undefined, 4000).state.last).not.toBeNull();
		const forgotten = give(gone, 'find', 0x80, undefined, 4001).state;
		expect(forgotten.last).toBeNull();
		expect(JSON.stringify(forgotten)).not.toMatch(/样本|8100/);
	});
	it('the card itself said why: SW1 and SW2 change nothing', () => {
		const vector = byId(golden.idReader.responses, 'readFailApdu');
		const step = stepReading(
			found,
			'readBase',
			{ ok: true, answer: { sw1: 0x69, sw2: 0x82, sw3: Number.parseInt(vector.sw3, 16), data: new Uint8Array() } },
			1000,
			today,
			settings,
		);
		expect(said(step)).toEqual(['card-removed', well, 'find 300']);
	});
});
