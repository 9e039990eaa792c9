import { fileURLToPath } from 'node:url';

/** What every way of packing the station shares: names, dependencies, fuses. */
export const builderFile = fileURLToPath(new URL('../../electron-builder.yml', import.meta.url));
