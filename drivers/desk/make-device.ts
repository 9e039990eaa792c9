import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeskDevice, DeskGives } from './device.ts';
import { makeDisplay } from './kinds/display.ts';
import { makePrinter } from './kinds/printer.ts';
import { makeRatingPad } from './kinds/rating-pad.ts';
import { makeReader } from './kinds/reader.ts';
import { makeScanner } from './kinds/scanner.ts';
import { makeVoice } from './kinds/voice.ts';

/** The device of one declaration, not started. Throws `CannotMake` when something it names is not there. */
export function makeDevice(declaration: DeviceDeclaration, gives: DeskGives): DeskDevice {
	switch (declaration.kind) {
		case 'id-reader':
			return makeReader(declaration, gives);
		case 'printer':
			return makePrinter(declaration, gives);
		case 'led':
			return makeDisplay(declaration, gives);
		case 'rating-pad':
			return makeRatingPad(declaration, gives);
		case 'scanner':
			return makeScanner(declaration, gives);
		case 'voice':
			return makeVoice(declaration, gives);
	}
}
