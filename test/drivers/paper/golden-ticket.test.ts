import { expect, it } from 'vitest';
import { slipLayout } from '../../../domain/contracts/device-layouts.ts';
import { layoutSlip } from '../../../drivers/printer/layout/layout-slip.ts';
import { golden, toHex } from '../golden.ts';
import { commonPrinter, paperWords, slip } from '../slip.ts';

it('the golden ticket comes out of a layout byte for byte', () => {
	const layout = slipLayout.parse({
		schema: 'slip-layout/1',
		slip: 'ticket',
		paperMm: 80,
		blocks: [
			{ text: '{hallName}', align: 'center', width: 2, height: 2 },
			{ text: '{issuedAt}', align: 'center' },
			{ text: '{number}', align: 'center', width: { upTo: 3 }, height: 3 },
			{ text: '事项：{items}' },
			{ text: '姓名：{bring}' },
			{ text: '{{peopleAhead}}：{people}' },
			{ qr: '{qr}', module: 6 },
			{ text: '{{help}}', align: 'center' },
			{ cut: true },
		],
	});
	const words = { ...paperWords, peopleAhead: '前面等候', people: '{{n}}人', help: '请留意叫号' };
	const content = {
		...slip,
		hallName: '样本市政务服务中心',
		issuedAt: '2025-03-07 09:30',
		number: 'A012',
		itemNames: ['居住证办理'],
		bring: '李㐂𠮷',
		peopleAhead: 5,
		qr: golden.escpos.ticket.qr,
	};
	const made = layoutSlip({ slip: content }, words, layout, commonPrinter);
	expect(toHex(made.bytes)).toBe(golden.escpos.ticket.hex);
	expect(made).toMatchObject({ replaced: 0, drawn: 0, qr: true });
});
