/** The purpose register: every field of the dictionary is asked for a written reason, or said not to be personal. Exactly once. */
import type { ProblemList } from './problems.ts';
import type { Placed } from './read-catalogue.ts';
import type { CatalogueField } from './schemas/catalogue.ts';
import type { PurposesFile } from './schemas/purposes.ts';
import type { YamlFile } from './yaml-file.ts';

/** Kinds of answer that are a natural person's by themselves. */
const personalTypes: ReadonlySet<CatalogueField['type']> = new Set(['idNumber', 'phone', 'signature']);

export function checkPurposes(
	fields: readonly Placed<CatalogueField>[],
	register: { value: PurposesFile; yaml: YamlFile } | null,
	problems: ProblemList,
): void {
	// A file with mistakes has told them already.
	if (register === null) return;
	const { value, yaml } = register;
	const home = new Map<string, string>();
	const known = new Map(fields.map((field) => [field.value.key, field.value]));
	const tell = (path: (string | number)[], what: string) => problems.add({ file: yaml.file, line: yaml.lineOf(path), what });
	const place = (key: string, where: string, path: (string | number)[]) => {
		const before = home.get(key);
		if (!known.has(key)) tell(path, `${where}: no field is called “${key}”. Correct it, or add the field to fields.yaml.`);
		else if (before !== undefined) tell(path, `${key} stands in ${before} and in ${where}. Keep one of them.`);
		home.set(key, where);
	};
	for (const [at, purpose] of value.purposes.entries()) {
		if (value.purposes.findIndex(({ id }) => id === purpose.id) < at)
			tell(['purposes', at, 'id'], `two purposes are called “${purpose.id}”. Give one another id.`);
		for (const [index, key] of purpose.fields.entries()) place(key, purpose.id, ['purposes', at, 'fields', index]);
	}
	for (const [at, keys] of value.notPersonal.entries())
		for (const [index, key] of keys.entries()) {
			const path = ['notPersonal', at, index];
			place(key, 'notPersonal', path);
			const field = known.get(key);
			if (field && isPersonal(field))
				tell(
					path,
					`${key} is about a person (${reasonOf(field)}) and cannot stand in notPersonal. Write it into the purpose it is asked for.`,
				);
		}
	for (const field of fields)
		if (!home.has(field.value.key))
			problems.add({
				file: field.yaml.file,
				line: field.yaml.lineOf(field.path),
				what: `field ${field.value.key} has no purpose. Say in purposes.yaml why it is asked, on what basis, who sees it and how long it is kept; or write it into notPersonal.`,
			});
}

function isPersonal(field: CatalogueField): boolean {
	return (
		field.mask === 'name' || field.mask === 'idNumber' || field.mask === 'phone' || field.idCard !== null || personalTypes.has(field.type)
	);
}

function reasonOf(field: CatalogueField): string {
	if (field.idCard !== null) return 'an ID card fills it';
	return personalTypes.has(field.type) ? `its type is ${field.type}` : `it is masked as ${field.mask}`;
}
