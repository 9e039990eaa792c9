import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import { CannotMake, type DeskDevice, type DeskGives } from './device.ts';
import { makeDisplay } from './kinds/display.ts';
import { makePrinter } from './kinds/printer.ts';
import { makeReader } from './kinds/reader.ts';

/** The device of one declaration, not started. Throws `CannotMake` when something it names is not there. */
export function makeDevice(declaration: DeviceDeclaration, gives: DeskGives): DeskDevice {
	switch (declaration.kind) {
		case 'id-reader':
			return makeReader(declaration, gives);
		case 'printer':
			return makePrinter(declaration, gives);
		case 'led':
			return makeDisplay(declaration, gives);
		default:
			throw new CannotMake('no-profile');
	}
}
