import { accept, type Decider } from './decider.ts';

export const helpCalled: Decider<'help-called'> = (_state, command) => accept({ name: 'help-called', body: { station: command.station } });
