/** `/api/health`: the same as `/healthz` for a person: a plain page without a script, in Chinese or English. What a program asks for as JSON it gets. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Alarm, alarm } from '../../domain/contracts/alarms.ts';
import { stationInWords } from '../../domain/reconciliation/place-words.ts';
import { type Say, sayFrom } from '../../domain/reconciliation/words.ts';
import { html } from '../phone/html.ts';
import { documented } from './documented.ts';
import type { HallPages } from './hall-pages.ts';
import { type Health, healthOf } from './health.ts';
import { languageOf } from './problem.ts';

const answer = z.object({ health: z.unknown(), alarms: z.array(alarm) });

export function serveHealthPage(app: FastifyInstance, pages: HallPages): void {
	const schema = documented('Health and alarms: a page for a person; JSON for who accepts application/json alone', { 200: answer });
	app.get('/api/health', { schema }, (request, reply) => {
		reply.headers({ 'cache-control': 'no-store', vary: 'accept, accept-language' });
		const health = healthOf(pages);
		const alarms = pages.alarms?.() ?? [];
		if (!/text\/html/i.test(request.headers.accept ?? '')) return reply.send({ health, alarms });
		const language = languageOf(request);
		const t = sayFrom((pages.stationConfig.wording[language]?.alarms ?? {}) as Record<string, unknown>);
		reply.header('content-language', language).type('text/html; charset=utf-8');
		return reply.serializer((text: unknown) => String(text)).send(page(health, alarms, pages, language, t));
	});
}

function page(
	health: Health,
	alarms: readonly Alarm[],
	{ plan, clock, stationConfig }: HallPages,
	language: 'zh-CN' | 'en',
	t: Say,
): string {
	const name = language === 'en' ? plan.name.en : plan.name.zh;
	const time = (at: number) =>
		new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
			dateStyle: 'short',
			timeStyle: 'medium',
			timeZone: plan.timezone,
		}).format(at);
	const words = sayFrom((stationConfig.wording[language]?.reconciliation ?? {}) as Record<string, unknown>);
	const place = (id: string | null) =>
		plan.stations.some((each) => each.id === id) && id !== null ? stationInWords(plan, id, words) : (id ?? '');
	const rows: [string, string][] = [
		[t('health.decides'), t(health.decides ? 'health.yes' : 'health.no')],
		[t('health.day'), `${health.day} · ${t(`health.stage.${health.stage}`)}`],
		[t('health.events'), String(health.head)],
		[t('health.store'), t(health.store === 'ok' ? 'health.yes' : 'health.no')],
		[t('health.part'), health.term ? `${health.term.platform} · ${t(`health.partState.${health.term.part}`)}` : 'P1'],
		[t('health.centre'), health.centre ? t(`health.centreState.${health.centre.state}`) : t('health.none')],
		[t('health.version'), health.version],
		[t('health.since'), time(clock.now() - health.uptimeSeconds * 1_000)],
	];
	return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="15"><title>${t('health.title')} · ${name}</title>
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/phone.css"></head>
<body><header><strong>${name}</strong></header>
<main>
<section class="card"><h1>${t(health.status === 'ok' && alarms.length === 0 ? 'health.well' : 'health.look')}</h1>
<p class="state">${t('health.asOf', { time: time(clock.now()) })}</p>
<dl class="advice facts">${rows.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl></section>
<section class="card"><h2>${t('title')}</h2>${
		alarms.length === 0
			? html`<p class="state">${t('none')}</p>`
			: html`<ul class="list">${alarms.map(
					({ code, station, about, raisedAt }) =>
						html`<li><strong>${t(`codes.${code}.what`, { station: place(station), about })}</strong> ${t(`codes.${code}.todo`)} (${time(raisedAt)})</li>`,
				)}</ul>`
	}</section>
${health.problems.length > 0 && html`<section class="card"><h2>${t('health.codes')}</h2><p class="state">${health.problems.join(' · ')}</p></section>`}
</main></body></html>`.text;
}
