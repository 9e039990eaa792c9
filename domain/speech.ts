/** How numbers are spoken in a hall: ticket figures one by one, windows as numbers, ranges and times as a person says them. */

export type SpokenLanguage = 'zh-CN' | 'en';

const zhDigits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const enDigits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const enTeens = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const enTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** `A044` → `A 零 四 四`; `A2-007` → `A 二，零 零 七`. `yao`: say 一 as 幺, when the hall turns it on. */
export function spokenNumber(number: string, language: SpokenLanguage = 'zh-CN', yao = false): string {
	const digit = (figure: string) => {
		if (language === 'en') return enDigits[Number(figure)] ?? figure;
		return yao && figure === '1' ? '幺' : (zhDigits[Number(figure)] ?? figure);
	};
	const parts = number.split('-').map((part) =>
		[...part]
			.map((sign) => (/\d/.test(sign) ? digit(sign) : sign))
			.join(' ')
			.trim(),
	);
	return parts.join(language === 'en' ? ', ' : '，');
}

/** `12` → `十二`; `04` → `四`. */
export function spokenWindow(window: string, language: SpokenLanguage = 'zh-CN'): string {
	return spokenCount(Number(window), language);
}

/** Whole numbers from 0 to 9999 as read aloud: 0 → 零, 12 → 十二, 105 → 一百零五, 2026 → 二千零二十六. */
export function spokenCount(value: number, language: SpokenLanguage = 'zh-CN'): string {
	const whole = Math.max(0, Math.min(9999, Math.trunc(value)));
	return language === 'en' ? englishCount(whole) : chineseCount(whole);
}

function chineseCount(value: number): string {
	if (value < 10) return zhDigits[value] as string;
	const units = ['千', '百', '十', ''];
	const figures = [...String(value).padStart(4, '0')].map(Number);
	let words = '';
	let gap = false;
	figures.forEach((figure, index) => {
		if (figure === 0) gap = words !== '';
		else {
			words += `${gap ? '零' : ''}${zhDigits[figure]}${units[index]}`;
			gap = false;
		}
	});
	return value < 20 ? words.slice(1) : words;
}

function englishCount(value: number): string {
	if (value < 10) return enDigits[value] as string;
	if (value < 20) return enTeens[value - 10] as string;
	if (value < 100) return `${enTens[Math.floor(value / 10)]}${value % 10 === 0 ? '' : `-${enDigits[value % 10]}`}`;
	if (value < 1000) return `${enDigits[Math.floor(value / 100)]} hundred${value % 100 === 0 ? '' : ` and ${englishCount(value % 100)}`}`;
	return `${enDigits[Math.floor(value / 1000)]} thousand${value % 1000 === 0 ? '' : ` ${value % 1000 < 100 ? 'and ' : ''}${englishCount(value % 1000)}`}`;
}

/** Before a measure word a lone two is 两. */
function chineseAmount(value: number): string {
	return value === 2 ? '两' : spokenCount(value);
}

/** 2 → `两位`; English `two people`. */
export function spokenPeople(people: number, language: SpokenLanguage = 'zh-CN'): string {
	if (language === 'en') return people === 1 ? 'one person' : `${spokenCount(people, 'en')} people`;
	return `${chineseAmount(people)}位`;
}

/** `[45, 55]` → `四十五到五十五分钟`; `[0, 0]` → `不用等`. */
export function spokenMinutes([low, high]: readonly [number, number], language: SpokenLanguage = 'zh-CN'): string {
	if (high === 0) return language === 'en' ? 'no wait' : '不用等';
	if (language === 'en') {
		const unit = high === 1 ? 'minute' : 'minutes';
		return low === high ? `${spokenCount(low, 'en')} ${unit}` : `${spokenCount(low, 'en')} to ${spokenCount(high, 'en')} ${unit}`;
	}
	return low === high ? `${chineseAmount(low)}分钟` : `${chineseAmount(low)}到${chineseAmount(high)}分钟`;
}

/** `10:24` → `十点二十四分`; `10:05` → `十点零五分`; `14:00` → `十四点`. English: `ten twenty-four`. */
export function spokenTime(time: string, language: SpokenLanguage = 'zh-CN'): string {
	const [hour = 0, minute = 0] = time.split(':').map(Number);
	if (language === 'en') {
		if (minute === 0) return `${spokenCount(hour, 'en')} o'clock`;
		return `${spokenCount(hour, 'en')} ${minute < 10 ? 'oh ' : ''}${spokenCount(minute, 'en')}`;
	}
	if (minute === 0) return `${chineseAmount(hour)}点`;
	return `${chineseAmount(hour)}点${minute < 10 ? '零' : ''}${spokenCount(minute)}分`;
}

/** One call, said once: `请 A 零 四 四 号，到 四 号 窗口。` */
export function spokenCall(number: string, window: string, language: SpokenLanguage = 'zh-CN', yao = false): string {
	if (language === 'en') return `Number ${spokenNumber(number, 'en')}, please go to window ${spokenWindow(window, 'en')}.`;
	return `请 ${spokenNumber(number, language, yao)} 号，到 ${spokenWindow(window)} 号 窗口。`;
}
