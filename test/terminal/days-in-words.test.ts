import { expect, test } from 'vitest';
import { daysInWords } from '../../renderer/terminal/days-in-words.ts';
import { datesIn } from '../../renderer/words/dates.ts';

test('a citizen was told “2026-11-24 每人最多约 1 次”: days are said in the words of the screen, anything else stays', () => {
	const params = { day: '2026-11-24', limit: 1, queue: 'A', odd: '2026-13-45' };
	const zone = 'Asia/Shanghai';
	expect(daysInWords(params, datesIn('zh-CN', zone).day)).toEqual({ ...params, day: '11月24日 周二' });
	expect(daysInWords(params, datesIn('en', zone).day)).toEqual({ ...params, day: 'Tue 24 Nov' });
	expect(daysInWords(undefined, datesIn('en', zone).day)).toEqual({});
});
