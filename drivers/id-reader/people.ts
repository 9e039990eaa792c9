import { foreigner2017Layout, permitLayout, residentLayout, writeFields, writeForeigner2023 } from './layouts.ts';
import { checkCharacter, foreignCheckDigit } from './numbers.ts';

/** Invented people of the device bench. Nobody here exists; the region code 110101 is that of the golden vectors. */
export interface BenchPerson {
	id: string;
	/** Name for the bench's list. */
	label: string;
	/** What this card tries out. */
	note: string;
	text: Uint8Array;
	/** The newer address on the chip, where there is one. */
	newAddress?: string;
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
	newAddress?: string;
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
		note: '六十六岁，芯片内有新住址',
		newAddress: '示例省样本市南城区样本街9号院1单元101室',
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

const residents: readonly BenchPerson[] = invented.map((person) => {
	const { id, note, newAddress, sequence, ...fields } = person;
	const text = writeFields(residentLayout, { ...fields, idNumber: withCheck(`110101${person.birthDate}${sequence}`) });
	return { id, note, label: person.name, text, ...(newAddress === undefined ? {} : { newAddress }) };
});

/** The other kinds of card; the country UTO and the region numbers are those of the golden vectors. */
const others: readonly BenchPerson[] = [
	{
		id: 'lin-permit',
		label: '林样章',
		note: '港澳台居民居住证',
		text: writeFields(
			permitLayout,
			{
				name: '林样章',
				sexCode: '2',
				birthDate: '19870923',
				address: '示例省样本市南城区测试路8号3栋201',
				idNumber: withCheck('81000019870923002'),
				authority: '样本市公安局',
				validFrom: '20240301',
				validTo: '20290301',
				passNumber: 'H00000002',
				issueCount: '01',
			},
			'J',
		),
	},
	{
		id: 'sample-2017',
		label: 'SAMPLE, JOHN',
		note: '外国人永久居留身份证（2017 版）',
		text: writeFields(
			foreigner2017Layout,
			{
				nameEnglish: 'SAMPLE, JOHN',
				sexCode: '1',
				idNumber: withForeignCheck('UTO11007806151'),
				countryCode: 'UTO',
				validFrom: '20190801',
				validTo: '20290801',
				birthDate: '19780615',
				cardVersion: '01',
				authorityCode: '1500',
			},
			'I',
		),
	},
	{
		id: 'muster-2023',
		label: 'MUSTER, ERIKA',
		note: '外国人永久居留身份证（2023 版，五星卡）',
		text: writeForeigner2023({
			nameChinese: '穆样',
			nameEnglish: 'MUSTER, ERIKA',
			sexCode: '2',
			renewalCount: '01',
			birthDate: '19810412',
			idNumber: withCheck('91199919810412002'),
			validFrom: '20240115',
			validTo: '20340115',
			countryCode: 'UTO',
			previousCardLink: '004',
		}),
	},
];

export const benchPeople: readonly BenchPerson[] = [...residents, ...others];

function withCheck(first17: string): string {
	return first17 + checkCharacter(first17);
}

function withForeignCheck(first14: string): string {
	return first14 + foreignCheckDigit(first14);
}
