/**
 * Accounts of the hall's staff. Before a security administrator has begun the book they are those of `staff.yaml`; from then on the records of the
 * store count and the file no more (decision 0027). `members` is one list for as long as the platform runs, changed in place: whoever holds it sees
 * each change at once.
 */
import { z } from 'zod';
import type { Place } from '../../sealing/box.ts';
import type { HallStore } from '../storage/contract.ts';
import { accountKind, secondPlace } from './pass-accounts.ts';
import type { StaffMember } from './staff.ts';
import { newAccount, type OneTime, type Rota, rota, type StaffAccount, staffAccount } from './staff-account.ts';

const bookKind = 'staff-book';
const rotaKind = 'staff-rota';
/** For the first administrator: belongs to this machine's set-up, and is handed to no other platform. */
const firstKind = 'staff-first';
export const firstCodeKeptMs = 24 * 3_600_000;

const begun = z.object({ since: z.number() });
const first = z.object({ hash: z.string(), until: z.number() });

export interface StaffFile {
	staff: readonly (StaffMember & { usualWindow?: string })[];
}

export class StaffBook {
	readonly members: readonly StaffMember[];
	readonly #store: HallStore;
	readonly #hall: string;
	readonly #file: StaffFile['staff'];
	readonly #live: StaffMember[];
	readonly #accounts: Map<string, StaffAccount>;
	readonly #listeners = new Set<(staff: string) => void>();
	#begun: boolean;
	#rota: Rota;
	/** One change after the other. */
	#turn: Promise<unknown> = Promise.resolve();

	private constructor(
		store: HallStore,
		hall: string,
		file: StaffFile['staff'],
		kept: { begun: boolean; accounts: Map<string, StaffAccount>; rota: Rota },
	) {
		this.#store = store;
		this.#hall = hall;
		this.#file = file;
		this.#begun = kept.begun;
		this.#accounts = kept.accounts;
		this.#rota = kept.rota;
		this.#live = [];
		this.members = this.#live;
		this.#refresh();
	}

	/** Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
	static async open(store: HallStore, hall: string, file: StaffFile['staff']): Promise<StaffBook> {
		const isBegun = begun.nullable().parse(await store.record(bookKind, hall)) !== null;
		const accounts = new Map<string, StaffAccount>();
		if (isBegun)
			for (const { key, value } of await store.records(accountKind)) {
				const [of, staff] = key.split('/');
				if (of === hall && staff) accounts.set(staff, staffAccount.parse(value));
			}
		const kept = rota.nullable().parse(await store.record(rotaKind, hall)) ?? { shifts: [], weeks: {} };
		return new StaffBook(store, hall, file, { begun: isBegun, accounts, rota: kept });
	}

	/** False = accounts are those of `staff.yaml`. */
	get begun(): boolean {
		return this.#begun;
	}

	get rota(): Rota {
		return this.#rota;
	}

	/** For which the key of somebody's second step is sealed, so that it opens as nobody else's. */
	placeOf(staff: string): Place {
		return secondPlace(`${this.#hall}/${staff}`);
	}

	account(staff: string): StaffAccount | null {
		return this.#accounts.get(staff) ?? null;
	}

	/** Every account, suspended ones too; while the file counts, those of the file. */
	all(): [string, StaffAccount][] {
		return this.#begun ? [...this.#accounts] : this.#file.map((member) => [member.id, ofFile(member, 0)]);
	}

