import type { CatalogueNames } from './catalogue-names.ts';
import { checkPurposes } from './check-purposes.ts';
import { checkTheme } from './check-theme.ts';
import type { ProblemList } from './problems.ts';
import type { Catalogue, Placed } from './read-catalogue.ts';
import { checkUnique, Names, tellAt } from './references.ts';
import type { CatalogueItem } from './schemas/catalogue.ts';
import { circleIn } from './step-graph.ts';

/** Checks that everything a catalogue names exists, that codes are unique and that processes can be finished. */
export function checkCatalogue(catalogue: Catalogue, names: CatalogueNames, problems: ProblemList): void {
	checkPurposes(catalogue.fields, catalogue.purposes, problems);
	checkUnique('department', catalogue.departments, (each) => each.code, 'code', problems);
	checkUnique('life stage', catalogue.lifestages, (each) => each.code, 'code', problems);
	checkUnique('material', catalogue.materials, (each) => each.code, 'code', problems);
	checkUnique('form field', catalogue.fields, (each) => each.key, 'key', problems);
	checkUnique<{ code: string }>('code', [...catalogue.items, ...catalogue.themes], (each) => each.code, 'code', problems);

	for (const { value, yaml, path } of catalogue.materials) {
		if (value.source === 'applicant' || value.source === 'system') continue;
		names.departments.check(value.source, `material ${value.code}`, 'source', ['source'], tellAt(problems, yaml, path));
	}
	for (const { value, yaml, path } of catalogue.fields) {
		const tell = tellAt(problems, yaml, path);
		const owner = `field ${value.key}`;
		const { notBefore, requiredIf } = value.validation ?? {};
		if (notBefore) names.fields.check(notBefore, owner, 'validation.notBefore', ['validation', 'notBefore'], tell);
		if (requiredIf) {
			const other = requiredIf.split('=')[0] ?? '';
			names.fields.check(other, owner, 'validation.requiredIf', ['validation', 'requiredIf'], tell);
		}
		if ((value.type === 'select' || value.type === 'multiselect') && !value.options?.length) {
			tell(['type'], `${owner}: type is “${value.type}”, but there are no options to choose from. Add options.`);
		}
	}
	for (const item of catalogue.items) checkItem(item, names, problems);
	for (const theme of catalogue.themes) checkTheme(theme, catalogue, names, problems);
}

function checkItem({ value: item, yaml, path }: Placed<CatalogueItem>, names: CatalogueNames, problems: ProblemList): void {
	const tell = tellAt(problems, yaml, path);
	const owner = `item ${item.code}`;
	names.departments.check(item.dept, owner, 'dept', ['dept'], tell);
	names.departments.checkAll(item.coDepts, owner, 'coDepts', ['coDepts'], tell);
	names.lifestages.check(item.lifeStage, owner, 'lifeStage', ['lifeStage'], tell);
	names.itemTypes.check(item.type, owner, 'type', ['type'], tell);
	names.fields.checkAll(item.form, owner, 'form', ['form'], tell);
	item.materials.forEach((material, at) => {
		names.materials.check(material.ref, owner, 'materials', ['materials', at], tell);
		if (material.required === 'conditional' && !material.when) {
			tell(['materials', at], `${owner}: material ${material.ref} is conditional, but \`when\` does not say in which case. Add when.`);
		}
	});
	if (item.fee.charged && !item.fee.items?.length) {
		tell(['fee'], `${owner}: fee is charged, but no items say for what. Add fee.items or set charged to false.`);
	}
	const steps = new Names(
		'step',
		'process of this item',
		item.process.map((step) => step.id),
	);
	item.process.forEach((step, at) => {
		steps.checkAll(step.after, owner, `process step ${step.id}: after`, ['process', at, 'after'], tell);
	});
	const circle = circleIn(item.process);
	if (circle) tell(['process'], `${owner}: process steps wait for each other in a circle: ${circle.join(' → ')}. Break the circle.`);
}
