/** Words of a wording file by dotted key, `{{names}}` filled: the same texts that faces show, for who has no face (platform, files). */

export type Say = (key: string, params?: Record<string, string | number>) => string;

/** A key without words answers itself, so that a gap is seen and nothing is lost. `count` 1 prefers `key_one`, other counts `key_other`. */
export function sayFrom(texts: Record<string, unknown>): Say {
	return (key, params = {}) => {
		const plural = 'count' in params ? find(texts, `${key}${params.count === 1 ? '_one' : '_other'}`) : undefined;
		const text = plural ?? find(texts, key) ?? key;
		return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(params[name] ?? ''));
	};
}

function find(texts: unknown, key: string): string | undefined {
	let place: unknown = texts;
	for (const part of key.split('.')) {
		if (typeof place !== 'object' || place === null || !Object.hasOwn(place, part)) return undefined;
		place = (place as Record<string, unknown>)[part];
	}
	return typeof place === 'string' ? place : undefined;
}
