/** Which ways a result can go, as its person may choose at a terminal: what every item that is still to be handed over allows. Pure. */

import { deliveryWays } from '../contracts/cases.ts';
import type { CatalogueBook, DeliveryWay } from '../contracts/catalogue-book.ts';
import type { CaseState } from './case-state.ts';

type Way = (typeof deliveryWays)[number];
const meant: Record<DeliveryWay, Way> = { window: 'window', kiosk: 'window', courier: 'courier', ecert: 'electronic', sms: 'electronic' };

/** Empty = nothing can be chosen (any more). `canKeepAddress`: there is a sealed record that an address may lie in. */
export function choosableDelivery(state: CaseState, book: CatalogueBook | undefined, canKeepAddress: boolean): Way[] {
	if (state.accepted === null || (state.stage !== 'accepted' && state.stage !== 'decided')) return [];
	const open = state.accepted.items.map(({ item }) => item).filter((item) => !state.deliveries[item]);
	const allowed = open.map((code) => new Set(book?.items.find((item) => item.code === code)?.delivery.map((way) => meant[way]) ?? []));
	if (allowed.length === 0) return [];
	return deliveryWays.filter((way) => allowed.every((ways) => ways.has(way)) && (way !== 'courier' || canKeepAddress));
}
