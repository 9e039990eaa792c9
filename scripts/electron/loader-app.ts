/** The small app inside a registry Electron that loads the folder named on the command line, as the official one does by itself. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const packageJson = `{ "name": "tidehall-loader", "version": "1.0.0", "main": "main.js" }\n`;

const mainScript = `'use strict';
// Loads the app folder named by --tidehall-app=DIR, as the default app of an official Electron loads 'electron DIR'.
const { app } = require('electron');
const path = require('node:path');
const prefix = '--tidehall-app=';
const word = process.argv.find((argument) => argument.startsWith(prefix));
if (!word) {
	process.stderr.write('This Electron belongs to Tidehall and needs ' + prefix + 'DIR (a built app folder).\\n');
	process.exit(2);
}
const folder = path.resolve(word.slice(prefix.length));
const about = require(path.join(folder, 'package.json'));
app.setAppPath(folder);
app.setName(about.productName || about.name);
require(path.join(folder, about.main));
`;

/** Writes `resources/app` under the unpacked Electron. */
export async function writeLoaderApp(electronFolder: string): Promise<void> {
	const folder = join(electronFolder, 'resources', 'app');
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), packageJson);
	await writeFile(join(folder, 'main.js'), mainScript);
}
