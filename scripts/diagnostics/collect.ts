/** Everything of a platform that helps whoever mends it: versions, health, settings, figures, logs. Reads only; what cannot be had is said, not hidden. */
import { readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { arch, cpus, freemem, loadavg, platform, release, totalmem, uptime } from 'node:os';
import { join } from 'node:path';
import { loadHall } from '../../config/load-hall.ts';
import { harmlessLine, harmlessMetrics, withoutSecrets } from '../../domain/diagnostics/scrub.ts';
import { verifyAudit } from '../../platform/audit/verify-audit.ts';
import { damageInWords, lookOver } from '../../platform/repair/look-over.ts';
import { readSqlite } from '../../platform/storage/sqlite.ts';
import { programVersion } from '../../platform/version.ts';

export interface Wanted {
	hall: string;
	/** Data folder of the platform. */
	data?: string | undefined;
	/** Address of the running platform. */
	url?: string | undefined;
	/** Log folders of stations on this machine. */
	logs?: string[] | undefined;
	now: number;
}

/** Of each log, the newest. */
const linesMost = 4_000;

export async function collect({ hall, data, url, logs = [], now }: Wanted): Promise<object> {
	return {
		schema: 'tidehall-diagnostics/1',
		madeAt: new Date(now).toISOString(),
		versions: { tidehall: programVersion(), node: process.version, sqlite: process.versions.sqlite, openssl: process.versions.openssl },
		machine: machine(data),
		configuration: configuration(hall),
		running: url === undefined ? { asked: false } : await running(url),
		store: data === undefined ? { asked: false } : await store(data),
		logs: Object.fromEntries(
			[...(data === undefined ? [] : [join(data, 'logs')]), ...logs].map((folder, index) => [`log${index + 1}`, linesIn(folder)]),
		),
	};
}

function machine(data: string | undefined): object {
	const disk = attempt(() => {
		const { bavail, blocks, bsize } = statfsSync(data ?? '.');
		return { freeMegabytes: Math.floor((bavail * bsize) / 1e6), totalMegabytes: Math.floor((blocks * bsize) / 1e6) };
	});
	return {
		system: `${platform()} ${release()} ${arch()}`,
		processors: cpus().length,
		load: loadavg().map((each) => Math.round(each * 100) / 100),
		memoryMegabytes: { total: Math.floor(totalmem() / 1e6), free: Math.floor(freemem() / 1e6) },
		upSeconds: Math.floor(uptime()),
		timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		disk,
	};
}

/** Who works in the hall is counted, never named. */
function configuration(file: string): object {
	const loaded = loadHall(file);
	if (!loaded.ok)
		return {
			ok: false,
			problems: loaded.problems.slice(0, 50).map(({ file: where, line, what }) => withoutSecrets(`${where}:${line} ${what}`)),
		};
	const { plan, devices, staff, demo, reminders, dailyFigures, guideModel, watching, offlineSignIn } = loaded.hall;
	const roles: Record<string, number> = {};
	for (const member of staff) for (const role of member.roles) roles[role] = (roles[role] ?? 0) + 1;
	const own = { reminders, guideModel, watching, offlineSignIn, dailyFigures: dailyFigures ? { mail: 'mail' in dailyFigures } : null };
	return { ok: true, demo, staff: roles, plan: withoutSecrets(plan), devices: withoutSecrets(devices), ...(withoutSecrets(own) as object) };
}

async function running(url: string): Promise<object> {
	const ask = async (path: string) => {
		const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
			headers: { accept: 'application/json' },
			redirect: 'error',
			signal: AbortSignal.timeout(5_000),
		});
		return response.text();
	};
	try {
		const health: unknown = JSON.parse(await ask('/api/health'));
		return { asked: true, reached: true, health: withoutSecrets(health), metrics: harmlessMetrics(await ask('/metrics')).split('\n') };
	} catch (cause) {
		return { asked: true, reached: false, why: cause instanceof Error ? cause.name : 'unexpected' };
	}
}

/** Kinds and counts; no row leaves the store. */
async function store(folder: string): Promise<object> {
	try {
		const kept = readSqlite(folder);
		try {
			const { days, rows } = await lookOver(kept);
			const all = await kept.keptDays();
			const hall = all[0]?.hall.split('~')[0] ?? '';
			const { lines, chains, faults } = await verifyAudit(kept, hall);
			return {
				asked: true,
				files: filesIn(folder),
				days: (await kept.heads(hall, '')).slice(-40),
				damage: { days: days.flatMap(({ damage }) => damage.map(damageInWords)), records: rows.length },
				audit: { lines, chains: chains.length, faults },
			};
		} finally {
			await kept.close();
		}
	} catch (cause) {
		return { asked: true, failed: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unexpected', files: filesIn(folder) };
	}
}

/** Folders by number and size: names of files may be references. */
function filesIn(folder: string): object {
	return (
		attempt(() =>
			Object.fromEntries(
				readdirSync(folder, { withFileTypes: true }).map((entry) => {
					const path = join(folder, entry.name);
					if (!entry.isDirectory()) return [entry.name, statSync(path).size];
					const inner = readdirSync(path, { recursive: true, encoding: 'utf8' });
					return [`${entry.name}/`, { files: inner.length }];
				}),
			),
		) ?? {}
	);
}

function linesIn(folder: string): string[] {
	const names = attempt(() => readdirSync(folder).filter((name) => /^(?:platform|station)[^/]*\.log(?:\.\d)?$/.test(name))) ?? [];
	const newestFirst = names
		.map((name) => join(folder, name))
		.sort((one, other) => (attempt(() => statSync(other).mtimeMs) ?? 0) - (attempt(() => statSync(one).mtimeMs) ?? 0));
	const lines: string[] = [];
	for (const path of newestFirst) {
		if (lines.length >= linesMost) break;
		const text = attempt(() => readFileSync(path, 'utf8')) ?? '';
		lines.unshift(...text.split('\n').flatMap((line) => harmlessLine(line) ?? []));
	}
	return lines.slice(-linesMost);
}

function attempt<T>(action: () => T): T | null {
	try {
		return action();
	} catch {
		return null;
	}
}
