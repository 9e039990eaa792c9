/** The only thing a link may do whose hello was refused because nobody vouches for its station: hand in what its journal owes. */
import { z } from 'zod';
import { stationEpoch, stationId } from '../../domain/contracts/identity.ts';
import type { QuarantineAnswer } from '../../domain/contracts/quarantine.ts';
import { batchLimit } from '../../domain/contracts/wire.ts';
import { looseEnvelope } from '../authority/loose-envelope.ts';
import type { Malformed } from './field-problem.ts';
import { fieldProblem, inWords } from './field-problem.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';

/** Names are not checked: what a newer station says must not stay in its journal for ever. */
const handedIn = z.object({ station: stationId, epoch: stationEpoch, commands: z.array(looseEnvelope).min(1).max(batchLimit) });

export async function onQuarantine(raw: unknown, link: Link, door: HallDoor): Promise<QuarantineAnswer | Malformed> {
	const read = handedIn.safeParse(raw);
	if (!read.success) return { malformed: inWords(fieldProblem(read.error)) };
	const { station, epoch, commands } = read.data;
	const why = link.distrusted?.get(`${station}/${epoch}`);
	if (!why || !door.quarantine) return { ok: false, code: 'not-quarantined', detail: 'Say hello first.' };
	if (commands.some((each) => each.station !== station || each.epoch !== epoch))
		return { malformed: 'commands: all commands of one message must be of one seat' };
	if (commands.some(({ n }, index) => index > 0 && n <= commands[index - 1]!.n))
		return { malformed: 'commands: must be in the order of their numbers' };
	const now = door.clock.now();
	// As slow as signing in: nobody vouches for who speaks here.
	if (!link.signIns.take(now)) return { ok: false, code: 'busy' };
	const answer = await door.quarantine.take({ station, epoch, why, arrivedAt: now, clockOffset: link.clockOffset ?? 0, commands });
	const code = answer.ok ? 'ok' : answer.code;
	door.metrics.alarms.inc({ kind: answer.ok ? 'quarantine' : `quarantine-${code}` });
	door.log.error('quarantine', { station, code, count: commands.length });
	return answer;
}
