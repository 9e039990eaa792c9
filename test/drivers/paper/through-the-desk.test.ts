import { expect, it } from 'vitest';
import { benchSnapshot, type DeskMessage, deskRequest } from '../../../domain/contracts/device-desk.ts';
import { createDesk } from '../../../drivers/desk/desk.ts';
import { samples } from '../../../scripts/preview/samples.ts';
import { ManualClock } from '../manual-clock.ts';
import { papers } from '../slip.ts';

const canary = '欧阳㐂𠮷金丝雀';

it('P1 every slip comes out of the printer it was sent to; the name or the address on it is on the paper and nowhere else', async () => {
	const clock = new ManualClock();
	const messages: DeskMessage[] = [];
	const desk = createDesk({
		now: clock.now,
		timers: clock.timers,
		send: (message) => messages.push(structuredClone(message)),
		open: async () => ({ ok: false, code: 'cannot-open', text: '' }),
		listPorts: async () => [],
	});
	const printer = (id: string, more: object) => ({ id, kind: 'printer', station: 'W01', transport: { kind: 'simulated' }, ...more });
	const devices = [printer('wide', {}), printer('narrow', { paperMm: 58, charset: 'gbk', qr: 'raster' })];
	desk.handle(deskRequest.parse({ type: 'start', devices, papers }));
	await clock.advance(2000);
	let call = 0;
	const ask = async (request: object) => {
		const own = ++call;
		desk.handle({ ...request, call: own });
		for (let second = 0; second < 30; second++) {
			await clock.advance(1000);
			const answer = messages.find((message) => message.type === 'answer' && message.call === own);
			if (answer?.type === 'answer') return answer.value;
		}
		throw new Error('no answer');
	};
	const { ticket, materials, receipt, courier, test } = samples['zh-CN'];
	const slips = [
		{ slip: ticket },
		{ paper: 'materials', slip: { ...materials, applicantName: canary } },
		{ paper: 'receipt', slip: { ...receipt, applicantName: canary } },
		{ paper: 'test', slip: test },
		{ paper: 'courier', slip: { ...courier, address: `${canary}路` } },
	];
	for (const device of ['wide', 'narrow']) {
		for (const [at, slip] of slips.entries()) {
			expect(await ask({ type: 'print', job: { job: `${device}-${at}`, device, ...slip } })).toMatchObject({
				outcome: 'printed',
				proof: 'done',
			});
		}
	}
	const snapshot = benchSnapshot.parse(await ask({ type: 'bench', action: { do: 'snapshot' } }));
	const names = snapshot.printers.map(({ papers: printed }) =>
		printed.map(({ lines }) => lines.find((line) => line.text.includes('欧阳'))?.text ?? null),
	);
	expect(names).toEqual([
		[null, `申请人  ${canary}`, `申请人  ${canary}`, null, `${canary}路`],
		[null, '申请人  欧阳▦▦金丝雀', '申请人  欧阳▦▦金丝雀', null, null],
	]);
	expect(snapshot.printers.every(({ papers: printed }) => printed.every((paper) => paper.cut))).toBe(true);
	const drawn = snapshot.printers[1]?.papers[1]?.lines.flatMap((line) => line.pictures ?? []);
	expect(drawn?.slice(0, 2).map(({ width, height, rows }) => [width, height, Buffer.from(rows, 'base64').length])).toEqual([
		[24, 24, 72],
		[24, 24, 72],
	]);
	// In twice the height the whole line is a picture where the printer lacks a character of it.
	expect(snapshot.printers[1]?.papers[4]?.lines.some(({ pictures }) => pictures?.some(({ height }) => height === 48))).toBe(true);
	const told = JSON.stringify(
		messages.filter((message) => message.type !== 'bench' && !(message.type === 'answer' && message.call === call)),
	);
	expect(told).not.toMatch(/欧阳|金丝雀/);
	await desk.stop();
});
