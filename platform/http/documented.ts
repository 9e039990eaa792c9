/** OpenAPI text of a route, from the zod schemas that are the truth. */
import { z } from 'zod';

export function documented(summary: string, responses: Record<number, z.ZodType>, params?: z.ZodType): Record<string, unknown> {
	const inJson = (schema: z.ZodType) => {
		const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input', target: 'draft-7' });
		return rest;
	};
	return {
		summary,
		...(params ? { params: inJson(params) } : {}),
		response: Object.fromEntries(Object.entries(responses).map(([status, schema]) => [status, inJson(schema)])),
	};
}
