/** The halls that a centre holds, from a YAML file: `halls: [{ code, tokenHash }]`. */
import { z } from 'zod';
import { type Problem, ProblemList } from '../../config/problems.ts';
import { checkShape, readYamlFile } from '../../config/yaml-file.ts';
import { hallCode } from '../../domain/contracts/identity.ts';
import { type HallToken, tokenHashForm } from './tokens.ts';

const hallsFile = z.strictObject({
	schema: z.literal('centre-halls/1'),
	halls: z.array(z.strictObject({ code: hallCode, tokenHash: z.string().regex(tokenHashForm) })).min(1),
});

export type ReadHalls = { ok: true; halls: HallToken[] } | { ok: false; problems: Problem[] };

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
	return read && problems.none ? { ok: true, halls: read.halls } : { ok: false, problems: problems.all };
}
