/** Fixed words of the paper ticket. The hall may hand in its own (another language, another house style). */
export interface TicketWords {
	yourNumber: string;
	peopleAhead: string;
	/** `{n}` people. */
	people: string;
	estimatedWait: string;
	/** `{n}` minutes, one number or a range. */
	minutes: string;
	/** Printed where a figure cannot be known now. */
	unknown: string;
	whereToWait: string;
	bring: string;
	missed: string;
	/** `{n}` more items. */
	moreItems: string;
	itemSeparator: string;
	scan: string;
	scanFor: string;
	help: string;
	offline: string;
	offlineNote: string;
	reprint: string;
	/** Sunday first. */
	weekdays: readonly string[];
}

export const ticketWordsZh: TicketWords = {
	yourNumber: '您的号',
	peopleAhead: '前面还有',
	people: '{n} 人',
	estimatedWait: '大约要等',
	minutes: '{n} 分钟',
	unknown: '请看大屏',
	whereToWait: '在哪等',
	bring: '请备好',
	missed: '错过了',
	moreItems: '等 {n} 项',
	itemSeparator: '、',
	scan: '扫码看排到第几',
	scanFor: '材料清单、办完评价也用这个码',
	help: '帮忙请按机器上的“叫人帮忙”',
	offline: '离线',
	offlineNote: '网络中断时取的号，同样有效',
	reprint: '补打',
	weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
};
