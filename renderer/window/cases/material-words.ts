/** How a material is met and what it is marked as, in words. */
import { useMemo } from 'react';
import { presumedMark } from '../../../domain/cases/acceptance.ts';
import type { PlannedMaterial } from '../../../domain/cases/plan-case.ts';
import type { Mark } from '../../../domain/contracts/cases.ts';
import { useLanguage, useWords } from '../../words/words.tsx';
import type { Acceptance, Papers } from './use-acceptance.ts';

export function useMaterialWords() {
	const say = useWords('cases');
	const { language } = useLanguage();
	return useMemo(
		() => ({
			mark: (material: PlannedMaterial, mark: Mark) => say(mark === 'exempt' && material.madeBy !== null ? 'marks.made' : `marks.${mark}`),
			/** What the person said or sent goes before what the catalogue says. */
			how(material: PlannedMaterial, papers: Papers | null): string {
				const said = papers?.materials[material.material];
				const files = papers?.attachments.filter((each) => each.material === material.material).length ?? 0;
				if (files > 0) return say('how.attached', { count: files });
				if (said !== undefined && said !== 'attached') return say(`how.${said}`);
				if (material.madeBy !== null) return say('how.made');
				const way = material.exemptVia === null ? say('how.hand') : say(`how.${material.exemptVia}`);
				const [first] = material.cases;
				if (material.need !== 'conditional' || !first) return way;
				const inThis = language === 'en' ? first.en : first.zh;
				// Most conditions of the catalogue are in Chinese alone: an English row says at least that there is one.
				return inThis === null ? say('how.someCases') : say('how.case', { case: inThis });
			},
		}),
		[language, say],
	);
}

export const tones: Record<Mark, 'ok' | 'wait' | 'alarm' | 'tide' | 'quiet'> = {
	...{ seen: 'ok', missing: 'alarm', deferred: 'wait', exempt: 'ok', 'not-needed': 'quiet' },
};

/** Whether the clerk has said something else than the catalogue presumes. */
export const isTouched = ({ marks }: Pick<Acceptance, 'marks'>, material: PlannedMaterial) =>
	marks[material.material] !== undefined && marks[material.material] !== presumedMark(material);

/** The figure that turns a row: 1 … 9, 0 for the tenth, none beyond. */
export const rowKey = (index: number) => (index < 9 ? String(index + 1) : index === 9 ? '0' : null);
