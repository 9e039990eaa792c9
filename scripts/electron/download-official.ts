/**
 * Child process of the resolver: fetches the release the electron package names, through that package's own mechanism and
 * against the checksums it pins. Prints `progress N` (percent) lines and at last `file PATH`; a child so that a dead line can be cut.
 * Arguments: the folder for downloads.
 */
import { createRequire } from 'node:module';

const fromProject = createRequire(import.meta.url);
const fromElectron = createRequire(fromProject.resolve('electron/package.json'));
const { downloadArtifact } = (await import(fromElectron.resolve('@electron/get'))) as {
	downloadArtifact(wanted: Record<string, unknown>): Promise<string>;
};
const { version } = fromProject('electron/package.json') as { version: string };

let shown = -1;
try {
	const file = await downloadArtifact({
		version,
		artifactName: 'electron',
		platform: process.platform,
		arch: process.arch,
		cacheRoot: process.argv[2],
		checksums: fromProject('electron/checksums.json'),
		downloadOptions: {
			quiet: true,
			getProgressCallback: async (progress: { percent: number }) => {
				const percent = Math.floor(progress.percent * 100);
				if (percent === shown) return;
				shown = percent;
				process.stdout.write(`progress ${percent}\n`);
			},
		},
	});
	process.stdout.write(`file ${file}\n`);
} catch (error) {
	const { message, cause } = error as Error & { cause?: { message?: string; code?: string } };
	process.stderr.write(`${message}${cause ? ` (${cause.code ?? cause.message})` : ''}\n`);
	process.exitCode = 1;
}
