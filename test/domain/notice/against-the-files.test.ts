/** What is merged from the items is what the theme files say by themselves: two ways to one list, for all thirty themes. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProblemList } from '../../../config/problems.ts';
import { readCatalogue } from '../../../config/read-catalogue.ts';
import { noticeOf } from '../../../domain/notice/notice.ts';
import { stagesOf } from '../../../domain/notice/steps.ts';
import { book, defaultsOf, hall } from '../book/demo-book.ts';

const meets = (usedBy: readonly string[], items: readonly string[]) => usedBy.length === 0 || usedBy.some((ref) => items.includes(ref));
/** The file's words for “asked for because this optional item was chosen”. */
const byChoice = (zh: string) => zh.startsWith('选办“');

describe.each(book.themes.map((theme) => [theme.code, theme] as const))('%s', (_code, theme) => {
	test('its default items: the merged materials are those of the file, each with the same need', () => {
		const items = defaultsOf(theme);
		const notice = noticeOf(book, { theme: theme.code, items });
		const listed = theme.materials.filter(
			({ usedBy, when }) => meets(usedBy, items) || when.some(({ zh }) => zh === '委托他人代办时' && !byChoice(zh)),
		);
		const wanted = listed.filter(
			({ ref, usedBy }) => meets(usedBy, items) || notice.materials.some(({ material }) => material.code === ref),
		);
		expect(notice.materials.map(({ material }) => material.code)).toEqual(wanted.map(({ ref }) => ref));
		for (const { material, need, cases, usedBy } of notice.materials) {
			const file = theme.materials.find(({ ref }) => ref === material.code);
			// “Always” in the file is “a default item needs it in every case”.
			expect([material.code, need]).toEqual([material.code, file?.required]);
			expect(usedBy).toEqual(file?.usedBy.filter((ref) => items.includes(ref)));
			for (const { when } of cases) expect(file?.when.map(({ zh }) => zh)).toContain(when.zh);
		}
	});

	test('all its items: every material, user and case of the file is there, and none besides', () => {
		const notice = noticeOf(book, { theme: theme.code, items: theme.items.map(({ ref }) => ref) });
		const merged = notice.materials.map(({ material, need, cases, usedBy }) => ({
			ref: material.code,
			need,
			when: cases.map(({ when }) => when.zh),
			usedBy,
		}));
		expect(merged).toEqual(
			theme.materials.map(({ ref, required, when, usedBy }) => {
				const always = required === 'always' || when.some(({ zh }) => byChoice(zh));
				return { ref, need: always ? 'always' : 'conditional', when: always ? [] : when.map(({ zh }) => zh), usedBy };
			}),
		);
	});

	test('the fields of its items, each under the name the theme gives it, are the fields of its form', () => {
		const usedBy = new Map<string, string[]>();
		for (const { ref, fieldMap } of theme.items)
			for (const own of book.items.find(({ code }) => code === ref)?.form ?? []) {
				const key = fieldMap[own] ?? own;
				usedBy.set(key, [...new Set([...(usedBy.get(key) ?? []), ref])]);
			}
		const listed = theme.form.flatMap(({ fields }) => fields).filter((field) => field.usedBy.length > 0);
		expect(Object.fromEntries(listed.map(({ key, usedBy: users }) => [key, users]))).toEqual(Object.fromEntries(usedBy));
	});

	test('steps the file lets start together stand in one stage, and none stands before what it waits for', () => {
		const { steps } = theme.process;
		const stages = stagesOf(steps);
		expect(
			stages
				.flat()
				.map(({ id }) => id)
				.sort(),
		).toEqual(steps.map(({ id }) => id).sort());
		const stageOf = (id: string) => stages.findIndex((stage) => stage.some((step) => step.id === id));
		for (const step of steps) for (const before of step.after) expect(stageOf(before)).toBeLessThan(stageOf(step.id));
		for (const group of parallelOf(theme.code)) expect(new Set(group.map(stageOf)).size, group.join()).toBe(1);
	});
});

const files = readCatalogue(join(import.meta.dirname, '../../../config/catalogue'), new ProblemList());
function parallelOf(code: string): string[][] {
	return files.themes.find(({ value }) => value.code === code)?.value.process.parallel ?? [];
}

test('the demo hall holds the shipped catalogue', () => {
	expect([hall.book.items.length, hall.book.themes.length, hall.book.materials.length, hall.book.fields.length]).toEqual([
		174, 30, 145, 179,
	]);
});
