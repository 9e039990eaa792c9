import type { ApplicationForm } from '../contracts/applications.ts';

/** All that a window writes down of who acts for whom. */
export const proxyFields = ['agentName', 'agentIdNumber', 'name', 'idNumber'] as const;
const known: ReadonlySet<string> = new Set(proxyFields);

/** A sealed record of who acts for whom lies like an application, and is none: nobody is to find it as a matter of theirs. */
export function isProxyRecord({ fields, materials }: ApplicationForm): boolean {
	return fields.agentName !== undefined && Object.keys(materials).length === 0 && Object.keys(fields).every((key) => known.has(key));
}
