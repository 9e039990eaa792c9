/**
 * Accounts, shifts and places of staff, message `staff-desk`; what everybody may do about their own account, message `own-account`. Who may ask for
 * which is in `domain/permission-table.ts`. No answer holds a secret, but a code or key that was made for it and is told this once.
 */
import { z } from 'zod';
import { departmentCode } from './cases.ts';
import { instant, staffId, windowId } from './identity.ts';
import { staffRole } from './staff-roles.ts';

const name = z.string().trim().min(1).max(40);
const roles = z.array(staffRole).min(1).max(5);
const windows = z.array(windowId).max(200);
const departments = z.array(departmentCode).max(40);
const reason = z.string().trim().min(1).max(200);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const session = z.string().max(128);

/** 班次: a part of the day that somebody works. */
export const shift = z.object({ id: z.string().regex(/^S[0-9]{1,3}$/), name: z.string().trim().min(1).max(20), from: time, to: time });
export type Shift = z.infer<typeof shift>;
/** One day of one person: which shift, and at which window if it is one; `null` = off. */
export const duty = z.object({ shift: shift.shape.id, window: windowId.nullable() }).nullable();
export type Duty = z.infer<typeof duty>;
/** Monday first. */
export const dutyWeek = z.array(duty).length(7);
export type DutyWeek = z.infer<typeof dutyWeek>;
export const mostShifts = 12;
/** A table of a thousand people. */
export const tableBytes = 256 * 1024;

export const staffDeskRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('look') }),
	z.object({ do: z.literal('add'), staff: staffId, name, roles }),
	/** The name or the roles of an account. */
	z.object({ do: z.literal('change'), staff: staffId, name: name.optional(), roles: roles.optional() }),
	/** Where somebody works: windows they may sign in at (empty = every one), where they usually sit, departments whose tasks they do. */
	z.object({ do: z.literal('place'), staff: staffId, windows, usualWindow: windowId.nullable(), departments }),
	/** The account works no more from now on; sign-ins end at once. */
	z.object({ do: z.literal('suspend'), staff: staffId, reason }),
	z.object({ do: z.literal('restore'), staff: staffId }),
	/** A new one-time code in the place of PIN or password. */
	z.object({ do: z.literal('reset'), staff: staffId }),
	/** Without the second step until it is set up anew. */
	z.object({ do: z.literal('drop-second'), staff: staffId }),
	z.object({ do: z.literal('unlock'), staff: staffId }),
	z.object({ do: z.literal('shifts'), shifts: z.array(shift).max(mostShifts) }),
	z.object({ do: z.literal('week'), staff: staffId, week: dutyWeek }),
	/** `take`: look at the table only, take all of it if all is right, or take the good rows. `table`: the bytes of the file, base64. */
	z.object({
		do: z.literal('import'),
		table: z.base64().max(Math.ceil(tableBytes / 3) * 4),
		take: z.enum(['nothing', 'all', 'good']),
	}),
]);
export type StaffDeskRequest = z.infer<typeof staffDeskRequest>;
export const staffDeskUp = z.object({ session, request: staffDeskRequest });
export type StaffDeskUp = z.infer<typeof staffDeskUp>;

export const shownPerson = z.object({
	staff: staffId,
	name: z.string(),
	roles: z.array(staffRole),
	windows: z.array(windowId),
	usualWindow: windowId.nullable(),
	departments: z.array(departmentCode),
	/** `new`: the one-time code waits to be used; `code-over`: it ran out; `suspended`: works no more. */
	state: z.enum(['good', 'new', 'code-over', 'suspended']),
	/** Why, since when and by whom, when suspended. */
	suspended: z.object({ by: staffId, at: instant, reason: z.string() }).nullable(),
	/** Platform time at which the one-time code runs out. */
	codeUntil: instant.nullable(),
	second: z.boolean(),
	/** Seconds until the lock opens; 0 = not locked. */
	locked: z.number().int().min(0),
	/** Stations at which somebody is signed in as this person now. */
	at: z.array(z.string()),
	week: dutyWeek,
});
export type ShownPerson = z.infer<typeof shownPerson>;

/** A code that was made: shown or printed this once. */
export const firstCode = z.object({ staff: staffId, name: z.string(), code: z.string(), until: instant });
export type FirstCode = z.infer<typeof firstCode>;

