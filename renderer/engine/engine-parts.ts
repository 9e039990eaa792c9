/** What one engine is put together from. */
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { LedWanted } from '../../domain/contracts/device-desk.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { OfflineDesk } from '../../domain/contracts/offline-sign-in.ts';
import type { ApplicationDoor } from './applications.ts';
import type { Service } from './device-service.ts';
import type { LedWording } from './displays.ts';
import type { EngineSeat, Journal, Link, Printer, Signer, Store, Timers } from './ports.ts';

export interface EngineParts {
	seats: readonly EngineSeat[];
	/** The plan of the machine's own configuration: what it works with until the platform speaks. */
	plan: HallPlan;
	devices: readonly DeviceDeclaration[];
	ledWords: LedWording;
	link: Link;
	openStore: () => Promise<Store>;
	journal: Journal;
	printer: Printer;
	/** How much room the machine's disk has left; absent where there is no machine under the page. */
	disk?: () => DiskState;
	/** Makes the LEDs show it. */
	show: (wanted: LedWanted[]) => Promise<void>;
	/** What this machine answers of its devices; absent where there is no machine under the page. */
	service?: Service;
	/** Signs tickets; absent in a browser, which prints none, and where the machine has no key. */
	signer?: Signer;
	/** Signing in while cut off; absent where there is no machine under the page. */
	offline?: OfflineDesk;
	/** Applications kept at this machine; absent where there is none under the page. */
	applications?: ApplicationDoor;
	clock: () => number;
	timers: Timers;
	/** Warnings for the machine's log: a code and a count, never free text (P1). */
	note: (code: string, count?: number) => void;
}
