import { accept, type Decider } from './decider.ts';

export const deviceHealth: Decider<'device-health'> = (_state, command) => accept({ name: 'device-health-changed', body: command.body });
