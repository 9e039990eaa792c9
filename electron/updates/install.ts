/**
 * The part of updating that needs root, as small as it can be: trusts nobody but the maker's key. What lies in the drop folder was written by an
 * account that a citizen may have broken into, so it is copied away first, and what is checked is the copy.
 */
import { createHash, type KeyObject } from 'node:crypto';
import {
	chmodSync,
	closeSync,
	constants,
	existsSync,
	fstatSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { UpdatePackage } from '../../domain/contracts/updates.ts';
import { chooseUpdate } from '../../domain/updates/choose-update.ts';
import { filledWith, freeSlot, givenUp, gotWell, installed, type SlotsState, started, ticked } from '../../domain/updates/slots.ts';
import { type Drop, healthyWord, installRequest, readJson } from './drop.ts';
import { type Step, syncFolder, syncTree, writeWhole } from './durable.ts';
import type { SlotsDisk } from './slots-disk.ts';
import { verifyManifest } from './verify-manifest.ts';

export interface InstallParts {
	slots: SlotsDisk;
	drop: Drop;
	keys: readonly KeyObject[];
	machine: Pick<UpdatePackage, 'system' | 'arch'>;
	/** Puts the program that the package holds into this empty folder. Throws when it holds none. */
	unpack(deb: string, into: string): void;
	/** Ends the running station, so that its supervisor starts what counts now. */
	restart(): void;
	say(code: string): void;
	step: Step;
}

export class Installer {
	readonly #parts: InstallParts;

	constructor(parts: InstallParts) {
		this.#parts = parts;
	}

	/** After the system's own package tool has put a version there. */
	installed(): void {
		const { slots } = this.#parts;
		slots.write(installed(slots.read(), slots.installedVersion));
	}

	/** Before each start of the station: a version that was started too often without getting well is sent back. */
	begin(): SlotsState {
		return this.#change(started);
	}

	/** Some minutes have passed. */
	tick(): SlotsState {
		const before = this.#parts.slots.read();
		const after = this.#change(ticked);
		if (before.runs.slot !== after.runs.slot) this.#parts.restart();
		return after;
	}

	/** What the station has put down. A request is gone afterwards, whatever became of it; only a cut leaves it for the next time. */
	take(): SlotsState {
		const { drop, slots, step, say } = this.#parts;
		const well = healthyWord.safeParse(readJson(drop.path('healthy')));
		if (well.success) this.#change((state) => gotWell(state, well.data.version));
		this.#remove(drop.path('healthy'));
		if (!drop.waiting) return slots.read();
		const taken = this.#tryInstall();
		say(taken);
		if (taken !== 'update-installed') writeWhole(drop.path('refused'), `${JSON.stringify({ schema: 'refused/1', code: taken })}\n`, step);
		for (const name of ['request', 'package', 'manifest'] as const) this.#remove(drop.path(name));
		slots.tidy();
		return slots.read();
	}

	/** A disk that is full, a file that cannot be read: refused like a bad package, or the unit that watches the folder would begin again at once, for ever. */
	#tryInstall(): string {
		try {
			return this.#install();
		} catch {
			return 'not-installed';
		}
	}

	#install(): string {
		const { drop, slots, keys, machine, unpack, step } = this.#parts;
		const state = slots.read();
		if (state.trial) return 'another-on-trial';
		if (keys.length === 0) return 'no-key-of-the-maker';
		const request = installRequest.safeParse(readJson(drop.path('request')));
		if (!request.success) return 'not-a-request';
		const text = readSmall(drop.path('manifest'));
		if (text === null) return 'not-a-manifest';
		const signed = verifyManifest(text, keys);
		if (!signed.ok) return signed.code;
		const { runs, floor, serial, failed } = state;
		const chosen = chooseUpdate(signed.manifest, request.data.version, { ...machine, version: runs.version, floor, serial, failed });
		if (!chosen.ok) return chosen.code;

		slots.tidy();
		const slot = freeSlot(state);
		mkdirSync(join(slots.home, 'slots'), { recursive: true });
		const copy = join(slots.home, 'slots', 'incoming.deb');
		step('copy package');
		const wrong = copyChecked(drop.path('package'), copy, chosen.update);
		if (wrong) return wrong;
		const fresh = join(slots.home, 'slots', `${slot}.new`);
		step('unpack');
		mkdirSync(fresh);
		try {
			unpack(copy, fresh);
		} catch {
			return 'not-a-package';
		}
		if (!existsSync(join(fresh, 'tidehall'))) return 'not-a-package';
		likeInstalled(slots.folderOf('installed'), fresh);
		syncTree(fresh);
		// Whatever was kept in the slot is let go of before it is touched.
		const without = givenUp(state, slot);
		if (without !== state) slots.write(without);
		step(`empty ${slot}`);
		rmSync(slots.folderOf(slot), { recursive: true, force: true });
		step(`fill ${slot}`);
		renameSync(fresh, slots.folderOf(slot));
		syncFolder(join(slots.home, 'slots'));
		const { version, sha256 } = chosen.update;
		slots.write(filledWith(without, { slot, version, sha256 }, signed.manifest));
		return 'update-installed';
	}

	#change(change: (state: SlotsState) => SlotsState): SlotsState {
		const { slots } = this.#parts;
		const after = change(slots.read());
		slots.write(after);
		return after;
	}

	#remove(path: string): void {
		if (!existsSync(path)) return;
		this.#parts.step(`remove ${path}`);
		rmSync(path, { recursive: true, force: true });
	}
}

const chunkBytes = 1 << 20;

/** No link, no pipe, no more bytes than were signed: the file belongs to somebody else. Returns what is wrong. */
function copyChecked(from: string, to: string, { bytes, sha256 }: UpdatePackage): string | null {
	let source: number;
	try {
		source = openSync(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	} catch {
		return 'package-missing';
	}
	try {
		const found = fstatSync(source);
		if (!found.isFile() || found.size !== bytes) return 'package-wrong-size';
		const target = openSync(to, 'w', 0o600);
		try {
			const hash = createHash('sha256');
			const chunk = Buffer.alloc(chunkBytes);
			let left = bytes;
			while (left > 0) {
				const read = readSync(source, chunk, 0, Math.min(chunkBytes, left), null);
				if (read === 0) return 'package-wrong-size';
				const part = chunk.subarray(0, read);
				hash.update(part);
				writeSync(target, part);
				left -= read;
			}
			fsyncSync(target);
			return hash.digest('hex') === sha256 ? null : 'package-wrong-hash';
		} finally {
			closeSync(target);
		}
	} finally {
		closeSync(source);
	}
}

function readSmall(file: string): string | null {
	let source: number;
	try {
		source = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	} catch {
		return null;
	}
	try {
		const { size } = fstatSync(source);
		if (!fstatSync(source).isFile() || size > 400_000) return null;
		const bytes = Buffer.alloc(size);
		return bytes.toString('utf8', 0, readSync(source, bytes, 0, size, 0));
	} finally {
		closeSync(source);
	}
}

/** Where the system needs the helper of Chromium's sandbox to begin as root, each version needs it so. */
function likeInstalled(installedFolder: string, fresh: string): void {
	const [was, is] = [join(installedFolder, 'chrome-sandbox'), join(fresh, 'chrome-sandbox')];
	if (existsSync(was) && existsSync(is)) chmodSync(is, statSync(was).mode & 0o7777);
}
