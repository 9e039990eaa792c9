import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import { createIdReaderRedactor } from '../id-reader/redact.ts';
import { createPanelRedactor } from '../led/profile/redact.ts';
import { createLedRedactor } from '../led/redact.ts';
import { createPrinterRedactor } from '../printer/redact.ts';
import { createRatingPadRedactor } from '../rating-pad/redact.ts';
import { createScannerRedactor } from '../scanner/redact.ts';
import { createVoiceRedactor } from '../voice/redact.ts';
import { fillerRedactor } from './filler.ts';
import { withPrinterAnswers } from './printer-answers.ts';
import type { Redactor } from './redactor.ts';

/** The redactor that knows what this device says. Where its profile is missing nothing but lengths and times is kept. */
export function redactorFor(device: DeviceDeclaration, profiles: DeviceProfiles | null): Redactor {
	switch (device.kind) {
		case 'id-reader':
			return createIdReaderRedactor();
		case 'led': {
			if (device.protocol !== 'profile') return createLedRedactor(device.protocol);
			const profile = profiles?.displays[device.profile ?? ''];
			return profile ? createPanelRedactor(profile) : fillerRedactor();
		}
		case 'rating-pad': {
			const profile = profiles?.ratingPads[device.profile];
			return profile ? createRatingPadRedactor(profile) : fillerRedactor();
		}
		case 'scanner':
			return createScannerRedactor(device);
		case 'voice':
			return createVoiceRedactor(device.protocol);
		case 'printer':
			return withPrinterAnswers(createPrinterRedactor());
	}
}
