/**
 * Who may do what: every command, every request over the socket, every route over HTTP, every call of a page to its machine, in one table.
 * What is not in it is refused, and a part of the platform that is not in it does not start. `test/domain/permission-table.test.ts` holds it to the
 * code; `test/platform/permission-wall.test.ts` tries each line with every role.
 */
import type { BridgeCall } from './contracts/bridge.ts';
import type { CommandName } from './contracts/commands.ts';
import type { StaffRole } from './contracts/staff-roles.ts';

/**
 * Beside the roles of staff: `anyone` = whoever reaches the platform; `machine` = a station, with nobody signed in at it; the others show a token or
 * a signature of their own. Where a role stands, somebody of that role must be signed in at the seat of that role.
 */
export type Who = StaffRole | 'anyone' | 'machine' | 'peer' | 'front-end' | 'figures-reader' | 'reminder-gateway';
type Line = readonly Who[];

const anyone: Line = ['anyone'];
const machine: Line = ['machine'];
const clerk: Line = ['window'];
const manager: Line = ['manager'];
const either: Line = ['window', 'manager'];
/** A station says it by itself; where somebody is signed in, it must be one of these. */
const machineOr = (...roles: StaffRole[]): Line => ['machine', ...roles];

/** Beside this, a command is said by seats of its own roles alone (`commandTable`). */
export const commandPermissions: Readonly<Record<CommandName, Line>> = {
	'issue-ticket': machineOr('manager'),
	'cancel-ticket': either,
	'open-day': manager,
	'close-day': manager,
	'open-window': either,
	'pause-window': either,
	'resume-window': either,
	'close-window': either,
	'change-duty': manager,
	'approve-tide-plan': manager,
	'reject-tide-plan': manager,
	'undo-tide-plan': manager,
	'lock-window-duty': manager,
	'release-window-duty': manager,
	'expect-group': manager,
	'withdraw-group': manager,
	'call-next': clerk,
	'call-ticket': clerk,
	recall: clerk,
	'no-show': clerk,
	'hold-ticket': clerk,
	'return-ticket': either,
	'transfer-ticket': either,
	'grant-priority': either,
	'settle-conflict': manager,
	'start-service': clerk,
	'finish-service': clerk,
	'offline-ticket': machine,
	'begin-manual': either,
	'end-manual': either,
	'enter-manual-service': either,
	'ticket-paper': machineOr('window', 'manager'),
	'device-health': machineOr('window', 'manager', 'system', 'security', 'audit'),
	'count-missed-reservations': machine,
	'begin-term': machine,
	'cut-off-ended': machineOr('window', 'manager', 'system', 'security', 'audit'),
	'hand-in-application': machineOr('window'),
	'report-case': either,
	'submit-application': machine,
	'recover-event': machine,
	'machine-health': machine,
	'give-review': machineOr('window', 'manager'),
	'open-complaint': machineOr('window', 'manager'),
	'step-complaint': either,
	'propose-tide-plan': machine,
	'expire-tide-plan': machine,
	'decline-duty-change': clerk,
	'take-duty-change': machineOr('window', 'manager'),
	'help-called': machineOr('window'),
	'help-answered': machineOr('window', 'manager'),
};

/** Messages over the socket, by name; `name/do` where one message asks for several things. */
export const socketPermissions = {
	hello: anyone,
	commands: machine,
	resume: anyone,
	offer: machine,
	beat: anyone,
	'sign-in': machine,
	'sign-out': anyone,
	'set-secret': machine,
	'own-account': ['window', 'manager', 'system', 'security', 'audit'],
	'staff-desk/look': ['manager', 'security'],
	'staff-desk/add': ['security'],
	'staff-desk/change': ['security'],
	'staff-desk/place': manager,
	'staff-desk/suspend': ['security'],
	'staff-desk/restore': ['security'],
	'staff-desk/reset': ['security'],
	'staff-desk/drop-second': ['security'],
	'staff-desk/unlock': ['security'],
	'staff-desk/shifts': manager,
	'staff-desk/week': manager,
	'staff-desk/import': ['manager', 'security'],
	'offline-sign-ins': machine,
	'device-service': ['manager', 'system'],
	reconciliation: manager,
	'case-desk': either,
	progress: machine,
	booking: machine,
	suggest: machine,
	'review-desk': manager,
	'tide-desk': manager,
	'history-desk': manager,
	'hand-over': ['manager', 'system'],
	quarantine: anyone,
	'administer/look': ['manager', 'security'],
	'administer/accept': manager,
	'administer/discard': manager,
	'administer/revoke-station': ['manager', 'security'],
	'administer/restore-station': ['manager', 'security'],
	'administer/revoke-key': ['manager', 'security'],
	'administer/restore-key': ['manager', 'security'],
	'administer/make-code': ['manager', 'security'],
	'administer/withdraw-code': ['manager', 'security'],
	'administer/end-enrolment': ['manager', 'security'],
	'reservations-today': machine,
	'audit-desk': ['audit'],
	'watch-desk': ['manager', 'system', 'security', 'audit'],
} as const satisfies Record<string, Line>;

