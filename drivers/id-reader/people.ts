import { residentLayout, writeFields } from './layouts.ts';
import { checkCharacter } from './numbers.ts';

/** Invented people of the device bench. Nobody here exists; the region code 110101 is that of the golden vectors. */
export interface BenchPerson {
	id: string;
	/** Name for the bench's list. */
	label: string;
	/** What this card tries out. */
	note: string;
	text: Uint8Array;
}

interface Invented {
	id: string;
	note: string;
	name: string;
	sexCode: '1' | '2';
	nationCode: string;
	birthDate: string;
	sequence: string;
	address: string;
	authority: string;
	validFrom: string;
	validTo: string;
}

const eastern = '样本市公安局东城分局';
const western = '样本市公安局西城分局';

const invented: readonly Invented[] = [
	{
		id: 'zhang',
		note: '普通居民身份证',
		name: '张示例',
		sexCode: '1',
		nationCode: '01',
		birthDate: '19900307',
		sequence: '001',
		address: '示例省样本市东城区测试胡同1号院2号楼303室',
		authority: eastern,
		validFrom: '20200101',
		validTo: '20400101',
	},
	{
		id: 'wang-82',
		note: '八十二岁，优先',
		name: '王样例',
		sexCode: '2',
		nationCode: '01',
		birthDate: '19440512',
		sequence: '004',
		address: '示例省样本市西城区测试大街18号',
		authority: western,
		validFrom: '20140601',
		validTo: '长期',
	},
	{
		id: 'zhao-66',
		note: '六十六岁',
		name: '赵示范',
		sexCode: '1',
		nationCode: '11',
		birthDate: '19600220',
		sequence: '005',
		address: '示例省样本市东城区样本街9号',
		authority: eastern,
		validFrom: '20190301',
		validTo: '20390301',
	},
	{
		id: 'maimaiti',
		note: '长期有效，姓名带间隔号，地址写满',
		name: '买买提·艾力·样本',
		sexCode: '1',
		nationCode: '05',
		birthDate: '19500307',
		sequence: '013',
		address: '示例省样本市西城区测试大街二百五十六号院十七号楼三单元一千二百零八室甲',
		authority: western,
		validFrom: '20150630',
		validTo: '长期',
	},
	{
		id: 'li-rare',
		note: '生僻字，二月二十九日出生',
		name: '李㐂𠮷',
		sexCode: '2',
		nationCode: '46',
		birthDate: '20040229',
		sequence: '002',
		address: '示例省样本市东城区测试胡同5号',
		authority: eastern,
		validFrom: '20220401',
		validTo: '20320401',
	},
	{
		id: 'chen-expired',
		note: '证件已过期',
		name: '陈试用',
		sexCode: '1',
		nationCode: '01',
		birthDate: '19850615',
		sequence: '007',
		address: '示例省样本市东城区测试胡同12号',
		authority: eastern,
		validFrom: '20050820',
		validTo: '20250820',
	},
	{
		id: 'sun-unreadable',
		note: '住址有一处读不出',
		name: '孙范本',
		sexCode: '2',
		nationCode: '03',
		birthDate: '19920918',
		sequence: '008',
		address: '示例省样本市\uffff\uffff区测试路3号',
		authority: western,
		validFrom: '20180910',
		validTo: '20380910',
	},
];

export const benchPeople: readonly BenchPerson[] = invented.map((person) => {
	const first17 = `110101${person.birthDate}${person.sequence}`;
	const { id, note, sequence: _, ...fields } = person;
	return { id, note, label: person.name, text: writeFields(residentLayout, { ...fields, idNumber: first17 + checkCharacter(first17) }) };
});
