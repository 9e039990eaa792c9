/**
 * The clauses of a request: of 户口已经上好了，现在要办医保 the first tells what is done, and of 不是要退休，想查缴费 what nobody came for. Whether a clause
 * asks or tells is not weighed: what happened says as much about the errand as the question behind it, and a try to hold the question higher found less.
 */

export interface Clause {
	text: string;
	/** Done already, or not wanted: it names an errand that nobody came for. */
	past: boolean;
}

const han = /\p{Script=Han}/u;
/** Words with which something new is said where no sign stands; what goes before must be long enough to be a clause. */
const turns = /(?<=.{4})(?=但是|可是|不过|现在|就差|就剩|只差|只剩|然后|接下来|而是)/u;
const notWanted =
	/^[我俺咱他她]?们?(?:不是(?:要|想|来|办|问)|不要(?![紧钱])|不(?:用|想|要|需要|打算|准备)?再?(?:办|申请|问|查|换|补)(?![了下成好到出上]))/u;
const done =
	/[^没未不]{0,6}(?:办|上|做|交|领|填|弄|搞|改|过户|登记|买|拿|签|转|落)(?:好|完|妥|成|齐|下来|到手)了?(?:$|了)|已经(?:有|办|交|领|上|做|登记|改|转|拿)/u;
const undone = /[没未]|不(?:了|下|成|到|上)/u;

/** Clauses of a plain text (`plainText`), in order. Latin words with spaces between them are one clause. */
export function clausesOf(plain: string): Clause[] {
	const clauses = plain
		.split(/ (?=\p{Script=Han})|(?<=\p{Script=Han}) /u)
		.flatMap((piece) => (han.test(piece) ? piece.split(turns) : [piece]))
		.filter((piece) => piece !== '')
		.map((text) => ({ text, past: notWanted.test(text) || (done.test(text) && !undone.test(text)) }));
	// Where nothing else is said, it is what was come for: 营业执照办好了.
	return clauses.every(({ past }) => past) ? clauses.map(({ text }) => ({ text, past: false })) : clauses;
}
