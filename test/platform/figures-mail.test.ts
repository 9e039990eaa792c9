import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { type FiguresMail, figuresMail } from '../../domain/contracts/daily-figures.ts';
import { MailOutbox } from '../../platform/figures/mail-outbox.ts';
import { smtpSender } from '../../platform/figures/send-mail.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import type { MemoryStore } from '../../platform/storage/memory.ts';
import { minute, plan } from '../domain/small-hall.ts';
import { deskOf, monday, StandClock, shortDay, storeWith, tuesday } from './figures-stand.ts';

const closing: (() => void)[] = [];
afterEach(() => {
	for (const close of closing.splice(0)) close();
});

/** A mail server of its own: keeps what comes, asks for a password, and answers as it is told. */
async function mailServer(answer: { code?: number } = {}) {
	const mails: { to: string[]; text: string }[] = [];
	const server = new SMTPServer({
		disabledCommands: ['STARTTLS'],
		allowInsecureAuth: true,
		onAuth({ username, password }, _session, done) {
			if (username === 'hall' && password === 'canary-password') done(null, { user: username });
			else done(new Error('no'));
		},
		onData(stream, session, done) {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				if (answer.code !== undefined) return done(Object.assign(new Error('not now'), { responseCode: answer.code }));
				mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString('utf8') });
				done();
			});
		},
	});
	server.on('error', () => {});
	const listening = server.listen(0, '127.0.0.1');
	await once(listening, 'listening');
	closing.push(() => server.close(() => {}));
	return { mails, answer, port: (listening.address() as AddressInfo).port };
}

const settings = (port: number, more: Partial<FiguresMail> = {}): FiguresMail =>
	figuresMail.parse({
		host: '127.0.0.1',
		port,
		security: 'none',
		user: 'hall',
		from: 'hall@tidehall.test',
		to: ['city@example.test'],
		...more,
	});

async function outboxOf(store: MemoryStore, to: FiguresMail, clock: StandClock, password: string | null = 'canary-password') {
	const sender = smtpSender(to, password);
	closing.push(() => sender.close());
	const lines: string[] = [];
	const state = { day: tuesday, closed: false };
	const outbox = await MailOutbox.load({
		...{ plan, store, settings: to, sender, desk: deskOf(store, clock), now: clock.now },
		log: jsonLog({ write: (line) => void lines.push(line) }),
		today: () => state,
	});
	return { outbox, lines, state };
}

/** The text part of a mail, decoded; of one without files, all of it. */
function textOf(mail: string): string {
	const part = mail.slice(mail.indexOf('Content-Type: text/plain'));
	const encoding = /Content-Transfer-Encoding: (\S+)/.exec(part)?.[1];
	const [body = ''] = part.slice(part.indexOf('\r\n\r\n') + 4).split('\r\n--');
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	const bytes = body
		.replaceAll('=\r\n', '')
		.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

describe('daily figures by mail', () => {
	test('the day goes out when it is closed, once, with its tables, and P1: nobody is in it', async () => {
		const server = await mailServer();
		const store = await storeWith({ [monday]: shortDay(monday) });
		const clock = new StandClock();
		const { outbox, lines, state } = await outboxOf(store, settings(server.port, { attach: ['csv', 'xlsx', 'pdf'] }), clock);
		// Turned on today: the day before is not sent.
		await outbox.look();
		expect(server.mails).toEqual([]);
		await store.keepDay(plan.code, tuesday, plan);
		await store.commit({ hall: plan.code, day: tuesday, events: shortDay(tuesday, 1), outcomes: [] });
		await outbox.look();
		expect(server.mails).toEqual([]);
		state.closed = true;
		await outbox.look();
		await outbox.look();
		expect(server.mails).toHaveLength(1);
		const [{ to, text }] = server.mails as [{ to: string[]; text: string }];
		expect(to).toEqual(['city@example.test']);
		expect(text).toContain(`figures-${plan.code}-${tuesday}@tidehall.test`);
		expect(textOf(text)).toContain('来了 5 人，办了 1 人');
		for (const format of ['csv', 'xlsx', 'pdf']) expect(text).toContain(`filename=figures-${tuesday}.${format}`);
		expect(outbox.report()).toMatchObject([{ day: tuesday, stage: 'sent', tries: 1 }]);
		expect(`${text}${lines.join()}`).not.toMatch(/canary/);
		// A platform that starts again knows what went out.
		const again = await outboxOf(store, settings(server.port), clock);
		again.state.closed = true;
		await again.outbox.look();
		expect(server.mails).toHaveLength(1);
	});

	test('a server that is away or says "not now" is tried again, later and later, until it takes the mail', async () => {
		const server = await mailServer({ code: 451 });
		const store = await storeWith({ [tuesday]: shortDay(tuesday) });
		const clock = new StandClock();
		const { outbox, state } = await outboxOf(store, settings(server.port), clock);
		state.closed = true;
		const tried: number[] = [];
		for (let at = 0; at < 20; at++, clock.at += minute) {
			const before = outbox.report()[0]?.tries ?? 0;
			await outbox.look();
			if ((outbox.report()[0]?.tries ?? 0) > before) tried.push(at);
		}
		expect(tried).toEqual([0, 1, 3, 7, 15]);
		expect(outbox.warnings()).toEqual(['figures-mail-failing']);
		server.answer.code = undefined as never;
		clock.at += 60 * minute;
		await outbox.look();
		expect(server.mails).toHaveLength(1);
		expect(outbox.warnings()).toEqual([]);
	});

	test('a wrong password is said as what it is, and not in the log; a mail that is refused for good is given up and told', async () => {
		const server = await mailServer();
		const store = await storeWith({ [tuesday]: shortDay(tuesday) });
		const wrong = await outboxOf(store, settings(server.port), new StandClock(), 'canary-other');
		wrong.state.closed = true;
		await wrong.outbox.look();
		expect(wrong.outbox.report()).toMatchObject([{ stage: 'waiting', last: 'sign-in-failed' }]);
		expect(wrong.lines.join()).toContain('sign-in-failed');
		expect(wrong.lines.join()).not.toContain('canary');
		server.answer.code = 550;
		const clock = new StandClock();
		clock.at += 5 * minute;
		const refused = await outboxOf(store, settings(server.port), clock);
		refused.state.closed = true;
		await refused.outbox.look();
		expect(refused.outbox.report()).toMatchObject([{ stage: 'given-up', last: 'refused' }]);
		expect(refused.outbox.warnings()).toEqual(['figures-mail-failing']);
	});

	test('a day nobody closed goes out at its time, and says who had not ended', async () => {
		const server = await mailServer();
		const store = await storeWith({ [tuesday]: shortDay(tuesday).filter(({ name }) => name !== 'day-closed') });
		const clock = new StandClock();
		const { outbox } = await outboxOf(store, settings(server.port, { at: '18:30', language: 'en', attach: [] }), clock);
		await outbox.look();
		expect(server.mails).toEqual([]);
		clock.at = Date.parse(`${tuesday}T18:30:30+08:00`);
		await outbox.look();
		expect(textOf(server.mails[0]!.text)).toContain('2 people had not ended');
	});
});
