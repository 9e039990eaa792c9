/** Which platform a page of this machine believes: one whose certificate is of the hall's pinned authority. The system's store counts for nothing. */
import type { Session } from 'electron';
import { judgeCertificate } from '../../trust/judge-certificate.ts';

/** As Chromium wants it told. */
const believed = 0;
const refused = -2;

export interface ShownCertificate {
	hostname: string;
	certificate: { data: string };
}

/** `authority`: the pinned one, PEM; `null` = none, and no certificate is believed. */
export function certificateJudge(
	authority: string | null,
	{ now, alarm }: { now(): number; alarm(code: string, facts?: Record<string, string | number>): void },
) {
	/** A platform is tried every few seconds; the log says it once. */
	const said = new Set<string>();
	return ({ hostname, certificate }: ShownCertificate, answer: (result: number) => void): void => {
		const judged =
			authority === null ? { ok: false as const, code: 'no-authority' } : judgeCertificate(certificate.data, hostname, authority, now());
		if (!judged.ok && !said.has(judged.code)) {
			said.add(judged.code);
			alarm('platform-certificate-refused', { why: judged.code });
		}
		answer(judged.ok ? believed : refused);
	};
}

export function pinAuthority(session: Pick<Session, 'setCertificateVerifyProc'>, judge: ReturnType<typeof certificateJudge>): void {
	session.setCertificateVerifyProc(judge);
}
