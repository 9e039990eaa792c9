/**
 * Staff from a table (CSV): UTF-8 with or without a byte-order mark, or GB18030 as table programs of Chinese Windows write it. Every cell that is not
 * right is told with row, column and what stands there; what to do about it is worded by the page. A PIN is in no table: a column of that name is a
 * fault.
 */
import { parse } from 'csv-parse/sync';
import { departmentCode } from '../../domain/contracts/cases.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { staffId } from '../../domain/contracts/identity.ts';
import type { Duty, DutyWeek, Shift, TableLook, TableProblem } from '../../domain/contracts/staff-desk.ts';
import { keptApart, type StaffRole, staffRoles } from '../../domain/contracts/staff-roles.ts';
import type { StaffAccount } from './staff-account.ts';

export const columns = [
	'工号',
	'姓名',
	'角色',
	'窗口',
	'常用窗口',
	'部门',
	'周一',
	'周二',
	'周三',
	'周四',
	'周五',
	'周六',
	'周日',
] as const;
type Column = (typeof columns)[number];
const english: Record<string, Column> = {
	...{ number: '工号', name: '姓名', roles: '角色', windows: '窗口', 'usual window': '常用窗口', departments: '部门' },
	...{ monday: '周一', tuesday: '周二', wednesday: '周三', thursday: '周四', friday: '周五', saturday: '周六', sunday: '周日' },
};
/** What is typed is no key of every object: a role named `constructor` is unknown. */
const own = <T>(of: Record<string, T>, key: string): T | undefined => (Object.hasOwn(of, key) ? of[key] : undefined);
const days: readonly Column[] = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const roleNames: Record<string, StaffRole> = {
	...{ 窗口人员: 'window', 窗口: 'window', clerk: 'window', 值班长: 'manager', 大厅值班长: 'manager', 系统管理员: 'system' },
	...{ 安全管理员: 'security', 审计管理员: 'audit' },
	...Object.fromEntries(staffRoles.map((role) => [role, role])),
};
const secretColumn = /pin|password|口令|密码|验证码/i;
const mostRows = 1_000;
const mostProblems = 500;

export interface TableRow {
	row: number;
	staff: string;
	name: string;
	roles: StaffRole[];
	/** Absent = the table has no such column. */
	windows?: string[];
	usualWindow?: string | null;
	departments?: string[];
	week?: DutyWeek;
	change: 'added' | 'changed' | 'same';
}

export interface TableParts {
	plan: HallPlan;
	departments?: ReadonlySet<string>;
	shifts: readonly Shift[];
	/** False: who imports may place people, and neither add them nor change name or roles. */
	mayKeepAccounts: boolean;
	by: string;
	account(staff: string): StaffAccount | null;
	week(staff: string): DutyWeek;
	isLastSecurity(staff: string): boolean;
}

