/** `npm run fuzz`: hostile frames of devices (`scripts/fuzz-drivers.ts`), or with `messages` hostile words to platform and machine (`fuzz-messages.ts`). */
await import(process.argv[2] === 'messages' ? './fuzz-messages.ts' : '../../scripts/fuzz-drivers.ts');

export {};
