/**
 * The engine's part in applications: the machine keeps and sends them by itself; the engine tells it whether a platform answers, tells the log
 * what was handed in, and everybody how many are still here. A browser has no machine under it and keeps none.
 */
import type { ApplicationAnswer, ApplicationRequest, ApplicationSummary } from '../../domain/contracts/applications.ts';
import type { CommandBody } from '../../domain/contracts/commands.ts';
import { type ApplicationCounts, countApplications } from '../../domain/views/application-view.ts';

/** The machine's end; every function may reject. */
export interface ApplicationDoor {
	ask(request: ApplicationRequest): Promise<ApplicationAnswer>;
	/** The list, each time it has changed. */
	listen(heard: (all: ApplicationSummary[]) => void): void;
}

export interface ApplicationParts {
	/** Absent where there is no machine under the page. */
	door: ApplicationDoor | undefined;
	/** Seats of this machine. */
	stations: readonly string[];
	/** Resolves when the report is safe on this machine. `day`: on which it was handed in, so that a repeat meets the first. */
	report(station: string, body: CommandBody<'hand-in-application'>, day: string): Promise<unknown>;
	changed(): void;
	note(code: string, count?: number): void;
}

const tellTimeEveryMs = 3_600_000;

export function createApplications({ door, stations, report, changed, note }: ApplicationParts) {
	let all: ApplicationSummary[] | null = null;
	/** On their way into the journal. */
	const telling = new Set<string>();
	let counts: ApplicationCounts | null = null;
	let toldAt: number | null = null;

	function heard(list: ApplicationSummary[]) {
		all = list;
		const next = countApplications(list);
		const same = counts !== null && JSON.stringify(next) === JSON.stringify(counts);
		counts = next;
		if (!same) changed();
		for (const one of list) if (one.stage === 'waiting' && !one.reported && !telling.has(one.ref)) void tell(one);
	}

	/** Said to the journal first and to the store then: between the two it would be said twice, which the day takes for one. */
	async function tell({ ref, station, items, attachments, ticket, day }: ApplicationSummary) {
		if (day === null || !stations.includes(station)) return;
		telling.add(ref);
		try {
			await report(station, { application: ref, items, attachments, ...(ticket === null ? {} : { ticket }) }, day);
			await door?.ask({ do: 'reported', ref });
		} catch {
			note('application-not-told');
		} finally {
			telling.delete(ref);
		}
	}

	return {
		/** Nothing where applications are not offered, or the machine has not answered yet. */
		standing: (): { applications?: ApplicationCounts } => (counts ? { applications: counts } : {}),
		/** The platform's time is told now and then: by it the machine lets go of drafts nobody came back to. */
		beat(platformTime: number, platform: string) {
			if (toldAt === null || Math.abs(platformTime - toldAt) < tellTimeEveryMs) return;
			this.link(true, platformTime, platform);
		},
		/** After the journal is open. */
		async start() {
			if (!door) return;
			door.listen(heard);
			try {
				const answer = await door.ask({ do: 'list' });
				if (answer.do === 'list') heard(answer.applications);
			} catch {
				note('applications-not-heard');
			}
		},
		/** `platformTime`: while a platform answers. */
		link(up: boolean, platformTime: number | null, platform: string) {
			toldAt = platformTime;
			// What could not be told the last time is told again.
			if (up && all) heard(all);
			void door?.ask({ do: 'link', up, platformTime, platform }).catch(() => note('applications-not-heard'));
		},
	};
}