/** `rows`: those without a fault. Never throws. */
export function readStaffTable(bytes: Uint8Array, parts: TableParts): { rows: TableRow[]; look: TableLook } {
	const problems: TableProblem[] = [];
	const tell = (row: number | null, column: string | null, code: string, found = '') => {
		if (problems.length < mostProblems) problems.push({ row, column, code, found: [...found].slice(0, 40).join('') });
	};
	const nothing = () => ({ rows: [], look: { ...{ rows: 0, good: 0, added: 0, changed: 0, same: 0 }, problems } });
	const text = decoded(bytes);
	if (text === null) {
		tell(null, null, 'not-readable');
		return nothing();
	}
	let cells: string[][];
	try {
		cells = parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: false, trim: true, delimiter: delimiterOf(text) });
	} catch (cause) {
		const line = (cause as { lines?: unknown }).lines;
		tell(null, null, 'quotes-not-closed', typeof line === 'number' ? String(line) : '');
		return nothing();
	}
	const [heading, ...body] = cells.map((record, index) => ({ record, row: index + 1 }));
	const found = new Map<Column, number>();
	if (!heading || heading.record.every((cell) => cell === '')) {
		tell(null, null, 'empty-table');
		return nothing();
	}
	for (const [index, cell] of heading.record.entries()) {
		if (cell === '') continue;
		const column = (columns as readonly string[]).includes(cell) ? (cell as Column) : own(english, cell.toLowerCase());
		if (column && found.has(column)) tell(null, column, 'column-twice', cell);
		else if (column) found.set(column, index);
		else tell(null, cell.slice(0, 40), secretColumn.test(cell) ? 'secret-column' : 'unknown-column', cell);
	}
	for (const column of ['工号', '姓名', '角色'] as const) if (!found.has(column)) tell(null, column, 'column-missing');
	if (problems.length > 0) return nothing();
	const filled = body.filter(({ record }) => record.some((cell) => cell !== ''));
	if (filled.length === 0) tell(null, null, 'empty-table');
	if (filled.length > mostRows) tell(null, null, 'too-many-rows', String(filled.length));
	if (problems.length > 0) return nothing();

	const seen = new Map<string, number>();
	const rows: TableRow[] = [];
	for (const { record, row } of filled) {
		const before = problems.length;
		const cell = (column: Column) => (found.has(column) ? (record[found.get(column)!] ?? '') : undefined);
		const bad = (column: Column | null, code: string, stands = '') => tell(row, column, code, stands);
		if (record.length > heading.record.length && record.slice(heading.record.length).some((each) => each !== ''))
			bad(null, 'cells-too-many');
		const read = readRow(row, cell, bad, parts);
		const twice = seen.get(read.staff);
		if (twice !== undefined) bad('工号', 'number-twice', read.staff);
		else if (read.staff !== '') seen.set(read.staff, row);
		if (problems.length === before && before < mostProblems) rows.push({ ...read, change: changeOf(read, parts) });
	}
	const count = (change: TableRow['change']) => rows.filter((each) => each.change === change).length;
	return {
		rows,
		look: { rows: filled.length, good: rows.length, added: count('added'), changed: count('changed'), same: count('same'), problems },
	};
}

type Row = Omit<TableRow, 'change'>;

