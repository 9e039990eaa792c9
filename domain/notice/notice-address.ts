/** Where the notice of a choice lies for a phone: codes alone, nobody's data, so that the address may be passed on. */
import { z } from 'zod';
import { catalogueCode } from '../contracts/identity.ts';
import type { Selection } from '../selection/selection.ts';

export const noticePath = '/notice';
const mostItems = 40;

/** `phoneAddress`: of the hall's plan; without one there is no address to give. */
export function noticeAddress(phoneAddress: string | undefined, { theme, items }: Selection): string | null {
	if (phoneAddress === undefined || items.length === 0 || items.length > mostItems) return null;
	return `${phoneAddress}${noticePath}?${theme === null ? '' : `theme=${theme}&`}items=${items.join('.')}`;
}

const asked = z.object({
	theme: catalogueCode.optional(),
	items: z
		.string()
		.max(400)
		.transform((text) => text.split('.'))
		.pipe(z.array(catalogueCode).min(1).max(mostItems)),
});

/** The choice behind an address; `null` = the address makes no sense. */
export function selectionIn(query: unknown): Selection | null {
	const read = asked.safeParse(query);
	return read.success ? { theme: read.data.theme ?? null, items: [...new Set(read.data.items)] } : null;
}
