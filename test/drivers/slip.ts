import type { TicketSlip } from '../../domain/contracts/device.ts';

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
