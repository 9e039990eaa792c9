/** How much room the disk under a machine's data has left. */
import { z } from 'zod';

/** `low`: a technician should make room. `stop`: nothing new is promised to anyone until there is room again. */
export const diskState = z.enum(['well', 'low', 'stop']);
export type DiskState = z.infer<typeof diskState>;
