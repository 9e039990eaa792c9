/** The manager's seat that the hall opens to browsers, as a program: what administrators and managers do there, and what it hears of the day. */
import { randomBytes } from 'node:crypto';
import { protocolVersion } from '../../../domain/contracts/protocol-history.ts';
import { createLink } from '../../../renderer/engine/link.ts';
import { createTimers } from '../../../renderer/engine/page-timers.ts';
import type { Link } from '../../../renderer/engine/ports.ts';

export interface SeatInBrowser {
	link: Link;
	/** Events of the day, by name, as they came. */
	heard: { name: string; body: Record<string, unknown> }[];
	/** Session. Throws with the platform's word when it does not let the person in. */
	signIn(staff: string, secret: string): Promise<string>;
}

/** Resolves when the platform has welcomed the seat. The hall's authority must count in this process. */
export function sitInBrowser(url: string, station: string): Promise<SeatInBrowser> {
	const link = createLink({ url, clock: Date.now, timers: createTimers() });
	const heard: SeatInBrowser['heard'] = [];
	return new Promise((resolve, reject) => {
		const refused = ({ code, detail }: { code: string; detail?: string }) => {
			link.stop();
			reject(new Error(`the platform does not let ${station} in: ${code} ${detail ?? ''}`));
		};
		const seat: SeatInBrowser = {
			link,
			heard,
			async signIn(staff, secret) {
				const answer = await link.signIn({ station, staff, pin: secret });
				if (!answer?.ok) throw new Error(`${staff} was not signed in: ${answer?.code ?? 'no answer'}`);
				return answer.session;
			},
		};
		link.start({
			hello: () => ({
				protocol: protocolVersion,
				seats: [{ station, epoch: randomBytes(8).toString('hex') }],
				holds: null,
				sessions: [],
			}),
			welcomed: () => resolve(seat),
			accepts: () => true,
			trying: () => {},
			refused,
			events: ({ events }) => void heard.push(...events.map(({ name, body }) => ({ name, body: body as Record<string, unknown> }))),
			keys: () => {},
			beat: () => ({ day: null, position: 0 }),
			beaten: () => {},
			dismissed: () => {},
			serviceAsked: async () => ({ do: 'refused', code: 'busy' }),
			malformed: () => {},
			down: () => {},
		});
	});
}
