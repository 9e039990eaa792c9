import { z } from 'zod';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';

/** `devices.yaml`: what is plugged in where. */
export const devicesFile = z.strictObject({
	schema: z.literal('devices/1'),
	/** Hash of the code that opens the technician's screen at a station; without it there is none. Its form is checked by the reader, which does not repeat it. */
	serviceCode: z.string().optional(),
	devices: z.array(deviceDeclaration),
});
