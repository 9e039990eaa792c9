/** Runs before the page of a first start, in a world of its own: two named functions, and nothing else of Electron (item 20). */
import { contextBridge, ipcRenderer } from 'electron';
import type { SetUpBridge } from '../../domain/contracts/set-up.ts';
import { setUpChannel } from '../../domain/contracts/set-up-channel.ts';

const bridge: SetUpBridge = {
	wording: () => ipcRenderer.invoke(`${setUpChannel}-wording`),
	ask: (request) => ipcRenderer.invoke(setUpChannel, request),
};
contextBridge.exposeInMainWorld('tidehallSetUp', bridge);
