/**
 * What a technician sends on of one station: versions, devices with a short capture of each (redacted where it was taken), settings without secrets, the
 * log. Nobody is in any of it as it was written (P1), and on its way out each part is held to that once more.
 */
import { arch, cpus, freemem, loadavg, platform, release, totalmem, uptime } from 'node:os';
import type { KeptFileAnswer } from '../../domain/contracts/kept-file.ts';
import { harmlessLine, withoutSecrets } from '../../domain/diagnostics/scrub.ts';
import type { ServiceParts } from './answer-service.ts';
import { readLog } from './read-log.ts';

/** All of it must be done within a minute (`serviceWithinMs`). */
const captureSeconds = 2;
const devicesMost = 10;
const linesMost = 2_000;

export interface BundleParts extends Pick<ServiceParts, 'desk' | 'live' | 'logFolder'> {
	version: string;
	now(): number;
	/** Writes it where the machine leaves files for people. Never rejects. */
	keep(name: string, text: string): Promise<KeptFileAnswer>;
}

/** Never rejects. */
export async function makeBundle({ desk, live, logFolder, version, now, keep }: BundleParts): Promise<KeptFileAnswer> {
	const [devices, ports] = [await desk.inspect(), await desk.ports()];
	const captures: Record<string, unknown> = {};
	for (const { device } of devices.ok ? devices.value.slice(0, devicesMost) : []) {
		const taken = await desk.capture(device, captureSeconds);
		captures[device] = taken.ok ? withoutSecrets(taken.value.split('\n')) : taken.code;
	}
	const at = new Date(now()).toISOString();
	const bundle = {
		schema: 'tidehall-station/1',
		madeAt: at,
		versions: { tidehall: version, electron: process.versions.electron, chrome: process.versions.chrome, node: process.versions.node },
		machine: {
			system: `${platform()} ${release()} ${arch()}`,
			processors: cpus().length,
			load: loadavg().map((each) => Math.round(each * 100) / 100),
			memoryMegabytes: { total: Math.floor(totalmem() / 1e6), free: Math.floor(freemem() / 1e6) },
			upSeconds: Math.floor(uptime()),
		},
		devices: devices.ok ? withoutSecrets(devices.value) : devices.code,
		ports: ports.ok ? withoutSecrets(ports.value) : ports.code,
		problems: withoutSecrets([...live.problems]),
		captures,
		log: readLog(logFolder, linesMost).flatMap(({ facts, ...line }) => harmlessLine(JSON.stringify({ ...line, ...facts })) ?? []),
	};
	return keep(`diagnostics-${at.slice(0, 10)}-${at.slice(11, 19).replaceAll(':', '')}.json`, `${JSON.stringify(bundle, null, 1)}\n`);
}
