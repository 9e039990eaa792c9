/** Texts that would act, in sentences, mails, documents and tables, and keys that would change what every object has. */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { makePdf } from '../../documents/make-pdf.ts';
import { languages } from '../../domain/contracts/bridge.ts';
import { figuresMail } from '../../domain/contracts/daily-figures.ts';
import type { PaperDocument } from '../../domain/contracts/paper-document.ts';
import { smtpSender } from '../../platform/figures/send-mail.ts';
import { columns, readStaffTable } from '../../platform/people/staff-table.ts';
import { createWords } from '../../renderer/words/words.tsx';
import { injectionStrings } from '../../scripts/hostile/injection-strings.ts';
import { plan } from '../domain/small-hall.ts';

const strings = injectionStrings(200);
/** What nobody may have changed, whatever was read. */
const ofEveryObject = () => [Reflect.ownKeys(Object.prototype), Reflect.ownKeys(Array.prototype), Reflect.ownKeys(Function.prototype)];
const before = ofEveryObject();
afterEach(() => expect(ofEveryObject()).toEqual(before));

describe.each(languages)('in the sentences of %s', (language) => {
	const files = readdirSync(`config/wording/${language}`).filter((name) => name.endsWith('.yaml'));
	const wording = {
		[language]: Object.fromEntries(
			files.map((name) => [name.slice(0, -5), parse(readFileSync(`config/wording/${language}/${name}`, 'utf8'))]),
		),
	};
	const t = createWords(wording, language).t as (key: string, params: Record<string, unknown>) => string;

	test('every place that is filled holds the text as it is: no word of it is looked up, filled or run', () => {
		let filled = 0;
		const nested: string[] = [];
		const walk = (path: string, value: unknown) => {
			if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) walk(`${path}.${key}`, each);
			if (typeof value !== 'string') return;
			const places = [...new Set([...value.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, name]) => name!))];
			// A number chooses the form of a word; it is no text.
			const texts = places.filter((name) => name !== 'count');
			if (texts.length === 0) return;
			if (value.includes('$t(')) return void nested.push(`${path}: ${texts.join()}`);
			const hostile = [strings[filled % 26]!, '$t(a.b) {{name}} {{count}} $t(terminal:cannot.title)'][filled % 2]!;
			filled += 1;
			const said = t(path.replace('.', ':'), { ...Object.fromEntries(texts.map((name) => [name, hostile])), count: 3 });
			const meant = value.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name) => (name === 'count' ? '3' : hostile));
			// Of a word with forms for one and many another form may be said.
			if (/_(one|other)$/.test(path)) expect(said, path).toContain(hostile);
			else expect(said, path).toBe(meant);
		};
		for (const [name, words] of Object.entries(wording[language]!)) walk(name, words);
		expect(filled).toBeGreaterThan(400);
		// A word that is looked up by what is filled in: by one of the names of a ticket's stages, which no text can be.
		expect(nested).toEqual(['refusals.illegal-stage: stage']);
	});
});

describe('in a mail', () => {
	test('a subject and the name of a file add no line to its head and nobody to those who get it', async () => {
		const mails: { to: string[]; text: string }[] = [];
		const server = new SMTPServer({
			...{ disabledCommands: ['STARTTLS', 'AUTH'], authOptional: true },
			onData(stream, session, done) {
				const parts: Buffer[] = [];
				stream.on('data', (part: Buffer) => parts.push(part));
				stream.on('end', () => {
					mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString('utf8') });
					done();
				});
			},
		});
		const listening = server.listen(0, '127.0.0.1');
		await once(listening, 'listening');
		const { port } = listening.address() as AddressInfo;
		const sender = smtpSender(
			figuresMail.parse({ host: '127.0.0.1', port, security: 'none', from: 'hall@hall.example', to: ['one@hall.example'] }),
			null,
		);
		const hostile = ['名\r\nBcc: all@evil.example\r\n\r\n正文', 'a\nTo: all@evil.example', ...strings.slice(0, 3)];
		try {
			for (const text of hostile)
				expect(
					await sender.send({ id: '<a@hall.example>', subject: text, text, files: [{ name: `${text}.csv`, bytes: Buffer.from(text) }] }),
				).toBe('taken');
		} finally {
			sender.close();
			server.close(() => {});
		}
		expect(mails).toHaveLength(hostile.length);
		for (const { to, text } of mails) {
			expect(to).toEqual(['one@hall.example']);
			const head = text.slice(0, text.indexOf('\r\n\r\n'));
			const names = head.split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
			expect(names.sort()).toEqual(['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']);
		}
	});

	test('addresses that would be more than one are refused by the configuration', () => {
		const settings = { host: 'mail.hall.example', from: 'hall@hall.example' };
		for (const to of [
			'one@hall.example, two@evil.example',
			'one@hall.example\r\nBcc: all@evil.example',
			'<one@hall.example> SIZE=1',
			'one@hall.exa\u0000mple',
			'\u001b@hall',
		])
			expect(figuresMail.safeParse({ ...settings, to: [to] }).success, to).toBe(false);
	});
});

