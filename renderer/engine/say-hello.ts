/** What a machine says of itself on a fresh connection. */
import { protocolVersion } from '../../domain/contracts/protocol-history.ts';
import type { PlatformTerm } from '../../domain/contracts/term.ts';
import type { Hello } from '../../domain/contracts/wire.ts';
import type { DayBook } from './day-book.ts';
import type { EngineParts } from './engine-parts.ts';
import type { OwnBlocks } from './own-blocks.ts';
import type { SeatLine } from './seat-line.ts';
import type { SignIns } from './sign-ins.ts';

export interface HelloParts {
	engine: Pick<EngineParts, 'seats' | 'clock' | 'service' | 'signer'>;
	lines: ReadonlyMap<string, SeatLine>;
	blocks: OwnBlocks;
	book: DayBook | null;
	signIns: SignIns;
	term: PlatformTerm;
	/** Of the book's day. */
	personKey: string | null;
}

export function sayHello({ engine, lines, blocks, book, signIns, term, personKey }: HelloParts): Hello {
	const { seats, clock, service, signer } = engine;
	const proofs = signIns.proofs([...lines.values()].flatMap((line) => line.owed()));
	return {
		protocol: protocolVersion,
		seats: seats.map(({ station, secret }) => {
			const line = lines.get(station);
			return {
				station,
				epoch: line?.epoch ?? '',
				...blocks.claim(station),
				...(line ? { settled: line.settledTo() } : {}),
				...(secret ? { secret } : {}),
			};
		}),
		holds: book ? { day: book.day, position: book.state.position } : null,
		sessions: signIns.sessions(),
		...(proofs.length > 0 ? { proofs } : {}),
		stationTime: clock(),
		term,
		...(book && personKey ? { personKey: { day: book.day, key: personKey } } : {}),
		...(service ? { serves: ['device-service'] } : {}),
		...(signer ? { key: { keyId: signer.keyId, publicKey: signer.publicKey } } : {}),
	};
}
