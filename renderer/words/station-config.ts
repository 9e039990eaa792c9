/** Where a face gets its hall from: the machine's bridge in Electron, the platform's HTTP in a browser on the LAN. */
import { type StationConfig, stationConfig } from '../../domain/contracts/bridge.ts';

/** The checked configuration. Rejects with an Error whose message is a code: `no-config` (nobody answered) or `bad-config`. */
export async function loadStationConfig(): Promise<StationConfig> {
	let answer: unknown;
	try {
		if (window.tidehall !== undefined) answer = await window.tidehall.config();
		else {
			const response = await fetch('/api/station-config', { cache: 'no-store' });
			if (!response.ok) throw new Error('no-config');
			answer = await response.json();
		}
	} catch {
		throw new Error('no-config');
	}
	const checked = stationConfig.safeParse(answer);
	if (!checked.success) throw new Error('bad-config');
	return checked.data;
}
