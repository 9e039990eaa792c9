/** Entry of the hidden engine window: one engine for every face of this machine. */
import { faceInfo, stationConfig } from '../../domain/contracts/bridge.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import { machineKey } from '../../domain/contracts/ticket-keys.ts';
import { ledWording } from './displays.ts';
import { createEngine, type Engine } from './engine.ts';
import { createLink } from './link.ts';
import { offlineDeskOver } from './offline-desk.ts';
import { createTimers } from './page-timers.ts';
import { askingOnPads } from './rating-pads.ts';
import { type ServedFace, serveFace } from './serve-face.ts';
import { openDexieStore } from './store-dexie.ts';

/** Ports may come before the engine is ready: they wait here. */
const waiting: { face: unknown; port: MessagePort }[] = [];
let ready: Engine | null = null;

function serve(engine: Engine, face: unknown, port: MessagePort) {
	const read = faceInfo.safeParse(face);
	if (!read.success) return port.close();
	const served: ServedFace = serveFace(engine, read.data, { post: (message) => port.postMessage(message) });
	port.onmessage = (event: MessageEvent<unknown>) => served.receive(event.data);
	port.addEventListener('close', () => served.close());
	port.start();
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const data = event.data as { type?: unknown; face?: unknown } | null;
	const port = event.ports[0];
	if (event.source !== window || data?.type !== 'face-port' || !port) return;
	if (ready) serve(ready, data.face, port);
	else waiting.push({ face: data.face, port });
});

async function begin() {
	const bridge = window.tidehall;
	if (!bridge) throw new Error('no-bridge');
	const note = (code: string, count?: number) => void bridge.note(count === undefined ? { code } : { code, count }).catch(() => {});
	const config = stationConfig.parse(await bridge.config());
	const info = faceInfo.parse(await bridge.info());
	const timers = createTimers();
	let disk: DiskState = 'well';
	const hearDisk = (state: DiskState) => {
		disk = state;
	};
	bridge.onDisk(hearDisk);
	hearDisk(await bridge.disk());
	// Without a key numbers are given all the same; their paper then bears no code.
	const key = await bridge
		.publicKey()
		.then((told) => machineKey.parse(told))
		.catch(() => {
			note('ticket-key-missing');
			return null;
		});
	const engine = createEngine({
		seats: info.seats,
		plan: config.plan,
		devices: config.devices,
		ledWords: ledWording(config.wording['zh-CN']),
		link: createLink({ url: info.platformUrls ?? info.platformUrl, clock: Date.now, timers }),
		openStore: () => openDexieStore(),
		journal: { load: () => bridge.loadJournal(), append: (entries) => bridge.appendJournal(entries) },
		printer: { print: (job) => bridge.print(job) },
		disk: () => disk,
		show: (wanted) => bridge.show(wanted),
		service: (request) => bridge.service(request),
		...(key ? { signer: { ...key, sign: (text: string) => bridge.sign(text) } } : {}),
		offline: offlineDeskOver(bridge),
		applications: { ask: (request) => bridge.applications(request), listen: (heard) => void bridge.onApplications(heard) },
		clock: Date.now,
		timers,
		note,
	});
	let declared = config.devices;
	const asking = askingOnPads(engine, {
		devices: () => declared,
		rate: (device) => bridge.rate(device),
		cancelRating: (device) => bridge.cancelRating(device),
		note,
	});
	await engine.start();
	const hearAll = async () => {
		for (const health of await bridge.health()) engine.deviceHealth(health);
	};
	bridge.onDevices((devices) => {
		declared = devices;
		engine.devicesChanged(devices);
		void hearAll().catch(() => note('health-not-heard'));
	});
	bridge.onHealth((health) => engine.deviceHealth(health));
	await hearAll();
	ready = asking;
	for (const { face, port } of waiting.splice(0)) serve(asking, face, port);
}

begin().catch(() => {
	// A machine that cannot read its journal must not promise anything: the main process sees the note and starts this window again.
	void window.tidehall?.note({ code: 'engine-start-failed' }).catch(() => {});
	setTimeout(() => window.location.reload(), 3_000);
});
