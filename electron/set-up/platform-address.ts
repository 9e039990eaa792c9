/** The address of a platform as a technician types it. Pure. */

/**
 * Origin; `null` = it cannot be one. Without a scheme it is `https:`. In the clear only where the settings of this machine say the very same address:
 * nobody is talked into it at a screen. Signs as a Chinese keyboard writes them are taken for what they stand for.
 */
export function addressOf(typed: string, ofSettings: string | null): string | null {
	const plain = typed.normalize('NFKC').replaceAll('。', '.').trim().toLowerCase();
	// A name in other letters would become one that nobody typed.
	if (!/^[!-~]+$/.test(plain)) return null;
	const text = /^[a-z]+:\/\//.test(plain) ? plain : `https://${plain}`;
	try {
		const url = new URL(text);
		const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password && url.hostname !== '';
		if (!bare || !/^[a-z0-9.:[\]-]+$/.test(url.host)) return null;
		if (url.protocol === 'https:') return url.origin;
		return url.protocol === 'http:' && url.origin === ofSettings ? url.origin : null;
	} catch {
		return null;
	}
}
