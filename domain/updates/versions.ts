/** Order of versions as `updateVersion` writes them: `1.2.0-beta.1` comes before `1.2.0`. */
export function compareVersions(one: string, other: string): number {
	const [left, right] = [parts(one), parts(other)];
	for (let at = 0; at < 3; at += 1) if (left.numbers[at] !== right.numbers[at]) return left.numbers[at]! - right.numbers[at]!;
	if (left.before === right.before) return 0;
	if (left.before === '') return 1;
	if (right.before === '') return -1;
	const [[word, count], [otherWord, otherCount]] = [left.before.split('.'), right.before.split('.')];
	if (word !== otherWord) return word! < otherWord! ? -1 : 1;
	return Number(count ?? 0) - Number(otherCount ?? 0);
}

export function laterVersion(one: string, other: string): string {
	return compareVersions(one, other) >= 0 ? one : other;
}

function parts(version: string): { numbers: number[]; before: string } {
	const [plain, ...before] = version.split('-');
	return { numbers: plain!.split('.').map(Number), before: before.join('-') };
}
