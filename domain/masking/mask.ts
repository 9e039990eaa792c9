/**
 * How much of a name, a number or an address may be seen before somebody asks for the whole: the one place that says so, for screens, papers, messages and
 * files alike (a house test finds any other). Numbers in free text, which nobody is to see at all, are blotted out by `domain/personal-numbers.ts`.
 */

/** `public`: whoever stands by can read it (terminals, boards, papers). `staff`: a clerk who works at the matter. */
export type Audience = 'public' | 'staff';

/** Family names of two characters that are still in common use (list of the 2020 national name report and GB practice). */
const compound: ReadonlySet<string> = new Set(
	(
		'欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 令狐 慕容 夏侯 轩辕 端木 长孙 宇文 ' +
		'司空 呼延 南宫 独孤 钟离 鲜于 闻人 申屠 公羊 澹台 赫连 淳于 单于 太史 拓跋 西门 ' +
		'东郭 百里 第五 公冶 濮阳 仲孙 万俟 闾丘 宗政 亓官 司寇 巫马 漆雕 乐正 宰父 谷梁 ' +
		'颛孙 壤驷 公良 梁丘 左丘 东门'
	).split(' '),
);

/** Dots that part the pieces of a name, as cards and keyboards write them. */
const dot = /[·•‧・.．]/u;
/** They choose the look of the character before them, e.g. of a rare one on an identity card; half a character is none. */
const noCharacters = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}\u200b-\u200f\u2060\ufeff]|\p{Surrogate}/gu;

/** What is hidden is at least so long; a text too short for that shows less, or nothing. */
const hiddenAtLeast = 4;

/**
 * `林小雨` → `林*`, `欧阳明` → `欧阳*`, `阿依古丽·买买提` → `阿*`, `MARY ANN LEE` → `M*`, one character → `*`, nothing → `*`.
 * Names with a dot have no family name in front, so only their first character is shown. Characters are counted whole (rare ones
 * outside the basic plane too).
 */
export function maskName(name: string): string {
	const characters = [...name.replaceAll(noCharacters, '').trim()];
	if (characters.length <= 1) return '*';
	const first = characters[0]!;
	if (dot.test(name)) return `${first}*`;
	const two = characters.slice(0, 2).join('');
	if (characters.length >= 3 && compound.has(two)) return `${two}*`;
	return `${first}*`;
}

/**
 * An address as far as its district: 省, 市, 区 or 县 in front, as far as they are there. Names of streets, villages and 小区 are no district, nor is
 * anything with a figure in it; 镇江, 路桥, 鼓楼 and 景德镇 are. What is not understood is hidden whole.
 */
const first = '[^0-9０-９\\sA-Za-z区县旗省]';
const inner = '[^路街巷弄道镇乡村组栋楼室幢号0-9０-９\\sA-Za-z区县旗省]';
const word = `${first}${inner}{0,9}?(?:${inner}|[镇乡楼])?`;
const city = '市(?![场民政委])';
const district = new RegExp(
	`^(?:${word}(?:省|自治区|特别行政区))?(?:${word}(?:${city}|自治州|地区|盟))?(?:东乡族自治县|${word}(?<![小社园校厂院库景])(?:区|县|旗|${city}))?`,
	'u',
);

/** `mask`: of the field in the catalogue; `null` = it may be shown; one that nobody knows hides everything. */
export function maskText(text: string, mask: string | null, audience: Audience): string {
	switch (mask) {
		case null:
			return text;
		case 'name':
			return maskName(text);
		case 'idNumber':
			return audience === 'public' ? ends(text, 1, 1) : ends(text, 3, 4);
		case 'phone':
			return ends(text, 3, 4);
		case 'bankAccount':
			return ends(text, 0, 4);
		case 'address':
			return `${district.exec(text.trim())?.[0] ?? ''}*`;
		default:
			return stars([...text].length);
	}
}

function ends(text: string, first: number, last: number): string {
	const characters = [...text];
	const { length } = characters;
	const [front, back] =
		length - first - last >= hiddenAtLeast ? [first, last] : length - 2 >= hiddenAtLeast ? [Math.min(first, 1), 1] : [0, 0];
	return characters.slice(0, front).join('') + stars(length - front - back) + characters.slice(length - back).join('');
}

const stars = (count: number) => '*'.repeat(Math.max(1, count));
