/** People made up to be looked for afterwards: whatever of theirs is found where it should not be was let out by the product. */
import { createRandom } from '../../../scripts/fuzz/random.ts';

export interface CanaryPerson {
	name: string;
	idNumber: string;
	phone: string;
	address: string;
	/** What they or a clerk write in their own words. */
	words: string;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
export const checkCharacterOf = (first17: string): string =>
	'10X98765432'[[...first17].reduce((sum, digit, at) => sum + Number(digit) * weights[at]!, 0) % 11]!;

/** The n-th of them, from 0; all of them different, with sound numbers of a region that does not exist. */
export function canaryPerson(n: number): CanaryPerson {
	const random = createRandom(n * 7_919 + 17);
	const rare = String.fromCodePoint(0x4e00 + ((n * 37) % 0x4000), 0x3400 + n);
	const year = 1931 + random.below(75);
	const two = (value: number) => String(value).padStart(2, '0');
	const first17 = `6543${two(n % 90)}${year}${two(1 + random.below(12))}${two(1 + random.below(28))}${String(n % 1_000).padStart(3, '0')}`;
	const four = String(n).padStart(4, '0');
	return {
		name: `雀${rare}`,
		idNumber: first17 + checkCharacterOf(first17),
		phone: `1990${String(1_000_000 + n * 7_331).slice(-7)}`,
		address: `鸣禽市${rare}林子巷${four}号`,
		words: `${rare}的母亲昨日住院，家住树梢${four}室`,
	};
}

/** Everything of a person that must not be found, each long enough that nothing else can be it. */
export const secretsOf = ({ name, idNumber, phone, address, words }: CanaryPerson): string[] => [name, idNumber, phone, address, words];
