/** The table of permissions against the code it speaks of: nothing is missing in it, nothing in it is of no use, and administrators are kept apart. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bridgeCalls } from '../../domain/contracts/bridge.ts';
import { commandNames, commandTable } from '../../domain/contracts/commands.ts';
import { administerRequest } from '../../domain/contracts/quarantine.ts';
import { administratorRoles, keptApart, rolesAt, type StaffRole, seatOf, staffRoles } from '../../domain/contracts/staff-roles.ts';
import { bridgePermissions, commandPermissions, routePermissions, socketPermissions, type Who } from '../../domain/permission-table.ts';
import { callers } from '../../electron/bridge/callers.ts';

const isStaff = (who: Who): who is StaffRole => (staffRoles as readonly string[]).includes(who);
const all: [string, readonly Who[]][] = [
	...Object.entries(commandPermissions),
	...Object.entries(socketPermissions),
	...Object.entries(routePermissions),
	...Object.entries(bridgePermissions),
];

describe('the table of permissions', () => {
	test('says of every command who may stand behind it, and lets a machine alone say only what needs nobody', () => {
		expect(Object.keys(commandPermissions).sort()).toEqual([...commandNames].sort());
		for (const name of commandNames) {
			const line = commandPermissions[name];
			expect([name, line.includes('machine')]).toEqual([name, !commandTable[name].staff]);
			for (const who of line.filter(isStaff))
				expect([name, commandTable[name].roles]).toEqual([name, expect.arrayContaining([seatOf(who)])]);
		}
	});

	test('says of every call of a page to its machine whom it is for, at a face that may make it', () => {
		expect(Object.keys(bridgePermissions).sort()).toEqual(Object.keys(bridgeCalls).sort());
		for (const call of Object.keys(bridgeCalls) as (keyof typeof bridgeCalls)[])
			for (const who of bridgePermissions[call].filter(isStaff))
				expect([call, callers[call]]).toEqual([call, expect.arrayContaining([seatOf(who)])]);
	});

	test('has a line for each thing that may be done about machines that are not trusted', () => {
		for (const { shape } of administerRequest.options) expect(socketPermissions).toHaveProperty([`administer/${shape.do.value}`]);
	});

	test('leaves no line empty, and names nobody twice', () => {
		for (const [name, line] of all) expect([name, line.length, new Set(line).size]).toEqual([name, line.length || 1, line.length]);
	});

	test('whoever keeps the machines or the accounts runs no hall, and whoever audits changes nothing', () => {
		const changes = (line: readonly Who[], role: StaffRole) => line.includes(role);
		for (const role of administratorRoles)
			expect(commandNames.filter((name) => commandTable[name].staff && changes(commandPermissions[name], role))).toEqual([]);
		const ofAudit = all.filter(([, line]) => line.includes('audit')).map(([name]) => name);
		// Their own password, reports of the machine itself under whatever sign-in, looking, and leaving a file on the auditor's own PC.
		const reads = /^(own-account|watch-desk|device-health|cut-off-ended|keep-file|keep-document|audit-desk.*|GET \/api\/audit.*)$/;
		expect(ofAudit.filter((name) => !reads.test(name))).toEqual([]);
		const ofOthers = all.filter(([, line]) => line.includes('system') || line.includes('security')).map(([name]) => name);
		expect(ofOthers.filter((name) => /audit/.test(name))).toEqual([]);
	});
});

describe('roles of staff', () => {
	test('nobody bears two of the three administrators, nor one of them with a role of the hall', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.constantFrom(...staffRoles)), (roles) => {
				const three = roles.filter((role) => (administratorRoles as readonly string[]).includes(role)).length;
				expect(keptApart(roles)).toBe(three === 0 || roles.length === 1);
			}),
		);
	});

	test('a role counts at its own seat alone', () => {
		expect(rolesAt(['window', 'manager'], 'window')).toEqual(['window']);
		expect(rolesAt(['window', 'manager'], 'manager')).toEqual(['manager']);
		for (const role of staffRoles) for (const seat of ['terminal', 'board'] as const) expect(rolesAt([role], seat)).toEqual([]);
	});
});
