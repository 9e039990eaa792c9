/** The page a seat shows when its face keeps failing: words only, in both languages, nothing that could fail again. */
import { z } from 'zod';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import { noncePlace } from '../../domain/contracts/page-nonce.ts';

export const safePath = '/safe';

type Texts = Record<string, Record<string, unknown>> | undefined;
const said = z.object({ title: z.string().min(1), text: z.string().min(1) });
const saidToCitizens = z.object({ links: z.object({ stopped: z.string().min(1) }) });
const saidAtTerminal = z.object({ outOfUse: z.object({ do: z.string().min(1) }) });
const saidToOthers = z.object({ safePage: z.object({ board: said, staff: said }) });
/** For a hall whose wording says nothing of it. */
const plain = {
	'zh-CN': {
		citizen: { title: '这台机器停用，请到导办台', text: '已经拿到的号都有效。' },
		staff: { title: '这个界面反复出错，已经停下', text: '过一会儿会自己再试；一直这样请找技术人员。' },
	},
	en: {
		citizen: { title: 'This machine is out of use; please go to the reception desk', text: 'Tickets already taken stay valid.' },
		staff: {
			title: 'This screen kept failing and was stopped',
			text: 'It tries again by itself; if it stays like this, call a technician.',
		},
	},
};

/**
 * The page of one face. `wording`: as in StationConfig; uses `common.links.stopped` and `terminal.outOfUse.do` at a terminal,
 * `common.safePage` at a board and for staff.
 */
export function safePage(wording: Record<string, Texts>, face: FaceInfo['face']): string {
	const parts = Object.entries(plain).map(([language, words]) => {
		const { title, text } = saidAt(face, wording[language], words);
		return `<section lang="${language}"><h1>${asText(title)}</h1><p>${asText(text)}</p></section>`;
	});
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Tidehall</title><style nonce="${noncePlace}">
body{margin:0;min-height:100vh;display:flex;flex-direction:column;justify-content:center;gap:6vh;background:#f4f6f8;color:#16202a;
font:400 28px/1.6 "Noto Sans SC","Noto Sans CJK SC",sans-serif;text-align:center}h1{font-size:56px;margin:0}p{margin:1vh 8vw}
</style></head><body>${parts.join('')}</body></html>`;
}

function saidAt(face: FaceInfo['face'], texts: Texts, words: (typeof plain)['en']): z.infer<typeof said> {
	if (face !== 'terminal') {
		const others = saidToOthers.safeParse(texts?.common);
		if (face === 'board') return others.success ? others.data.safePage.board : words.citizen;
		return others.success ? others.data.safePage.staff : words.staff;
	}
	const common = saidToCitizens.safeParse(texts?.common);
	const terminal = saidAtTerminal.safeParse(texts?.terminal);
	return {
		title: common.success ? common.data.links.stopped : words.citizen.title,
		text: terminal.success ? terminal.data.outOfUse.do : words.citizen.text,
	};
}

function asText(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
}
