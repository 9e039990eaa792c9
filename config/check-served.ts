import type { ProblemList } from './problems.ts';
import type { Catalogue } from './read-catalogue.ts';
import { tellAt } from './references.ts';
import type { HallFile } from './schemas/hall.ts';
import type { YamlFile } from './yaml-file.ts';

/** Every item and theme of the catalogue must be served by a queue with a window able to do it: nobody is sent to a dead end. */
export function checkServed(hall: HallFile, yaml: YamlFile, catalogue: Catalogue, problems: ProblemList): void {
	const tell = tellAt(problems, yaml);
	const able = (queue: string, codes: readonly string[]): boolean =>
		hall.windows.some((window) => window.queues.includes(queue) && (!window.skills || codes.some((code) => window.skills?.includes(code))));
	const check = (kind: 'item' | 'theme', code: string, name: string, work: readonly string[]): void => {
		const list = kind === 'item' ? 'items' : 'themes';
		const serving = hall.queues.flatMap((queue, at) => (queue[list].includes(code) ? [{ queue, at }] : []));
		const first = serving[0];
		if (!first) {
			tell(
				['queues'],
				`${kind} ${code} ${name} is in the catalogue, but no queue lists it. Add it to ${list} of a queue, or take it out of the catalogue.`,
			);
		} else if (!serving.some(({ queue }) => able(queue.prefix, work))) {
			tell(
				['queues', first.at, list, first.queue[list].indexOf(code)],
				`${kind} ${code} ${name}: no window of queue ${serving.map(({ queue }) => queue.prefix).join(', ')} is able to do it. Add it to the skills of a window.`,
			);
		}
	};
	for (const { value } of catalogue.items) check('item', value.code, value.name.zh, [value.code]);
	for (const { value } of catalogue.themes)
		check(
			'theme',
			value.code,
			value.name.zh,
			value.items.map((item) => item.ref),
		);
}