/** What is wrong with a table, or with one cell of it. `row` counts as the table program does: the heading is row 1. */
export const tableProblem = z.object({
	row: z.number().int().min(1).nullable(),
	/** Heading of the column as it should be; `null` = the whole row. */
	column: z.string().max(40).nullable(),
	code: z.string().regex(/^[a-z][a-z-]{1,40}$/),
	/** What stands there, cut short; empty where that says nothing. */
	found: z.string().max(40),
});
export type TableProblem = z.infer<typeof tableProblem>;
export const tableLook = z.object({
	rows: z.number().int().min(0),
	/** Rows without a fault, and what they would do. */
	good: z.number().int().min(0),
	added: z.number().int().min(0),
	changed: z.number().int().min(0),
	same: z.number().int().min(0),
	problems: z.array(tableProblem).max(500),
});
export type TableLook = z.infer<typeof tableLook>;

export const staffDeskRefusals = [
	'not-permitted',
	'malformed',
	'busy',
	'from-file', // accounts are still those of staff.yaml; a security administrator begins the book
	'unknown-staff',
	'known-staff',
	'roles-apart',
	'last-security', // nobody would be left to keep accounts
	'own-account', // nobody changes their own roles, suspends or resets themselves
	'unknown-window',
	'unknown-shift',
	'shift-in-use',
	'table-faults',
	'too-many',
] as const;
export type StaffDeskRefusal = (typeof staffDeskRefusals)[number];

export const staffDeskAnswer = z.union([
	z.object({
		ok: z.literal(true),
		/** `file`: accounts are those of staff.yaml, and can only be looked at here. */
		from: z.enum(['book', 'file']),
		people: z.array(shownPerson),
		shifts: z.array(shift),
		codes: z.array(firstCode),
		table: tableLook.nullable(),
	}),
	z.object({ ok: z.literal(false), code: z.enum(staffDeskRefusals), table: tableLook.optional() }),
]);
export type StaffDeskAnswer = z.infer<typeof staffDeskAnswer>;

const secret = z.string().min(4).max(128);
export const ownAccountRequest = z.discriminatedUnion('do', [
	z.object({ do: z.literal('look') }),
	z.object({ do: z.literal('change-secret'), now: secret, next: secret }),
	/** Makes a key; it counts once a code of it was shown. */
	z.object({ do: z.literal('second-begin') }),
	z.object({ do: z.literal('second-confirm'), code: z.string().max(16) }),
	z.object({ do: z.literal('second-end'), secret }),
]);
export type OwnAccountRequest = z.infer<typeof ownAccountRequest>;
export const ownAccountUp = z.object({ session, request: ownAccountRequest });
export type OwnAccountUp = z.infer<typeof ownAccountUp>;

/** What is wrong with a PIN or a password that somebody wants (`domain/staff/secret-rules.ts`). */
export const secretFaults = ['digits-only', 'too-short', 'too-long', 'too-common', 'own-number', 'own-name', 'as-before'] as const;
export type SecretFault = (typeof secretFaults)[number];

export const ownAccountAnswer = z.union([
	z.object({
		ok: z.literal(true),
		kind: z.enum(['pin', 'password']),
		second: z.boolean(),
		/** The hall demands a second step of this role. */
		demanded: z.boolean().optional(),
		recoveryLeft: z.number().int().min(0),
		/** Told once: the key to type or scan, and codes for when the phone is gone. */
		key: z.object({ secret: z.string(), address: z.string() }).optional(),
		recovery: z.array(z.string()).optional(),
	}),
	z.object({
		ok: z.literal(false),
		code: z.enum([
			'not-permitted',
			'malformed',
			'busy',
			'from-file',
			'wrong-secret',
			'locked',
			'wrong-code',
			'second-demanded',
			...secretFaults,
		]),
		seconds: z.number().int().optional(),
	}),
]);
export type OwnAccountAnswer = z.infer<typeof ownAccountAnswer>;

/** Message `set-secret`: whoever was given a one-time code sets PIN or password; the first administrator says a name as well. */
export const setSecret = z.object({
	station: z.string().max(16),
	staff: staffId,
	code: z.string().min(4).max(40),
	secret,
	name: name.optional(),
});
export type SetSecret = z.infer<typeof setSecret>;
export const setSecretAnswer = z.union([
	z.object({ ok: z.literal(true) }),
	z.object({
		ok: z.literal(false),
		code: z.enum(['malformed', 'busy', 'not-seated', 'not-permitted', 'locked', 'wrong-code', 'name-missing', ...secretFaults]),
		left: z.number().int().optional(),
		seconds: z.number().int().optional(),
	}),
]);
export type SetSecretAnswer = z.infer<typeof setSecretAnswer>;
