import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';

/** Where the box of one code lies, and what opens it. In memory only, as long as somebody holds the application. */
export interface DraftShare {
	id: string;
	key: Buffer;
	/** In which this machine seals; it opens what another sealed in either. */
	suite: CryptoSuite;
}
