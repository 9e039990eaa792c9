/**
 * The hall's own keys: under the newest one the key of each record is wrapped, older ones still open what they wrapped. The key of the blind index is
 * another one and stays, because what was indexed cannot be turned back to be indexed anew.
 */
import { createHmac } from 'node:crypto';
import type { CryptoSuite } from '../domain/contracts/crypto-provider.ts';
import { cryptoSuites } from '../domain/contracts/crypto-provider.ts';
import { dataKeyBytes, isCurrent, open, type Place, seal } from './box.ts';
import { providerOf } from './providers.ts';

export interface RingKey {
	/** 1 for the first; a new one is one more. */
	id: number;
	key: Uint8Array;
}

/** Characters of a reference: 192 bits. */
const referenceLength = 32;

export class KeyRing {
	/** In which new values are sealed. */
	readonly suite: CryptoSuite;
	readonly #keys: ReadonlyMap<number, Uint8Array>;
	readonly #newest: number;
	readonly #first: Uint8Array;
	readonly #index: Uint8Array;

	/** `keys`: at least one. `index`: 32 bytes; absent = of the first key, as it was before there were rings. */
	constructor(keys: readonly RingKey[], suite: CryptoSuite, index?: Uint8Array) {
		if (keys.length === 0 || keys.some(({ key }) => key.length !== dataKeyBytes)) throw new RangeError('A ring needs keys of 32 bytes.');
		this.suite = suite;
		const sorted = [...keys].sort((one, other) => one.id - other.id);
		this.#first = sorted[0]!.key;
		this.#newest = sorted.at(-1)!.id;
		this.#keys = new Map(sorted.map(({ id, key }) => [id, part(key, 'tidehall/platform/wrapping/2')]));
		this.#index = index ?? indexOf(this.#first);
	}

	/** Of a record's key, with the id of the hall key that wraps it. */
	wrap(place: Place, key: Uint8Array): string {
		return `${this.#newest}.${seal(this.suite, this.#keys.get(this.#newest)!, place, key).toString('base64')}`;
	}

	/** `null`: its hall key is gone, or it is not of this place. */
	unwrap(place: Place, wrapped: string): Buffer | null {
		const [, id, box] = /^(\d+)\.(.+)$/s.exec(wrapped) ?? [];
		if (box === undefined) return open(part(this.#first, 'tidehall/platform/wrapping'), place, Buffer.from(wrapped, 'base64'));
		const key = this.#keys.get(Number(id));
		return key ? open(key, place, Buffer.from(box, 'base64')) : null;
	}

	/** Wrapped by the newest key, in the suite of now. */
	isCurrent(wrapped: string): boolean {
		const [id, box] = wrapped.split('.');
		return Number(id) === this.#newest && box !== undefined && isCurrent(this.suite, Buffer.from(box.slice(0, 8), 'base64'));
	}

	/**
	 * The blind index: what stands for a text that must not be kept, under a key of its own for each purpose; nobody without it can try texts out. The
	 * first is what is written now, the others are what was written in another suite or before there were purposes.
	 */
	references(purpose: string, text: string): [string, ...string[]] {
		const made = (suite: CryptoSuite) => {
			const provider = providerOf(suite);
			const key = provider.derive(this.#index, new Uint8Array(), `tidehall/index/${purpose}`, 32);
			return short(Buffer.from(provider.mac(key, Buffer.from(text, 'utf8'))));
		};
		const others = cryptoSuites.filter((each) => each !== this.suite).map(made);
		return [made(this.suite), ...others, short(createHmac('sha256', this.#index).update(`${purpose}\n${text}`).digest())];
	}
}

/** Of a hall key that is older than rings. */
export function indexOf(first: Uint8Array): Uint8Array {
	return part(first, 'tidehall/platform/referring');
}

const part = (key: Uint8Array, name: string): Buffer => createHmac('sha256', key).update(name).digest();
const short = (bytes: Buffer) => bytes.toString('base64url').slice(0, referenceLength);
