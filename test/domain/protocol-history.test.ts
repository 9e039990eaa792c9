import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as commands from '../../domain/contracts/commands.ts';
import * as events from '../../domain/contracts/events.ts';
import { oldestServed, protocolHistory, protocolVersion } from '../../domain/contracts/protocol-history.ts';
import * as wire from '../../domain/contracts/wire.ts';

/** Whatever a contract file exports that holds schemas, by name: a schema, or a table of them. */
function schemasIn(value: unknown): unknown {
	if (value instanceof z.ZodType) return z.toJSONSchema(value, { unrepresentable: 'any', io: 'input' });
	if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
	if (Array.isArray(value)) return value.map(schemasIn);
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, each]) => [name, schemasIn(each)]),
	);
}
const hashOf = (...files: object[]) =>
	createHash('sha256')
		.update(JSON.stringify(files.map((file) => schemasIn({ ...file }))))
		.digest('hex')
		.slice(0, 16);

describe('what stations and platform say to each other has versions', () => {
	test('whoever changes a schema bumps the version and adds a line', () => {
		const now = hashOf(wire, commands, events);
		const { version, schemas } = protocolHistory.at(-1)!;
		expect(
			schemas,
			`The schemas of wire, commands or events are not those of protocol ${version}. In domain/contracts/protocol-history.ts bump the version and add a line with what changed and the hash '${now}'; as long as version ${version} was never delivered to a hall, put what changed and that hash into its line instead.`,
		).toBe(now);
	});

	test('the hash notices a field, a bound and a name', () => {
		const one = { say: z.object({ n: z.number().int().min(1) }) };
		const others = [
			{ say: z.object({ n: z.number().int().min(1), more: z.string().optional() }) },
			{ say: z.object({ n: z.number().int().min(0) }) },
			{ tell: z.object({ n: z.number().int().min(1) }) },
		];
		for (const other of others) expect(hashOf(other)).not.toBe(hashOf(one));
		expect(hashOf({ say: z.object({ n: z.number().int().min(1) }) })).toBe(hashOf(one));
	});

	test('versions go up by one, each with its own schemas, and the oldest served is one of them', () => {
		expect(protocolHistory.map(({ version }) => version)).toEqual(protocolHistory.map((_, index) => index + 1));
		expect(new Set(protocolHistory.map(({ schemas }) => schemas)).size).toBe(protocolHistory.length);
		expect(protocolVersion).toBe(protocolHistory.length);
		expect(oldestServed).toBeGreaterThanOrEqual(1);
		expect(oldestServed).toBeLessThanOrEqual(protocolVersion);
	});
});
