/**
 * What a security administrator does about accounts, and a manager about shifts and places: message `staff-desk`. Who may ask for what was looked at
 * before (`domain/permission-table.ts`); here it is done. Every answer tells how things stand then.
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type {
	DutyWeek,
	FirstCode,
	ShownPerson,
	StaffDeskAnswer,
	StaffDeskRefusal,
	StaffDeskRequest,
	TableLook,
} from '../../domain/contracts/staff-desk.ts';
import { keptApart, type StaffRole } from '../../domain/contracts/staff-roles.ts';
import type { PinLock } from './pin-lock.ts';
import type { Sessions } from './sessions.ts';
import { newAccount, newCode, oneTimeOf, type StaffAccount } from './staff-account.ts';
import type { StaffBook } from './staff-book.ts';
import { readStaffTable, type TableRow } from './staff-table.ts';

/** A new member comes within three days; after that the code is made anew. */
export const codeKeptMs = 72 * 3_600_000;
export const mostAccounts = 2_000;
export const freeWeek: DutyWeek = [null, null, null, null, null, null, null];

export interface StaffDeskParts {
	plan: HallPlan;
	book: StaffBook;
	sessions: Sessions;
	lock: PinLock;
	now(): number;
	/** Codes of the departments that the catalogue names; absent = any is taken. */
	departments?: ReadonlySet<string>;
	/** Somebody may work no more as they did: sign-ins are over, machines that are cut off are not to sign them in, links of these stations begin anew. */
	shutOut(staff: string, stations: readonly string[]): Promise<void>;
}

type Refused = { code: StaffDeskRefusal; table?: TableLook };
interface Done {
	codes?: FirstCode[];
	table?: TableLook;
}

