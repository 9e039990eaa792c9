import { accept, type Decider } from './decider.ts';

export const helpAnswered: Decider<'help-answered'> = (_state, command) =>
	accept({ name: 'help-answered', body: { station: command.body.station } });
