import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import { createIdReaderRedactor } from '../id-reader/redact.ts';
import { createLedRedactor } from '../led/redact.ts';
import { createRatingPadRedactor } from '../rating-pad/redact.ts';
import { fillerRedactor } from './filler.ts';
import type { Redactor } from './redactor.ts';

/** The redactor that knows what this device says. Without one of its own nothing but lengths and times is kept. */
export function redactorFor(device: DeviceDeclaration, profiles: DeviceProfiles | null): Redactor {
	switch (device.kind) {
		case 'id-reader':
			return createIdReaderRedactor();
		case 'led':
			return device.protocol === 'profile' ? fillerRedactor() : createLedRedactor(device.protocol);
		case 'rating-pad': {
			const profile = profiles?.ratingPads[device.profile];
			return profile ? createRatingPadRedactor(profile) : fillerRedactor();
		}
		default:
			return fillerRedactor();
	}
}
