import type { DriverReport } from '../../domain/contracts/device.ts';
import type { Bus } from './bus.ts';

/** What a driver with one bus says of itself. `facts` must hold no personal data (P1). */
export function busReport(
	bus: Pick<Bus<unknown>, 'answered' | 'failed' | 'dropped' | 'noise'>,
	facts: DriverReport['facts'],
): DriverReport {
	return { discarded: bus.noise + bus.dropped, answered: bus.answered, failed: bus.failed, facts };
}
