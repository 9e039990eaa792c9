/** What a machine says of itself on a fresh connection. */
import { type KeyProof, keyProofText } from '../../domain/contracts/enrolment.ts';
import { protocolVersion } from '../../domain/contracts/protocol-history.ts';
import type { PlatformTerm } from '../../domain/contracts/term.ts';
import { ticketSignature } from '../../domain/contracts/ticket-keys.ts';
import type { Hello } from '../../domain/contracts/wire.ts';
import type { DayBook } from './day-book.ts';
import type { EngineParts } from './engine-parts.ts';
import type { OwnBlocks } from './own-blocks.ts';
import type { LinkListener, Signer } from './ports.ts';
import type { SeatLine } from './seat-line.ts';
import type { SignIns } from './sign-ins.ts';

export interface HelloParts {
	engine: Pick<EngineParts, 'seats' | 'plan' | 'clock' | 'service' | 'signer'>;
	lines: ReadonlyMap<string, SeatLine>;
	blocks: OwnBlocks;
	book: DayBook | null;
	signIns: SignIns;
	term: PlatformTerm;
	/** Of the book's day. */
	personKey: string | null;
}

/** `held`: asked each time, since all of it changes. */
export function introduce(held: () => HelloParts): Required<Pick<LinkListener, 'hello' | 'proveKey'>> {
	return {
		hello: () => sayHello(held()),
		proveKey(challenge) {
			const { signer, plan } = held().engine;
			return proveKey(signer, plan.code, challenge);
		},
	};
}

function sayHello({ engine, lines, blocks, book, signIns, term, personKey }: HelloParts): Hello {
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

/**
 * That this machine's key is its own, for a platform that asks for it. Never rejects. `null` = a browser, or a machine that cannot sign now: it is
 * asked again with the next hello.
 */
async function proveKey(signer: Signer | undefined, hall: string, challenge: string): Promise<KeyProof | null> {
	if (!signer) return null;
	const signature = await signer.sign(keyProofText(hall, signer.keyId, challenge)).catch(() => '');
	return ticketSignature.safeParse(signature).success ? { challenge, signature } : null;
}
