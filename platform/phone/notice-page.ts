/** `/notice?theme=…&items=…`: the one notice on a phone. A plain page of codes alone: no script, nobody's data, works without the app. */
import type { FastifyInstance } from 'fastify';
import { businessDay } from '../../domain/business-day.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { noticeOf } from '../../domain/notice/notice.ts';
import { noticePath, selectionIn } from '../../domain/notice/notice-address.ts';
import { type SaidNotice, sayNotice } from '../../domain/notice/notice-words.ts';
import type { SaidLine } from '../../domain/notice/said.ts';
import { whereToGo } from '../../domain/notice/where-to-go.ts';
import { type Say, sayFrom } from '../../domain/reconciliation/words.ts';
import type { HallPages } from '../http/hall-pages.ts';
import { html, type Markup } from './html.ts';
import { pageAround } from './page.ts';

type Pages = Pick<HallPages, 'plan' | 'stationConfig' | 'clock'> & { book: CatalogueBook };

export function serveNotice(app: FastifyInstance, { plan, stationConfig, clock, book }: Pages): void {
	const { wording, catalogue } = stationConfig;
	app.get(noticePath, { schema: { hide: true } as object }, (request, reply) => {
		const query = (request.query ?? {}) as Record<string, unknown>;
		const asked = /\b(zh|en)\b/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh-CN';
		const language = query.lang === 'en' || query.lang === 'zh-CN' ? query.lang : asked;
		const t = sayFrom((wording[language]?.notice ?? {}) as Record<string, unknown>);
		const words = {
			say: sayFrom((wording[language]?.phone ?? {}) as Record<string, unknown>),
			language,
			time: () => '',
		} as const;
		const selection = selectionIn(query);
		const notice = selection && noticeOf(book, selection);
		// Everyone asks for the same few pages: they may be kept for a while, but never longer than a catalogue would be changed.
		reply
			.headers({ 'cache-control': 'public, max-age=300', vary: 'accept-language', 'content-language': language })
			.type('text/html; charset=utf-8');
		if (!selection || !notice || notice.items.length === 0) {
			const why = t(selection ? 'page.gone' : 'page.bad');
			const page = pageAround(html`<section class="card"><h1>${why}</h1></section>`, plan, words, { title: why, every: null, other: '' });
			return reply.code(selection ? 410 : 404).send(page);
		}
		const where = whereToGo(plan, catalogue, notice.selection);
		const said = sayNotice(book, notice, where.ok ? where.place : null, language, t);
		const { theme, items } = selection;
		const other = `?${theme === null ? '' : `theme=${theme}&`}items=${items.join('.')}&lang=${language === 'en' ? 'zh-CN' : 'en'}`;
		const title = t('page.title', { title: said.title });
		const day = businessDay(clock.now(), plan.timezone);
		return reply.send(pageAround(noticePart(said, t, day), plan, words, { title, every: null, other }));
	});
}

function noticePart(said: SaidNotice, t: Say, day: string): Markup {
	const lead = said.items.length === 1 ? t('page.leadOne') : t('page.lead', { count: said.items.length });
	return html`<section class="card"><h1>${said.title}</h1><p class="state">${lead}</p>
<dl class="brief">${said.brief.map(({ label, text }) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl></section>
${said.sections.map(
	({ id, title, entries }) => html`<section class="card" id="${id}"><h2>${title}</h2>
${entries.map(
	({ head, lines }) =>
		html`${head && html`<h3>${line(head)}</h3>`}${
			lines.length > 0 && html`<ul class="list">${lines.map((each) => html`<li>${line(each)}</li>`)}</ul>`
		}`,
)}</section>`,
)}
<p class="state">${t('page.disclaimer')} ${t('page.asOf', { day })}</p>`;
}

/** A sentence that exists in Chinese alone says so, for readers and translators. */
function line({ text, zh }: SaidLine): Markup {
	return html`${text}${zh !== undefined && html`<span lang="zh-CN">${zh}</span>`}`;
}
