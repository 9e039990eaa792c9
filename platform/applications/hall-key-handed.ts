/** Where the hall's key lies: named on the command line, or handed over by root (`hand-over-key.ts`), and then never made here. */
export const hallKeyVariable = 'TIDEHALL_HALL_KEY_FILE';

/** What is named on the command line comes first; `null` = in the data folder, if there is one. */
export function hallKeyFile(
	named: string | undefined,
	environment: Readonly<Record<string, string | undefined>> = process.env,
): { keyFile: string | null; keyHandedOver: boolean } {
	const handed = environment[hallKeyVariable];
	return named === undefined && handed ? { keyFile: handed, keyHandedOver: true } : { keyFile: named ?? null, keyHandedOver: false };
}
