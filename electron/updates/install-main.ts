/** `tidehall-station-updates take|begin|tick|installed|state`: run as root by systemd and by the package; one bundled file on the package's own Node. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Drop } from './drop.ts';
import { noStep } from './durable.ts';
import { Installer } from './install.ts';
import { SlotsDisk } from './slots-disk.ts';
import { makerKeys } from './verify-manifest.ts';

const root = process.env.TIDEHALL_ROOT ?? '';
const home = join(root, '/opt/tidehall-station');
const say = (code: string) => process.stderr.write(`tidehall-station-updates: ${code}\n`);

/** The program out of the package, owned by whoever runs this; no script of the package is ever run. */
function unpack(deb: string, into: string): void {
	const tar = `${into}.tar`;
	const out = openSync(tar, 'w', 0o600);
	try {
		execFileSync('dpkg-deb', ['--fsys-tarfile', deb], { stdio: ['ignore', out, 'inherit'] });
	} finally {
		closeSync(out);
	}
	mkdirSync(into, { recursive: true });
	const words = ['--no-same-owner', '--strip-components=4', '-C', into, './opt/tidehall-station/installed'];
	try {
		execFileSync('tar', ['-x', '-f', tar, ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
	} finally {
		execFileSync('rm', ['-f', tar]);
	}
}

const slots = new SlotsDisk(home);
const installer = new Installer({
	slots,
	drop: new Drop(join(root, '/var/lib/tidehall-station/updates')),
	keys: makerKeys([join(home, 'updater', 'keys'), join(root, '/etc/tidehall/update-keys')], (file) => say(`${file} is no Ed25519 key`)),
	machine: { system: 'linux', arch: process.arch === 'arm64' ? 'arm64' : 'x64' },
	unpack,
	restart() {
		try {
			if (root === '') execFileSync('systemctl', ['try-restart', 'tidehall-station.service']);
		} catch {
			say('station-not-restarted');
		}
	},
	say,
	step: noStep,
});

const work: Record<string, () => unknown> = {
	take: () => installer.take(),
	begin: () => installer.begin(),
	tick: () => installer.tick(),
	installed: () => installer.installed(),
	state: () => slots.read(),
};
const [what = ''] = process.argv.slice(2);
const run = work[what];
if (!run) {
	process.stderr.write(`tidehall-station-updates take|begin|tick|installed|state; "${what}" is none of them\n`);
	process.exit(2);
}
const state = run();
if (state !== undefined) process.stdout.write(`${JSON.stringify(state)}\n`);
