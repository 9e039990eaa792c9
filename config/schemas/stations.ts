import { z } from 'zod';
import { stationPlan } from '../../domain/contracts/hall-plan.ts';

/** `stations.yaml`: every seat of the app in the hall. */
export const stationsFile = z.strictObject({ schema: z.literal('stations/1'), stations: z.array(stationPlan.strict()).min(1) });
export type StationsFile = z.infer<typeof stationsFile>;
