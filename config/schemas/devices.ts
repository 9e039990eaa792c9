import { z } from 'zod';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';

/** `devices.yaml`: what is plugged in where. */
export const devicesFile = z.strictObject({ schema: z.literal('devices/1'), devices: z.array(deviceDeclaration) });
