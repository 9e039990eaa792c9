import { accept, type Decider } from './decider.ts';

/** The platform says it of a station, from what the station tells of itself and from the clocks of both. */
export const machineHealth: Decider<'machine-health'> = (_state, command) => accept({ name: 'machine-health-changed', body: command.body });
