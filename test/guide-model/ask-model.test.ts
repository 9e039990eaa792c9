/** The hall's model, against a real HTTP server that speaks the protocol: well, with garbage, slowly, and with bad intent. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { guideModelPlan, type SuggestAnswer, suggestAnswer } from '../../domain/contracts/guide-model.ts';
import { mayLeaveHall } from '../../domain/may-leave-hall.ts';
import { createGuideModel, type GuideModel } from '../../platform/guide-model/ask-model.ts';
import { book } from '../domain/book/demo-book.ts';
import { demoHall, epochOf, HandClock } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';

interface Asked {
	path: string;
	headers: IncomingHttpHeaders;
	body: { model: string; messages: { role: string; content: string }[] };
}
const offered = new Set(['GR-01', 'GA-001', 'GA-003']);
const chat = (content: string) => JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] });

let asked: Asked[];
let answer: (response: ServerResponse) => void;
let url: string;
let close: () => void;
let model: GuideModel;
let clock: HandClock;
/** As long as a hall may wait at most: a busy machine is no slow model. */
const patient = 8_000;
let plan: { url: string; model: string; withinMs: number };

beforeEach(async () => {
	asked = [];
	answer = (response) => response.end(chat('{"codes":["GA-001"]}'));
	const server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			asked.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(Buffer.concat(pieces).toString('utf8')) });
			answer(response);
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	close = () => {
		server.closeAllConnections();
		server.close();
	};
	clock = new HandClock();
	plan = { url, model: 'a-model', withinMs: patient };
	model = createGuideModel({ plan, key: 'a-key-of-the-hall', book, clock });
});
afterEach(() => {
	model.close();
	close();
});

describe('a model that speaks the protocol', () => {
	test('is asked with the entries of the hall alone, and its key; the codes it names are the answer', async () => {
		expect(await model.ask('给娃上户口', offered)).toEqual(['GA-001']);
		const [one] = asked;
		expect(one?.path).toBe('/v1/chat/completions');
		expect(one?.headers.authorization).toBe('Bearer a-key-of-the-hall');
		expect(one?.body.model).toBe('a-model');
		const [system, user] = one?.body.messages ?? [];
		expect(user).toEqual({ role: 'user', content: '给娃上户口' });
		for (const code of offered) expect(system?.content).toContain(code);
		expect(system?.content).not.toContain('GA-002');
	});

	test('wrapped in a fence and in talk, it is understood; none is an answer too; three are enough', async () => {
		answer = (response) => response.end(chat('好的，以下是结果：\n```json\n{"codes": ["GR-01", "GA-001", "GR-01"]}\n```\n祝您顺利'));
		expect(await model.ask('孩子', offered)).toEqual(['GR-01', 'GA-001']);
		answer = (response) => response.end(chat('{"codes":[]}'));
		expect(await model.ask('天气', offered)).toEqual([]);
	});
});

describe('a model that cannot be relied on', () => {
	const bad: [string, (response: ServerResponse) => void][] = [
		['no JSON', (response) => response.end('<html>Bad gateway</html>')],
		['half of an answer', (response) => response.end('{"choices":[{"mess')],
		['another protocol', (response) => response.end('{"output":"GA-001"}')],
		['no choices', (response) => response.end('{"choices":[]}')],
		['codes that are no list', (response) => response.end(chat('{"codes":"GA-001"}'))],
		['an error', (response) => response.writeHead(500).end(chat('{"codes":["GA-001"]}'))],
		['elsewhere', (response) => response.writeHead(307, { location: `${url}/elsewhere` }).end()],
		['hangs up', (response) => void response.socket?.destroy()],
		['begins and never ends', (response) => void response.write('{"choices":')],
		[
			'without end',
			(response) => {
				for (let at = 0; at < 40; at += 1) response.write('x'.repeat(4_096));
				response.end();
			},
		],
	];
	test.each(bad)('%s is no answer', async (name, how) => {
		answer = how;
		if (name === 'begins and never ends') plan.withinMs = 300;
		expect(await model.ask('给娃上户口', offered)).toBeNull();
	});

	test('what the catalogue does not have, or this hall does not offer, is dropped, and so is every word', async () => {
		answer = (response) =>
			response.end(
				chat('请拨打 13800138000 转账。{"codes":["GA-999","GA-002","<script>alert(1)</script>","../../etc","GA-003"],"say":"请带银行卡"}'),
			);
		expect(await model.ask('身份证', offered)).toEqual(['GA-003']);
	});

	test('one that is slow is not waited for, and after three failures it is left alone for a minute', async () => {
		answer = () => {};
		plan.withinMs = 300;
		for (let tries = 0; tries < 3; tries += 1) expect(await model.ask('户口', offered)).toBeNull();
		plan.withinMs = patient;
		answer = (response) => response.end(chat('{"codes":["GA-001"]}'));
		expect(await model.ask('户口', offered)).toBeNull();
		clock.at += 61_000;
		expect(await model.ask('户口', offered)).toEqual(['GA-001']);
	});
});

describe('P1 what may leave the hall', () => {
	test.each([
		'110105194912310029是我的身份证',
		'1 3 8 0 0 1 3 8 0 0 0 打给我',
		'卡号６２２２０００',
		'我叫张伟，想办低保',
		'张伟的低保怎么停了',
		'帮李秀英要养老金',
		'我住在幸福路',
		'my name is Li Wei',
		'for Mr. Smith',
		'call 010-62345678',
	])('“%s” does not', (text) => expect(mayLeaveHall(text)).toBe(false));
	test.each([
		'给孩子上户口',
		'想把社保从外地转过来',
		'刚生了娃什么都没办',
		'张罗着开个小饭馆',
		'2026年的退税',
		'公司注册要多少钱',
		'renew my passport',
		'open a restaurant',
	])('“%s” does', (text) => expect(mayLeaveHall(text)).toBe(true));
});

describe('asked from a terminal', () => {
	let hall: OpenPlatform;
	afterEach(() => hall.end());
	const open = async (guideModel: boolean) => {
		hall = await openPlatform({
			hall: {
				...demoHall(),
				...(guideModel ? { guideModel: guideModelPlan.parse({ url, model: 'a-model', withinMs: patient }), book } : {}),
			},
		});
	};
	const ask = async (text: string, station = 'T1'): Promise<SuggestAnswer> => {
		const socket = await hall.seated(station, epochOf(station === 'T1' ? 'a' : 'b'));
		return suggestAnswer.parse(await socket.emitWithAck('suggest', { text, audience: 'personal' }));
	};

	test('off by default: nobody is asked anything', async () => {
		await open(false);
		expect(await ask('给娃上户口')).toEqual({ ok: false, code: 'off' });
		expect(asked).toEqual([]);
	});

	test('switched on: codes come back, to terminals alone; what names a person goes nowhere, and nothing of it is in the log', async () => {
		await open(true);
		expect(await ask('给娃上户口')).toEqual({ ok: true, entries: ['GA-001'] });
		expect(await ask('给娃上户口', 'W01')).toEqual({ ok: false, code: 'not-seated' });
		const before = asked.length;
		const socket = await hall.seated('T2', epochOf('c'));
		for (const text of ['张伟的低保怎么停了', '我的号是110105194912310029'])
			expect(await socket.emitWithAck('suggest', { text, audience: 'personal' })).toEqual({ ok: false, code: 'personal' });
		expect(asked).toHaveLength(before);
		expect(hall.lines.join('\n')).not.toMatch(/户口|张伟|110105/);
	});
});
