/** The part of updating that runs as root, as one file for the Node of the package. */
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Path of the file. */
export async function bundleUpdater(into: string): Promise<string> {
	const { build: viteBuild } = await import('vite');
	await viteBuild({
		configFile: false,
		root: project,
		logLevel: 'error',
		ssr: { noExternal: true, target: 'node' },
		build: {
			ssr: join(project, 'electron', 'updates', 'install-main.ts'),
			outDir: into,
			emptyOutDir: false,
			target: 'node20',
			minify: false,
			rolldownOptions: {
				external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
				output: { format: 'cjs', entryFileNames: 'station-updates.cjs', codeSplitting: false },
			},
		},
	});
	return join(into, 'station-updates.cjs');
}
