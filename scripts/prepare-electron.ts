/** Last step of `npm run setup`: fetches Electron and builds the app, so that a later start is quick. */
import { build } from './build.ts';
import { resolveElectron } from './electron/resolve.ts';

const log = (line: string) => process.stderr.write(`${line}\n`);
const electron = await resolveElectron({ log });
await build({ log });
log(`Ready: Electron ${electron.version} (${electron.source}). Next: npm start`);
