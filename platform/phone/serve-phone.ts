/** `/t/<signed code>`: the page behind the code on paper. Whoever holds the paper may look, give a review, and give the number back. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { localTime } from '../../domain/business-day.ts';
import type { StationConfig } from '../../domain/contracts/bridge.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { mostReasons, reviewLevel } from '../../domain/contracts/reviews.ts';
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';
import { sayFrom } from '../../domain/reconciliation/words.ts';
import { reviewPlanOf } from '../../domain/reviews/review-plan.ts';
import { codeInAddress, readTicketCode, type TicketCode, type VerifySignature } from '../../domain/ticket-code.ts';
import { phoneView } from '../../domain/views/phone-view.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { phoneLimits } from './limits.ts';
import { listPart, livePart, pageAround, refusedPart, returnPart, titleOf } from './page.ts';
import type { PhoneWords } from './phone-words.ts';
import type { TicketDays } from './ticket-days.ts';

/** A page asks again after this many seconds. */
const every = 5;
const address = '/t/*';

export interface PhonePages {
	plan: HallPlan;
	stationConfig: Pick<StationConfig, 'catalogue' | 'wording'>;
	authority: Authority;
	clock: Clock;
	log: Log;
	/** Every key of the hall's machines. */
	keys(): readonly StationKey[];
	days: TicketDays;
	/** Says what its holder wants; true when the log took it. `day`: of the ticket, when it is over. */
	review(body: { ticket: string; level: number; reasons: string[] }, day: string | undefined): Promise<boolean>;
	giveBack(ticket: string, reason: string): Promise<boolean>;
}

const asked = z.object({
	lang: z.enum(['zh-CN', 'en']).optional(),
	part: z.literal('1').optional(),
	do: z.enum(['list', 'return', 'done', 'failed', 'returned']).optional(),
});
const told = z.discriminatedUnion('do', [
	z.object({ do: z.literal('review'), level: z.coerce.number().pipe(reviewLevel), reason: z.array(z.string().max(32)).max(mostReasons) }),
	z.object({ do: z.literal('return') }),
]);
type Opened = { ok: true; code: TicketCode } | { ok: false; why: string };

