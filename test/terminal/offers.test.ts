import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import { groupOf } from '../../domain/notice/material-words.ts';
import { noticeOf } from '../../domain/notice/notice.ts';
import { bringFor } from '../../domain/what-to-bring.ts';
import { elderOffers, frequentItems, groupsOf, offered } from '../../renderer/terminal/offers.ts';
import { routedQueue } from '../../renderer/terminal/routed-queue.ts';

const loaded = loadHall(fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url)));
if (!loaded.ok) throw new Error('the demo hall does not load');
const { plan, catalogue, book } = loaded.hall;

test('whatever the terminal offers leads to a queue', () => {
	for (const audience of ['personal', 'enterprise'] as const) {
		const { themes, items } = offered(plan, catalogue, audience);
		expect(themes.length).toBeGreaterThan(5);
		for (const item of items) expect(routedQueue(plan, catalogue, { audience, items: [item.code], theme: null }), item.code).not.toBeNull();
		for (const theme of themes)
			expect(
				routedQueue(plan, catalogue, { audience, items: theme.items.map((one) => one.ref), theme: theme.code }),
				theme.code,
			).not.toBeNull();
	}
});

test('by life stage and by department everything offered is found again', () => {
	for (const audience of ['personal', 'enterprise'] as const) {
		const all = offered(plan, catalogue, audience).items.map((item) => item.code);
		const byDepartment = groupsOf(plan, catalogue, audience, 'department').flatMap((group) => group.items.map((item) => item.code));
		expect([...byDepartment].sort()).toEqual([...all].sort());
	}
});

test('the front page names each department once before any comes again', () => {
	const front = frequentItems(offered(plan, catalogue, 'personal').items, 4);
	expect(front).toHaveLength(4);
	expect(new Set(front.map((item) => item.dept)).size).toBe(4);
});

test('长辈版 offers subjects first and no express line', () => {
	const queues = elderOffers(plan, catalogue).map((offer) => offer.queue.id);
	expect(queues.slice(0, 2)).toEqual(['R', 'H']);
	expect(queues).not.toContain('K');
	expect(queues).toContain('A');
});

test('what to bring follows the choice', () => {
	const item = catalogue.items.find((one) => one.bring.length > 0);
	if (item === undefined) throw new Error('no item of the demo hall needs anything');
	expect(bringFor(catalogue, [item.code], null)).toEqual(item.bring);
	expect(bringFor(catalogue, [], null)).toEqual([]);
});

test('what to bring on the ticket is what the notice says, for every item and every theme', () => {
	const ofNotice = (theme: string | null, items: string[]) =>
		noticeOf(book, { theme, items })
			.materials.filter((one) => groupOf(one) === 'bring')
			.map(({ material }) => material.name.zh);
	for (const { code } of catalogue.items) expect(bringFor(catalogue, [code], null).map(({ zh }) => zh)).toEqual(ofNotice(null, [code]));
	for (const theme of catalogue.themes) {
		const standard = theme.items.filter((item) => item.default).map(({ ref }) => ref);
		const all = theme.items.map(({ ref }) => ref);
		for (const items of [standard, all])
			expect(
				bringFor(catalogue, items, theme.code).map(({ zh }) => zh),
				theme.code,
			).toEqual(ofNotice(theme.code, items));
	}
});
