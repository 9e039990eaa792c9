/** The page a seat shows when its face keeps failing: words only, in both languages, nothing that could fail again. */
import { z } from 'zod';

export const safePath = '/safe';

const said = z.object({ title: z.string().min(1), text: z.string().min(1) });
/** For a hall whose wording says nothing of it. */
const plain: Readonly<Record<string, z.infer<typeof said>>> = {
	'zh-CN': { title: '本机暂停服务', text: '请到其他终端或服务台办理。已取的号票仍然有效。' },
	en: {
		title: 'This machine is out of service',
		text: 'Please use another terminal or ask at the help desk. Tickets already taken stay valid.',
	},
};

/** `wording`: as in StationConfig; `common.safePage.{title,text}` of each language. */
export function safePage(wording: Record<string, Record<string, Record<string, unknown>>>): string {
	const parts = Object.keys(plain).map((language) => {
		const own = said.safeParse(wording[language]?.common?.safePage);
		const words = own.success ? own.data : plain[language]!;
		return `<section lang="${language}"><h1>${asText(words.title)}</h1><p>${asText(words.text)}</p></section>`;
	});
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Tidehall</title><style>
body{margin:0;min-height:100vh;display:flex;flex-direction:column;justify-content:center;gap:6vh;background:#f4f6f8;color:#16202a;
font:400 28px/1.6 "Noto Sans SC","Noto Sans CJK SC",sans-serif;text-align:center}h1{font-size:56px;margin:0}p{margin:1vh 8vw}
</style></head><body>${parts.join('')}</body></html>`;
}

function asText(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
}
