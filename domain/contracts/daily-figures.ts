/** What a hall chose for its daily figures: who gets them by mail, and who may read them over HTTP. */
import { z } from 'zod';
import { fileFormats } from './history-desk.ts';

const address = z
	.string()
	.max(200)
	.regex(/^[^\s@<>,;"\p{Cc}]+@[^\s@<>,;"\p{Cc}]+$/u, 'a mail address such as "figures@city.example"');

export const figuresMail = z.strictObject({
	host: z.string().min(1).max(200),
	port: z.int().min(1).max(65_535).default(587),
	/** `starttls`: not without it; `tls`: from the first byte; `none`: as it is, for a server on the same machine or a closed line. */
	security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
	/** Its password is told to the platform program (`--mail-password-file`); it is no part of the configuration. */
	user: z.string().min(1).max(200).optional(),
	from: address,
	to: z.array(address).min(1).max(20),
	/** Local time; a day that was closed before is sent when it closes. */
	at: z
		.string()
		.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time in quotes such as "18:30"')
		.default('19:00'),
	language: z.enum(['zh-CN', 'en']).default('zh-CN'),
	attach: z.array(z.enum(fileFormats)).max(3).default(['xlsx', 'pdf']),
});
export type FiguresMail = z.infer<typeof figuresMail>;

export const dailyFigures = z.strictObject({
	mail: figuresMail.optional(),
	/** Hash of the token with which another program reads figures (config/make-booking-token.ts makes both); without it managers alone may. */
	readerTokenHash: z
		.string()
		.regex(/^sha256\$[0-9a-f]{64}$/, 'a hash made by config/make-booking-token.ts')
		.optional(),
});
export type DailyFigures = z.infer<typeof dailyFigures>;
