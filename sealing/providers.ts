import type { CryptoProvider, CryptoSuite } from '../domain/contracts/crypto-provider.ts';
import { gm } from './suites/gm.ts';
import { intl } from './suites/intl.ts';

const providers: Readonly<Record<CryptoSuite, CryptoProvider>> = { intl, gm };

export function providerOf(suite: CryptoSuite): CryptoProvider {
	return providers[suite];
}
