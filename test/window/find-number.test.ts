import { expect, test } from 'vitest';
import { findTickets, isWholeNumber, tidyNumber } from '../../renderer/window/find-number.ts';
import { at, demoHall, monday } from './look/story.ts';

const day = monday(demoHall(), at('09:40'));

test('what is typed becomes a number as it is printed', () => {
	expect(tidyNumber(' a0 31 ')).toBe('A031');
	expect(tidyNumber('Ａ０３１')).toBe('A031');
	expect(tidyNumber('a2–007')).toBe('A2-007');
});

test('only what can stand on paper counts as a whole number', () => {
	expect(isWholeNumber('a031')).toBe(true);
	expect(isWholeNumber('A2-007')).toBe(true);
	for (const typed of ['', '31', 'A', 'A2-', '王小明', '11010519491231002X', "A031'; --"]) expect(isWholeNumber(typed)).toBe(false);
});

test('the whole number comes first, then its endings; nothing for nothing', () => {
	expect(findTickets(day.state, 'a003')[0]?.number).toBe('A003');
	const byEnding = findTickets(day.state, '05').map((ticket) => ticket.number);
	expect(byEnding.length).toBeGreaterThan(1);
	expect(byEnding.every((number) => number.includes('05'))).toBe(true);
	expect(findTickets(day.state, '  ')).toEqual([]);
	expect(findTickets(day.state, 'Z999')).toEqual([]);
	expect(findTickets(day.state, '0').length).toBe(8);
});

test('of equally good ones, who still waits stands before who is done', () => {
	const ending = findTickets(day.state, '6').filter((ticket) => ticket.number.endsWith('6'));
	const stages = ending.map((ticket) => (ticket.life.stage === 'waiting' ? 0 : 1));
	expect(new Set(stages).size).toBe(2);
	expect(stages).toEqual([...stages].sort());
});
