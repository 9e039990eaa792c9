/** How each material can be met at a terminal, and whether the choices suffice to hand the form in. Pure. */
import type { ApplicationForm, Attachment } from '../../../domain/contracts/applications.ts';
import type { NoticeMaterial } from '../../../domain/notice/materials.ts';

export type MaterialHow = ApplicationForm['materials'][string];

/** The ways open for one material, the usual first. */
export function waysOf({ material, need, exemptVia, tolerant }: NoticeMaterial): MaterialHow[] {
	const made = material.source === 'system' || (material.forms.length === 1 && material.forms[0] === 'generated');
	if (made) return ['not-needed'];
	const ways: MaterialHow[] = ['attached', 'on-paper'];
	if (exemptVia !== null) ways.unshift('not-needed');
	else if (need === 'conditional') ways.push('not-needed');
	if (tolerant !== null) ways.push('later');
	return ways;
}

/** What stands for a material before anybody has chosen, and after the catalogue or the attachments have changed. */
export function materialNow(
	one: NoticeMaterial,
	chosen: Readonly<Record<string, MaterialHow>>,
	attachments: readonly Pick<Attachment, 'material'>[],
): MaterialHow {
	const ways = waysOf(one);
	const before = chosen[one.material.code];
	if (before !== undefined && ways.includes(before)) return before;
	if (attachments.some(({ material }) => material === one.material.code) && ways.includes('attached')) return 'attached';
	return ways[0] === 'not-needed' ? 'not-needed' : one.need === 'conditional' ? 'not-needed' : 'on-paper';
}

/** Materials said to be attached that are not: they must be photographed, or met otherwise, before the form is handed in. */
export function notAttached(
	materials: readonly NoticeMaterial[],
	how: Readonly<Record<string, MaterialHow>>,
	attachments: readonly Pick<Attachment, 'material'>[],
): string[] {
	return materials
		.map(({ material }) => material.code)
		.filter((code) => how[code] === 'attached' && !attachments.some(({ material }) => material === code));
}
