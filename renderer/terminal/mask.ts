/**
 * What of a name may stand on a public screen: the family name and `*`. Written for the names a resident card can carry.
 */

/** Family names of two characters that are still in common use (list of compound surnames of the 2020 national name report and GB practice). */
const compound = new Set([
	'欧阳',
	'上官',
	'司马',
	'诸葛',
	'司徒',
	'东方',
	'皇甫',
	'尉迟',
	'公孙',
	'令狐',
	'慕容',
	'夏侯',
	'轩辕',
	'端木',
	'长孙',
	'宇文',
	'司空',
	'呼延',
	'南宫',
	'独孤',
	'钟离',
	'鲜于',
	'闻人',
	'申屠',
	'公羊',
	'澹台',
	'赫连',
	'淳于',
	'单于',
	'太史',
	'拓跋',
	'西门',
	'东郭',
	'百里',
	'第五',
	'公冶',
	'濮阳',
	'仲孙',
	'万俟',
	'闾丘',
	'宗政',
	'亓官',
	'司寇',
	'巫马',
	'漆雕',
	'乐正',
	'宰父',
	'谷梁',
	'颛孙',
	'壤驷',
	'公良',
	'梁丘',
	'左丘',
	'东门',
]);

/** Dots that part the pieces of a name, as cards and keyboards write them. */
const dot = /[·•‧・.．]/u;

/**
 * `林小雨` → `林*`, `欧阳明` → `欧阳*`, `阿依古丽·买买提` → `阿*`, `MARY ANN LEE` → `M*`, one character → `*`, nothing → `*`.
 * Names with a dot have no family name in front, so only their first character is shown. Characters are counted whole (rare ones
 * outside the basic plane too).
 */
export function maskName(name: string): string {
	const characters = [...name.trim()];
	if (characters.length <= 1) return '*';
	const first = characters[0]!;
	if (dot.test(name)) return `${first}*`;
	const two = characters.slice(0, 2).join('');
	if (characters.length >= 3 && compound.has(two)) return `${two}*`;
	return `${first}*`;
}
