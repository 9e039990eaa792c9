/**
 * What a manager asks of another station's devices: checked, handed to the machine that holds the seat, its answer checked and handed back.
 * The platform keeps nothing of it; the log says who asked what of which station, and how it ended.
 */
import {
	type RemoteService,
	remoteService,
	type ServiceAnswer,
	serviceAnswer,
	serviceAnswerBytes,
	serviceRefused,
	serviceWithinMs,
} from '../../domain/contracts/device-service.ts';
import { type RelayedService, relayedService } from '../../domain/contracts/wire.ts';
import { whoMayIn } from '../people/who-may.ts';
import { fieldProblem } from './field-problem.ts';
import { type HallDoor, servicesAtOnce, servicesWaiting } from './hall-door.ts';
import type { Link } from './link.ts';
import type { Seats } from './seats.ts';
import { createTurns } from './turns.ts';

/** A screen that is open looks every two seconds: said once in so long, the log stays readable. */
const lookLoggedEveryMs = 10 * 60_000;

export type ServiceRelay = (raw: unknown, from: Link) => Promise<ServiceAnswer>;

export function createServiceRelay(seats: Seats<Link>, door: HallDoor): ServiceRelay {
	const { clock, log, metrics } = door;
	const whoMay = door.whoMay ?? whoMayIn(door.plan, door.signIn.staff, door.sessions, () => clock.now());
	const turnAt = createTurns(servicesWaiting);
	/** Requests under way, by member of staff. */
	const underWay = new Map<string, number>();
	const looked = new Map<string, number>();

	/** Number of the member of staff, when the sign-in is good, belongs to a seat of this link, and that seat may ask. */
	function whoMayAsk(session: string, from: Link): string | null {
		const signedIn = door.sessions.find(session, clock.now());
		return signedIn && from.seats.has(signedIn.station) ? whoMay(session, 'device-service') : null;
	}

	/** The machine at this seat that answers such requests. A manager's or board's seat may also be open in browsers, which have no devices. */
	function machineAt(station: string): Link | 'station-away' | 'no-machine' {
		const seated = [...seats.links].filter((link) => link.seats.has(station));
		if (seated.length === 0) return 'station-away';
		const serving = seated.filter((link) => link.serves.includes('device-service'));
		return serving.sort((one, other) => other.heardAt - one.heardAt)[0] ?? 'no-machine';
	}

	function handTo(machine: Link, message: RelayedService): { answer: Promise<ServiceAnswer>; drop(): void } {
		let gone = () => {};
		const answer = new Promise<ServiceAnswer>((resolve) => {
			gone = () => resolve(serviceRefused('station-away'));
			machine.socket.once('disconnect', gone);
			machine.socket.emit('device-service', relayedService.parse(message), (said: unknown) => resolve(checked(said, message)));
		});
		return { answer, drop: () => void machine.socket.off('disconnect', gone) };
	}

	async function relay(body: RemoteService): Promise<ServiceAnswer> {
		const { station, request } = body;
		// Looking must not wait for a capture of half a minute; two deeds at one station must not meet.
		const isDeed = request.do === 'test' || request.do === 'capture' || request.do === 'reload' || request.do === 'bundle';
		const turn = turnAt(`${station} ${isDeed ? 'deeds' : 'looks'}`);
		if (!turn) return serviceRefused('busy');
		let drop = () => {};
		let stopTimer = () => {};
		const tooLate = new Promise<ServiceAnswer>((resolve) => {
			stopTimer = clock.every(serviceWithinMs, () => resolve(serviceRefused('too-slow')));
		});
		let late = false;
		const asked = turn.come.then(() => {
			if (late) return serviceRefused('too-slow');
			const machine = machineAt(station);
			if (typeof machine === 'string') return serviceRefused(machine);
			const handed = handTo(machine, { station, request });
			drop = handed.drop;
			return handed.answer;
		});
		const answer = await Promise.race([asked, tooLate]);
		late = true;
		stopTimer();
		drop();
		turn.leave();
		return answer;
	}

	function tell(staff: string | undefined, { station, request }: RemoteService, answer: ServiceAnswer, began: number) {
		const code = answer.do === 'refused' ? answer.code : 'ok';
		const facts = { staff, station, command: request.do, code, milliseconds: clock.now() - began };
		if (code !== 'ok') return log.warn('device-service', facts);
		if (request.do === 'inspect') {
			const key = `${staff} ${station}`;
			if (began - (looked.get(key) ?? Number.NEGATIVE_INFINITY) < lookLoggedEveryMs) return;
			looked.set(key, began);
		}
		log.info('device-service', facts);
	}

	return async (raw, from) => {
		const began = clock.now();
		const read = remoteService.safeParse(raw);
		if (!read.success) {
			metrics.malformed.inc({ message: 'device-service' });
			log.warn('malformed', { command: 'device-service', field: fieldProblem(read.error).field });
			return serviceRefused('malformed');
		}
		const staff = whoMayAsk(read.data.session, from);
		const running = staff === null ? 0 : (underWay.get(staff) ?? 0);
		let answer: ServiceAnswer;
		if (staff === null) answer = serviceRefused('not-permitted');
		else if (running >= servicesAtOnce) answer = serviceRefused('busy');
		else {
			underWay.set(staff, running + 1);
			try {
				answer = await relay(read.data);
			} finally {
				const left = (underWay.get(staff) ?? 1) - 1;
				if (left === 0) underWay.delete(staff);
				else underWay.set(staff, left);
			}
		}
		tell(staff ?? undefined, read.data, answer, began);
		return answer;
	};
}

/** What a machine answered, without what the contract does not know; `malformed` when it is no answer to what was asked. */
function checked(said: unknown, { request }: RelayedService): ServiceAnswer {
	const read = serviceAnswer.safeParse(said);
	if (!read.success || (read.data.do !== request.do && read.data.do !== 'refused')) return serviceRefused('malformed');
	// A refusal goes into the log: a code and nothing else.
	if (read.data.do === 'refused' && !/^[a-z][a-z-]{1,39}$/.test(read.data.code)) return serviceRefused('malformed');
	if (Buffer.byteLength(JSON.stringify(read.data)) > serviceAnswerBytes) return serviceRefused('too-large');
	return read.data;
}
