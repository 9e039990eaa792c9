/** The devices as they are, asked again two seconds after each answer while the screen is open. */
import { useEffect, useState } from 'react';
import type { DeviceReport } from '../../domain/contracts/device.ts';
import type { DeviceService } from './device-service.ts';
import { type Growth, growthAfter } from './growth.ts';

export const lookEveryMs = 2_000;

export interface Inspected {
	devices: DeviceReport[];
	/** Of `devices.yaml` as it lies on disk. */
	problems: string[];
	/** When the answer came, ms of this page's clock. */
	at: number;
}
export interface Looking {
	/** `null` = nothing was answered yet. */
	last: Inspected | null;
	/** Why the newest question was not answered; `null` = it was. */
	refusal: string | null;
	growth: Growth;
}

export function useInspect(service: DeviceService): Looking {
	const [looking, setLooking] = useState<Looking>({ last: null, refusal: null, growth: {} });
	useEffect(() => {
		let over = false;
		let timer: ReturnType<typeof setTimeout> | undefined;
		async function look() {
			const answer = await service.ask({ do: 'inspect' });
			if (over) return;
			const at = Date.now();
			if (answer.do === 'inspect') {
				const { devices, problems } = answer;
				setLooking(({ growth }) => ({ last: { devices, problems, at }, refusal: null, growth: growthAfter(growth, devices, at) }));
			} else {
				const code = answer.do === 'refused' ? answer.code : 'malformed';
				setLooking((before) => ({ ...before, refusal: code }));
			}
			timer = setTimeout(() => void look(), lookEveryMs);
		}
		void look();
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [service]);
	return looking;
}
