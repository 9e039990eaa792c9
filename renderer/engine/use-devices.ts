/** The machine's devices as a face should know them: those of the start, and after a change those of the change. */
import { useEffect, useState } from 'react';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';

/** `atStart`: of the configuration the face began with. In a browser they never change. */
export function useDevices(atStart: readonly DeviceDeclaration[]): readonly DeviceDeclaration[] {
	const [devices, setDevices] = useState(atStart);
	useEffect(() => window.tidehall?.onDevices(setDevices), []);
	return devices;
}