	/** From now on the book counts: everybody of the file is in it. `also`: accounts that begin with it. Rejects with a `StoreFailure`. */
	async begin(now: number, also: ReadonlyMap<string, StaffAccount> = new Map()): Promise<void> {
		await this.#alone(async () => {
			const accounts = new Map([
				...(this.#begun ? [] : this.#file.map((member): [string, StaffAccount] => [member.id, ofFile(member, now)])),
				...also,
			]);
			const records = [...accounts].map(([staff, value]) => ({ kind: accountKind, key: `${this.#hall}/${staff}`, value }));
			await this.#store.putRecords([...records, { kind: bookKind, key: this.#hall, value: { since: now } }]);
			for (const [staff, account] of accounts) this.#accounts.set(staff, account);
			this.#begun = true;
			this.#refresh();
		});
	}

	/** Durable when it resolves; `change` gets the account as it then is (`null` = none) and may leave it (`null`). Rejects with a `StoreFailure`. */
	async put(staff: string, change: (known: StaffAccount | null) => StaffAccount | null): Promise<boolean> {
		return this.#alone(async () => {
			const value = change(this.account(staff));
			if (!value) return false;
			await this.#store.putRecord(accountKind, `${this.#hall}/${staff}`, value);
			this.#accounts.set(staff, value);
			this.#refresh();
			for (const listener of this.#listeners) listener(staff);
			return true;
		});
	}

	/** Many at once: all or none. Rejects with a `StoreFailure`. */
	async putAll(accounts: ReadonlyMap<string, StaffAccount>, weeks: Rota): Promise<void> {
		await this.#alone(async () => {
			const records = [...accounts].map(([staff, value]) => ({ kind: accountKind, key: `${this.#hall}/${staff}`, value }));
			await this.#store.putRecords([...records, { kind: rotaKind, key: this.#hall, value: weeks }]);
			for (const [staff, account] of accounts) this.#accounts.set(staff, account);
			this.#rota = weeks;
			this.#refresh();
			for (const staff of accounts.keys()) for (const listener of this.#listeners) listener(staff);
		});
	}

	/** Rejects with a `StoreFailure`. */
	async putRota(change: (known: Rota) => Rota): Promise<void> {
		await this.#alone(async () => {
			const value = change(this.#rota);
			await this.#store.putRecord(rotaKind, this.#hall, value);
			this.#rota = value;
		});
	}

	/** Told of each account that was changed, after that is durable. */
	onChange(listener: (staff: string) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** The code printed for the first administrator, while it waits. */
	firstCode(): Promise<OneTime | null> {
		return firstCodeOf(this.#store, this.#hall);
	}

	/** Uses it up; false = somebody was quicker. Durable when it resolves, before anything comes of it. */
	takeFirstCode(): Promise<boolean> {
		return this.#alone(async () => {
			if ((await this.firstCode()) === null) return false;
			await this.#store.deleteRecord(firstKind, this.#hall);
			return true;
		});
	}

	#refresh(): void {
		const live = this.#begun
			? [...this.#accounts].flatMap(([id, account]) => (account.suspended ? [] : [memberOf(id, account)]))
			: this.#file;
		this.#live.splice(0, this.#live.length, ...live);
	}

	#alone<T>(work: () => Promise<T>): Promise<T> {
		const done = this.#turn.then(work);
		this.#turn = done.catch(() => {});
		return done;
	}
}

/** Also before a platform runs: at set-up, by whoever has the machine. Rejects with a `StoreFailure`. */
export async function keepFirstCode(store: HallStore, hall: string, code: OneTime): Promise<void> {
	await store.putRecord(firstKind, hall, code);
}
const firstCodeOf = async (store: HallStore, hall: string): Promise<OneTime | null> =>
	first.nullable().parse(await store.record(firstKind, hall));

function memberOf(id: string, { name, roles, secret, windows, departments, second }: StaffAccount): StaffMember {
	return {
		...{ id, name, roles, pinHash: secret ?? '' },
		...(second?.confirmed ? { second: true } : {}),
		...(windows.length > 0 ? { windows } : {}),
		...(departments.length > 0 ? { departments } : {}),
	};
}

function ofFile({ name, roles, pinHash, windows, departments, usualWindow }: StaffFile['staff'][number], now: number): StaffAccount {
	return {
		...newAccount({ name, roles: [...roles] }, now, null),
		...{ secret: pinHash, windows: [...(windows ?? [])], departments: [...(departments ?? [])], usualWindow: usualWindow ?? null },
	};
}
