/** The looks in which every screen of the terminal is walked to. */

export const standardEnglish = { language: 'en', elder: false } as const;

/** Large type leaves English words the least room; `npm run gallery` alone walks standard English too. */
export const looks = [
	{ name: '普通版，中文', look: { language: 'zh-CN', elder: false } },
	{ name: '长辈版，中文', look: { language: 'zh-CN', elder: true } },
	{ name: 'large type, English', look: { language: 'en', elder: true } },
	...(process.env.TIDEHALL_GALLERY === undefined ? [] : [{ name: 'standard, English', look: standardEnglish } as const]),
] as const;
