/** The page a seat shows when its face keeps failing: words only, in both languages, nothing that could fail again. */
import { z } from 'zod';

export const safePath = '/safe';

const saidInCommon = z.object({ links: z.object({ stopped: z.string().min(1) }) });
const saidAtTerminal = z.object({ outOfUse: z.object({ do: z.string().min(1) }) });
/** For a hall whose wording says nothing of it. */
const plain = {
	'zh-CN': { title: '这台机器停用，请到导办台', text: '已经拿到的号都有效。' },
	en: { title: 'This machine is out of use; please go to the reception desk', text: 'Tickets already taken stay valid.' },
};

/** `wording`: as in StationConfig; uses `common.links.stopped` and `terminal.outOfUse.do` of each language. */
export function safePage(wording: Record<string, Record<string, Record<string, unknown>>>): string {
	const parts = Object.entries(plain).map(([language, words]) => {
		const common = saidInCommon.safeParse(wording[language]?.common);
		const terminal = saidAtTerminal.safeParse(wording[language]?.terminal);
		const title = common.success ? common.data.links.stopped : words.title;
		const text = terminal.success ? terminal.data.outOfUse.do : words.text;
		return `<section lang="${language}"><h1>${asText(title)}</h1><p>${asText(text)}</p></section>`;
	});
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Tidehall</title><style nonce="PAGE-NONCE">
body{margin:0;min-height:100vh;display:flex;flex-direction:column;justify-content:center;gap:6vh;background:#f4f6f8;color:#16202a;
font:400 28px/1.6 "Noto Sans SC","Noto Sans CJK SC",sans-serif;text-align:center}h1{font-size:56px;margin:0}p{margin:1vh 8vw}
</style></head><body>${parts.join('')}</body></html>`;
}

function asText(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
}
