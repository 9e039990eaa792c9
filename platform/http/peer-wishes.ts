/** `/api/peer/wishes` and `/api/peer/wish`: where results are to go, sealed, for the hall's other platforms. */
import type { FastifyInstance } from 'fastify';
import type { DeliveryWishes } from '../applications/delivery-wishes.ts';
import { listWishes, wishAsked, wishCopy, wishesAsked, wishesList, wishFor } from '../applications/wish-copies.ts';
import { type MayNot, peerRoutes } from './peer-get.ts';

export interface PeerWishes {
	wishes: DeliveryWishes;
	token: string;
	mayNot: MayNot;
}

export function servePeerWishes(app: FastifyInstance, { wishes, token, mayNot }: PeerWishes): void {
	const get = peerRoutes(app, mayNot);
	get('wishes', 'For which results an address is here; no list for who knows it already', wishesAsked, wishesList, ({ state }) =>
		listWishes(wishes, state),
	);
	get('wish', 'One address, sealed', wishAsked, wishCopy, ({ ref }) => wishFor(wishes, ref, token));
}
