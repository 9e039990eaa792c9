import type { Driver } from '../../driver.ts';
import { createDisplayLine } from '../../led/line.ts';
import { CannotMake, type MakeDevice } from '../device.ts';

/** A display on its line; the first one of a line opens the port, the last one closes it. */
export const makeDisplay: MakeDevice<'led'> = (declaration, { base, wire, profiles }) => {
	const { id, protocol, transport, profile: named, ...display } = declaration;
	const profile = named === undefined ? undefined : profiles?.displays[named];
	if (protocol === 'profile' && !profile) throw new CannotMake('no-profile');
	const { health, log, ...port } = base;
	const first = wire.line === null;
	const line = wire.line ?? createDisplayLine({ ...port, protocol, gapMs: transport.kind === 'serial' ? transport.gapMs : null });
	wire.line = line;
	const member = line.display({ ...display, profile, health, ...(log ? { log } : {}) });
	const driver: Driver = {
		start() {
			member.start();
			if (first) line.start();
		},
		async stop() {
			await member.stop();
			if (line.size > 0) return;
			wire.line = null;
			await line.stop();
		},
		report: () => member.report(),
		tests: member.tests,
		test: (name) => member.test(name),
	};
	return { driver, show: (wanted) => void member.want(wanted) };
};
