import { createScanner } from '../../scanner/scanner.ts';
import type { MakeDevice } from '../device.ts';

export const makeScanner: MakeDevice<'scanner'> = (declaration, { base, code }) => {
	const driver = createScanner({ ...declaration, ...base, tell: (event) => code({ ...event, device: declaration.id }) });
	return { driver, trigger: (on) => driver.trigger(on) };
};