test('in a document: nothing in it runs, opens, calls or is attached, and its parts are as many as without them', async () => {
	const documentOf = (texts: readonly string[]): PaperDocument => ({
		...{ title: texts[0]!.slice(0, 200), language: 'zh-CN', orientation: 'portrait', made: 0, foot: texts[1]!.slice(0, 100) },
		blocks: texts.flatMap((text): PaperDocument['blocks'] => [
			{ kind: 'heading', text, level: 2 },
			{ kind: 'text', text },
			{ kind: 'facts', rows: [{ label: text, value: text }] },
			{ kind: 'table', columns: [{ head: text, share: 1 }], rows: [[text]] },
		]),
	});
	const acting = /\/(JS|JavaScript|OpenAction|AA|Launch|URI|EmbeddedFile|AcroForm|RichMedia|SubmitForm|GoToR|XFA)\b/;
	const closing = ') /OpenAction << /S /JavaScript /JS (app.alert(1)) >> (';
	const made = Buffer.from(await makePdf(documentOf([closing, ...strings.slice(0, 10), `endstream endobj ${closing}`]))).toString('latin1');
	// The title stands in the file as it was given, as a text: what is not a text is looked at.
	const bare = made.replaceAll(/\((?:\\.|[^\\()])*\)/gs, '()').replaceAll(/stream\r?\n[\s\S]*?endstream/g, '');
	expect(bare).not.toMatch(acting);
	expect(made.match(/%%EOF/g)).toHaveLength(1);
});

describe('in a table of staff', () => {
	const parts = {
		...{ plan, shifts: [], mayKeepAccounts: true, by: '9001' },
		account: () => null,
		week: () => [null, null, null, null, null, null, null],
		isLastSecurity: () => false,
	};
	const read = (text: string) => readStaffTable(new TextEncoder().encode(text), parts);
	const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'valueOf'];

	test.each(keys)('a column or a role called %s is unknown, as every other that nobody knows', (key) => {
		expect(read(`工号,姓名,角色,${key}\n0401,张三,窗口人员,x\n`).look.problems.map(({ code }) => code)).toEqual(['unknown-column']);
		const { rows, look } = read(`工号,姓名,角色\n0401,张三,${key}\n`);
		expect(rows).toEqual([]);
		expect(look.problems.map(({ code }) => code)).toContain('unknown-role');
	});

	test('whatever stands in a cell is a name or a fault, and is told back in forty signs at most', () => {
		const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
		for (const text of [...strings, ...keys]) {
			for (const column of columns) {
				const row = columns.map((each) =>
					each === column ? quoted(text) : ({ 工号: '0401', 姓名: '张三', 角色: 'window' }[each as '工号'] ?? ''),
				);
				const { rows, look } = read(`${columns.join(',')}\n${row.join(',')}\n`);
				if (column === '姓名') continue;
				expect(rows, `${column}: ${text}`).toEqual([]);
				expect(look.problems.length).toBeGreaterThan(0);
				for (const { found } of look.problems) expect([...(found ?? '')].length).toBeLessThanOrEqual(40);
			}
		}
	});
});
