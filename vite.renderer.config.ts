/** How the faces are built: one page per face, for the app scheme and for a browser on the LAN alike. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { noncePlace } from './domain/contracts/page-nonce.ts';
import { phoneSheet } from './renderer/phone/phone-tokens.ts';

const root = fileURLToPath(new URL('./renderer/', import.meta.url));
const pages = ['terminal', 'window', 'board', 'manager', 'bench', 'engine', 'technician', 'set-up'];
const hasEntry = (page: string) => {
	const scripts = [...readFileSync(`${root}${page}.html`, 'utf8').matchAll(/src="\.\/([^"]+)"/g)];
	return scripts.every(([, entry]) => existsSync(`${root}${entry}`));
};

/** The phone page is made by the platform: its style sheet (with the same tokens) and its script keep their names and are no modules. */
const phonePage = {
	name: 'phone-page',
	generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): void }) {
		this.emitFile({ type: 'asset', fileName: 'phone.css', source: phoneSheet(readFileSync(`${root}phone/phone.css`, 'utf8')) });
		this.emitFile({ type: 'asset', fileName: 'phone.js', source: readFileSync(`${root}phone/phone.js`, 'utf8') });
	},
};

export default defineConfig({
	root,
	base: './',
	plugins: [react(), phonePage],
	// Whoever serves a page writes a fresh nonce in its place, the same as in the page's content policy.
	html: { cspNonce: noncePlace },
	build: {
		outDir: fileURLToPath(new URL('./dist/app/', import.meta.url)),
		emptyOutDir: true,
		target: 'chrome130',
		// The content policy allows no inline anything, and data: only for pictures.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		chunkSizeWarningLimit: 4000,
		rolldownOptions: { input: Object.fromEntries(pages.filter(hasEntry).map((page) => [page, `${root}${page}.html`])) },
	},
	worker: { format: 'es' },
});
