/** Where a schema lets any text stand, read from the schema itself: a field that is new is found without anybody entering it. */
import { z } from 'zod';

export interface JsonNode {
	type?: string | string[];
	const?: unknown;
	enum?: unknown[];
	pattern?: string;
	format?: string;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	minimum?: number;
	exclusiveMinimum?: number;
	maximum?: number;
	properties?: Record<string, JsonNode>;
	additionalProperties?: JsonNode | boolean;
	propertyNames?: JsonNode;
	items?: JsonNode;
	prefixItems?: JsonNode[];
	anyOf?: JsonNode[];
	oneOf?: JsonNode[];
	allOf?: JsonNode[];
}

export const jsonOf = (schema: z.ZodType): JsonNode => z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' }) as JsonNode;

export const isText = ({ type }: JsonNode): boolean => [type].flat().includes('string');
/** Any text may stand here: nothing says which. */
export const isFree = (node: JsonNode): boolean =>
	isText(node) && node.pattern === undefined && node.format === undefined && node.enum === undefined && !('const' in node);

/** Every place in which a text stands, e.g. `caseDeskAnswer.cases[].number`; `<key>` is the name of an entry. */
export function textPlaces(root: JsonNode, name: string): Map<string, JsonNode[]> {
	const found = new Map<string, JsonNode[]>();
	const walk = (node: JsonNode | boolean | undefined, path: string): void => {
		if (typeof node !== 'object') return;
		if (isText(node)) found.set(path, [...(found.get(path) ?? []), node]);
		for (const [key, each] of Object.entries(node.properties ?? {})) walk(each, `${path}.${key}`);
		walk(node.additionalProperties, `${path}.*`);
		walk(node.propertyNames, `${path}.<key>`);
		walk(node.items, `${path}[]`);
		for (const each of node.prefixItems ?? []) walk(each, `${path}[]`);
		for (const each of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]) walk(each, path);
	};
	walk(root, name);
	return found;
}

/** Places in which any text may stand. */
export function freePlaces(root: JsonNode, name: string): string[] {
	return [...textPlaces(root, name)].filter(([, nodes]) => nodes.some(isFree)).map(([path]) => path);
}
