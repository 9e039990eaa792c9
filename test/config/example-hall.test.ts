import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';

test('the hall that a site copies begins with TLS, with enrolment, and with no PIN or service code that anybody knows', () => {
	const folder = 'config/halls/example';
	const loaded = loadHall(`${folder}/hall.yaml`);
	if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
	const { plan, staff, serviceCode, demo, devices } = loaded.hall;
	expect({ staff, serviceCode, demo, devices }).toEqual({ staff: [], serviceCode: null, demo: false, devices: [] });
	expect(plan.enrolment).toBe('required');
	expect(plan.platforms?.map(({ url }) => new URL(url).protocol)).toEqual(['https:']);
	expect(plan.stations.filter(({ browser }) => browser).map(({ role }) => role)).toEqual(['manager']);
	expect(readFileSync(`${folder}/hall.yaml`, 'utf8')).not.toContain('http:');
});
