/** From packages to a hall in service, as docs/manual says it, with the installed platform and the installed station and nothing in their place. */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { parse, stringify } from 'yaml';
import { shownCode } from '../../domain/contracts/enrolment.ts';
import { createHallFetch } from '../../trust/hall-fetch.ts';
import { fingerprintOf } from '../../trust/judge-certificate.ts';
import { makePlatformPackage } from './platform-package.ts';
import { DpkgRoot } from './prove/dpkg-root.ts';
import { type HallHost, hallHost } from './prove/hall-host.ts';
import { type Machine, owned, type Seat, sizes, startMachine } from './prove/hall-machine.ts';
import { lookAtScreens } from './prove/look-at-screens.ts';
import { openNetworkPrinter } from './prove/network-printer.ts';
import { type SeatInBrowser, sitInBrowser } from './prove/seat-in-browser.ts';
import { serveOne } from './prove/serve-one.ts';
import { setUpAtScreen } from './prove/set-up-at-screen.ts';
import { until } from './prove/until.ts';
import { makeStationPackage, type StationPackage } from './station-package.ts';

export interface ProveHall extends Pick<StationPackage, 'app' | 'updater'> {
	/** Folder for pictures of the screens. */
	pictures: string;
	log(line: string): void;
}

/** Secrets as people choose them; they are of this run alone. */
const secrets = { security: 'eleven herons over the weir', manager: 'nine lanterns by the ferry', clerk: '480517' };

/** Rejects with the first thing that is not as it must be. */
export async function proveHall({ app, updater, pictures, log }: ProveHall): Promise<void> {
	const work = mkdtempSync(join(tmpdir(), 'tidehall-from-packages-'));
	chmodSync(work, 0o755);
	mkdirSync(pictures, { recursive: true });
	const began = Date.now();
	const proved = (what: string) => log(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
	const closers: (() => unknown)[] = [];
	const leave = async () => {
		await Promise.allSettled(closers.reverse().map(async (close) => close()));
		if (!process.env.TIDEHALL_KEEP) rmSync(work, { recursive: true, force: true });
	};
	// Ended from outside, it leaves no hall behind.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave().then(() => process.exit(130)));
	try {
		const [host, pc] = [new DpkgRoot(join(work, 'host')), new DpkgRoot(join(work, 'pc'))];
		host.dpkg('--install', makePlatformPackage({ out: work, compression: 'none' }));
		pc.dpkg('--install', makeStationPackage({ app, updater, version: '0.1.0', out: work, compression: 'none' }));
		proved('dpkg installed the platform on the host and the station on the PCs');

		const port = await freePort();
		const printer = await openNetworkPrinter();
		closers.push(() => printer.close());
		const hall = setUpHall(host, port, printer.port);
		const data = owned(host.path('var/lib/tidehall'));
		const platform = hallHost({ root: host.folder, hall: join(hall, 'hall.yaml'), data });
		const first = platform.program('first-administrator', '--hall', join(hall, 'hall.yaml'), '--data', data).trim();
		const running = await platform.start('--host', '127.0.0.1', '--port', String(port));
		closers.push(() => running.stop().catch(() => running.child.kill('SIGKILL')));
		const authority = readFileSync(join(data, 'tls', 'ca.pem'), 'utf8');
		await lookAtLine(running.url, authority, platform);
		proved(`the platform runs as an ordinary user, by TLS 1.2+ with an authority of its own (${fingerprintOf(authority)!.slice(0, 16)}…)`);

		// The seat in a browser: a technician brought the authority there. Nothing else of this process speaks TLS.
		tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority]);
		const seat = await sitInBrowser(running.url, 'M2');
		closers.push(() => seat.link.stop());
		const clerkCode = await makeStaff(seat, first);
		proved('the first administrator came in by the code printed once, and imported a manager and a clerk from a table');

		const manager = await seat.signIn('0001', secrets.manager);
		const codeFor = async (station: Seat) => {
			const answer = await seat.link.administer({ session: manager, request: { do: 'make-code', stations: [station] } });
			if (!answer?.ok || !answer.made) throw new Error(`no code for ${station}: ${JSON.stringify(answer)}`);
			return shownCode(answer.made.code);
		};
		const drawn = lookAtScreens(pictures);
		const machines = new Map<Seat, Machine>();
		for (const station of Object.keys(sizes) as Seat[]) {
			// The very first station of a hall has nobody who could make a code but the host itself.
			const code = station === 'M1' ? platform.program('enrolment-code', '--stations', 'M1').trim() : await codeFor(station);
			const atScreen = station === 'W01';
			const told = atScreen ? { hall: null, code: null } : { hall, code };
			const machine = await startMachine({ work, pc, station, url: running.url, ...told, unit: station === 'T1' });
			closers.push(() => machine.end());
			if (atScreen) await setUpAtScreen(machine, code, drawn);
			await machine.enrolled();
			if (atScreen) await machine.again();
			machines.set(station, machine);
			proved(
				atScreen
					? `${station} was told nothing: set up at its screen by keys, with a one-time code; the hall's files came from the platform; it does not ask again`
					: `${station} was enrolled by a one-time code in a file, which is gone`,
			);
		}
		const ticket = await serveOne({ machines, seat, clerkCode, pin: secrets.clerk, drawn, proved });
		await until('the number on paper', () => printer.papers().some((paper) => paper.cut && JSON.stringify(paper.lines).includes(ticket)));
		proved(`${ticket} stands on the paper of T1's printer, which was cut`);
		await machines.get('T1')!.killed();
		await drawn(machines.get('T1')!, 'after-kill');
		proved("T1, in the session of the installed unit's own ExecStart, was killed, was begun again as Restart= says, and stands");

		seat.link.stop();
		for (const machine of machines.values()) await machine.end();
		await running.stop();
		const verified = platform.program('verify', '--data', data, '--json');
		const told = JSON.parse(verified) as { violations: unknown[] };
		if (told.violations.length > 0) throw new Error(`the log does not hold: ${verified}`);
		proved('verify: every stored line is proved, no rule is broken');

		for (const [root, name] of [
			[pc, 'tidehall-station'],
			[host, 'tidehall-platform'],
		] as const) {
			root.dpkg('--remove', name);
			root.dpkg('--purge', name);
			if (existsSync(root.path(`opt/${name}`))) throw new Error(`something of ${name} is left in /opt`);
		}
		if (!existsSync(join(data, 'hall.sqlite'))) throw new Error('purging took the data of the hall');
		proved('removed and purged: nothing of the programs is left, what the hall did stays');
	} finally {
		await leave();
	}
}

