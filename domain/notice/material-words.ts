/** How each material of a notice can be met, in sentences. */
import type { MaterialForm } from '../contracts/catalogue-book.ts';
import type { NoticeMaterial } from './materials.ts';
import type { SaidEntry, SaidLine, Speaker } from './said.ts';

/**
 * Where a material stands on the notice. `bring`: it must be there, on paper or as an e-licence; `not-needed`: the system looks it up or makes it, or it is made on the way;
 * `on-site`: it is made at the window; `sometimes`: only in some cases.
 */
export type MaterialGroup = 'bring' | 'not-needed' | 'on-site' | 'sometimes';
export const materialGroups: readonly MaterialGroup[] = ['bring', 'on-site', 'not-needed', 'sometimes'];

export function groupOf({ need, exemptVia, madeBy }: NoticeMaterial): MaterialGroup {
	if (madeBy !== null) return 'not-needed';
	if (need === 'conditional') return 'sometimes';
	if (exemptVia === 'captured-on-site') return 'on-site';
	return exemptVia === null || exemptVia === 'e-license' ? 'bring' : 'not-needed';
}

/** Forms a person can hand in; the others are found or made by the system. */
const brought: readonly MaterialForm[] = ['original', 'show', 'copy', 'photo', 'electronic', 'number', 'e-license'];

/** Name, cases, ways, and what may follow later. */
export function saidMaterial(speaker: Speaker, one: NoticeMaterial, itemsChosen: number): SaidEntry {
	const { t, say } = speaker;
	const lines: SaidLine[] = [];
	for (const { when, items } of one.cases) {
		const line = speaker.sentence(when, t('case'));
		// Which item wants it matters only where several were chosen and not all of them do.
		const some = items.length > 0 && itemsChosen > 1;
		const users = some ? t('forItems', { items: speaker.row(items.map(speaker.itemName)) }) : '';
		if (line.zh === undefined) lines.push({ text: `${line.text}${users}` });
		else lines.push(line, ...(some ? [{ text: users.trim() }] : []));
	}
	if (one.madeBy !== null) lines.push({ text: t('ways.made', { item: speaker.itemName(one.madeBy) }) });
	else lines.push(...waysOf(speaker, one));
	if (one.tolerant && one.madeBy === null) {
		const key = one.tolerant.promise ? 'laterWithPromise' : 'later';
		lines.push({ text: t(key, { count: one.tolerant.withinWorkdays }) });
	}
	if (one.material.note) lines.push(speaker.sentence(one.material.note));
	return { head: { text: say(one.material.name) }, lines };
}

function waysOf({ t, deptName }: Speaker, { material, exemptVia }: NoticeMaterial): SaidLine[] {
	const { forms, source } = material;
	const hand = brought.filter((form) => forms.includes(form) && form !== 'e-license');
	const forms_ = hand.map((form) => t(`forms.${form}`));
	const paper = forms_.join(t('or'));
	const from = source === 'applicant' || source === 'system' ? null : deptName(source);
	switch (exemptVia) {
		case 'e-license':
			return [{ text: paper === '' ? t('ways.licenceAlone') : t('ways.licenceOr', { forms: paper }) }];
		case 'data-share':
			return [
				{ text: from === null ? t('ways.shared') : t('ways.sharedBy', { dept: from }) },
				{ text: paper === '' ? t('ways.sharedFailsAsk') : t('ways.sharedFails', { forms: paper }) },
			];
		case 'system-generated':
			return [{ text: t('ways.generated') }];
		case 'captured-on-site':
			return [{ text: t('ways.captured') }];
		case null: {
			const licence = forms.includes('e-license');
			if (paper === '') return [{ text: licence ? t('ways.licenceAlone') : t('ways.asked') }];
			return [{ text: licence ? t('ways.licenceOr', { forms: paper }) : t('ways.hand', { forms: paper }) }];
		}
	}
}
