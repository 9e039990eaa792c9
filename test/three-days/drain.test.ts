import { expect, test } from 'vitest';
import { drain } from './drain.ts';

test('S5 I-14 the real platform is killed while applications arrive over HTTP: after its start the rest comes, and each is submitted once', async () => {
	const result = await drain({ applications: 24, scale: 16, killOnce: true });
	expect(result.wrong).toEqual([]);
	expect(result).toMatchObject({ applications: 24, attachments: 70, platform_killed: true });
}, 300_000);
