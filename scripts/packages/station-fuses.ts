/** Electron's fuses: what electron-builder.yml declares, and what the executable of a packaged app says of itself. */
import { type FuseConfig, FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { parse } from 'yaml';

/** By electron-builder's names; the number is the place in the executable's fuse wire. */
const wire: Readonly<Record<string, FuseV1Options>> = {
	runAsNode: FuseV1Options.RunAsNode,
	enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
	enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
	enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
	enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
	onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
	loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
	grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

export type Fuses = Readonly<Record<string, boolean>>;

/** The table of `electronFuses`. Throws when one is missing, or named that nobody knows. */
export function declaredFuses(yaml: string): Fuses {
	const declared = (parse(yaml) as { electronFuses?: Record<string, unknown> }).electronFuses ?? {};
	for (const name of Object.keys(wire)) if (typeof declared[name] !== 'boolean') throw new Error(`electronFuses.${name} is not declared`);
	for (const name of Object.keys(declared)) if (!(name in wire)) throw new Error(`electronFuses.${name} is no fuse that is read back`);
	return declared as Record<string, boolean>;
}

/** What of an executable's wire differs from the declaration, in words. `removed`: this Electron has no such fuse, and nothing to switch on. */
export function wrongFuses(declared: Fuses, found: FuseConfig<FuseState>): string[] {
	return Object.entries(declared).flatMap(([name, on]) => {
		const state = found[wire[name]!];
		const right = on ? state === FuseState.ENABLE : state === FuseState.DISABLE || state === FuseState.REMOVED;
		return right ? [] : [`${name} should be ${on ? 'on' : 'off'} and is ${state === undefined ? 'missing' : FuseState[state]}`];
	});
}

/** Reads the executable; empty when all is as declared. */
export async function checkFuses(executable: string, declared: Fuses): Promise<string[]> {
	return wrongFuses(declared, await getCurrentFuseWire(executable));
}
