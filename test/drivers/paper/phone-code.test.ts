import { expect, test } from 'vitest';
import { paperColumns } from '../../../domain/contracts/device-layouts.ts';
import { paperFromBook } from '../../../drivers/printer/layout/from-book.ts';
import { paperText } from '../../../scripts/preview/paper-text.ts';
import { rowsOf } from '../../../scripts/preview/preview.ts';
import { commonPrinter, papers } from '../slip.ts';

const slip = {
	...{ number: 'A044', hallName: '示范大厅', queueName: '个人综合业务', itemNames: [], peopleAhead: 15, offline: false, reprint: false },
	...{ estimatedMinutes: [45, 55] as [number, number], issuedAt: '2026-11-23T10:24:00+08:00', area: '一楼个人综合区', qr: '' },
};
function words(qr: string, paperMm: 80 | 58): string {
	const printer = { ...commonPrinter, paperMm };
	const found = paperFromBook({ slip: { ...slip, qr } }, papers, printer);
	if (!found.ok) throw new Error(found.code);
	return paperText(rowsOf(found.make().bytes, paperMm), paperColumns[paperMm]);
}

test('a code that phones open says what it is for; the plain one says that windows read it; without one neither is said', () => {
	for (const paperMm of [80, 58] as const) {
		const phone = words(`https://hall.example/t/TH2:${'A'.repeat(180)}`, paperMm);
		expect(phone).toContain('手机扫码，看排到第几');
		expect(phone).not.toContain('窗口扫这个码');
		const plain = words(`TH2:${'A'.repeat(180)}`, paperMm);
		expect(plain).toContain('窗口扫这个码');
		expect(plain).not.toContain('手机扫码');
		expect(words('', paperMm)).not.toMatch(/扫码|扫这个码/);
	}
});
