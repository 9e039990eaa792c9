/** The whole notice in sentences of one language: the same for screen, paper and phone. */
import type { CatalogueBook } from '../contracts/catalogue-book.ts';
import { themeName } from '../what-to-bring.ts';
import { groupOf, materialGroups, saidMaterial } from './material-words.ts';
import type { NoticeMaterial } from './materials.ts';
import type { Notice } from './notice.ts';
import type { NoticeText, SaidEntry, SaidLine, SaidSection, Speaker } from './said.ts';
import { speakerOf } from './said.ts';
import type { NoticePlace } from './where-to-go.ts';

type Limit = { value: number; unit: 'workday' | 'day'; instant?: boolean };

export interface SaidNotice {
	/** Of the theme, or of the items. */
	title: string;
	/** Names of the chosen items. */
	items: string[];
	/** The few lines that stand beside the choice. */
	brief: { id: 'bring' | 'not-needed' | 'on-site' | 'later' | 'sometimes' | 'time' | 'fee'; label: string; text: string }[];
	/** Everything, in the order to read it. */
	sections: SaidSection[];
}

/** `place`: `null` = this hall does not say where, or nowhere. */
export function sayNotice(
	book: CatalogueBook,
	notice: Notice,
	place: NoticePlace | null,
	language: 'zh-CN' | 'en',
	t: NoticeText,
): SaidNotice {
	const speaker = speakerOf(book, language, t);
	const { theme, items } = notice;
	const names = items.map(({ name }) => speaker.say(name));
	const sections: SaidSection[] = [
		section(speaker, 'items', itemEntries(speaker, notice)),
		section(speaker, 'conditions', conditionEntries(speaker, notice)),
		...materialGroups.map((group) =>
			section(
				speaker,
				group,
				notice.materials.filter((one) => groupOf(one) === group).map((one) => saidMaterial(speaker, one, items.length)),
			),
		),
		section(speaker, 'limits', lines(limitLines(speaker, notice))),
		section(speaker, 'fees', feeEntries(speaker, notice)),
		section(speaker, 'where', place ? lines(placeLines(speaker, place)) : []),
		section(speaker, 'results', resultEntries(speaker, notice)),
		section(speaker, 'steps', stepEntries(speaker, notice)),
		section(speaker, 'basis', basisEntries(speaker, notice)),
	];
	return {
		title: theme ? speaker.say(themeName(theme.name)) : speaker.row(names),
		items: names,
		brief: briefOf(speaker, notice),
		sections: sections.filter(({ entries }) => entries.length > 0),
	};
}

function section({ t }: Speaker, id: string, entries: SaidEntry[]): SaidSection {
	return { id, title: t(`sections.${id}`), entries };
}
const lines = (all: SaidLine[]): SaidEntry[] => (all.length === 0 ? [] : [{ head: null, lines: all }]);

function itemEntries(speaker: Speaker, { items, limits, theme, withdrawn }: Notice): SaidEntry[] {
	const apart = (code: string) => theme !== null && limits.apart.some(({ item }) => item === code);
	const gone = withdrawn.length === 0 ? [] : lines([{ text: speaker.t('withdrawn', { codes: speaker.row(withdrawn) }) }]);
	return [
		...gone,
		...items.map(({ code, name, dept }) => ({
			head: { text: speaker.say(name) },
			lines: [{ text: speaker.deptName(dept) }, ...(apart(code) ? [{ text: speaker.t('timedApart') }] : [])],
		})),
	];
}

function conditionEntries(speaker: Speaker, { conditions, audience, items }: Notice): SaidEntry[] {
	const said = conditions.ofItems.map(({ item, conditions: own }) => ({
		head: items.length > 1 ? { text: speaker.itemName(item) } : null,
		lines: own.map((one) => speaker.sentence(one)),
	}));
	return [...lines([...audience, ...conditions.general].map((one) => speaker.sentence(one))), ...said];
}

export function limitText({ t }: Speaker, { value, unit, instant }: Limit): string {
	return instant ? t('instant') : t(unit === 'workday' ? 'workdays' : 'days', { count: value });
}

function limitLines(speaker: Speaker, { limits }: Notice): SaidLine[] {
	const { t } = speaker;
	const { together, legal, apart } = limits;
	const said: SaidLine[] = [];
	if (together) said.push({ text: together.instant ? t('instant') : t('promised', { limit: limitText(speaker, together) }) });
	if (legal) said.push({ text: t('legal', { limit: limitText(speaker, legal) }) });
	for (const { item, promised, legal: own } of apart) {
		const limit = limitText(speaker, promised);
		const name = speaker.itemName(item);
		const law = own ? t('legalToo', { limit: limitText(speaker, own) }) : '';
		said.push({ text: `${t(together ? 'apart' : 'ofItem', { item: name, limit })}${law}` });
	}
	return said;
}

function feeEntries(speaker: Speaker, { fees, items }: Notice): SaidEntry[] {
	const { t, say } = speaker;
	if (items.length === 0) return [];
	if (fees.length === 0) return lines([{ text: t('free') }]);
	const paid = fees.map(({ item, fees: own }) => ({
		head: { text: speaker.itemName(item) },
		lines:
			own.length === 0
				? [{ text: t('feeSetElsewhere') }]
				: own.map(({ name, amount, per }): SaidLine => {
						if (amount === null) return { text: t('feeNamedElsewhere', { name: say(name) }) };
						return speaker.sentence(per, t('fee', { name: say(name), amount }));
					}),
	}));
	return items.length > fees.length ? [...paid, ...lines([{ text: t('othersFree') }])] : paid;
}

