/**
 * A command as the platform takes it: places checked, name and body not yet. A name that this platform does not know must still get an
 * outcome (`unknown-command`): refused as malformed, it would block the station's line for ever.
 */
import { z } from 'zod';
import { commandEnvelope } from '../../domain/contracts/commands.ts';
import { batchLimit } from '../../domain/contracts/wire.ts';

export const looseEnvelope = commandEnvelope.extend({ name: z.string().min(1).max(64) });
export type LooseEnvelope = z.infer<typeof looseEnvelope>;
export const looseCommandsUp = z.object({ commands: z.array(looseEnvelope).min(1).max(batchLimit) });
