/** Everything that is checked before a call of a page has any effect (item 17). Pure. */
import { type BridgeCall, bridgeCalls, type FaceInfo } from '../../domain/contracts/bridge.ts';
import { isAppAddress } from '../lock-down/app-address.ts';
import { callers } from './callers.ts';

export interface Sender {
	/** Address of the frame that called; `null` = the frame is gone. */
	address: string | null;
	mainFrame: boolean;
	/** The window it belongs to, if it is one of the machine's. */
	window: { info: FaceInfo; path: string } | null;
}

export type CheckedCall =
	| { ok: true; payload: unknown[]; info: FaceInfo }
	| { ok: false; code: 'unknown-sender' | 'not-allowed' | 'malformed' };

/** `payload`: what came over IPC after the channel. */
export function checkCall(call: BridgeCall, sender: Sender, payload: unknown): CheckedCall {
	const info = knownSender(sender);
	if (!info) return { ok: false, code: 'unknown-sender' };
	if (!callers[call].includes(info.face)) return { ok: false, code: 'not-allowed' };
	const read = bridgeCalls[call].safeParse(payload);
	return read.success ? { ok: true, payload: read.data, info } : { ok: false, code: 'malformed' };
}

/** The face behind a call, or `null` when the call comes from anywhere but the main frame of one of our pages. */
export function knownSender({ address, mainFrame, window }: Sender): FaceInfo | null {
	if (!address || !mainFrame || !window || !isAppAddress(address)) return null;
	return new URL(address).pathname === window.path ? window.info : null;
}
