import { existsSync, readFileSync } from 'node:fs';
import type { Metrics } from '../../domain/tide/metrics.ts';
import { readScenario, type TideScenario } from '../../domain/tide/scenario.ts';

const folder = new URL('../golden/tide/', import.meta.url);
/** A trace of a real office that does not belong into the repository; where it lies beside it, it is checked too. */
const trace = new URL('../../../shared/traces/R1-wola-monday.json', import.meta.url);

export const goldenNames = ['S1-county-tuesday', 'S2-city-monday', 'S3-metro-buses'] as const;
export type GoldenName = (typeof goldenNames)[number];

export function goldenText(name: GoldenName): string {
	return readFileSync(new URL(`${name}.json`, folder), 'utf8');
}

export function goldenScenario(name: GoldenName): TideScenario {
	return scenarioOf(goldenText(name));
}

/** `null` where the trace is absent. */
export function realTrace(): TideScenario | null {
	return existsSync(trace) ? scenarioOf(readFileSync(trace, 'utf8')) : null;
}

export function expected(id: string, policy: 'static' | 'static-sets'): Metrics {
	const all = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as { results: Record<string, Record<string, Metrics>> };
	const one = all.results[id]?.[policy];
	if (!one) throw new Error(`expected.json has nothing of ${id} under ${policy}`);
	return one;
}

export function scenarioOf(text: string): TideScenario {
	const read = readScenario(text);
	if (!read.ok) throw new Error(read.problems.map(({ field, problem }) => `${field} ${problem}`).join('; '));
	return read.scenario;
}
