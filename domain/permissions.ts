import { type CommandName, commandTable } from './contracts/commands.ts';
import type { StationRole } from './contracts/identity.ts';

/** Whether someone who works at a seat of this role may look at the devices of other stations and try them. */
export function mayServeDevices(role: StationRole): boolean {
	return role === 'manager';
}

/** Whether a station of this role may say this command at all. The table of commands is the only source. */
export function mayDo(role: StationRole, name: CommandName): boolean {
	return (commandTable[name].roles as readonly StationRole[]).includes(role);
}
