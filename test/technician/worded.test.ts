/** What the devices of a real desk say of themselves, and what can be tried on them, is worded: a technician reads no codes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type DeviceReport, deviceReport } from '../../domain/contracts/device.ts';
import { type DeskMessage, deskMessage, deskRequest } from '../../domain/contracts/device-desk.ts';
import { createDesk } from '../../drivers/desk/desk.ts';
import { ManualClock } from '../drivers/manual-clock.ts';
import { papers } from '../drivers/slip.ts';

const simulated = (kind: string, more: object = {}) => ({
	kind,
	id: `${kind}-${JSON.stringify(more).length}`,
	station: 'T1',
	transport: { kind: 'simulated' },
	...more,
});
const devices = [
	simulated('id-reader'),
	simulated('printer'),
	simulated('led', { protocol: 'onbon' }),
	simulated('led', { protocol: 'alpha', verify: 'ack' }),
	simulated('scanner', { protocol: 'honeywell' }),
	simulated('voice', { protocol: 'syn6288' }),
	simulated('voice', { protocol: 'xfs5152', tags: '' }),
];

async function reports(): Promise<DeviceReport[]> {
	const clock = new ManualClock();
	const messages: DeskMessage[] = [];
	const desk = createDesk({
		now: clock.now,
		timers: clock.timers,
		send: (message) => messages.push(deskMessage.parse(structuredClone(message))),
		open: async () => ({ ok: false, code: 'cannot-open', text: 'no such port' }),
		listPorts: async () => [],
	});
	desk.handle(deskRequest.parse({ type: 'start', devices, papers }));
	await clock.advance(5_000);
	desk.handle({ type: 'inspect', call: 1 });
	await clock.advance(1_000);
	const answer = messages.find((message) => message.type === 'answer' && message.call === 1);
	if (answer?.type !== 'answer' || !answer.ok) throw new Error('the desk did not answer');
	return deviceReport.array().parse(answer.value);
}

test.each(['zh-CN', 'en'])('tests, facts and words for values, %s', async (language) => {
	const file = fileURLToPath(new URL(`../../config/wording/${language}/technician.yaml`, import.meta.url));
	const words = parse(readFileSync(file, 'utf8')) as Record<'tests' | 'facts', Record<string, string>>;
	const all = await reports();
	expect(all).toHaveLength(devices.length);
	expect(all.filter(({ tests }) => tests.length > 0).map(({ kind }) => kind)).toEqual(devices.map(({ kind }) => kind));
	for (const { kind, tests, facts } of all) {
		expect(
			tests.filter((name) => words.tests[name] === undefined),
			`${kind}: tests without words`,
		).toEqual([]);
		expect(
			Object.keys(facts).filter((name) => words.facts[name] === undefined),
			`${kind}: facts without words`,
		).toEqual([]);
	}
});