export async function servePhone(app: FastifyInstance, pages: PhonePages): Promise<void> {
	const { plan, authority, clock, log, stationConfig } = pages;
	const limits = phoneLimits(clock.now());
	const known = new Set(reviewPlanOf(plan).reasons.map(({ code }) => code));

	/** The code in the address, checked; of today or of a day whose services may still be reviewed. */
	function open(request: FastifyRequest): Opened {
		const text = codeInAddress(`http://hall/t/${(request.params as { '*': string })['*']}`);
		const [, , day = ''] = text.split(':');
		const read = readTicketCode(text, {
			hall: plan.code,
			day: /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : authority.day,
			keys: pages.keys(),
			verify: checkSignature,
		});
		if (!read.ok) return read;
		return read.code.day > authority.day ? { ok: false, why: 'wrong-day' } : read;
	}
	function wordsFor(request: FastifyRequest, lang: 'zh-CN' | 'en' | undefined): PhoneWords {
		const wanted = lang ?? (/\b(zh|en)\b/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh-CN');
		return {
			say: sayFrom((stationConfig.wording[wanted]?.phone ?? {}) as Record<string, unknown>),
			language: wanted,
			time: (at) => localTime(at, plan.timezone),
		};
	}
	function refuse(reply: FastifyReply, words: PhoneWords, why: string, status: number) {
		const page = pageAround(refusedPart(why, words), plan, words, { title: words.say(`refused.${why}.title`), every: null });
		return reply.code(status).type('text/html; charset=utf-8').send(page);
	}

	await app.register(async (scope) => {
		scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 2_048 }, (_request, body, done) =>
			done(null, new URLSearchParams(String(body))),
		);
		scope.addHook('onRequest', async (_request, reply) => {
			reply.headers({ 'cache-control': 'no-store', vary: 'accept-language' });
		});

		scope.get(address, { schema: { hide: true } as object }, async (request, reply) => {
			const query = asked.safeParse(request.query);
			const { lang, part, do: wish } = query.success ? query.data : {};
			const words = wordsFor(request, lang);
			const opened = open(request);
			if (!limits.may(opened.ok ? 'look' : 'bad', opened.ok ? `${opened.code.day}/${opened.code.number}` : '', clock.now())) {
				reply.header('retry-after', String(every));
				return refuse(reply, words, 'busy', 429);
			}
			if (!opened.ok) return refuse(reply, words, opened.why, 404);
			if (authority.stopped) return refuse(reply, words, 'away', 503);
			const found = await pages.days.of(opened.code.day, reviewPlanOf(plan).days + 1);
			if (!found) return refuse(reply, words, 'wrong-day', 404);
			const view = phoneView(found.state, found.plan, opened.code, clock.now());
			if (wish === 'list') return sendPage(reply, listPart(view, stationConfig.catalogue, words), words, words.say('list'), null);
			if (wish === 'return' && view.mayReturn) return sendPage(reply, returnPart(view, words), words, words.say('return'), null);
			const news = wish === 'done' || wish === 'failed' || wish === 'returned' ? words.say(`told.${wish}`) : null;
			const live = livePart(view, found.plan, stationConfig.catalogue, words, news);
			const tag = `"${createHash('sha256').update(live.text).digest('base64url').slice(0, 22)}"`;
			reply.header('etag', tag).header('x-hall-time', words.time(clock.now()));
			if (request.headers['if-none-match'] === tag) return reply.code(304).send();
			if (part) return reply.type('text/html; charset=utf-8').send(live.text);
			return sendPage(reply, live, words, titleOf(view, words), every);
		});
		function sendPage(reply: FastifyReply, part: Parameters<typeof pageAround>[0], words: PhoneWords, title: string, again: number | null) {
			return reply.type('text/html; charset=utf-8').send(pageAround(part, plan, words, { title, every: again }));
		}

		scope.post(address, { schema: { hide: true } as object }, async (request, reply) => {
			const query = asked.safeParse(request.query);
			const words = wordsFor(request, query.success ? query.data.lang : undefined);
			const opened = open(request);
			if (!limits.may(opened.ok ? 'do' : 'bad', opened.ok ? `${opened.code.day}/${opened.code.number}` : '', clock.now())) {
				reply.header('retry-after', '10');
				return refuse(reply, words, 'busy', 429);
			}
			if (!opened.ok) return refuse(reply, words, opened.why, 404);
			if (authority.stopped) return refuse(reply, words, 'away', 503);
			const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
			const wish = told.safeParse({ ...Object.fromEntries(form), reason: form.getAll('reason') });
			const { code } = opened;
			const late = code.day < authority.day ? code.day : undefined;
			let outcome = 'failed';
			if (wish.success && wish.data.do === 'review') {
				const { level, reason } = wish.data;
				const found = await pages.days.of(code.day, reviewPlanOf(plan).days + 1);
				const may = found && phoneView(found.state, found.plan, code, clock.now()).review === 'may';
				if (may && (await pages.review({ ticket: code.number, level, reasons: reason.filter((each) => known.has(each)) }, late)))
					outcome = 'done';
			} else if (wish.success && late === undefined && phoneView(authority.state, plan, code, clock.now()).mayReturn) {
				const zh = sayFrom((stationConfig.wording['zh-CN']?.phone ?? {}) as Record<string, unknown>);
				if (await pages.giveBack(code.number, zh('returnReason'))) outcome = 'returned';
			}
			// What was pressed stands in no log of the machine; that a page was used does.
			log.info('phone-page', { command: wish.success ? wish.data.do : 'malformed', code: outcome });
			return reply.redirect(`?do=${outcome}${query.success && query.data.lang ? `&lang=${query.data.lang}` : ''}`, 303);
		});
	});
}

const spki = Buffer.from('302a300506032b6570032100', 'hex');
/** Ed25519 by Node's own library; a key that is none signs nothing. */
const checkSignature: VerifySignature = (text, signature, publicKey) => {
	try {
		const key = createPublicKey({ key: Buffer.concat([spki, Buffer.from(publicKey, 'base64url')]), type: 'spki', format: 'der' });
		return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
	} catch {
		return false;
	}
};