function readRow(
	row: number,
	cell: (column: Column) => string | undefined,
	bad: (column: Column | null, code: string, stands?: string) => void,
	parts: TableParts,
): Row {
	const { plan, shifts, account, mayKeepAccounts } = parts;
	const staff = cell('工号') ?? '';
	if (staff === '') bad('工号', 'empty');
	// A table program that took it for a number drops the zero in front.
	else if (!staffId.safeParse(staff).success) bad('工号', /^\d{1,3}$/.test(staff) ? 'number-short' : 'not-a-number', staff);
	const name = cell('姓名') ?? '';
	if (name === '') bad('姓名', 'empty');
	else if ([...name].length > 40) bad('姓名', 'too-long', name);
	const roles: StaffRole[] = [];
	for (const each of list(cell('角色') ?? '')) {
		const role = own(roleNames, each.toLowerCase());
		if (!role) bad('角色', 'unknown-role', each);
		else if (!roles.includes(role)) roles.push(role);
	}
	if ((cell('角色') ?? '') === '') bad('角色', 'empty');
	else if (!keptApart(roles)) bad('角色', 'roles-apart', cell('角色'));
	const known = staff === '' ? null : account(staff);
	const rolesDiffer = known !== null && [...known.roles].sort().join() !== [...roles].sort().join();
	if (!mayKeepAccounts && staff !== '' && !known) bad('工号', 'not-known', staff);
	if (!mayKeepAccounts && known && known.name !== name) bad('姓名', 'name-differs', name);
	if (!mayKeepAccounts && rolesDiffer && roles.length > 0) bad('角色', 'roles-differ', cell('角色'));
	if (mayKeepAccounts && rolesDiffer && staff === parts.by) bad('角色', 'own-account', cell('角色'));
	if (mayKeepAccounts && rolesDiffer && !roles.includes('security') && parts.isLastSecurity(staff))
		bad('角色', 'last-security', cell('角色'));
	if (known?.suspended) bad('工号', 'suspended', staff);

	const windowOf = (said: string) =>
		plan.windows.find(({ id, number }) => id === said.toUpperCase() || number === said || Number(number) === Number(said))?.id;
	const read: Row = { row, staff, name, roles };
	const windows = cell('窗口');
	if (windows !== undefined) {
		read.windows = [];
		for (const each of list(windows)) {
			const id = windowOf(each);
			if (!id) bad('窗口', 'unknown-window', each);
			else if (!read.windows.includes(id)) read.windows.push(id);
		}
	}
	const usual = cell('常用窗口');
	if (usual !== undefined) {
		read.usualWindow = usual === '' ? null : (windowOf(usual) ?? null);
		if (usual !== '' && !read.usualWindow) bad('常用窗口', 'unknown-window', usual);
		else if (read.usualWindow && read.windows && read.windows.length > 0 && !read.windows.includes(read.usualWindow))
			bad('常用窗口', 'window-closed', usual);
	}
	const departments = cell('部门');
	if (departments !== undefined) {
		read.departments = list(departments);
		for (const each of read.departments)
			if (!departmentCode.safeParse(each).success || (parts.departments && !parts.departments.has(each)))
				bad('部门', 'unknown-department', each);
	}
	if (days.some((day) => cell(day) !== undefined)) {
		const before = parts.week(staff);
		read.week = days.map((day, index): Duty => {
			const said = cell(day);
			if (said === undefined) return before[index] ?? null;
			if (said === '' || /^(休|off|-)$/i.test(said)) return null;
			const [, shiftName = '', windowName] = /^(.*?)(?:[\s@]+(\S+))?$/.exec(said) ?? [];
			const whole = shifts.find(({ name: of }) => of === said);
			const shift = whole ?? shifts.find(({ name: of }) => of === shiftName);
			if (!shift) {
				bad(day, shifts.length === 0 ? 'no-shifts' : 'unknown-shift', said);
				return null;
			}
			const window = whole || windowName === undefined ? null : (windowOf(windowName) ?? null);
			if (!whole && windowName !== undefined && window === null) bad(day, 'unknown-window', windowName);
			return { shift: shift.id, window };
		});
	}
	return read;
}

function changeOf(read: Row, { account, week }: TableParts): TableRow['change'] {
	const known = account(read.staff);
	if (!known) return 'added';
	const now = {
		name: known.name,
		roles: [...known.roles].sort(),
		windows: known.windows,
		usual: known.usualWindow,
		of: known.departments,
		week: week(read.staff),
	};
	const then = {
		...{ name: read.name, roles: [...read.roles].sort(), windows: read.windows ?? known.windows },
		...{
			usual: read.usualWindow === undefined ? known.usualWindow : read.usualWindow,
			of: read.departments ?? known.departments,
			week: read.week ?? now.week,
		},
	};
	return JSON.stringify(now) === JSON.stringify(then) ? 'same' : 'changed';
}

/** Several things in one cell, as people part them. */
const list = (cell: string): string[] => cell.split(/[、，,;；/|\s]+/).filter((each) => each !== '');

/** As the heading parts its columns: the comma, or what table programs of other countries and copying write. */
function delimiterOf(text: string): string {
	const [heading = ''] = text.split(/\r?\n/, 1);
	const count = (sign: string) => heading.split(sign).length;
	return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** UTF-8 when it is that, else GB18030; `null` = neither, or not text. */
function decoded(bytes: Uint8Array): string | null {
	for (const encoding of ['utf-8', 'gb18030'])
		try {
			const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
			// biome-ignore lint/suspicious/noControlCharactersInRegex: control signs are what tells a picture or a workbook from a text.
			return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
		} catch {
			// The next one.
		}
	return null;
}
