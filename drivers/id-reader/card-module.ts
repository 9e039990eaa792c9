import type { Answer } from './frames.ts';
import { newAddressBytes, paddedText } from './layouts.ts';

/** What the simulated reader knows of a card. */
export interface SimulatedCard {
	/** Text block of 256 bytes. */
	text: Uint8Array;
	/** Compressed form, 1024 bytes; without it the signature of that form and nothing behind it. */
	photo?: Uint8Array;
	/** None, one or two fingerprints: 0, 512 or 1024 bytes. */
	fingerprints?: Uint8Array;
	newAddress?: string;
}

/** The radio side of the simulated reader: one card in the field, found, selected and read as a real module does it. */
export interface CardHolder {
	lay(card: SimulatedCard): void;
	take(): void;
	/** The module was reset: a card that lies there has to be found anew. */
	forgetSelection(): void;
	find(): Answer;
	select(): Answer;
	read(withFingerprints: boolean): Answer;
	readNewAddress(): Answer;
	readonly lies: boolean;
}

type CardFault =
	| 'keeps-answering-found'
	| 'left-selected'
	| 'pulled-away'
	| 'not-genuine'
	| 'not-an-id-card'
	| 'inner-length-lie'
	| 'no-new-address';

/** Photo of an invented person: the signature of the compressed form and nothing behind it. */
function emptyPhoto(): Uint8Array {
	const photo = new Uint8Array(1024);
	photo.set([0x57, 0x4c, 0x66, 0x00]);
	return photo;
}

export function createCardModule(has: (fault: CardFault) => boolean): CardHolder {
	let card: SimulatedCard | null = null;
	let field: 'empty' | 'lying' | 'found' | 'selected' = 'empty';
	const say = (sw3: number, data: Uint8Array = new Uint8Array()): Answer => ({ sw1: 0, sw2: 0, sw3, data });
	const word = (value: number) => [value >> 8, value & 0xff];
	const take = () => {
		card = null;
		field = 'empty';
	};

	return {
		lay(next) {
			card = next;
			field = has('left-selected') ? 'selected' : 'lying';
		},
		take,
		forgetSelection() {
			if (card) field = 'lying';
		},
		find() {
			if (field === 'empty') return say(0x80);
			// Most readers say "no card" until a selected one has left the field; some find it again and again.
			if (field === 'selected' && !has('keeps-answering-found')) return say(0x80);
			field = 'found';
			return say(0x9f, new Uint8Array(4));
		},
		select() {
			if (field !== 'found') return say(0x81);
			if (has('not-an-id-card')) return say(0x40);
			field = 'selected';
			return say(0x90, new Uint8Array(8));
		},
		read(withFingerprints) {
			if (has('pulled-away') && field === 'selected') take();
			if (field !== 'selected' || !card) return say(0x41);
			if (has('not-genuine')) return say(0x33);
			const { text, photo = emptyPhoto(), fingerprints = new Uint8Array() } = card;
			const lie = has('inner-length-lie') ? 2 : 0;
			const lengths = [...word(text.length), ...word(photo.length + lie)];
			if (!withFingerprints) return say(0x90, Uint8Array.from([...lengths, ...text, ...photo]));
			return say(0x90, Uint8Array.from([...lengths, ...word(fingerprints.length), ...text, ...photo, ...fingerprints]));
		},
		readNewAddress() {
			if (field !== 'selected' || !card) return say(0x41);
			if (card.newAddress === undefined || has('no-new-address')) return say(0x91);
			return say(0x90, paddedText(card.newAddress, newAddressBytes));
		},
		get lies() {
			return card !== null;
		},
	};
}
