/** Words of one wording file where no i18next is at hand (the platform's pages): `{{name}}` places, and English plurals by `count`. */
export function textOf(words: Readonly<Record<string, unknown>>): (key: string, params?: Record<string, string | number>) => string {
	return (key, params = {}) => {
		const plural = params.count === 1 ? '_one' : '_other';
		const text = found(words, key) ?? found(words, `${key}${plural}`) ?? key;
		return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_place, name: string) => String(params[name] ?? ''));
	};
}

function found(words: unknown, key: string): string | null {
	let at: unknown = words;
	for (const part of key.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined;
	return typeof at === 'string' ? at : null;
}
