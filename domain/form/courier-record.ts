import type { ApplicationForm } from '../contracts/applications.ts';
import { addressLimits } from '../contracts/progress.ts';

/**
 * Where a result goes, as a clerk wrote it down at a window: the address and the reference of the case, and nothing else. It lies sealed like an
 * application at that machine, also while the hall is cut off, and is none; the platform takes the address out of it and keeps it as the person's own wish.
 */
export const courierForm = (of: string, postAddress: string): ApplicationForm => ({
	fields: { courierOf: of, postAddress },
	materials: {},
});

/** What is wrong with an address, by the same rule as at a terminal; nothing but blanks is `short`. */
export function addressProblem(typed: string): 'short' | 'long' | null {
	const length = [...typed.trim()].length;
	return length < addressLimits.least ? 'short' : length > addressLimits.most ? 'long' : null;
}

/** The case and its address; `null` = it is no such record. */
export function courierAddress({ fields, materials }: ApplicationForm): { of: string; address: string } | null {
	const { courierOf, postAddress, ...others } = fields;
	if (typeof courierOf !== 'string' || !/^[0-9a-f]{32}$/.test(courierOf) || typeof postAddress !== 'string') return null;
	if (Object.keys(others).length + Object.keys(materials).length > 0 || addressProblem(postAddress) !== null) return null;
	return { of: courierOf, address: postAddress.trim() };
}
