import type { DriverReport } from '../../domain/contracts/device.ts';
import type { Learner } from './learn.ts';
import type { PrinterStatus } from './status.ts';

export interface FactsInput {
	status: PrinterStatus | null;
	mode: Learner['mode'];
	replaced: number;
	drawn: number;
	model?: string;
	firmware?: string;
}

/** What the technician's table shows of a printer; what it has not said is absent. */
export function factsOf({ status, mode, replaced, drawn, model, firmware }: FactsInput): DriverReport['facts'] {
	const facts: DriverReport['facts'] = { 'replaced-characters': replaced, 'drawn-characters': drawn };
	if (mode !== null) facts.mode = mode;
	if (model !== undefined) facts.model = model;
	if (firmware !== undefined) facts.firmware = firmware;
	if (status?.paperEnd !== undefined || status?.paperEndStop !== undefined) {
		facts.paper = status.paperEnd || status.paperEndStop ? 'end' : status.nearEnd ? 'near-end' : 'ok';
	}
	if (status?.coverOpen !== undefined) facts.cover = status.coverOpen ? 'open' : 'closed';
	if (status?.cutterError !== undefined) facts.cutter = status.cutterError ? 'error' : 'ok';
	return facts;
}
