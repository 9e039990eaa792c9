/** Serves the harness page with the demo hall's configuration. Returns its address and how to stop it. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';
import { loadHall } from '../../../config/load-hall.ts';

export async function serveHarness(): Promise<{ url: string; stop: () => Promise<void> }> {
	const root = fileURLToPath(new URL('../../..', import.meta.url));
	const loaded = loadHall(`${root}/config/halls/demo/hall.yaml`);
	if (!loaded.ok) throw new Error(loaded.problems.map((one) => `${one.file}:${one.line} ${one.what}`).join('\n'));
	const { plan, catalogue, book, wording, devices, demo } = loaded.hall;
	const server = await createServer({
		root,
		configFile: false,
		cacheDir: `${root}/.cache/vite-terminal`,
		logLevel: 'error',
		server: { host: '127.0.0.1', port: 0 },
		plugins: [
			react(),
			{
				name: 'hall',
				resolveId: (id) => (id === 'virtual:hall' ? '\0hall' : null),
				load: (id) => (id === '\0hall' ? `export default ${JSON.stringify({ plan, catalogue, book, wording, devices, demo })}` : null),
			},
		],
	});
	await server.listen();
	const address = server.httpServer?.address();
	if (address === null || typeof address !== 'object') throw new Error('the harness has no address');
	return { url: `http://127.0.0.1:${address.port}/test/terminal/harness/index.html`, stop: () => server.close() };
}