function placeLines(speaker: Speaker, { name, zones, windows }: NoticePlace): SaidLine[] {
	const { t, say } = speaker;
	const where = zones.map((zone) => t('zone', { floor: zone.floor, zone: say(zone.name) }));
	return [
		{ text: t('queue', { queue: say(name) }) },
		...(where.length > 0 ? [{ text: speaker.row(where) }] : []),
		...(windows.length > 0 ? [{ text: t('windows', { windows: speaker.row(windows) }) }] : []),
	];
}

function resultEntries(speaker: Speaker, { results, delivery }: Notice): SaidEntry[] {
	const { t, say } = speaker;
	const got = results.flatMap(({ results: own }) => own.map(({ name, form }) => ({ text: t(`resultForms.${form}`, { name: say(name) }) })));
	const unique = got.filter((one, at) => got.findIndex(({ text }) => text === one.text) === at);
	const ways =
		delivery.length === 0 ? [] : [{ text: t('delivery', { ways: speaker.row(delivery.map((way) => t(`deliveryWays.${way}`))) }) }];
	return lines([...unique, ...ways]);
}

function stepEntries(speaker: Speaker, { runs }: Notice): SaidEntry[] {
	const { t, say } = speaker;
	return runs.map(({ item, stages }) => ({
		head: item !== null && runs.length > 1 ? { text: speaker.itemName(item) } : null,
		lines: stages.map((stage, at) => {
			const steps = stage.map(({ name, by }) => (by === null ? say(name) : t('stepBy', { step: say(name), dept: speaker.deptName(by) })));
			return { text: t(stage.length > 1 ? 'stage' : 'step', { number: at + 1, steps: steps.join(t('besides')) }) };
		}),
	}));
}

function basisEntries(speaker: Speaker, { basis }: Notice): SaidEntry[] {
	const all = new Map(basis.flatMap((one) => one.basis.map((each) => [each.zh, each] as const)));
	return lines([...all.values()].map((each) => speaker.sentence(each)));
}

function briefOf(speaker: Speaker, notice: Notice): SaidNotice['brief'] {
	const { t, say } = speaker;
	const { materials, limits } = notice;
	const inGroup = (group: string) => materials.filter((one) => groupOf(one) === group);
	const names = (some: readonly NoticeMaterial[]) => speaker.row(some.map(({ material }) => say(material.name)));
	const bring = inGroup('bring');
	const licence = bring.filter(({ exemptVia }) => exemptVia === 'e-license');
	const paper = bring.filter(({ exemptVia }) => exemptVia === null);
	const notNeeded = inGroup('not-needed');
	const onSite = inGroup('on-site');
	const later = bring.filter(({ tolerant }) => tolerant !== null);
	const sometimes = inGroup('sometimes');
	const brought = [
		...(paper.length > 0 ? [names(paper)] : []),
		...(licence.length > 0 ? [t('licenceToo', { names: names(licence) })] : []),
	];
	const { together, apart } = limits;
	const times = [
		...(together ? [limitText(speaker, together)] : []),
		...apart.map(({ item, promised }) => t('briefApart', { item: speaker.itemName(item), limit: limitText(speaker, promised) })),
	];
	const all: (SaidNotice['brief'][number] | null)[] = [
		row(speaker, 'bring', brought.length === 0 ? t('bringNothing') : brought.join(t('comma'))),
		notNeeded.length === 0 ? null : row(speaker, 'not-needed', t('briefNotNeeded', { names: names(notNeeded) })),
		onSite.length === 0 ? null : row(speaker, 'on-site', t('briefOnSite', { names: names(onSite) })),
		later.length === 0 ? null : row(speaker, 'later', t('briefLater', { names: names(later) })),
		sometimes.length === 0 ? null : row(speaker, 'sometimes', t('briefSometimes', { count: sometimes.length })),
		times.length === 0 ? null : row(speaker, 'time', times.join(t('comma'))),
		row(speaker, 'fee', briefFee(speaker, notice)),
	];
	return all.filter((one) => one !== null);
}

function briefFee({ t, say, row: join, itemName }: Speaker, { fees, items }: Notice): string {
	if (fees.length === 0) return t('free');
	if (items.length > fees.length) return t('briefFee', { items: join(fees.map(({ item }) => itemName(item))) });
	const fixed = fees.flatMap(({ fees: own }) => own.flatMap(({ name, amount }) => (amount === null ? [] : [{ name, amount }])));
	const all = fees.flatMap(({ fees: own }) => own);
	if (fixed.length === 0 || fixed.length < all.length || fixed.length > 2) return t('briefFeeList');
	return join(fixed.map(({ name, amount }) => t('briefAmount', { name: say(name), amount })));
}

function row({ t }: Speaker, id: SaidNotice['brief'][number]['id'], text: string): SaidNotice['brief'][number] {
	return { id, label: t(`brief.${id}`), text };
}
