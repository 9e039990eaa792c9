/** What a technician gets to know, at the station and from afar alike. Each use is written to the machine's log; a look every two seconds is not. */

import type { ServiceAnswer, ServiceRequest } from '../../domain/contracts/device-service.ts';
import { serviceRefused } from '../../domain/contracts/device-service.ts';
import type { KeptFileAnswer } from '../../domain/contracts/kept-file.ts';
import type { Asked } from '../desk/desk-calls.ts';
import type { DeskHost } from '../desk/desk-host.ts';
import type { LiveDevices } from './live-devices.ts';
import { readLog } from './read-log.ts';

/** Who asks: someone at this machine behind the service code, or a manager through the platform. */
export type ServiceUser = 'local' | 'remote';

export interface ServiceParts {
	desk: Pick<DeskHost, 'inspect' | 'ports' | 'test' | 'capture'>;
	live: Pick<LiveDevices, 'problems' | 'reload'>;
	/** Makes the file for whoever mends it. Never rejects. */
	bundle(): Promise<KeptFileAnswer>;
	/** Folder of the machine's log. */
	logFolder: string;
	log(code: string, facts: Record<string, string | number>): void;
}

/** Never rejects: what cannot be done is answered with `refused` and a code. */
export function createService({ desk, live, bundle, logFolder, log }: ServiceParts) {
	return async function answerService(request: ServiceRequest, who: ServiceUser): Promise<ServiceAnswer> {
		if (request.do !== 'inspect') log('service-used', { did: request.do, who, ...('device' in request ? { device: request.device } : {}) });
		switch (request.do) {
			case 'inspect':
				return answered(await desk.inspect(), (devices) => ({ do: 'inspect', devices, problems: [...live.problems] }));
			case 'ports':
				return answered(await desk.ports(), (ports) => ({ do: 'ports', ports }));
			case 'test':
				return answered(await desk.test(request.device, request.test), (result) => ({ do: 'test', result }));
			case 'capture':
				return answered(await desk.capture(request.device, request.seconds), (text) => ({ do: 'capture', text }));
			case 'logs':
				return { do: 'logs', lines: readLog(logFolder, request.lines) };
			case 'reload':
				return { do: 'reload', ...(await live.reload()) };
			case 'bundle': {
				const made = await bundle();
				return made.ok ? { do: 'bundle', path: made.path } : serviceRefused(made.code);
			}
		}
	};
}

function answered<Value>(asked: Asked<Value>, word: (value: Value) => ServiceAnswer): ServiceAnswer {
	return asked.ok ? word(asked.value) : serviceRefused(asked.code);
}
