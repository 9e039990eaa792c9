/** Both ends of a technician's question that goes through the platform: asked from a manager's seat, answered by the machine with the devices. */
import { type ServiceAnswer, type ServiceRequest, serviceAnswerBytes, serviceRefused } from '../../domain/contracts/device-service.ts';
import type { RelayedService } from '../../domain/contracts/wire.ts';
import type { Link } from './ports.ts';

export type Service = (request: ServiceRequest) => Promise<ServiceAnswer>;

/** `service`: the machine's own; a page in a browser has none. An answer too long for one message would cost the station its link. */
export async function answerForDevices(asked: RelayedService, seats: readonly string[], service?: Service): Promise<ServiceAnswer> {
	if (!service || !seats.includes(asked.station)) return serviceRefused('no-machine');
	try {
		const answer = await service(asked.request);
		const bytes = new TextEncoder().encode(JSON.stringify(answer)).length;
		return bytes > serviceAnswerBytes ? serviceRefused('too-large') : answer;
	} catch {
		return serviceRefused('desk-stopped');
	}
}

/** `session`: of the manager's seat; without one nobody is signed in there. */
export async function askRemoteDevices(
	link: Pick<Link, 'askDevices'>,
	{ session, ...asked }: { station: string; session: string | undefined; request: ServiceRequest },
): Promise<ServiceAnswer> {
	if (session === undefined) return serviceRefused('not-permitted');
	return (await link.askDevices({ ...asked, session })) ?? serviceRefused('platform-away');
}
