/** Whether a phrase may go to somebody outside the hall's own programs: only when nothing in it looks like a person (P1). Rather too strict. */
import { withoutPersonalNumbers } from './personal-numbers.ts';

/** Any run of figures that could be part of a document, a phone, an account or a house; amounts and years stay below. */
const longFigures = /(?:[0-9０-９][\s\-‐–—.·]?){5,}/;
/** Words after which people give their name, and how names and addresses are written where no word goes before. */
const saysName = /(?:我叫|名叫|叫做|姓名|我是[^，。]{0,2}(?=[，。]|$)|本人|身份证号|电话|手机号|住在|住址|地址|微信|邮箱|@)/;
const saysNameInEnglish = /\b(?:my name|name is|i am called|phone|mobile|address|e-?mail|passport (?:no|number)|id (?:no|number))\b/i;
/** 张伟的、李秀英要…: two or three characters that begin with a frequent family name, and what follows a name. */
const family =
	'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const nameBefore = new RegExp(`(?:^|[，。、\\s帮给替为和跟])[${family}][\\u4e00-\\u9fff]{1,2}(?:的|要|想|是|先生|女士|同志|老师)`);
const capitalised = /\b(?:Mr|Mrs|Ms|Miss|Dr)\.? +[A-Z]/;

export function mayLeaveHall(text: string): boolean {
	if (withoutPersonalNumbers(text) !== text || longFigures.test(text)) return false;
	return !saysName.test(text) && !saysNameInEnglish.test(text) && !nameBefore.test(text) && !capitalised.test(text);
}
