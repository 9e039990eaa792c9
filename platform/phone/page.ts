/** The page of one ticket as HTML (picture 15). The part that changes is asked for again by a small script; without it the page reloads by itself. */
import type { FaceCatalogue } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { PhoneView } from '../../domain/views/phone-view.ts';
import { bringFor, themeName } from '../../domain/what-to-bring.ts';
import { windowsOf } from '../../domain/window-numbers.ts';
import { html, type Markup } from './html.ts';
import { inLanguage, type PhoneWords } from './phone-words.ts';
import { reviewForm } from './review-form.ts';

/** Everything around `live`; the same for every ticket of a hall. `other`: address of the same page in the other language. */
export function pageAround(
	live: Markup,
	plan: HallPlan,
	words: PhoneWords,
	about: { title: string; every: number | null; other?: string },
): string {
	const { say, language } = words;
	const other = language === 'en' ? 'zh-CN' : 'en';
	return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<title>${about.title}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/phone.css">
${
	about.every === null
		? null
		: html`<noscript><meta http-equiv="refresh" content="${about.every}"></noscript>
<script src="/phone.js" defer></script>`
}
</head>
<body>
<header>${mark}<strong>${inLanguage(words, plan.name)}</strong><a href="${about.other ?? `?lang=${other}`}" lang="${other}" hreflang="${other}">${say('otherLanguage')}</a></header>
<main id="live" data-stale="${say('stale')}" data-updated="${say('updated')}" data-away="${say('away')}">${live}</main>
<footer>${about.every === null ? null : html`<p id="age" role="status"></p>`}<p>${say('privacy')}</p></footer>
</body>
</html>`.text;
}

const mark = html`<svg class="mark" aria-hidden="true" viewBox="0 0 60 60" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round"><rect x="13" y="11" width="34" height="38" rx="7"/><path d="M14 31c6-6 11-5 16-1s10 5 16-1"/></svg>`;
const bell = html`<svg aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M10.3 21a2 2 0 0 0 3.4 0M3.3 15.3A1 1 0 0 0 4 17h16a1 1 0 0 0 .7-1.7C19.4 13.9 18 12.5 18 8A6 6 0 0 0 6 8c0 4.5-1.4 5.9-2.7 7.3M4 2C2.8 3.7 2 5.7 2 8M22 8a10 10 0 0 0-2-6"/></svg>`;

/** Where this page stands among what may be shown of a ticket. `told`: of something that was just done here. */
export function livePart(view: PhoneView, plan: HallPlan, catalogue: FaceCatalogue, words: PhoneWords, told: string | null): Markup {
	const { say } = words;
	const { number, queue } = view;
	const theme = catalogue.themes.find(({ code }) => code === view.theme);
	const names = catalogue.items.filter(({ code }) => view.items.includes(code)).map(({ name }) => inLanguage(words, name));
	const what = theme
		? say('theme', { theme: inLanguage(words, themeName(theme.name)), count: view.items.length })
		: names.slice(0, 2).join(say('comma'));
	const bring = bringFor(catalogue, view.items, view.theme).map((each) => inLanguage(words, each));
	const windows = queue === null ? '' : windowsOf(plan, queue.id, say('comma'));
	const zone = plan.zones.find(({ id }) => id === queue?.zones[0]);
	const where = zone ? say('where', { floor: say(`floor.${zone.floor}`), zone: inLanguage(words, zone.name) }) : '';
	const missed = queue === null ? '' : queue.requeueAfter === null ? say('missedEnds') : say('missedAfter', { count: queue.requeueAfter });
	const open = view.stage === 'waiting' || view.stage === 'by-hand' || view.stage === 'unheard';
	return html`${told === null ? null : html`<p class="told" role="status">${told}</p>`}
<section class="card" data-stage="${view.stage}" data-soon="${view.soon && view.stage === 'waiting' ? 'yes' : 'no'}" data-title="${titleOf(view, words)}">
<p class="label"><span>${say('yours')}</span><span>${queue === null ? '' : inLanguage(words, queue.name)}</span></p>
<h1 class="number">${number}</h1>
${what === '' ? null : html`<p class="what">${what}</p>`}
${view.stage === 'waiting' ? waiting(view, words) : standing(view, words)}
</section>
${
	open || view.stage === 'called'
		? html`<dl class="advice">
${bring.length > 0 && html`<dt>${say('ready')}</dt><dd>${bring.slice(0, 6).join(say('comma'))}${bring.length > 6 ? say('andMore', { count: bring.length - 6 }) : ''}</dd>`}
${where !== '' && html`<dt>${say('waitAt')}</dt><dd>${where}${windows === '' ? '' : say('nearWindows', { windows })}</dd>`}
${missed !== '' && html`<dt>${say('missed')}</dt><dd>${missed}</dd>`}
${open && html`<dt>${say('leave')}</dt><dd>${say(view.behind > 0 ? 'leaveBehind' : 'leaveDo', { count: view.behind })}</dd>`}
</dl>`
		: null
}
${view.review === 'may' ? reviewForm(plan, words) : view.review === 'given' ? html`<p class="thanks">${say('review.given')}</p>` : view.review === 'too-late' ? html`<p class="thanks">${say('review.tooLate')}</p>` : null}
${view.stage === 'waiting' && html`<button type="button" class="primary" id="remind" hidden data-on="${say('remindOn')}">${bell}<span>${say('remind')}</span></button>`}
${
	open &&
	html`<div class="pair">
${view.mayReturn && html`<a class="key" href="?do=return">${say('return')}</a>`}
${bring.length > 0 && html`<a class="key" href="?do=list">${say('list')}</a>`}
</div>`
}`;
}

export function titleOf(view: PhoneView, { say }: PhoneWords): string {
	return say(`title.${view.stage === 'waiting' && view.soon ? 'soon' : view.stage}`, { number: view.number, window: view.window ?? '' });
}

function waiting(view: PhoneView, { say }: PhoneWords): Markup {
	const { minutes, ahead } = view;
	const range = minutes === null ? null : minutes[0] === minutes[1] ? String(minutes[0]) : `${minutes[0]}–${minutes[1]}`;
	return html`<dl class="facts">
<div><dt>${say('ahead')}</dt><dd><strong>${ahead ?? 0}</strong> ${say('people', { count: ahead ?? 0 })}</dd></div>
<div><dt>${say('wait')}</dt><dd>${range === null ? say('waitUnknown') : minutes?.[1] === 0 ? say('waitNone') : html`<strong>${range}</strong> ${say('minutes')}`}</dd></div>
</dl>
<ol class="way" aria-label="${say('way.name')}"><li data-on="yes">${say('way.taken')}</li><li data-on="${view.soon ? 'yes' : 'no'}">${say('way.soon')}</li><li data-on="no">${say('way.you')}</li></ol>
${view.soon ? html`<p class="state" role="status">${say('soon')}</p>` : null}`;
}

function standing(view: PhoneView, { say }: PhoneWords): Markup {
	const at = { window: view.window ?? '', number: view.replacedBy ?? '' };
	if (view.stage === 'called')
		return html`<p class="called" role="status"><span>${say('called.go')}</span><strong>${view.window ?? ''}</strong><span>${say('called.window')}</span></p>`;
	return html`<p class="state" role="status">${say(`state.${view.stage}`, at)}</p>`;
}

/** What to bring, whole. */
export function listPart(view: PhoneView, catalogue: FaceCatalogue, words: PhoneWords): Markup {
	const bring = bringFor(catalogue, view.items, view.theme).map((each) => inLanguage(words, each));
	return html`<section class="card"><h1>${words.say('listTitle', { number: view.number })}</h1><ul class="list">${bring.map((each) => html`<li>${each}</li>`)}</ul><p class="state">${words.say('listNote')}</p></section><a class="key" href="?">${words.say('back')}</a>`;
}

/** Asked once more before a number is given back. */
export function returnPart(view: PhoneView, words: PhoneWords): Markup {
	return html`<section class="card"><h1>${words.say('returnTitle', { number: view.number })}</h1><p class="state">${words.say('returnNote')}</p></section>
<form method="post"><input type="hidden" name="do" value="return"><button class="primary">${words.say('returnNow')}</button></form><a class="key" href="?">${words.say('returnNot')}</a>`;
}

/** A code that opens nothing, in words: what happened, what still counts, what to do. */
export function refusedPart(why: string, { say }: PhoneWords): Markup {
	return html`<section class="card"><h1>${say(`refused.${why}.title`)}</h1><p class="state">${say(`refused.${why}.do`)}</p></section>`;
}
