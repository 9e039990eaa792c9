/** Notices whose content was worked out by hand from the catalogue files. */
import { describe, expect, test } from 'vitest';
import { groupOf, type MaterialGroup } from '../../../domain/notice/material-words.ts';
import { type Notice, noticeOf } from '../../../domain/notice/notice.ts';
import { whereToGo } from '../../../domain/notice/where-to-go.ts';
import { book, defaultsOf, hall, themeOf } from '../book/demo-book.ts';

const notice = (theme: string | null, ...items: string[]): Notice => noticeOf(book, { theme, items });
const inGroup = (of: Notice, group: MaterialGroup) =>
	of.materials.filter((one) => groupOf(one) === group).map(({ material }) => material.code);
const material = (of: Notice, code: string) => of.materials.find((one) => one.material.code === code);
const steps = (of: Notice) => of.runs.map(({ stages }) => stages.map((stage) => stage.map(({ id }) => id)));

describe('a newborn, what is usually done', () => {
	const of = notice('GR-01', ...defaultsOf(themeOf('GR-01')));

	test('what to bring, what not, what is made at the window, what only some need', () => {
		expect(inGroup(of, 'bring')).toEqual(['M-ID-PARENTS', 'M-HUKOU-TARGET', 'M-HUKOU']);
		// The birth certificate is a result of this very application: nobody could bring it.
		expect(inGroup(of, 'not-needed')).toEqual(['M-APPFORM', 'M-BIRTHCERT']);
		expect(inGroup(of, 'on-site')).toEqual(['M-PHOTO']);
		expect(inGroup(of, 'sometimes')).toEqual(['M-MARRIAGE', 'M-POA', 'M-GUARDIAN', 'M-ID-AGENT']);
		expect(material(of, 'M-BIRTHCERT')).toMatchObject({ madeBy: 'YY-001', usedBy: ['WJ-002', 'GA-001', 'YB-001'] });
	});

	test('dropMaterials: the child needs no ID card of its own', () => {
		expect(material(of, 'M-ID')).toBeUndefined();
	});

	test('what may follow: with a promise, within three working days', () => {
		expect(material(of, 'M-HUKOU')?.tolerant).toEqual({ withinWorkdays: 3, promise: true });
		expect(material(of, 'M-HUKOU-TARGET')?.tolerant).toBeNull();
	});

	test('a case names the items that want it then; one that is about the whole application names none', () => {
		expect(material(of, 'M-MARRIAGE')?.cases).toEqual([
			{ when: { zh: '父母已登记结婚的', en: 'If the parents are registered as married' }, items: ['YY-001', 'GA-001'] },
		]);
		expect(material(of, 'M-ID-AGENT')?.cases).toEqual([
			{ when: { zh: '委托他人代办时', en: 'If someone else applies for you' }, items: [] },
		]);
	});

	test('five working days together, nothing apart; one item costs something', () => {
		expect(of.limits).toEqual({ together: { value: 5, unit: 'workday', instant: false }, legal: null, apart: [] });
		expect(of.fees.map(({ item }) => item)).toEqual(['YB-001']);
	});

	test('steps in order, those beside each other together; steps of items not chosen are left out', () => {
		expect(steps(of)).toEqual([[['s1'], ['s2'], ['s3', 's4'], ['s5', 's6'], ['s8']]]);
		const vaccination = of.runs[0]?.stages.flat().find(({ id }) => id === 's4');
		expect(vaccination?.items).toEqual(['WJ-002']);
	});

	test('where to go is what the ticket will say', () => {
		expect(whereToGo(hall.plan, hall.catalogue, of.selection)).toMatchObject({
			ok: true,
			place: { queue: 'A', zones: [{ floor: 1 }], windows: ['01', '02', '03', '04'] },
		});
	});
});

describe('a newborn, three of the items', () => {
	const of = notice('GR-01', 'WJ-004', 'GA-001', 'YY-001');

	test('materials of these alone: no photo, but a bank account that the system looks up', () => {
		expect(inGroup(of, 'bring')).toEqual(['M-ID-PARENTS', 'M-HUKOU-TARGET', 'M-HUKOU', 'M-ID']);
		expect(inGroup(of, 'on-site')).toEqual([]);
		expect(inGroup(of, 'not-needed')).toEqual(['M-APPFORM', 'M-BIRTHCERT', 'M-GUARDIAN', 'M-BANK']);
		expect(inGroup(of, 'sometimes')).toEqual(['M-MARRIAGE', 'M-POA', 'M-ID-AGENT']);
	});

	test('the allowance is timed apart: twenty working days', () => {
		expect(of.limits.together).toEqual({ value: 5, unit: 'workday', instant: false });
		expect(of.limits.apart).toEqual([{ item: 'WJ-004', promised: { instant: false, value: 20, unit: 'workday' }, legal: null }]);
	});

	test('free', () => {
		expect(of.fees).toEqual([]);
	});
});