/** `roles`: of the member who asks, at this seat. Rejects with a `StoreFailure`. */
export async function askStaffDesk(
	by: { staff: string; roles: readonly StaffRole[] },
	request: StaffDeskRequest,
	parts: StaffDeskParts,
): Promise<StaffDeskAnswer> {
	const { book, now, lock, plan } = parts;
	const done = await act();
	if ('code' in done) return { ok: false, ...done };
	return {
		...{ ok: true, from: book.begun ? 'book' : 'file', shifts: book.rota.shifts },
		...{ people: book.all().map(shown), codes: done.codes ?? [], table: done.table ?? null },
	};

	async function act(): Promise<Done | Refused> {
		if (request.do === 'look') return {};
		// Whoever keeps accounts begins the book with the first thing that is changed; a manager cannot.
		if (!book.begun) {
			if (!by.roles.includes('security')) return { code: 'from-file' };
			await book.begin(now());
		}
		switch (request.do) {
			case 'add': {
				if (!keptApart(request.roles)) return { code: 'roles-apart' };
				if (book.account(request.staff)) return { code: 'known-staff' };
				if (book.all().length >= mostAccounts) return { code: 'too-many' };
				return withCode(request.staff, newAccount({ name: request.name, roles: request.roles }, now(), by.staff));
			}
			case 'reset': {
				if (request.staff === by.staff) return { code: 'own-account' };
				const known = book.account(request.staff);
				if (!known) return { code: 'unknown-staff' };
				const told = await withCode(request.staff, { ...known, secret: null });
				await endAll(request.staff);
				await lock.clear(request.staff);
				return told;
			}
			case 'change': {
				const { name, roles } = request;
				if (roles && !keptApart(roles)) return { code: 'roles-apart' };
				if (roles && request.staff === by.staff) return { code: 'own-account' };
				if (roles && !roles.includes('security') && isLastSecurity(request.staff)) return { code: 'last-security' };
				return changed(
					(known) => ({ ...known, ...(name === undefined ? {} : { name }), ...(roles ? { roles } : {}) }),
					roles !== undefined,
				);
			}
			case 'place': {
				const { windows, usualWindow, departments } = request;
				const wrong = [...windows, ...(usualWindow ? [usualWindow] : [])].some((each) => !plan.windows.some(({ id }) => id === each));
				if (wrong) return { code: 'unknown-window' };
				return changed((known) => ({ ...known, windows, usualWindow, departments }), false);
			}
			case 'suspend': {
				if (request.staff === by.staff) return { code: 'own-account' };
				if (isLastSecurity(request.staff)) return { code: 'last-security' };
				const { reason } = request;
				return changed((known) => ({ ...known, suspended: { by: by.staff, at: now(), reason } }), true);
			}
			case 'restore':
				return changed((known) => ({ ...known, suspended: null }), false);
			case 'drop-second':
				if (request.staff === by.staff) return { code: 'own-account' };
				return changed((known) => ({ ...known, second: null }), false);
			case 'unlock': {
				if (!book.account(request.staff)) return { code: 'unknown-staff' };
				await lock.clear(request.staff);
				return {};
			}
			case 'shifts': {
				const ids = new Set(request.shifts.map(({ id }) => id));
				if (ids.size !== request.shifts.length) return { code: 'malformed' };
				const used = Object.values(book.rota.weeks).some((week) => week.some((day) => day && !ids.has(day.shift)));
				if (used) return { code: 'shift-in-use' };
				await book.putRota((known) => ({ ...known, shifts: request.shifts }));
				return {};
			}
			case 'week': {
				if (!book.account(request.staff)) return { code: 'unknown-staff' };
				for (const day of request.week) {
					if (day && !book.rota.shifts.some(({ id }) => id === day.shift)) return { code: 'unknown-shift' };
					if (day?.window && !plan.windows.some(({ id }) => id === day.window)) return { code: 'unknown-window' };
				}
				await book.putRota((known) => ({ ...known, weeks: { ...known.weeks, [request.staff]: request.week } }));
				return {};
			}
			case 'import':
				return fromTable(Buffer.from(request.table, 'base64'), request.take);
		}

		async function changed(change: (known: StaffAccount) => StaffAccount, ends: boolean): Promise<Done | Refused> {
			const { staff } = request as { staff: string };
			const found = await book.put(staff, (known) => known && { ...change(known), changedAt: now(), changedBy: by.staff });
			if (!found) return { code: 'unknown-staff' };
			if (ends) await endAll(staff);
			return {};
		}
	}

	async function withCode(staff: string, account: StaffAccount): Promise<Done> {
		const [code, until] = [newCode(), now() + codeKeptMs];
		const oneTime = await oneTimeOf(code, until);
		await book.put(staff, () => ({ ...account, oneTime, changedAt: now(), changedBy: by.staff }));
		return { codes: [{ staff, name: account.name, code, until }] };
	}

	async function endAll(staff: string): Promise<void> {
		await parts.shutOut(staff, await parts.sessions.endOf(staff, now()));
	}

	function isLastSecurity(staff: string): boolean {
		const keepers = book.all().filter(([, { roles, suspended, secret }]) => roles.includes('security') && !suspended && secret !== null);
		return keepers.length === 1 && keepers[0]![0] === staff;
	}

	async function fromTable(bytes: Buffer, take: 'nothing' | 'all' | 'good'): Promise<Done | Refused> {
		const read = readStaffTable(bytes, {
			...{ plan, departments: parts.departments, shifts: book.rota.shifts, mayKeepAccounts: by.roles.includes('security') },
			...{ by: by.staff, account: (staff) => book.account(staff), week: (staff) => book.rota.weeks[staff] ?? freeWeek, isLastSecurity },
		});
		const { look } = read;
		if (take === 'nothing') return { table: look };
		if (look.problems.some(({ row }) => row === null) || (take === 'all' && look.problems.length > 0))
			return { code: 'table-faults', table: look };
		if (book.all().length + look.added > mostAccounts) return { code: 'too-many', table: look };
		const codes: FirstCode[] = [];
		const accounts = new Map<string, StaffAccount>();
		const weeks = { ...book.rota.weeks };
		const until = now() + codeKeptMs;
		for (const row of read.rows.filter(({ change }) => change !== 'same')) {
			const known = book.account(row.staff);
			const base = known ?? newAccount(row, now(), by.staff);
			const code = known ? null : newCode();
			accounts.set(row.staff, {
				...{ ...base, ...said(row, base), changedAt: now(), changedBy: by.staff },
				oneTime: code === null ? base.oneTime : await oneTimeOf(code, until),
			});
			if (row.week) weeks[row.staff] = row.week;
			if (code !== null) codes.push({ staff: row.staff, name: row.name, code, until });
		}
		const ended = [...accounts].filter(
			([staff, { roles }]) => [...(book.account(staff)?.roles ?? roles)].sort().join() !== [...roles].sort().join(),
		);
		await book.putAll(accounts, { ...book.rota, weeks });
		for (const [staff] of ended) await endAll(staff);
		return { table: look, codes };
	}

	function shown([staff, account]: [string, StaffAccount]): ShownPerson {
		const { name, roles, windows, usualWindow, departments, secret, oneTime, second, suspended } = account;
		const waits = secret === null ? ((oneTime?.until ?? 0) > now() ? 'new' : 'code-over') : 'good';
		return {
			...{ staff, name, roles: [...roles], windows: [...windows], usualWindow, departments: [...departments] },
			state: suspended ? 'suspended' : waits,
			suspended,
			codeUntil: waits === 'new' ? oneTime!.until : null,
			second: second?.confirmed ?? false,
			locked: lock.locked(now()).find((each) => each.staff === staff)?.seconds ?? 0,
			at: [...new Set(parts.sessions.active(now()).flatMap((each) => (each.staff === staff ? [each.station] : [])))],
			week: book.rota.weeks[staff] ?? freeWeek,
		};
	}
}

/** What the table said of a person; columns it does not have leave things as they are. */
function said(row: TableRow, base: StaffAccount): Partial<StaffAccount> {
	return {
		...{ name: row.name, roles: row.roles },
		...{ windows: row.windows ?? base.windows, usualWindow: row.usualWindow === undefined ? base.usualWindow : row.usualWindow },
		departments: row.departments ?? base.departments,
	};
}
