/**
 * Runs before each page, in a world of its own: the page gets named functions and nothing else of Electron (item 20).
 * Built into one file; knows the names of the channels and no more, since the main process checks everything.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Bridge, BridgeCall } from '../../domain/contracts/bridge.ts';

/** The part of the page's window that is used; this project part knows no DOM. */
const page = globalThis as unknown as {
	location: { origin: string };
	postMessage(message: unknown, origin: string, ports: readonly unknown[]): void;
};

async function call<T>(name: BridgeCall, ...payload: unknown[]): Promise<T> {
	const answer = (await ipcRenderer.invoke(`tidehall:${name}`, ...payload)) as { ok: true; value: T } | { ok: false; code: string };
	if (!answer.ok) throw new Error(answer.code);
	return answer.value;
}

function hear<T>(channel: string, listener: (value: T) => void): () => void {
	const wrapped = (_event: IpcRendererEvent, value: T) => listener(value);
	ipcRenderer.on(channel, wrapped);
	return () => {
		ipcRenderer.removeListener(channel, wrapped);
	};
}

const bridge: Bridge = {
	info: () => call('info'),
	config: () => call('config'),
	catalogue: () => call('catalogue'),
	loadJournal: () => call('journal-load'),
	appendJournal: (entries) => call('journal-append', entries),
	print: (job) => call('print', job),
	printPaper: (job) => call('print-paper', job),
	show: (wanted) => call('show', wanted),
	health: () => call('health'),
	disk: () => call('disk'),
	bench: (action) => call('bench', action),
	help: () => call('help'),
	note: (note) => call('note', note),
	say: (job) => call('say', job),
	rate: (device) => call('rate', device),
	cancelRating: (device) => call('cancel-rating', device),
	trigger: (device, on) => call('trigger', device, on),
	openService: (code) => call('open-service', code),
	service: (request) => call('service', request),
	publicKey: () => call('public-key'),
	sign: (text) => call('sign', text),
	applications: (request) => call('applications', request),
	offline: (request) => call('offline', request),
	keepFile: (file) => call('keep-file', file),
	keepDocument: (file) => call('keep-document', file),
	closeService: () => call('close-service'),
	ownPlatform: () => call('own-platform'),
	takeOver: (order) => call('take-over', order),
	onCard: (listener) => hear('tidehall:card', listener),
	onHealth: (listener) => hear('tidehall:device-health', listener),
	onDisk: (listener) => hear('tidehall:disk', listener),
	onApplications: (listener) => hear('tidehall:applications', listener),
	onBench: (listener) => hear('tidehall:bench-snapshot', listener),
	onCode: (listener) => hear('tidehall:code', listener),
	onDevices: (listener) => hear('tidehall:devices', listener),
	connectEngine: () => ipcRenderer.send('tidehall:connect-engine'),
};

ipcRenderer.on('engine-port', (event) => page.postMessage({ type: 'engine-port' }, page.location.origin, event.ports));
ipcRenderer.on('face-port', (event, face: unknown) => page.postMessage({ type: 'face-port', face }, page.location.origin, event.ports));

contextBridge.exposeInMainWorld('tidehall', bridge);
