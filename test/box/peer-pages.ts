/** `/api/peer/…` of a platform in the box: the messages of `platform/http/peers.ts`, without HTTP. The network knows who calls; the token is not checked. */
import type { z } from 'zod';
import { copySent } from '../../platform/reservations/kept-copy.ts';
import { bookAsked } from '../../platform/reservations/pass-book.ts';
import { beginUp, handOverUp, logAsked, offerUpByPeer, prepareUp, settledUp, takeOverUp } from '../../platform/term/peer-contract.ts';
import type { PeerWork, Worked } from '../../platform/term/peer-work.ts';
import type { PeerPage } from './network.ts';

type Said = Awaited<ReturnType<PeerPage>>;

const refused = (code: string, message: string): Said => ({ status: 409, body: { error: { code, message } } });
const worked = (done: Worked): Said => (done.ok ? { status: 200, body: { ok: true } } : refused(done.code, done.what));

export function peerPages(work: PeerWork, node: { brings: boolean }): PeerPage {
	const read = async <S extends z.ZodType>(schema: S, body: unknown, act: (said: z.infer<S>) => Promise<Worked>): Promise<Said> => {
		const said = schema.safeParse(body);
		return said.success
			? worked(await act(said.data))
			: { status: 400, body: { error: { code: 'malformed', message: said.error.message } } };
	};
	const bringing = async (act: Promise<Worked>): Promise<Worked> => {
		node.brings = true;
		try {
			return await act;
		} finally {
			node.brings = false;
		}
	};
	return async (path, body) => {
		const { pathname, searchParams } = new URL(path, 'http://peer');
		switch (pathname.replace('/api/peer/', '')) {
			case 'prepare':
				return read(prepareUp, body, (said) => bringing(work.prepare(said)));
			case 'begin':
				return read(beginUp, body, (said) => work.begin(said));
			case 'take-over':
				return read(takeOverUp, body, (said) => bringing(work.takeOver(said.order)));
			case 'hand-over':
				return read(handOverUp, body, (said) => work.handOver(said));
			case 'offer':
				return read(offerUpByPeer, body, (said) => work.offer(said));
			case 'book-copy':
				return read(copySent, body, (said) => work.bookCopy(said));
			case 'settled':
				return read(settledUp, body, (said) => work.settled(said.platform));
			case 'book': {
				const given = await work.book(bookAsked.parse(body));
				return given.ok ? { status: 200, body: { box: given.box } } : refused(given.code, given.what);
			}
			case 'log': {
				const page = work.logAfter(logAsked.parse(Object.fromEntries(searchParams)));
				return page ? { status: 200, body: page } : refused('not-in-charge', 'This platform does not decide.');
			}
			case 'records':
				return { status: 200, body: { records: await work.records() } };
			default:
				return { status: 404, body: {} };
		}
	};
}
