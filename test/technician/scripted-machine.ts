/** A machine that answers as a test says; it holds the contract, since every answer goes through the schema. */
import type { DeviceReport } from '../../domain/contracts/device.ts';
import { type ServiceAnswer, type ServiceRequest, serviceAnswer, serviceRefused } from '../../domain/contracts/device-service.ts';
import type { DeviceService } from '../../renderer/technician/device-service.ts';

export const began = Date.UTC(2026, 10, 26, 1, 0, 0);

export const printer: DeviceReport = {
	device: 'T1-printer',
	kind: 'printer',
	protocol: 'escpos',
	station: 'T1',
	port: '/dev/ttyUSB0',
	baud: 115_200,
	health: { device: 'T1-printer', kind: 'printer', state: 'ready', code: 'ok', since: began - 180_000 },
	openedAt: began - 180_000,
	lastHeardAt: began - 5_000,
	bytesIn: 120,
	bytesOut: 3_400,
	discarded: 0,
	answered: 40,
	failed: 1,
	facts: { paper: 'ok', model: 'TM-T88', 'said-by-a-newer-driver': 7 },
	tests: ['status', 'test-page', 'drawer'],
};
export const reader: DeviceReport = {
	...printer,
	device: 'T1-reader',
	kind: 'id-reader',
	protocol: 'sdt',
	port: 'usb 1a86:7523',
	health: { device: 'T1-reader', kind: 'id-reader', state: 'disconnected', code: 'port-lost', since: began - 60_000 },
	tests: [],
	facts: {},
	lastHeardAt: null,
};

export class ScriptedMachine implements DeviceService {
	readonly asked: ServiceRequest[] = [];
	devices: DeviceReport[] = [printer, reader];
	problems: string[] = [];
	/** What it says instead, by what was asked; `never` = nothing. */
	says: Partial<Record<ServiceRequest['do'], ServiceAnswer | 'never'>> = {};

	async ask(request: ServiceRequest): Promise<ServiceAnswer> {
		this.asked.push(request);
		const said = this.says[request.do] ?? this.#usual(request);
		return said === 'never' ? new Promise(() => {}) : serviceAnswer.parse(said);
	}

	#usual(request: ServiceRequest): ServiceAnswer {
		switch (request.do) {
			case 'inspect':
				return { do: 'inspect', devices: this.devices, problems: this.problems };
			case 'ports':
				return { do: 'ports', ports: [] };
			case 'reload':
				return { do: 'reload', changed: [], problems: this.problems };
			case 'logs':
				return { do: 'logs', lines: [] };
			default:
				return serviceRefused('no-test');
		}
	}
	/** Requests that were no looks. */
	get deeds(): ServiceRequest[] {
		return this.asked.filter((request) => request.do !== 'inspect');
	}
}
