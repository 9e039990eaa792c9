/** Text of `DEBIAN/control` (Debian Policy, chapter 5) and of the list of configuration files. Pure. */

export interface About {
	name: string;
	/** Upstream version as in package.json; a `-` before a pre-release becomes `~`, which sorts before the release. */
	version: string;
	architecture: 'amd64' | 'arm64';
	depends: readonly string[];
	section: string;
	/** First line short, the others in whole sentences. */
	description: readonly [string, ...string[]];
	/** Kilobytes on disk once installed. */
	installedSize: number;
}

const maintainer = 'Tidehall <packages@tidehall.invalid>';

export function controlFile({ name, version, architecture, depends, section, description, installedSize }: About): string {
	const [short, ...long] = description;
	return [
		`Package: ${name}`,
		`Version: ${debianVersion(version)}`,
		`Architecture: ${architecture}`,
		`Maintainer: ${maintainer}`,
		`Installed-Size: ${installedSize}`,
		...(depends.length > 0 ? [`Depends: ${depends.join(', ')}`] : []),
		`Section: ${section}`,
		'Priority: optional',
		`Description: ${short}`,
		...long.map((line) => (line === '' ? ' .' : ` ${line}`)),
		'',
	].join('\n');
}

export function debianVersion(version: string): string {
	return version.replace('-', '~');
}
