import { createAlphaDisplay } from '../../led/alpha/display.ts';
import { createOnbonDisplay } from '../../led/onbon/display.ts';
import type { MakeDevice } from '../device.ts';

export const makeDisplay: MakeDevice<'led'> = (declaration, { base }) => {
	const create = declaration.protocol === 'onbon' ? createOnbonDisplay : createAlphaDisplay;
	const driver = create({ ...declaration, ...base, baud: base.speed.baud } as never);
	return { driver, show: (wanted) => void driver.want(wanted) };
};
