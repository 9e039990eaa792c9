/** The main process's end of the bridge: every call of `bridgeCalls`, checked, answered by a value or a code. */
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { type BridgeCall, bridgeCalls, type FaceInfo } from '../../domain/contracts/bridge.ts';
import { checkCall, knownSender, type Sender } from './check-call.ts';

type Payload<C extends BridgeCall> = z.infer<(typeof bridgeCalls)[C]>;
/** An expected failure is an Error with a `code`; anything else crosses as `machine-failed`. */
export type BridgeHandlers = { [C in BridgeCall]: (info: FaceInfo, ...payload: Payload<C>) => unknown };

export interface BridgeService {
	handlers: BridgeHandlers;
	/** The window these contents belong to. */
	windowOf(contentsId: number): { info: FaceInfo; path: string } | null;
	wantsEngine(contents: Electron.WebContents, info: FaceInfo): void;
	alarm(code: string, facts: Record<string, string | number>): void;
}

export const channelOf = (call: BridgeCall) => `tidehall:${call}`;

export function serveBridge(ipc: IpcMain, service: BridgeService): void {
	for (const call of Object.keys(bridgeCalls) as BridgeCall[]) {
		ipc.handle(channelOf(call), async (event, ...payload: unknown[]) => {
			const checked = checkCall(call, senderOf(event, service), payload);
			if (!checked.ok) {
				service.alarm('call-refused', { call, why: checked.code });
				return { ok: false, code: checked.code };
			}
			try {
				const handler = service.handlers[call] as (info: FaceInfo, ...payload: unknown[]) => unknown;
				return { ok: true, value: await handler(checked.info, ...checked.payload) };
			} catch (error) {
				const code = (error as { code?: unknown }).code;
				const known = typeof code === 'string' && /^[a-z][a-z0-9-]{1,40}$/.test(code) ? code : 'machine-failed';
				service.alarm('call-failed', { call, why: known });
				return { ok: false, code: known };
			}
		});
	}
	ipc.on('tidehall:connect-engine', (event) => {
		const info = knownSender(senderOf(event, service));
		if (info) service.wantsEngine(event.sender, info);
		else service.alarm('call-refused', { call: 'connect-engine', why: 'unknown-sender' });
	});
}

function senderOf(event: IpcMainInvokeEvent | IpcMainEvent, service: BridgeService): Sender {
	const frame = event.senderFrame;
	return { address: frame?.url ?? null, mainFrame: frame !== null && frame.parent === null, window: service.windowOf(event.sender.id) };
}
