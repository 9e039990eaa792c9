/**
 * `npm run fuzz`: hostile frames of devices (`scripts/fuzz-drivers.ts`); with `messages` hostile words to platform and machine (`fuzz-messages.ts`); with
 * `texts` texts that would act in every place of every answer of a desk, drawn by the real pages (`fuzz-texts.ts`).
 */
const programs: Record<string, string> = { messages: './fuzz-messages.ts', texts: './fuzz-texts.ts' };
await import(programs[process.argv[2] ?? ''] ?? '../../scripts/fuzz-drivers.ts');

export {};
