/** The main process's end of a first start: its one page may ask, from its one window, and nobody else. Knows no window itself. */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { type SetUpAnswer, setUpRequest } from '../../domain/contracts/set-up.ts';
import { setUpChannel } from '../../domain/contracts/set-up-channel.ts';
import { isAppAddress } from '../lock-down/app-address.ts';
import type { SetUpDesk } from './set-up-desk.ts';

export const setUpPage = '/set-up.html';

export interface SetUpService {
	/** Of the contents of the window that was opened for it. */
	contentsId: number;
	desk: Pick<SetUpDesk, 'ask'>;
	wording(): unknown;
	alarm(code: string, facts: Record<string, string | number>): void;
}

/** Returns a function that closes the door again. */
export function serveSetUp(ipc: Pick<IpcMain, 'handle' | 'removeHandler'>, { contentsId, desk, wording, alarm }: SetUpService): () => void {
	const isOurs = ({ senderFrame: frame, sender }: IpcMainInvokeEvent) => {
		const main = frame !== null && frame.parent === null && sender.id === contentsId;
		const ours = main && isAppAddress(frame.url) && new URL(frame.url).pathname === setUpPage;
		if (!ours) alarm('call-refused', { call: 'set-up', why: 'unknown-sender' });
		return ours;
	};
	ipc.handle(`${setUpChannel}-wording`, (event) => (isOurs(event) ? wording() : {}));
	ipc.handle(setUpChannel, (event, asked: unknown): SetUpAnswer | Promise<SetUpAnswer> => {
		if (!isOurs(event)) return { do: 'refused', code: 'malformed' };
		const read = setUpRequest.safeParse(asked);
		return read.success ? desk.ask(read.data) : { do: 'refused', code: 'malformed' };
	});
	return () => {
		for (const channel of [setUpChannel, `${setUpChannel}-wording`]) ipc.removeHandler(channel);
	};
}
