/** Enrolment at one platform, with what an order to take over told of it. */
import type { TakeOverOrder } from '../../domain/contracts/term.ts';
import type { HallStore } from '../storage/contract.ts';
import { EnrolmentOffice, type OfficeParts } from './enrolment-office.ts';
import { Enrolments } from './enrolments.ts';

/** Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
export async function openEnrolment(
	store: HallStore,
	parts: Omit<OfficeParts, 'enrolments'>,
	order: TakeOverOrder | undefined,
): Promise<EnrolmentOffice> {
	const enrolments = await Enrolments.load(store, parts.plan.code);
	await enrolments.learn(order?.enrolled ?? [], parts.clock.now());
	return new EnrolmentOffice({ ...parts, enrolments });
}
