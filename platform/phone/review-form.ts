import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { mostReasons } from '../../domain/contracts/reviews.ts';
import { reviewPlanOf } from '../../domain/reviews/review-plan.ts';
import { html, type Markup } from './html.ts';
import { inLanguage, type PhoneWords } from './phone-words.ts';

export const levels = [5, 4, 3, 2, 1] as const;

/** Five levels of one size, none chosen beforehand; reasons if somebody likes. Leaving the page says nothing. */
export function reviewForm(plan: HallPlan, words: PhoneWords): Markup {
	const { say } = words;
	const reasons = reviewPlanOf(plan).reasons;
	return html`<form method="post" class="review" id="review"><input type="hidden" name="do" value="review">
<fieldset><legend>${say('review.ask')}</legend>
${levels.map((level) => html`<label class="level"><input type="radio" name="level" value="${level}" required><span>${say(`review.levels.${level}`)}</span></label>`)}
</fieldset>
<fieldset class="reasons"><legend>${say('review.why', { count: mostReasons })}</legend>
${reasons.map(({ code, name }) => html`<label class="reason"><input type="checkbox" name="reason" value="${code}"><span>${inLanguage(words, name)}</span></label>`)}
</fieldset>
<button class="primary">${say('review.send')}</button>
<p class="state">${say('review.note')}</p></form>`;
}
