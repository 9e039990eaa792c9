/** The authority alone on the embedded store, without sockets: `inFlight` commands wait at any time. */
import { loadHall } from '../../../config/load-hall.ts';
import { domainRules } from '../../../platform/authority/rules.ts';
import { startAuthority } from '../../../platform/authority/start-authority.ts';
import { systemClock } from '../../../platform/clock.ts';
import { openSqlite } from '../../../platform/storage/sqlite.ts';

export interface InProcess {
	inFlight: number;
	commandsPerSecond: number;
	meanCommandsPerCommit: number;
}

export async function inProcess(hallFile: string, folder: string, inFlight: number, commands: number): Promise<InProcess> {
	const loaded = loadHall(hallFile);
	if (!loaded.ok) throw new Error('the hall does not load');
	const store = openSqlite(folder);
	try {
		let commits = 0;
		const { authority } = await startAuthority(
			{
				plan: loaded.hall.plan,
				store,
				rules: domainRules,
				clock: systemClock,
				watch: { decided() {}, committed: () => void commits++, alarm() {}, storeFailed() {} },
				staffOf: () => null,
			},
			async () => {},
		);
		const each = Math.ceil(commands / inFlight);
		const began = performance.now();
		await Promise.all(
			Array.from({ length: inFlight }, async (_, line) => {
				const epoch = line.toString(16).padStart(16, '0');
				for (let n = 1; n <= each; n++) {
					const body = { visit: { queue: 'A', items: [], channel: 'no-card' } };
					const answer = await authority.submit([{ station: 'T1', epoch, n, occurredAt: Date.now(), name: 'issue-ticket', body }]);
					if (!answer.ok || answer.outcomes[0]?.result !== 'accepted') throw new Error(`issue failed: ${JSON.stringify(answer)}`);
				}
			}),
		);
		const seconds = (performance.now() - began) / 1_000;
		await authority.stop();
		return {
			inFlight,
			commandsPerSecond: Math.round((each * inFlight) / seconds),
			meanCommandsPerCommit: Math.round(((each * inFlight) / commits) * 10) / 10,
		};
	} finally {
		await store.close();
	}
}