/** Routes over HTTP: method and address as they are registered. HEAD goes with GET. */
export const routePermissions = {
	'GET /': anyone,
	'GET /*': anyone,
	'GET /board': anyone,
	'GET /manager': anyone,
	'GET /notice': anyone,
	'GET /t/*': anyone,
	'POST /t/*': anyone,
	'GET /healthz': anyone,
	'GET /api/health': anyone,
	'GET /metrics': anyone,
	'GET /api/openapi.json': anyone,
	'GET /api/station-config': anyone,
	'GET /api/catalogue': anyone,
	'GET /api/hall-keys': anyone,
	'GET /api/term': anyone,
	'GET /api/days/:day/figures': anyone,
	'POST /api/documents': anyone,
	'GET /api/configuration': ['manager', 'system'],
	'POST /api/configuration/take': ['manager', 'system'],
	'GET /api/reconciliation': manager,
	'GET /api/reminders/:id/phone': ['reminder-gateway'],
	'GET /api/figures': ['manager', 'figures-reader'],
	'POST /api/hand-over': ['manager', 'system'],
	'GET /api/cases': either,
	'GET /api/cases/:number': either,
	'GET /api/applications/:ref/papers': either,
	'GET /api/applications/:ref/papers/fields/:field': either,
	'GET /api/applications/:ref/papers/attachments/:attachment': either,
	'GET /api/applications/:ref': machine,
	'PUT /api/applications/:ref': machine,
	'PUT /api/applications/:ref/attachments/:id/chunks/:index': machine,
	'POST /api/applications/:ref/submit': machine,
	'GET /api/drafts/:id': machine,
	'PUT /api/drafts/:id': machine,
	'GET /api/drafts/:id/pictures/:picture/:index': machine,
	'PUT /api/drafts/:id/pictures/:picture/:index': machine,
	'GET /api/reservations/slots': ['front-end'],
	'GET /api/reservations/:code': ['front-end'],
	'POST /api/reservations': ['front-end'],
	'PATCH /api/reservations/:code': ['front-end'],
	'POST /api/reservations/:code/cancel': ['front-end'],
	'GET /api/hall-ca': anyone,
	'POST /api/enrolment': anyone,
	'POST /api/enrolment/seats': anyone,
	'POST /api/hall-files': machine,
	'GET /api/updates/offer': anyone,
	'GET /api/updates/manifest': anyone,
	'GET /api/updates/packages/:file': anyone,
	'POST /api/peer-certificate': ['peer'],
	'GET /api/peer/log': ['peer'],
	'GET /api/peer/audit': ['peer'],
	'GET /api/peer/day': ['peer'],
	'GET /api/peer/records': ['peer'],
	'GET /api/peer/notes': ['peer'],
	'GET /api/peer/note': ['peer'],
	'GET /api/peer/wishes': ['peer'],
	'GET /api/peer/wish': ['peer'],
	'GET /api/peer/drafts': ['peer'],
	'GET /api/peer/draft': ['peer'],
	'GET /api/peer/draft-piece': ['peer'],
	'GET /api/peer/applications': ['peer'],
	'GET /api/peer/applications/:ref': ['peer'],
	'GET /api/peer/applications/:ref/:attachment/:index': ['peer'],
	'POST /api/peer/prepare': ['peer'],
	'POST /api/peer/begin': ['peer'],
	'POST /api/peer/take-over': ['peer'],
	'POST /api/peer/hand-over': ['peer'],
	'POST /api/peer/offer': ['peer'],
	'POST /api/peer/settled': ['peer'],
	'POST /api/peer/book': ['peer'],
	'POST /api/peer/book-copy': ['peer'],
} as const satisfies Record<string, Line>;

/**
 * Calls of a page to its own machine. The machine knows faces, not people (`electron/bridge/callers.ts` says which): `machine` = no person is behind
 * it; a role = it is for whoever works at that seat, and what leaves the machine with it is looked at again by the platform.
 */
export const bridgePermissions: Readonly<Record<BridgeCall, Line>> = {
	info: machine,
	config: machine,
	catalogue: machine,
	'journal-load': machine,
	'journal-append': machine,
	print: machine,
	'print-paper': machineOr('window'),
	show: machine,
	health: machine,
	disk: machine,
	bench: machine,
	help: machineOr('window'),
	note: machine,
	say: machine,
	rate: machine,
	'cancel-rating': machine,
	trigger: machineOr('window'),
	'open-service': machine,
	service: machine,
	'public-key': machine,
	sign: machine,
	applications: machineOr('window'),
	offline: machine,
	'close-service': machine,
	'keep-file': ['manager', 'audit'],
	'keep-document': ['window', 'manager', 'audit'],
	'own-platform': either,
	'take-over': either,
};

export type SocketRequest = keyof typeof socketPermissions;
export type RouteRequest = keyof typeof routePermissions;
export type Request = SocketRequest | RouteRequest;

const staff: ReadonlySet<string> = new Set(['window', 'manager', 'system', 'security', 'audit']);

/** Roles of staff that may ask for it; `null` = it is not asked for by staff alone, and shows something else than a sign-in. */
export function staffFor(request: Request): readonly StaffRole[] | null {
	const line: Line = request in socketPermissions ? socketPermissions[request as SocketRequest] : routePermissions[request as RouteRequest];
	return line.every((who) => staff.has(who)) ? (line as readonly StaffRole[]) : null;
}

/** The line of a socket message: by its name, or by name and what it asks for. `undefined` = there is none, and it is refused. */
export function socketLine(name: string, asked: string | undefined): SocketRequest | undefined {
	const both = asked === undefined ? undefined : `${name}/${asked}`;
	if (both !== undefined && Object.hasOwn(socketPermissions, both)) return both as SocketRequest;
	return Object.hasOwn(socketPermissions, name) ? (name as SocketRequest) : undefined;
}

/** Whether somebody with these roles may stand behind a command. Of one that a machine says by itself, nobody need stand behind. */
export function mayStandBehind(roles: readonly StaffRole[], name: CommandName): boolean {
	return roles.some((role) => commandPermissions[name].includes(role));
}
