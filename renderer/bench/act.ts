import type { BenchAction } from '../../domain/contracts/device-desk.ts';

/** Does something to a simulated device; what came of it arrives as the next snapshot. */
export type Act = (action: BenchAction) => void;
