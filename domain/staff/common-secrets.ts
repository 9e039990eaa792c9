/**
 * What is tried first: the most used PINs and passwords of published breach counts, keyboard walks, words of this trade, and names in pinyin that halls
 * use for theirs. Lower case, letters and digits alone. Not a dictionary: the lock after five wrong tries does the rest.
 */
const pins =
	'112233 121212 123123 123321 123456 1234567 12345678 123456789 1234567890 123654 131313 135790 142536 147258 147852 159357 159753 168168 ' +
	'198800 232323 246810 258000 258456 258852 321321 321654 369258 456123 456456 456789 520520 520131 5201314 1314520 654321 666888 741852 ' +
	'741963 753159 789456 789123 852456 888666 963852 987456 987654 102030 110110 110120 112358 114514 147369 147896 159951 168888 518518 520000 ' +
	'521521 584520 888999 969696 998877 100000 200000 800800 900000 010101 010203 012345 090909 131421 100861 100200 123789 789789 456852 951753';
const passwords =
	'password passwort passwd pass word admin administrator root system security audit auditor manager operator guest user test demo default login ' +
	'welcome letmein qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz2wsx 1qaz2wsx3edc 1q2w3e 1q2w3e4r ' +
	'1q2w3e4r5t q1w2e3r4 qweasd qweasdzxc qwe asd zxc abc abcd abc123 abcd1234 a123456 aa123456 woaini woaini1314 iloveyou love monkey dragon ' +
	'sunshine princess football baseball master shadow superman batman trustno1 whatever secret changeme change temp temporary summer winter spring ' +
	'autumn monday friday correct horse battery staple correcthorsebatterystaple hello world helloworld computer internet server hall tidehall ' +
	'window terminal service zhengwu dating zhengwudating xingzheng fuwu zhongxin zhengwufuwu zhengwufuwuzhongxin xitong guanli guanliyuan mima ' +
	'kouling anquan shenji beijing shanghai guangzhou shenzhen china zhongguo nihao wang zhang li liu chen yang zhao huang zhou 123 1234 12345 ' +
	'111 1111 11111 111111 000 0000 000000 666 6666 666666 888 8888 88888888 2024 2025 2026 2027';

export const commonWords: ReadonlySet<string> = new Set(
	`${pins} ${passwords} 密码 口令 管理员 政务大厅 政务服务 政务服务中心 系统管理员 安全管理员 审计管理员`.split(' '),
);
