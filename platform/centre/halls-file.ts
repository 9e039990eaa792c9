/** The halls that a centre holds, from a YAML file: `halls: [{ code, tokenHash }]`, and who else may come in. */
import { z } from 'zod';
import { bookingTokenHash } from '../../config/booking-token.ts';
import { type Problem, ProblemList } from '../../config/problems.ts';
import { checkShape, readYamlFile } from '../../config/yaml-file.ts';
import { hallCode } from '../../domain/contracts/identity.ts';
import { type HallToken, tokenHashForm } from './tokens.ts';

const hallsFile = z.strictObject({
	schema: z.literal('centre-halls/1'),
	/** With which the city's booking front end comes in, for all halls; without it no reservation is made at the centre. */
	frontEnd: z
		.strictObject({ tokenHash: z.string().regex(bookingTokenHash), requestsPerSecond: z.number().int().min(1).max(1_000).default(50) })
		.optional(),
	/** With which a new configuration is offered to a hall; without it none is. */
	operator: z.strictObject({ tokenHash: z.string().regex(tokenHashForm) }).optional(),
	halls: z.array(z.strictObject({ code: hallCode, tokenHash: z.string().regex(tokenHashForm) })).min(1),
});

export interface CentreFile {
	halls: HallToken[];
	frontEnd: { tokenHash: string; requestsPerSecond: number } | null;
	/** Hash of the operator's token. */
	operator: string | null;
}
export type ReadHalls = ({ ok: true } & CentreFile) | { ok: false; problems: Problem[] };

/** Every problem at once, each with file and line. */
export function readHallsFile(file: string): ReadHalls {
	const problems = new ProblemList();
	const yaml = readYamlFile(file, problems);
	const read = yaml ? checkShape(yaml, hallsFile, problems) : null;
	for (const [index, { code, tokenHash }] of (read?.halls ?? []).entries()) {
		const before = read!.halls.slice(0, index);
		const line = yaml!.lineOf(['halls', index]);
		if (before.some((each) => each.code === code))
			problems.add({ file, line, what: `halls.${index}.code: ${code} is given twice. Keep one of the two.` });
		if (before.some((each) => each.tokenHash === tokenHash))
			problems.add({
				file,
				line,
				what: `halls.${index}.tokenHash: two halls have the same token. Make one for each: npm run centre:token -- --out FILE.`,
			});
	}
	return read && problems.none
		? { ok: true, halls: read.halls, frontEnd: read.frontEnd ?? null, operator: read.operator?.tokenHash ?? null }
		: { ok: false, problems: problems.all };
}
