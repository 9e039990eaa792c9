/**
 * Which pages may open a link: the platform's own (same host), the app (`app://`), and programs that are no page (no Origin header).
 * Any other origin is a foreign web page in a browser on the LAN.
 */
export function mayConnect(origin: string | undefined, host: string | undefined): boolean {
	if (origin === undefined) return true;
	if (origin.startsWith('app://')) return true;
	if (!host || !URL.canParse(origin)) return false;
	const page = new URL(origin);
	return (page.protocol === 'http:' || page.protocol === 'https:') && page.host === host;
}
