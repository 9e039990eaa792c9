/**
 * A small ext4 file system on a loop device, whose power can be cut: the ioctl EXT4_IOC_SHUTDOWN (`_IOR('X', 125, __u32)` = 0x8004587d) with
 * EXT4_GOING_FLAGS_NOLOGFLUSH (2) drops everything that was not yet on the disk and refuses whatever comes after, as a cut does.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Looks at the folder it has opened before it shuts anything down: where a mount was lost this would be the disk of the machine itself.
 * The process stops an instant before its disk, because it shares its power: without that, an fsync that was under way may still come back
 * as done from a file system that is no more, and what is said then is said by a machine that no longer runs.
 */
const shutDown = `
	sysopen(my $folder, $ARGV[0], 0) or die "cannot open: $!\\n";
	my @about = stat($folder);
	die "not on a loop device\\n" unless (($about[0] >> 8) & 0xfff) == 7;
	my $flags = pack("L", 2);
	my $root = shift(@ARGV);
	kill("STOP", @ARGV) if @ARGV;
	ioctl($folder, 0x8004587d, $flags) or die "the file system cannot be shut down: $!\\n";
`;

export class LoopDisk {
	readonly folder: string;
	#root: string;
	#image: string;
	#mounted = false;

	private constructor(root: string) {
		this.#root = root;
		this.#image = join(root, 'disk.img');
		this.folder = join(root, 'disk');
	}

	/** Needs root, a free loop device, `mkfs.ext4` and `perl`. */
	static async make(megabytes: number): Promise<LoopDisk> {
		const disk = new LoopDisk(mkdtempSync(join(tmpdir(), 'tidehall-disk-')));
		try {
			writeFileSync(disk.#image, '');
			truncateSync(disk.#image, megabytes * 1024 * 1024);
			await run('mkfs.ext4', ['-q', '-F', '-m', '0', disk.#image]);
			mkdirSync(disk.folder);
			await disk.mount();
			return disk;
		} catch (cause) {
			await disk.remove();
			throw cause;
		}
	}

	/** After a cut the file system recovers here, as it does when a machine starts. */
	async mount(): Promise<void> {
		await run('mount', ['-t', 'ext4', '-o', 'loop', this.#image, this.folder]);
		this.#mounted = true;
	}

	/** `pids`: the processes that work on the disk; they are stopped and have to be killed. */
	async cutPower(...pids: number[]): Promise<void> {
		if (!this.#mounted) throw new Error('The disk is not mounted.');
		await run('perl', ['-e', shutDown, this.folder, ...pids.map(String)]);
	}

	/** Nothing may have a file open on it. */
	async unmount(): Promise<void> {
		if (!this.#mounted) return;
		await run('umount', [this.folder]);
		this.#mounted = false;
	}

	async remove(): Promise<void> {
		await this.unmount().catch(() => run('umount', ['--lazy', this.folder]));
		rmSync(this.#root, { recursive: true, force: true });
	}
}

/** `null` = power can be cut on this machine; otherwise why not, in words. Tried out once, on a disk that is thrown away. */
export async function whyNoLoopDisks(): Promise<string | null> {
	if (process.platform !== 'linux') return 'file systems on loop devices are a thing of Linux';
	if (process.getuid?.() !== 0) return 'mounting a loop device needs root';
	try {
		const disk = await LoopDisk.make(8);
		try {
			await disk.cutPower();
		} finally {
			await disk.remove();
		}
		return null;
	} catch (cause) {
		const { stderr, message } = cause as { stderr?: string; message: string };
		return (stderr || message).trim().split('\n')[0]!;
	}
}
