import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueBookFrom } from '../../config/catalogue-book.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { formOf } from '../../domain/form/form.ts';
import { codeInSlip, slipText } from '../../domain/form/slip-code.ts';
import { materialsOf } from '../../domain/notice/materials.ts';
import { readScan } from '../../renderer/terminal/code-reading.ts';
import { figuresOf, fromFigures, isWhole } from '../../renderer/terminal/form/dates.ts';
import { localTime } from '../../renderer/terminal/form/form-place.tsx';
import { materialNow, notAttached, waysOf } from '../../renderer/terminal/form/material-choice.ts';
import { hiddenFields, pagesOf, pageWith } from '../../renderer/terminal/form/pages.ts';
import { fitted, longestSide } from '../../renderer/terminal/form/picture.ts';
import { startOfJourney, step } from '../../renderer/terminal/journey.ts';

const book = catalogueBookFrom(readCatalogue(join(import.meta.dirname, '../../config/catalogue'), new ProblemList()));
const newborn = { theme: 'GR-01', items: ['YY-001', 'WJ-002', 'GA-001', 'RS-001', 'YB-001'] };

test('pages hold every field once, four at most, one in 长辈版, and never two sections', () => {
	const form = formOf(book, newborn);
	const all = form.sections.flatMap(({ fields }) => fields.map(({ key }) => key));
	for (const elder of [false, true]) {
		const pages = pagesOf(form, elder);
		expect(pages.flatMap(({ fields }) => fields.map(({ key }) => key))).toEqual(all);
		for (const page of pages) {
			expect(page.fields.length).toBeLessThanOrEqual(elder ? 1 : 4);
			expect(new Set(page.fields.map(({ section }) => section)).size).toBe(1);
			expect(pages[pageWith(pages, page.fields[0]!.key)]).toBe(page);
		}
	}
	expect(pageWith(pagesOf(form, false), 'nothing')).toBe(0);
});

test('an agent is asked about only when somebody has one', () => {
	const form = formOf(book, newborn);
	expect(hiddenFields(form, {}, false)).toContain('agentName');
	expect(hiddenFields(form, {}, true).size).toBe(0);
	expect(hiddenFields(form, { agentName: '王芳' }, false).size).toBe(0);
});

test('materials: exempt ones need nothing, what may not follow later is not offered to, and a promised picture is missed', () => {
	const materials = materialsOf(book, newborn);
	for (const one of materials) {
		const ways = waysOf(one);
		expect(ways.includes('later')).toBe(one.tolerant !== null && ways.length > 1);
		expect(ways).toContain(materialNow(one, {}, []));
	}
	const one = materials.find((each) => waysOf(each).includes('attached'))!;
	const { code } = one.material;
	expect(notAttached(materials, { [code]: 'attached' }, [])).toEqual([code]);
	expect(notAttached(materials, { [code]: 'attached' }, [{ material: code }])).toEqual([]);
	expect(materialNow(one, { [code]: 'on-paper' }, [])).toBe('on-paper');
});

test('dates are typed as figures and are no date before they are whole', () => {
	expect(fromFigures('20261123', 'date')).toBe('2026-11-23');
	expect(fromFigures('2026112', 'date')).toBe('2026-11-2');
	expect(fromFigures('202611230830', 'datetime')).toBe('2026-11-23T08:30');
	expect(figuresOf('2026-11-23T08:30')).toBe('202611230830');
	expect(isWhole('2026-11-23', 'datetime')).toBe(false);
});

test('a photograph of 30 MB is drawn no larger than a page of paper needs', () => {
	expect(fitted(8000, 6000)).toEqual({ width: longestSide, height: longestSide * 0.75 });
	expect(fitted(640, 480)).toEqual({ width: 640, height: 480 });
	expect(fitted(0, 0)).toEqual({ width: 1, height: 1 });
});

test('the code of a slip is told from a ticket and a reservation', () => {
	expect(codeInSlip(slipText('ABCDE23456'))).toBe('ABCDE23456');
	expect(codeInSlip('TH1.A015')).toBeNull();
});

test('the hall’s own clock, whatever zone the machine is in', () => {
	expect(localTime(Date.UTC(2026, 10, 23, 16, 5), 'Asia/Shanghai')).toBe('2026-11-24T00:05');
});

const choice = { audience: 'personal' as const, items: ['RS-001'], theme: null, queue: 'A', suggestion: null };
const holder = { name: '林*', ref: 'someone', priority: null, expired: false, doubtful: false, tickets: [] };

test('a card laid down over an open form begins nothing anew: it is one of the form’s people', () => {
	const filling = step(startOfJourney(0), { type: 'went', to: { at: 'form', choice, priority: false, field: null } });
	const after = step(filling, { type: 'card-read', now: 5, visitor: filling.visitor, holder });
	expect(after.screen).toEqual(filling.screen);
	expect(after.visitor).toBe(filling.visitor);
});

test('a form left open is forgotten a minute after the last touch', () => {
	const filling = step(startOfJourney(0), { type: 'went', to: { at: 'form', choice, priority: false, field: 'name' } });
	expect(step(filling, { type: 'ticked', now: 59_000 }).screen.at).toBe('form');
	const left = step(filling, { type: 'ticked', now: 60_000 });
	expect(left.screen.at).toBe('welcome');
	expect(left.visitor).toBe(filling.visitor + 1);
});

test('what was handed in is not gone back to', () => {
	const check = step(startOfJourney(0), { type: 'went', to: { at: 'check', choice, priority: false } });
	const done = step(check, { type: 'turned', to: { at: 'handed-in', choice, priority: false, number: 'SQ-1', ref: '0'.repeat(32) } });
	expect(done.behind).toEqual([]);
	expect(step(done, { type: 'back' })).toEqual(done);
});

test('a slip held up to the scanner leads to its form, whatever else the scanner knows', async () => {
	const nobody = {
		readTicket: async () => Promise.reject(new Error('asked')),
		findReservation: async () => Promise.reject(new Error('asked')),
	};
	const event = await readScan(slipText('ABCDE23456'), 1, () => 7, nobody, 'T1');
	expect(event).toEqual({ type: 'code-read', now: 7, visitor: 1, to: { at: 'resume', code: 'ABCDE23456' } });
	expect(step({ ...startOfJourney(0), visitor: 1 }, event).screen).toEqual({ at: 'resume', code: 'ABCDE23456' });
});
