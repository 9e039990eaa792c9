import { expect, test } from 'vitest';
import { type ServiceAnswer, serviceAnswerBytes } from '../../domain/contracts/device-service.ts';
import { answerForDevices, askRemoteDevices } from '../../renderer/engine/device-service.ts';

const ports: ServiceAnswer = { do: 'ports', ports: [] };
const asked = { station: 'T2', request: { do: 'ports' as const } };
const refused = (code: string) => ({ do: 'refused', code });

test('a machine answers for the seats it holds, a page in a browser for none', async () => {
	expect(await answerForDevices(asked, ['T2', 'W01'], async () => ports)).toEqual(ports);
	expect(await answerForDevices(asked, ['W01'], async () => ports)).toEqual(refused('no-machine'));
	expect(await answerForDevices(asked, ['T2'])).toEqual(refused('no-machine'));
});

test('a main process that fails is a refusal, not silence', async () => {
	const failing = () => Promise.reject(new Error('machine-failed'));
	expect(await answerForDevices(asked, ['T2'], failing)).toEqual(refused('desk-stopped'));
});

test('an answer that would break the link stays here, counted in bytes and not in letters', async () => {
	const long = (text: string) => answerForDevices(asked, ['T2'], async () => ({ do: 'capture', text }));
	const frame = JSON.stringify({ do: 'capture', text: '' }).length;
	const most = 'x'.repeat(serviceAnswerBytes - frame);
	expect(await long(most)).toEqual({ do: 'capture', text: most });
	expect(await long(`${most}x`)).toEqual(refused('too-large'));
	expect(await long('窗'.repeat(serviceAnswerBytes / 3))).toEqual(refused('too-large'));
});

test('whoever is not signed in asks nothing; cut off, nothing is asked', async () => {
	const sent: unknown[] = [];
	const link = {
		async askDevices(body: unknown) {
			sent.push(body);
			return null;
		},
	};
	expect(await askRemoteDevices(link, { ...asked, session: undefined })).toEqual(refused('not-permitted'));
	expect(sent).toEqual([]);
	expect(await askRemoteDevices(link, { ...asked, session: 'a-session' })).toEqual(refused('platform-away'));
	expect(sent).toEqual([{ ...asked, session: 'a-session' }]);
});
