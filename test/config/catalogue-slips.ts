import type { Slip } from './broken-hall.ts';

const newCar = 'catalogue/themes/GR-14-new-car.yaml';
const socialCard = 'catalogue/themes/GR-12-social-card.yaml';
const police = 'catalogue/items/GA.yaml';
const fields = 'catalogue/fields.yaml';

/** Slips of a person editing the catalogue. */
export const catalogueSlips: Record<string, Slip[]> = {
	'values of the catalogue': [
		{
			title: 'unknown key of a material',
			file: 'catalogue/materials.yaml',
			find: 'note: 委托办理时需要',
			put: 'remark: 委托办理时需要',
			words: /entry M-ID-AGENT: remark is not a known key/,
		},
		{
			title: 'pattern that is none',
			file: fields,
			find: '"^\\\\d{4}-',
			put: '"^(\\\\d{4}-',
			words: /entry projectCode: validation\.pattern must be a regular expression/,
		},
		{
			title: 'theme that says it is something else',
			file: newCar,
			find: 'kind: theme',
			put: 'kind: topic',
			words: /kind is “topic”, but it must be exactly “theme”/,
		},
		{
			title: 'kind of department',
			file: 'catalogue/departments.yaml',
			find: 'kind: government',
			put: 'kind: goverment',
			at: 'code: DSJ',
			words: /entry DSJ: kind is “goverment”/,
		},
		{
			title: 'minutes as text',
			file: police,
			find: 'service: { meanMinutes: 12',
			put: 'service: { meanMinutes: about 12',
			words: /entry GA-001: service\.meanMinutes is “about 12”, but it must be a number/,
		},
	],
	'references of the catalogue': [
		{
			title: 'unknown material',
			file: police,
			find: 'ref: M-BIRTHCERT,',
			put: 'ref: M-BIRTHCERTS,',
			words: /item GA-001: materials names the unknown material “M-BIRTHCERTS”\. Did you mean “M-BIRTHCERT”/,
		},
		{
			title: 'unknown department',
			file: police,
			find: 'coDepts: [ WJ ]',
			put: 'coDepts: [ WX ]',
			words: /item GA-001: coDepts names the unknown department “WX”/,
		},
		{
			title: 'unknown life stage',
			file: police,
			find: 'lifeStage: birth',
			put: 'lifeStage: brith',
			words: /item GA-001: lifeStage names the unknown life stage “brith”\. Did you mean “birth”/,
		},
		{
			title: 'unknown form field',
			file: police,
			find: 'form: [ childName,',
			put: 'form: [ childsName,',
			words: /item GA-001: form names the unknown form field “childsName”\. Did you mean “childName”/,
		},
		{
			title: 'steps in a circle',
			file: newCar,
			find: 'items: [], after: [], workdays: 0',
			put: 'items: [], after: [ s4 ], workdays: 0',
			at: 'steps:',
			words: /theme GR-14: steps wait for each other in a circle: s1 → s4 → s2 → s1/,
		},
		{
			title: 'unknown item of a theme',
			file: newCar,
			find: 'ref: JJ-001, default',
			put: 'ref: JJ-099, default',
			words: /theme GR-14: items names the unknown item “JJ-099”/,
		},
		{
			title: 'material with another name',
			file: socialCard,
			find: 'name: { zh: 一件事综合申请表',
			put: 'name: { zh: 申请表',
			words: /material M-APPFORM is called “申请表” here but “一件事综合申请表” in materials\.yaml/,
		},
		{
			title: 'days that do not add up',
			file: socialCard,
			find: 'criticalPathWorkdays: ',
			put: 'criticalPathWorkdays: 9',
			words: /theme GR-12: criticalPathWorkdays is “9.*”, but the longest way through the steps takes/,
		},
		{
			title: 'field before an unknown one',
			file: fields,
			find: 'notBefore: planStart',
			put: 'notBefore: plannedStart',
			words: /field planEnd: validation\.notBefore names the unknown form field “plannedStart”/,
		},
		{
			title: 'item code twice',
			file: 'catalogue/items/KJ.yaml',
			find: 'code: KJ-001',
			put: 'code: GA-001',
			words: /code “GA-001” is declared twice, first in .*GA\.yaml line \d+/,
		},
	],
};