/** The installed example, changed as the manual says: the address of its platform; and open now, wherever on earth it is. Folder of the hall. */
function setUpHall(host: DpkgRoot, port: number, printer: number): string {
	const hall = host.path('etc/tidehall/hall');
	cpSync(host.path('opt/tidehall-platform/config/halls/example'), hall, { recursive: true });
	const file = join(hall, 'hall.yaml');
	const said = parse(readFileSync(file, 'utf8'));
	if (said.demo === true || said.enrolment !== undefined) throw new Error('the example of a hall is one for demonstrations');
	said.platforms = [{ id: 'P1', url: `https://127.0.0.1:${port}` }];
	// No midnight comes between two steps.
	const hour = new Date().getUTCHours();
	const ahead = hour > 21 ? 34 - hour : 10 - hour;
	said.hall.timezone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
	said.hours.weekly = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], periods: [{ from: '00:00', to: '23:59' }] }];
	said.hours.calendar.closedDates = [];
	writeFileSync(file, stringify(said));
	const transport = { kind: 'tcp', host: '127.0.0.1', port: printer };
	const devices = [{ id: 'T1-printer', kind: 'printer', station: 'T1', paperMm: 80, transport }];
	writeFileSync(join(hall, 'devices.yaml'), stringify({ schema: 'devices/1', devices }));
	return hall;
}

async function lookAtLine(url: string, authority: string, platform: HallHost): Promise<void> {
	if (!url.startsWith('https:')) throw new Error(`the platform listens at ${url}`);
	const health = await createHallFetch(() => authority)(new URL('/healthz', url));
	if (!health.ok) throw new Error(`/healthz answers ${health.status}`);
	const printed = platform.program('fingerprint').trim();
	if (printed !== fingerprintOf(authority)) throw new Error(`the host prints the fingerprint ${printed}`);
	const inTheClear = await fetch(url.replace('https:', 'http:')).then(
		({ status }) => status,
		() => null,
	);
	if (inTheClear !== null) throw new Error(`the platform answers in the clear, with ${inTheClear}`);
}

/** As the administrator of accounts does it, at the manager's seat in a browser. The one-time code of the clerk, who sets a PIN at a window. */
async function makeStaff({ link, signIn }: SeatInBrowser, first: string): Promise<string> {
	const set = async (staff: string, code: string, secret: string, name?: string) => {
		const answer = await link.setSecret({ station: 'M2', staff, code, secret, ...(name ? { name } : {}) });
		if (!answer?.ok) throw new Error(`${staff} has no secret: ${JSON.stringify(answer)}`);
	};
	await set('9001', first, secrets.security, '安全员甲');
	const again = await link.setSecret({ station: 'M2', staff: '9002', code: first, secret: secrets.security, name: '安全员乙' });
	if (again?.ok !== false) throw new Error('the code of the first administrator worked twice');
	const session = await signIn('9001', secrets.security);
	const table = Buffer.from('工号,姓名,角色,窗口\n0001,值班长甲,值班长,\n0101,窗口甲,窗口人员,W01\n').toString('base64');
	const answer = await link.staffDesk({ session, request: { do: 'import', table, take: 'all' } });
	if (!answer?.ok) throw new Error(`the table was not taken: ${JSON.stringify(answer)}`);
	const codeOf = (staff: string) => answer.codes.find((one) => one.staff === staff)!.code;
	await link.signOut(session);
	await set('0001', codeOf('0001'), secrets.manager);
	return codeOf('0101');
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
	const { port } = server.address() as { port: number };
	await new Promise((go) => server.close(go));
	return port;
}
