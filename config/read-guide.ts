import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { GuideWords } from '../domain/contracts/guide-words.ts';
import type { ProblemList } from './problems.ts';
import { guideSayingsFile, guideTopicsFile, guideWordsFile, type HallGuideFile, hallGuideFile } from './schemas/guide.ts';
import { checkShape, readYamlFile, type YamlFile } from './yaml-file.ts';

/** Where the words of the guide come from. */
export interface GuideFolders {
	/** Has `guide/` of the product. */
	product: string;
	/** Has the hall's own `guide.yaml`, if there is one. */
	hall: string;
}

/** No words beside those of the catalogue itself. */
export const noGuideWords: GuideWords = { fillers: [], service: [], together: [], everyday: [], english: [], sayings: {}, topics: [] };

/** The words of the product with those of the hall. `codes`: what this hall's catalogue has; `null` = not known, because it is broken. */
export function readGuide(folders: GuideFolders, codes: ReadonlySet<string> | null, problems: ProblemList, files: string[]): GuideWords {
	const open = <S extends z.ZodType>(file: string, schema: S): { yaml: YamlFile; value: z.infer<S> } | null => {
		files.push(file);
		const yaml = readYamlFile(file, problems);
		const value = yaml && checkShape(yaml, schema, problems);
		return yaml && value ? { yaml, value } : null;
	};
	const words = open(join(folders.product, 'guide', 'words.yaml'), guideWordsFile)?.value;
	const sayings = open(join(folders.product, 'guide', 'sayings.yaml'), guideSayingsFile)?.value;
	const topics = open(join(folders.product, 'guide', 'topics.yaml'), guideTopicsFile)?.value;
	if (!words || !sayings || !topics) return noGuideWords;
	const { schema: _, ...said } = words;
	const shipped: GuideWords = { ...said, sayings: sayings.sayings, topics: topics.topics };
	const file = join(folders.hall, 'guide.yaml');
	const own = existsSync(file) ? open(file, hallGuideFile) : null;
	if (!own) return shipped;
	for (const code of Object.keys(own.value.sayings ?? {}))
		if (codes && !codes.has(code)) {
			const what = `sayings.${code}: the catalogue has no item or theme with this code. Correct the code, or take these sayings out.`;
			problems.add({ file, line: own.yaml.lineOf(['sayings', code]), what });
		}
	return together(shipped, own.value);
}

function together(shipped: GuideWords, own: HallGuideFile): GuideWords {
	const topics = own.topics ?? [];
	const sayings = { ...shipped.sayings };
	for (const [code, said] of Object.entries(own.sayings ?? {})) sayings[code] = [...(sayings[code] ?? []), ...said];
	return {
		fillers: [...shipped.fillers, ...(own.fillers ?? [])],
		service: [...shipped.service, ...(own.service ?? [])],
		together: [...shipped.together, ...(own.together ?? [])],
		// Later words win, so that a hall can put a shipped one right.
		everyday: [...shipped.everyday, ...(own.everyday ?? [])],
		english: [...shipped.english, ...(own.english ?? [])],
		sayings,
		topics: [...shipped.topics.filter(({ code }) => !topics.some((each) => each.code === code)), ...topics],
	};
}
