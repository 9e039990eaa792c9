import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProblemList, YamlPath } from './problems.ts';
import {
	type CatalogueDepartment,
	type CatalogueField,
	type CatalogueItem,
	type CatalogueMaterial,
	type CatalogueTheme,
	departmentsFile,
	type EnglishSentence,
	englishFile,
	fieldsFile,
	itemsFile,
	type Lifestages,
	lifestagesFile,
	materialsFile,
	themeFile,
} from './schemas/catalogue.ts';
import { type PurposesFile, purposesFile } from './schemas/purposes.ts';
import { checkShape, readYamlFile, type YamlFile } from './yaml-file.ts';

/** Something of a file and where it stands there. */
export interface Placed<T> {
	value: T;
	yaml: YamlFile;
	path: YamlPath;
}

/** The whole service catalogue as its files say it; checked for shape, not yet for references. */
export interface Catalogue {
	departments: Placed<CatalogueDepartment>[];
	lifestages: Placed<Lifestages['lifeStages'][number]>[];
	itemTypes: string[];
	materials: Placed<CatalogueMaterial>[];
	fields: Placed<CatalogueField>[];
	items: Placed<CatalogueItem>[];
	themes: Placed<CatalogueTheme>[];
	/** What the English page says for a Chinese sentence; not every sentence has one. */
	sentences: EnglishSentence[];
	/** Why each field is asked; `null` = the file has mistakes of shape, or is missing. */
	purposes: { value: PurposesFile; yaml: YamlFile } | null;
	/** Every file that was opened. */
	files: string[];
}

/** Reads a catalogue folder (`departments.yaml`, …, `items/*.yaml`, `themes/*.yaml`); a file with problems is left out. */
export function readCatalogue(folder: string, problems: ProblemList): Catalogue {
	const files: string[] = [];
	const open = (name: string): YamlFile | null => {
		const file = join(folder, name);
		files.push(file);
		return readYamlFile(file, problems);
	};
	const departmentsYaml = open('departments.yaml');
	const departments = departmentsYaml && checkShape(departmentsYaml, departmentsFile, problems);
	const lifestagesYaml = open('lifestages.yaml');
	const lifestages = lifestagesYaml && checkShape(lifestagesYaml, lifestagesFile, problems);
	const materialsYaml = open('materials.yaml');
	const materials = materialsYaml && checkShape(materialsYaml, materialsFile, problems);
	const fieldsYaml = open('fields.yaml');
	const fields = fieldsYaml && checkShape(fieldsYaml, fieldsFile, problems);

	const purposesYaml = open('purposes.yaml');
	const purposes = purposesYaml && checkShape(purposesYaml, purposesFile, problems);

	// A hall's own catalogue may do without it.
	const englishYaml = existsSync(join(folder, 'english.yaml')) ? open('english.yaml') : null;
	const english = englishYaml && checkShape(englishYaml, englishFile, problems);

	const items: Placed<CatalogueItem>[] = [];
	for (const name of yamlNames(join(folder, 'items'), problems)) {
		const yaml = open(join('items', name));
		const content = yaml && checkShape(yaml, itemsFile, problems);
		if (!yaml || !content) continue;
		items.push(...placed(yaml, 'items', content.items));
		content.items.forEach((item, at) => {
			if (item.dept !== content.dept) {
				const path = ['items', at, 'dept'];
				problems.add({
					file: yaml.file,
					line: yaml.lineOf(path),
					what: `item ${item.code}: dept is “${item.dept}”, but this file holds the items of “${content.dept}”. Move the item to the file of its department or correct dept.`,
				});
			}
		});
	}
	const themes: Placed<CatalogueTheme>[] = [];
	for (const name of yamlNames(join(folder, 'themes'), problems)) {
		const yaml = open(join('themes', name));
		const value = yaml && checkShape(yaml, themeFile, problems);
		if (yaml && value) themes.push({ value, yaml, path: [] });
	}
	return {
		departments: departmentsYaml && departments ? placed(departmentsYaml, 'departments', departments.departments) : [],
		lifestages: lifestagesYaml && lifestages ? placed(lifestagesYaml, 'lifeStages', lifestages.lifeStages) : [],
		itemTypes: lifestages ? lifestages.itemTypes.map((type) => type.code) : [],
		materials: materialsYaml && materials ? placed(materialsYaml, 'materials', materials.materials) : [],
		fields: fieldsYaml && fields ? placed(fieldsYaml, 'fields', fields.fields) : [],
		items,
		themes,
		sentences: english ? english.sentences : [],
		purposes: purposesYaml && purposes ? { value: purposes, yaml: purposesYaml } : null,
		files,
	};
}

function placed<T>(yaml: YamlFile, key: string, values: T[]): Placed<T>[] {
	return values.map((value, at) => ({ value, yaml, path: [key, at] }));
}

function yamlNames(folder: string, problems: ProblemList): string[] {
	try {
		return readdirSync(folder)
			.filter((name) => name.endsWith('.yaml'))
			.sort();
	} catch {
		problems.add({
			file: folder,
			line: 1,
			what: 'this folder of the catalogue cannot be read. Create it, or point `catalogue:` in the hall file elsewhere.',
		});
		return [];
	}
}
