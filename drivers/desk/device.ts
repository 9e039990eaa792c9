import type { CardEvent, CodeEvent, DeviceTestResult } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration, DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { LedWanted, PrintJob, PrintResult, RatingResult, SayJob, SayResult } from '../../domain/contracts/device-desk.ts';
import type { PaperBook } from '../../domain/contracts/device-layouts.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import type { Driver, DriverOptions } from '../driver.ts';
import type { Wire } from './wires.ts';

/** One device at work: its driver, and what can be asked of its kind. Nothing here throws or rejects. */
export interface DeskDevice {
	readonly driver: Driver;
	print?(job: PrintJob): Promise<PrintResult>;
	show?(wanted: Pick<LedWanted, 'text' | 'style'>): void;
	rate?(): Promise<RatingResult>;
	cancelRating?(): void;
	trigger?(on: boolean): Promise<DeviceTestResult>;
	say?(job: SayJob): Promise<SayResult>;
}

/** What the desk gives a device of any kind. */
export interface DeskGives {
	base: DriverOptions;
	wire: Wire;
	card(event: CardEvent): void;
	code(event: CodeEvent): void;
	profiles: DeviceProfiles | null;
	/** Words and layouts of the paper as they are now; they may change while the printer runs. */
	papers(): PaperBook | null;
}

export type MakeDevice<Kind extends DeviceDeclaration['kind']> = (declaration: DeviceDeclarationOf<Kind>, gives: DeskGives) => DeskDevice;

/** The declaration names something this desk was not given; told as the health code. */
export class CannotMake extends Error {
	readonly code: 'no-profile';
	constructor(code: 'no-profile') {
		super(code);
		this.code = code;
	}
}
