import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueBookFrom } from '../../config/catalogue-book.ts';
import { ProblemList } from '../../config/problems.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import type { ApplicationAnswer, ApplicationRequest } from '../../domain/contracts/applications.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { createFormDesk } from '../../renderer/terminal/form/form-desk.ts';
import { applicationsInMemory } from './harness/applications-in-memory.ts';

const book = catalogueBookFrom(readCatalogue(join(import.meta.dirname, '../../config/catalogue'), new ProblemList()));
const newborn = { theme: 'GR-01', items: ['YY-001', 'WJ-002', 'GA-001', 'RS-001', 'YB-001'] };
const settle = async () => {
	for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A desk on a machine in memory, with a clock that a test moves. */
function place(answerTo?: (request: ApplicationRequest) => ApplicationAnswer | undefined) {
	const kept: Parameters<typeof applicationsInMemory>[0] & {} = new Map();
	const asked: ApplicationRequest['do'][] = [];
	const machine = applicationsInMemory(kept);
	let timers: { due: number; action: () => void }[] = [];
	let time = 0;
	const desk = createFormDesk({
		ask: async (request) => {
			asked.push(request.do);
			return answerTo?.(request) ?? (await machine(request));
		},
		after(ms, action) {
			const timer = { due: time + ms, action };
			timers.push(timer);
			return () => {
				timers = timers.filter((one) => one !== timer);
			};
		},
	});
	return {
		...{ desk, kept, asked },
		async pass(ms: number) {
			time += ms;
			const due = timers.filter((one) => one.due <= time);
			timers = timers.filter((one) => one.due > time);
			for (const one of due) one.action();
			await settle();
		},
		saved: () => [...kept.values()][0]?.form.fields ?? {},
		open() {
			const view = desk.view();
			if (view.stage !== 'open') throw new Error(`the form is ${view.stage}`);
			return view;
		},
	};
}

test('what is typed is kept a moment after the last letter, all of it in one go', async () => {
	const at = place();
	await at.desk.begin(book, newborn, undefined);
	for (const text of ['许', '许知', '许知夏']) at.desk.answer('childName', text);
	expect(at.saved()).toEqual({});
	expect(at.open().saved).toBe('not-yet');
	await at.pass(700);
	expect(at.saved()).toEqual({ childName: '许知夏' });
	expect(at.open().saved).toBe('yes');
	expect(at.asked.filter((one) => one === 'save')).toHaveLength(1);
});

test('typed on and on, and then killed: what was typed is lost for seven tenths of a second at most; what is picked is kept at once', async () => {
	const at = place();
	await at.desk.begin(book, newborn, undefined);
	for (const text of ['许', '许知', '许知夏', '许知夏天']) {
		at.desk.answer('childName', text);
		await at.pass(300);
	}
	expect(at.saved()).toEqual({ childName: '许知夏' });
	at.desk.answer('consent', true);
	await settle();
	expect(at.saved()).toEqual({ childName: '许知夏天', consent: true });
	expect(at.open().saved).toBe('yes');
});

test('left with a letter not saved yet: it is saved, the grip ends, and the page holds nothing any more', async () => {
	const at = place();
	await at.desk.begin(book, newborn, undefined);
	at.desk.answer('childName', '许知夏');
	at.desk.wipe();
	expect(at.desk.view()).toEqual({ stage: 'none' });
	await settle();
	expect(at.saved()).toEqual({ childName: '许知夏' });
	expect(at.asked.slice(-2)).toEqual(['save', 'close']);
	expect(JSON.stringify(at.desk.view())).not.toContain('许');
});

test('left by somebody who wanted nothing kept: nothing is', async () => {
	const at = place();
	await at.desk.begin(book, newborn, undefined);
	at.desk.answer('childName', '许知夏');
	await at.pass(700);
	at.desk.keep(false);
	at.desk.wipe();
	await settle();
	expect(at.kept.size).toBe(0);
});

test('an answer of the machine that comes after its person has left changes nothing', async () => {
	let release: (answer: ApplicationAnswer) => void = () => {};
	const machine = applicationsInMemory();
	const desk = createFormDesk({
		ask: (request) =>
			request.do === 'begin' ? new Promise((go) => (release = (answer) => go(answer))) : Promise.resolve(machine(request)),
		after: () => () => {},
	});
	const begun = desk.begin(book, newborn, undefined);
	await settle();
	desk.wipe();
	release(await machine({ do: 'begin', items: newborn.items, theme: 'GR-01' }));
	expect(await begun).toBe(false);
	expect(desk.view()).toEqual({ stage: 'none' });
});

test('a card fills its person’s fields; an answer changed by hand is no longer the card’s', async () => {
	const at = place();
	await at.desk.begin(book, newborn, undefined);
	const card = {
		...{ kind: 'resident', name: '林小雨', sexCode: '2', birthDate: '19940823', idNumber: '110105199408230023', validTo: '20360101' },
		warnings: [],
	};
	expect(at.desk.fill(card, 'mother')).toBe(2);
	expect(at.open().answers).toEqual({ motherName: '林小雨', motherIdNumber: '110105199408230023' });
	expect(at.open().fromCard).toEqual({ motherName: 'mother', motherIdNumber: 'mother' });
	at.desk.answer('motherName', '林晓雨');
	expect(at.open().fromCard).toEqual({ motherIdNumber: 'mother' });
});

test('resumed by its code with everything that was filled in', async () => {
	const at = place();
	await at.desk.begin(book, newborn, undefined);
	at.desk.answer('childName', '许知夏');
	at.desk.choose('M-MARRIAGE', 'later');
	at.desk.wipe();
	await settle();
	expect(await at.desk.resume(book, { code: 'WRONG' })).toBe(false);
	expect(at.desk.view()).toEqual({ stage: 'refused', code: 'unknown-code' });
	expect(await at.desk.resume(book, { code: 'ABCDE23456' })).toBe(true);
	expect(at.open().answers).toEqual({ childName: '许知夏' });
});

test('an item that was withdrawn meanwhile: it is told, and the answers of the others stay', async () => {
	const at = place();
	await at.desk.begin(book, { theme: 'GR-01', items: [...newborn.items, 'WJ-001'] }, undefined);
	at.desk.answer('childName', '许知夏');
	at.desk.answer('spouseName', '张示例');
	at.desk.wipe();
	await settle();
	const later: CatalogueBook = { ...book, items: book.items.filter(({ code }) => code !== 'WJ-001') };
	await at.desk.resume(later, { code: 'ABCDE23456' });
	expect(at.open().withdrawn).toEqual(['WJ-001']);
	expect(at.open().answers).toEqual({ childName: '许知夏', spouseName: '张示例' });
	expect(at.open().form.sections.flatMap(({ fields }) => fields.map(({ key }) => key))).not.toContain('spouseName');
	// What is handed in is only what the items that are left ask for.
	expect(await at.desk.handIn('2026-11-23')).toBe(true);
	expect(at.saved()).toEqual({ childName: '许知夏' });
});

test('handed in: safe at the machine, with its number; the answers are gone from the page', async () => {
	const at = place();
	await at.desk.begin(book, newborn, undefined);
	at.desk.answer('childName', '许知夏');
	expect(await at.desk.handIn('2026-11-23')).toBe(true);
	const view = at.desk.view();
	expect(view).toMatchObject({ stage: 'handed-in', number: expect.stringMatching(/^SQ-/), code: 'ABCDE23456' });
	expect(JSON.stringify(view)).not.toContain('许');
	expect([...at.kept.values()][0]?.summary).toMatchObject({ stage: 'waiting', day: '2026-11-23' });
});

test('the machine cannot save: it is said, nothing is handed in, and the answers stay on the screen', async () => {
	let full = false;
	const at = place((request) => (full && request.do === 'save' ? { do: 'refused', code: 'disk-low' } : undefined));
	await at.desk.begin(book, newborn, undefined);
	at.desk.answer('childName', '许知夏');
	full = true;
	await at.pass(700);
	expect(at.open().saved).toBe('failed');
	expect(await at.desk.handIn('2026-11-23')).toBe('store-failed');
	expect(at.open().answers).toEqual({ childName: '许知夏' });
});

test('a page without a machine under it keeps nothing of anybody', async () => {
	const desk = createFormDesk({ ask: undefined, after: () => () => {} });
	expect(await desk.begin(book, newborn, undefined)).toBe(false);
	expect(desk.view()).toEqual({ stage: 'refused', code: 'no-machine' });
});

test('a machine that gives no answer is told as such', async () => {
	const desk = createFormDesk({ ask: () => Promise.reject(new Error('gone')), after: () => () => {} });
	await desk.begin(book, newborn, undefined);
	expect(desk.view()).toEqual({ stage: 'refused', code: 'machine-silent' });
});
