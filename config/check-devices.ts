import type { DeviceDeclaration, DeviceDeclarationOf, WireSettings } from '../domain/contracts/device-declaration.ts';
import type { StationPlan } from '../domain/contracts/hall-plan.ts';
import type { Tell } from './references.ts';

type Role = StationPlan['role'];

/** Where each kind of device may stand, and why nowhere else. */
const places: Readonly<Record<DeviceDeclaration['kind'], { roles: readonly Role[]; why: string }>> = {
	'id-reader': { roles: ['terminal', 'window'], why: 'cards are read at terminals and windows' },
	printer: { roles: ['terminal', 'window'], why: 'paper is given out at terminals and windows' },
	led: { roles: ['window', 'board'], why: 'a display hangs at a window or belongs to a board' },
	'rating-pad': { roles: ['window'], why: 'people rate the window that served them' },
	scanner: { roles: ['terminal', 'window'], why: 'codes are shown at terminals and windows' },
	voice: { roles: ['board'], why: 'boards speak for the hall' },
};
const slowestBaud = 300;
/** Onbon: every screen, answering or not. Alpha: every sign. */
const everyOnbon = [65_534, 65_535];
const everyAlpha = 0;

/** Tells what is wrong with one declaration by itself. `role`: of its station, `null` when that is unknown. `tell` starts at the device. */
export function checkDevice(device: DeviceDeclaration, role: Role | null, tell: Tell): void {
	const owner = `device ${device.id}`;
	const { roles, why } = places[device.kind];
	if (role && !roles.includes(role)) {
		tell(['station'], `${owner}: a ${device.kind} cannot belong to ${device.station}, a ${role}; ${why}. Choose another station.`);
	}
	const { transport } = device;
	if (transport.kind === 'serial') checkWire(transport, owner, tell);
	if (transport.kind === 'device-file' && device.kind !== 'printer') {
		tell(['transport'], `${owner}: transport “device-file” is for printers; a ${device.kind} has no such file. Use serial or tcp.`);
	}
	if (transport.kind === 'simulated' && transport.line !== undefined && device.kind !== 'led') {
		tell(['transport', 'line'], `${owner}: only displays share a line. Remove line.`);
	}
	if (device.kind === 'led') checkDisplay(device, owner, tell);
}

function checkWire(wire: WireSettings, owner: string, tell: Tell): void {
	if (wire.baud < slowestBaud)
		tell(['transport', 'baud'], `${owner}: transport.baud is ${wire.baud}, but no line is slower than ${slowestBaud}. Correct it.`);
	const seen = new Set([wire.baud]);
	wire.speeds.forEach((speed, at) => {
		if (seen.has(speed)) {
			tell(['transport', 'speeds', at], `${owner}: transport.speeds names ${speed} again; baud and every speed are tried once. Remove it.`);
		}
		seen.add(speed);
	});
}

function checkDisplay(device: DeviceDeclarationOf<'led'>, owner: string, tell: Tell): void {
	const { protocol, address, profile } = device;
	if (protocol !== 'profile' && profile !== undefined)
		tell(
			['profile'],
			`${owner}: profile is read only with protocol: profile, but the protocol is ${protocol}. Remove profile or change the protocol.`,
		);
	if (protocol === 'profile' && profile === undefined)
		tell(['protocol'], `${owner}: protocol: profile needs the name of a file of config/devices/led. Add profile: and its name.`);
	if (protocol === 'onbon' && address === 0)
		tell(['address'], `${owner}: address is 0, but Onbon screens are numbered from 1. Give the number set in the card.`);
	if (protocol === 'alpha' && address > 255)
		tell(
			['address'],
			`${owner}: address is ${address}, but Alpha signs are numbered 1 to 255 (0 = every sign). Give the number set in the sign.`,
		);
	device.dimming.forEach((step, at) => {
		const before = device.dimming[at - 1];
		if (before && before.from >= step.from) {
			tell(
				['dimming', at, 'from'],
				`${owner}: dimming goes on from ${step.from}, which is not later than ${before.from} before it. Put the times in order, each once.`,
			);
		}
	});
}

/** True when this display means every display of its line: it cannot share one. */
export function meansEveryDisplay({ protocol, address }: DeviceDeclarationOf<'led'>): boolean {
	return (protocol === 'onbon' && everyOnbon.includes(address)) || (protocol === 'alpha' && address === everyAlpha);
}
