/** OpenAPI text of a route, from the zod schemas that are the truth. */
import { z } from 'zod';

/** What a request carries beside the parts of its address. */
export interface Carried {
	querystring?: z.ZodType;
	headers?: z.ZodType;
	body?: z.ZodType;
}

export function documented(
	summary: string,
	responses: Record<number, z.ZodType>,
	params?: z.ZodType,
	carried: Carried = {},
): Record<string, unknown> {
	const inJson = (schema: z.ZodType) => {
		const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input', target: 'draft-7' });
		return rest;
	};
	return {
		summary,
		...Object.fromEntries(Object.entries({ ...(params ? { params } : {}), ...carried }).map(([place, schema]) => [place, inJson(schema)])),
		response: Object.fromEntries(Object.entries(responses).map(([status, schema]) => [status, inJson(schema)])),
	};
}
