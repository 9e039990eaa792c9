import { shippedPapers } from '../../config/shipped-papers.ts';
import type { TicketSlip, TicketWords } from '../../domain/contracts/device-slips.ts';
import { layoutSlip } from '../../drivers/printer/layout/layout-slip.ts';

/** A ticket as the terminal hands it to the desk. */
export const slip: TicketSlip = {
	number: 'A044',
	hallName: '示例市示范区政务服务大厅',
	queueName: '个人综合业务',
	itemNames: ['新生儿出生“一件事”，6 项'],
	peopleAhead: 15,
	estimatedMinutes: [45, 55],
	issuedAt: '2026-11-23T10:24:00+08:00',
	area: '一楼个人综合区，1-4 号窗口前',
	qr: 'https://example.invalid/t?n=A044',
	offline: false,
	reprint: false,
	bring: '父母双方身份证、户口簿（电子证照也行）',
	missed: '往后排 3 位再叫您一次，不用重新取号',
	terminalName: '2 号取号机',
};

/** Fixed words of the paper, as the hall words them. */
export const paperWords: TicketWords = {
	yourNumber: '您的号',
	peopleAhead: '前面还有',
	people: '{{n}} 人',
	estimatedWait: '大约要等',
	minutes: '{{n}} 分钟',
	unknown: '请看大屏',
	whereToWait: '在哪等',
	bring: '请备好',
	missed: '错过了',
	moreItems: '等 {{n}} 项',
	itemSeparator: '、',
	scan: '窗口扫这个码',
	scanFor: '材料清单、办完评价也用这个码',
	scanPhone: '手机扫码，看排到第几',
	scanPhoneFor: '材料清单、办完评价也用这个码',
	help: '帮忙请按机器上的“叫人帮忙”',
	offline: '离线',
	offlineNote: '网络中断时取的号，同样有效',
	reprint: '补打',
	weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
};

/** Words and layouts as shipped. */
export const papers = (() => {
	const read = shippedPapers();
	if (!read.ok) throw new Error(read.problems.join('\n'));
	return read.papers;
})();

/** A printer of today, as it comes out of the box. */
export const commonPrinter = {
	paperMm: 80,
	charset: 'gb18030',
	rareCharacters: 'raster',
	qr: 'command',
	cut: 'feed-partial',
	chineseSize: 'size',
} as const;

/** The ticket as bytes, by the shipped layout. */
export function ticketBytes(one: TicketSlip, paperMm: 58 | 80 = 80) {
	return layoutSlip({ slip: one }, papers.words['zh-CN'].ticket, papers.layouts.ticket[`${paperMm}`]!, { ...commonPrinter, paperMm });
}
