import type { CatalogueNames } from './catalogue-names.ts';
import type { ProblemList, YamlPath } from './problems.ts';
import type { Catalogue, Placed } from './read-catalogue.ts';
import { Names, type Tell, tellAt } from './references.ts';
import type { CatalogueTheme } from './schemas/catalogue.ts';
import { circleIn, longestWay } from './step-graph.ts';

/** Checks one theme: references, copies from the dictionaries, and that its steps can be done in the promised time. */
export function checkTheme(
	{ value: theme, yaml }: Placed<CatalogueTheme>,
	catalogue: Catalogue,
	names: CatalogueNames,
	problems: ProblemList,
): void {
	const tell = tellAt(problems, yaml);
	const owner = `theme ${theme.code}`;
	names.departments.check(theme.lead, owner, 'lead', ['lead'], tell);
	names.departments.checkAll(theme.coDepts, owner, 'coDepts', ['coDepts'], tell);
	names.lifestages.check(theme.lifeStage, owner, 'lifeStage', ['lifeStage'], tell);
	theme.items.forEach((item, at) => {
		names.items.check(item.ref, owner, 'items', ['items', at], tell);
		if (!item.default && !item.when) {
			tell(['items', at], `${owner}: item ${item.ref} is optional, but \`when\` does not say in which case. Add when.`);
		}
		for (const key of Object.values(item.fieldMap ?? {})) {
			names.fields.check(key, owner, `items ${item.ref}: fieldMap`, ['items', at, 'fieldMap'], tell);
		}
		for (const code of item.dropMaterials ?? []) {
			names.materials.check(code, owner, `items ${item.ref}: dropMaterials`, ['items', at, 'dropMaterials'], tell);
		}
	});
	if (!theme.items.some((item) => item.default)) tell(['items'], `${owner}: no item is default. Set default: true for at least one.`);

	const own = new Names(
		'item of this theme',
		'items of this theme',
		theme.items.map((item) => item.ref),
	);
	theme.guide.forEach((question, q) => {
		question.options.forEach((option, o) => {
			const place: YamlPath = ['guide', q, 'options', o];
			own.checkAll(option.addItems ?? [], owner, `guide ${question.id}: addItems`, [...place, 'addItems'], tell);
			own.checkAll(option.dropItems ?? [], owner, `guide ${question.id}: dropItems`, [...place, 'dropItems'], tell);
		});
	});
	checkCopies(theme, catalogue, names, own, tell);
	theme.results.forEach((result, at) => {
		own.check(result.from, owner, 'results: from', ['results', at, 'from'], tell);
	});
	checkSteps(theme, names, own, tell);
}

/** Materials and fields are copied into themes; a copy that says something else than its dictionary misleads people. */
function checkCopies(theme: CatalogueTheme, catalogue: Catalogue, names: CatalogueNames, own: Names, tell: Tell): void {
	const owner = `theme ${theme.code}`;
	const materials = new Map(catalogue.materials.map((each) => [each.value.code, each.value]));
	theme.materials.forEach((copy, at) => {
		const path = ['materials', at];
		own.checkAll(copy.usedBy, owner, `materials ${copy.ref}: usedBy`, [...path, 'usedBy'], tell);
		if (!names.materials.check(copy.ref, owner, 'materials', path, tell)) return;
		const original = materials.get(copy.ref);
		if (original && (original.name.zh !== copy.name.zh || original.name.en !== copy.name.en)) {
			tell(
				[...path, 'name'],
				`${owner}: material ${copy.ref} is called “${copy.name.zh}” here but “${original.name.zh}” in materials.yaml. Use the same name.`,
			);
		}
	});
	const fields = new Map(catalogue.fields.map((each) => [each.value.key, each.value]));
	theme.form.sections.forEach((section, s) => {
		section.fields.forEach((copy, f) => {
			const path = ['form', 'sections', s, 'fields', f];
			own.checkAll(copy.usedBy, owner, `field ${copy.key}: usedBy`, [...path, 'usedBy'], tell);
			if (copy.derivedFrom) names.items.check(copy.derivedFrom, owner, `field ${copy.key}: derivedFrom`, [...path, 'derivedFrom'], tell);
			if (!names.fields.check(copy.key, owner, 'form', [...path, 'key'], tell)) return;
			const original = fields.get(copy.key);
			if (original && (original.label.zh !== copy.label.zh || original.type !== copy.type)) {
				tell([...path, 'label'], `${owner}: field ${copy.key} differs from fields.yaml in label or type. Use the same.`);
			}
		});
	});
}

function checkSteps(theme: CatalogueTheme, names: CatalogueNames, own: Names, tell: Tell): void {
	const owner = `theme ${theme.code}`;
	const { steps, parallel, criticalPathWorkdays } = theme.process;
	const ids = new Names(
		'step',
		'process of this theme',
		steps.map((step) => step.id),
	);
	steps.forEach((step, at) => {
		const path: YamlPath = ['process', 'steps', at];
		names.departments.check(step.by, owner, `step ${step.id}: by`, [...path, 'by'], tell);
		own.checkAll(step.items, owner, `step ${step.id}: items`, [...path, 'items'], tell);
		ids.checkAll(step.after, owner, `step ${step.id}: after`, [...path, 'after'], tell);
	});
	parallel.forEach((group, at) => {
		ids.checkAll(group, owner, 'parallel', ['process', 'parallel', at], tell);
	});
	const circle = circleIn(steps);
	if (circle) {
		tell(['process', 'steps'], `${owner}: steps wait for each other in a circle: ${circle.join(' → ')}. Break the circle.`);
		return;
	}
	const days = longestWay(steps);
	if (Math.abs(days - criticalPathWorkdays) > 1e-6) {
		tell(
			['process', 'criticalPathWorkdays'],
			`${owner}: criticalPathWorkdays is “${criticalPathWorkdays}”, but the longest way through the steps takes ${days}. Correct one of them.`,
		);
	}
	const { value, unit } = theme.timeLimits.promised;
	if (unit === 'workday' && days > value) {
		tell(
			['timeLimits', 'promised'],
			`${owner}: ${value} workdays are promised, but the steps take ${days}. Promise longer or shorten the steps.`,
		);
	}
}
