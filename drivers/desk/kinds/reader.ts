import { toIdCard } from '../../id-reader/card.ts';
import { createReader } from '../../id-reader/reader.ts';
import type { MakeDevice } from '../device.ts';

export const makeReader: MakeDevice<'id-reader'> = (declaration, { base, card }) => {
	const device = declaration.id;
	const driver = createReader({
		...declaration,
		...base,
		tell: (event) =>
			card(
				event.type === 'card-read' ? { type: 'card-read', device, card: toIdCard(event.card), readAt: base.now() } : { ...event, device },
			),
	});
	return { driver };
};
