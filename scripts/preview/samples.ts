/** Invented slips that a preview shows when no file is given: the story of the design pictures, 2026-11-23 10:24. */
import type { SlipKind } from '../../domain/contracts/device-layouts.ts';

type Samples = Record<SlipKind, object>;

const chinese: Samples = {
	ticket: {
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
	},
	checklist: {
		hallName: '示例市示范区政务服务大厅',
		title: '新生儿出生',
		items: ['出生医学证明首次签发', '出生登记（户口登记）'],
		sections: [
			{
				title: '要带的',
				entries: [
					{ name: '居民身份证（父母双方）', lines: ['出示原件，看过就还；出示电子证照也行'] },
					{
						name: '落户方居民户口簿',
						lines: [
							'原件；出示电子证照也行',
							'登记户口时需打印增人页，集体户由单位出具，并请写明样本市样本区样本街道样本社区样本路一百二十三号样本小区四栋五单元',
						],
					},
				],
			},
			{ title: '多久办好', entries: [{ lines: ['承诺 5 个工作日内办好'] }] },
		],
		terminalName: '2 号取号机',
		printedAt: '2026-11-23T10:24:00+08:00',
		qr: 'https://example.invalid/notice?theme=GR-01&items=YY-001.GA-001',
	},
	materials: {
		hallName: '示例市示范区政务服务大厅',
		number: 'A044',
		itemNames: ['新生儿出生“一件事”'],
		applicantName: '李㐂𠮷',
		materials: [
			{ name: '父母双方居民户口簿', ways: ['带原件来窗口', '在手机上出示电子证照，可以代替原件'] },
			{
				name: '结婚证',
				ways: ['本省登记的由窗口在系统里查，不用带', '外省登记的请带原件'],
				note: '没有结婚证的，带《出生医学证明》和情况说明',
			},
		],
		bringBy: '2026-11-30',
		legalNote: '依据《行政许可法》第三十二条，窗口应当一次告知需要补正的全部内容。逾期不补不影响您以后重新申请。',
		staffName: '工号 0312',
		windowName: '02 号窗口',
		toldAt: '2026-11-23T10:41:00+08:00',
		askAt: '一楼导办台，或打 12345',
		qr: 'https://example.invalid/m?n=A044',
	},
	receipt: {
		hallName: '示例市示范区政务服务大厅',
		receiptNumber: 'SL20261123000128',
		itemNames: ['新生儿出生“一件事”', '出生登记', '预防接种证办理'],
		applicantName: '李㐂𠮷',
		acceptedAt: '2026-11-23T10:52:00+08:00',
		promisedBy: '2026-11-30',
		staffName: '工号 0312',
		windowName: '02 号窗口',
		materials: ['出生医学证明', '父母双方居民身份证'],
		deferred: [{ name: '父母双方居民户口簿', until: '2026-11-27' }],
		lookUp: '在示例通上输入回执号，或打 12345',
		askAt: '一楼导办台',
		qr: 'https://example.invalid/r?n=SL20261123000128',
	},
	test: { station: 'T2', device: 'T2-printer', port: '/dev/ttyUSB0', printedAt: '2026-11-23T10:24:00+08:00' },
};

const english: Samples = {
	ticket: {
		...chinese.ticket,
		hallName: 'Demo District Government Service Hall',
		queueName: 'Personal services',
		itemNames: ['Newborn: one matter, 6 items'],
		area: 'Floor 1, personal services, windows 1-4',
		bring: 'ID cards of both parents, household book (e-cards too)',
		missed: 'You are called again after 3 others; no new number needed',
		terminalName: 'Terminal 2',
	},
	checklist: {
		...chinese.checklist,
		hallName: 'Demo District Government Service Hall',
		title: 'Newborn baby',
		items: ['First birth medical certificate', 'Birth registration'],
		sections: [
			{
				title: 'What to bring',
				entries: [
					{ name: 'Resident ID cards (both parents)', lines: ['Bring: show the original, you keep it; showing the e-licence will do'] },
					{ name: 'Household register of receiving household', lines: ['Bring: the original; showing the e-licence will do'] },
				],
			},
			{ title: 'How long it takes', entries: [{ lines: ['Promised within 5 working days'] }] },
		],
		terminalName: 'Terminal 2',
	},
	materials: {
		...chinese.materials,
		hallName: 'Demo District Government Service Hall',
		itemNames: ['Newborn: one matter'],
		materials: [
			{ name: 'Household book of both parents', ways: ['Bring the original', 'or show the e-card on your phone'] },
			{ name: 'Marriage certificate', ways: ['Registered in this province: the window looks it up'], note: 'Otherwise bring the original' },
		],
		legalNote: 'By law the window tells everything that is missing at once. You may apply again later.',
		staffName: 'staff 0312',
		windowName: 'Window 02',
		askAt: 'Reception on floor 1, or call 12345',
	},
	receipt: {
		...chinese.receipt,
		hallName: 'Demo District Government Service Hall',
		itemNames: ['Newborn: one matter', 'Birth registration'],
		staffName: 'staff 0312',
		windowName: 'Window 02',
		materials: ['Birth certificate', 'ID cards of both parents'],
		deferred: [{ name: 'Household book of both parents', until: '2026-11-27' }],
		lookUp: 'Enter the receipt number in the app, or call 12345',
		askAt: 'Reception on floor 1',
	},
	test: chinese.test,
};

export const samples: Readonly<Record<'zh-CN' | 'en', Samples>> = { 'zh-CN': chinese, en: english };