test('without the certificate in the application, the certificate must be brought', () => {
	const of = notice('GR-01', 'WJ-002', 'GA-001');
	expect(material(of, 'M-BIRTHCERT')).toMatchObject({ madeBy: null, exemptVia: 'e-license' });
	expect(inGroup(of, 'bring')).toContain('M-BIRTHCERT');
	expect(steps(of)).toEqual([[['s1'], ['s3', 's4'], ['s8']]]);
});

test('one item of a theme alone keeps its own limit', () => {
	expect(notice('GR-01', 'GA-001').limits.together).toEqual({ instant: true, value: 0, unit: 'workday' });
});

test('a single item: cases, fees and the longer limit of the law', () => {
	const of = notice(null, 'GA-003');
	expect(inGroup(of, 'sometimes')).toEqual(['M-OLD-ID', 'M-HUKOU']);
	expect(material(of, 'M-OLD-ID')).toMatchObject({ exemptVia: null, tolerant: null, cases: [{ when: { zh: '换领时交回旧证' } }] });
	expect(of.limits).toEqual({
		together: { instant: false, value: 15, unit: 'workday' },
		legal: { value: 60, unit: 'day' },
		apart: [],
	});
	expect(of.fees[0]?.fees.map(({ amount }) => amount)).toEqual([20, 40]);
	expect(of.delivery).toEqual(['window', 'courier']);
	expect(steps(of)).toEqual([[['p1'], ['p2'], ['p3'], ['p4'], ['p5'], ['p6']]]);
	expect(of.basis.map(({ item, basis }) => [item, basis.map(({ zh }) => zh)])).toEqual([
		['GA-003', ['《中华人民共和国居民身份证法》', '发改价格〔2003〕2322号']],
	]);
});

test('marriage: the certificate comes out of it, the photo is taken there', () => {
	const of = notice('GR-06', ...defaultsOf(themeOf('GR-06')));
	expect(inGroup(of, 'bring')).toEqual(['M-ID', 'M-ID-SPOUSE', 'M-HUKOU']);
	expect(inGroup(of, 'not-needed')).toEqual(['M-APPFORM', 'M-SINGLE-DECL', 'M-MARRIAGE']);
	expect(inGroup(of, 'on-site')).toEqual(['M-FAMILYPHOTO']);
	expect(material(of, 'M-POA')).toBeUndefined();
});

test('open a company: the licence that later items use is issued on the way', () => {
	const of = notice('QY-01', ...defaultsOf(themeOf('QY-01')));
	expect(material(of, 'M-BIZLIC')?.madeBy).toBe('SJ-001');
	// The theme itself adds who appoints an agent to the item's own reason.
	expect(material(of, 'M-POA')?.cases).toEqual([
		{ when: { zh: '委托代办的', en: 'If an agent applies' }, items: ['SJ-001'] },
		{ when: { zh: '委托他人代办时', en: 'If someone else applies for you' }, items: [] },
	]);
});

test('an old certificate of the same name is not taken for the one that is issued', () => {
	const of = notice('GR-09', 'ZJ-007', 'SW-003', 'ZR-001');
	expect(material(of, 'M-PROPERTY')).toMatchObject({ madeBy: null, need: 'always' });
});

test('an item that switches the exemption off wants the paper, for all that use it', () => {
	const strict = {
		...book,
		items: book.items.map((item) =>
			item.code === 'WJ-004'
				? { ...item, materials: item.materials.map((one) => (one.ref === 'M-HUKOU' ? { ...one, exemptionOff: true } : one)) }
				: item,
		),
	};
	const of = noticeOf(strict, { theme: 'GR-01', items: ['YB-001', 'WJ-004'] });
	expect(material(of, 'M-HUKOU')).toMatchObject({ exemptVia: null, usedBy: ['YB-001', 'WJ-004'] });
	expect(material(noticeOf(strict, { theme: 'GR-01', items: ['YB-001'] }), 'M-HUKOU')?.exemptVia).toBe('e-license');
});

test('what is done while one waits leaves no time to bring something later', () => {
	const instant = book.items.filter(({ timeLimits }) => timeLimits.promised.instant);
	expect(instant.length).toBeGreaterThan(20);
	for (const { code } of instant) for (const { tolerant } of notice(null, code).materials) expect(tolerant, code).toBeNull();
});

test('single items in a row have each their own limit and steps', () => {
	const of = notice(null, 'GA-003', 'GA-001');
	expect(of.limits.together).toBeNull();
	expect(of.limits.apart.map(({ item }) => item)).toEqual(['GA-003', 'GA-001']);
	expect(of.runs.map(({ item }) => item)).toEqual(['GA-003', 'GA-001']);
});

test('a withdrawn item is named, and the rest still has its notice', () => {
	const of = notice('GR-01', 'GA-001', 'GA-999');
	expect(of.withdrawn).toEqual(['GA-999']);
	expect(of.items.map(({ code }) => code)).toEqual(['GA-001']);
});
