/** Texts that would do something if a page, a printer, a spreadsheet or a mail took them for more than text. All of them reach for one thing: `__pwned`. */
import { createRandom } from '../fuzz/random.ts';

export const canaryGlobal = '__pwned';
const act = `globalThis.${canaryGlobal}=1`;

const shapes: readonly string[] = [
	`<script>${act}</script>`,
	`</title></style></textarea></script><script>${act}</script>`,
	`<img src=x onerror="${act}">`,
	`"><svg/onload=${act}>`,
	`' onfocus=${act} autofocus tabindex=1 x='`,
	`<iframe srcdoc="<script>parent.${canaryGlobal}=1</script>"></iframe>`,
	`<a href="javascript:${act}">取号</a>`,
	`<math><mtext><table><mglyph><style><img src=x onerror=${act}>`,
	`<details open ontoggle=${act}>`,
	`<object data="data:text/html,<script>${act}</script>"></object>`,
	`<style>@import 'data:text/css,*{display:none}'</style>`,
	`<meta http-equiv=refresh content="0;url=javascript:${act}">`,
	`<base href=//evil.example/>`,
	`javascript:${act}//`,
	`data:text/html;base64,PHNjcmlwdD4=`,
	`{{constructor.constructor('${act}')()}}`,
	`\${${act}}`,
	`{{name}} $t(x) &lt;script&gt;`,
	`%3Cscript%3E${act}%3C/script%3E`,
	`=cmd|' /C calc'!A0`,
	`+1+HYPERLINK("http://evil.example")`,
	`@SUM(1+1)*cmd`,
	`\t=1+1`,
	`\u001b@\u001b!0\u001dV\u0000\u0010\u0014\u001c`,
	`名\r\nBcc: all@evil.example\r\n\r\n正文`,
	`甲\u202e乙\u2066\u0000\u0085\u2028`,
];
const marks = ['', '张', ' ', '"', "'", '>', '-->', ']]>', '\\', '`', '*/', '//', '\n', '<!--', '𠮷', '&#x3c;'];

/** Always the same ones. */
export function injectionStrings(count: number): string[] {
	const random = createRandom(20261122);
	const pick = (list: readonly string[]) => list[random.below(list.length)]!;
	return Array.from({ length: count }, (_, n) => {
		const shape = shapes[n % shapes.length]!;
		const cased = random.oneIn(4) ? [...shape].map((sign) => (random.oneIn(2) ? sign.toUpperCase() : sign)).join('') : shape;
		return n < shapes.length ? shape : `${pick(marks)}${pick(marks)}${cased}${random.oneIn(3) ? pick(shapes) : pick(marks)}${n}`;
	});
}

/** The same data, with a text of the list in place of every text that stands there in two languages, and how many there were. */
export function withTextsReplaced<T>(value: T, texts: readonly string[]): { value: T; replaced: number } {
	let replaced = 0;
	const next = () => texts[replaced++ % texts.length]!;
	const change = (inner: unknown): unknown => {
		if (Array.isArray(inner)) return inner.map(change);
		if (inner === null || typeof inner !== 'object') return inner;
		const words = inner as { zh?: unknown; en?: unknown };
		if (typeof words.zh === 'string' && 'en' in words)
			return { ...inner, zh: next(), ...(typeof words.en === 'string' ? { en: next() } : {}) };
		return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, change(each)]));
	};
	return { value: change(value) as T, replaced };
}
