/** Hands one mail to the hall's mail server. Expected failures are answers; no address and no password is ever part of one. */
import type { Transporter } from 'nodemailer';
import type { FiguresMail } from '../../domain/contracts/daily-figures.ts';

export interface Mail {
	/** The same for the same mail: a server or a reader that sees it twice shows it once. */
	id: string;
	subject: string;
	text: string;
	files: { name: string; bytes: Buffer }[];
}
/** `taken`: the server has it. `refused`: it will not have it as it is; the rest is tried again. */
export type MailSent = 'taken' | 'refused' | 'sign-in-failed' | 'unreachable';

export interface MailSender {
	send(mail: Mail): Promise<MailSent>;
	close(): void;
}

const connectWithinMs = 10_000;
const silentMostMs = 30_000;
const types = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	pdf: 'application/pdf',
};

/** `password`: `null` = the server asks for none. */
export function smtpSender(to: FiguresMail, password: string | null): MailSender {
	const options = {
		host: to.host,
		port: to.port,
		secure: to.security === 'tls',
		requireTLS: to.security === 'starttls',
		ignoreTLS: to.security === 'none',
		...(to.user === undefined || password === null ? {} : { auth: { user: to.user, pass: password } }),
		connectionTimeout: connectWithinMs,
		greetingTimeout: connectWithinMs,
		socketTimeout: silentMostMs,
		// Files are given as bytes: nothing is read from a disk or another machine on the word of a mail.
		disableFileAccess: true,
		disableUrlAccess: true,
	};
	/** Made for the first mail: a platform that comes back after a fault does not wait for what it is made of. */
	let made: Promise<Transporter> | null = null;
	const transport = () => {
		made ??= import('nodemailer').then(({ createTransport }) => createTransport(options));
		return made;
	};
	return {
		async send({ id, subject, text, files }) {
			try {
				await (await transport()).sendMail({
					from: to.from,
					to: to.to,
					messageId: id,
					subject,
					text,
					attachments: files.map(({ name, bytes }) => ({
						filename: name,
						content: bytes,
						contentType: types[name.split('.').at(-1) as keyof typeof types] ?? 'application/octet-stream',
					})),
				});
				return 'taken';
			} catch (cause) {
				const { code, responseCode } = cause as { code?: string; responseCode?: number };
				if (code === 'EAUTH') return 'sign-in-failed';
				// 5xx is the server's last word; 4xx and everything below is not.
				return responseCode !== undefined && responseCode >= 500 ? 'refused' : 'unreachable';
			}
		},
		close: () => void made?.then((opened) => opened.close()),
	};
}
