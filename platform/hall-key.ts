/**
 * The hall's key, under which everything a platform keeps of people is locked (docs/decisions/0028).
 * `npm run hall-key -- look|rotate|retire|hand-over`; in the package: `tidehall-platform hall-key …`, as root.
 */
import { Command, type OptionValues } from 'commander';
import { hallKeysIn, retireHallKeys, rotateHallKey } from './applications/hall-key-file.ts';
import { handOverHallKey } from './applications/hand-over-key.ts';
import { dataKeyKind } from './applications/vault.ts';
import { accountKind } from './people/pass-accounts.ts';
import { staffAccount } from './people/staff-account.ts';
import { stop } from './start-in-words.ts';
import { readSqlite } from './storage/sqlite.ts';

const program = new Command('hall-key').description("The hall's key, under which what a platform keeps of people is locked.");
const keyFile = ['--key-file <file>', 'file of the key'] as const;
const data = ['--data <folder>', 'data folder of the platform; it may be running'] as const;
program
	.command('look')
	.description('which keys there are, and how much each locks')
	.requiredOption(...keyFile)
	.requiredOption(...data)
	.action(carefully(look));
program
	.command('rotate')
	.description('a new key; at the next start of the platform everything is locked by it')
	.requiredOption(...keyFile)
	.action(
		carefully(({ keyFile: file }) =>
			say(
				`Key ${rotateHallKey(file, Date.now())} is made. Start the platform anew, then take a backup: older ones open with the file of keys that it writes.`,
			),
		),
	);
program
	.command('retire')
	.description('lets go of the keys that lock nothing any more')
	.requiredOption(...keyFile)
	.requiredOption(...data)
	.action(carefully(retire));
program
	.command('hand-over')
	.description('for the service: copies the key for the account of the platform, and takes in one that lies in its data folder')
	.requiredOption('--from <file>', 'file of the key, which root alone reads; made when missing')
	.requiredOption('--to <file>', 'the copy, in a folder in memory that belongs to that account')
	.option('--take-in <file>', 'a key that is to become part of it')
	.action(carefully(({ from, to, takeIn }) => say(`Hall key: ${handOverHallKey({ from, to, takeIn: takeIn ?? null, now: Date.now() })}.`)));
await program.parseAsync();

function carefully(run: (options: OptionValues) => void | Promise<void>) {
	return async (options: OptionValues) => {
		try {
			await run(options);
		} catch (cause) {
			stop(cause instanceof Error ? cause.message : String(cause));
		}
	};
}

async function look(options: OptionValues): Promise<void> {
	const locked = await lockedBy(options.data);
	for (const { id, madeAt } of hallKeysIn(options.keyFile).keys)
		say(`key ${id}${madeAt ? `, made ${madeAt}` : ''}: locks ${locked.get(id) ?? 0}`);
}

async function retire(options: OptionValues): Promise<void> {
	const locked = await lockedBy(options.data);
	const older = hallKeysIn(options.keyFile).keys.slice(0, -1);
	const idle = older.filter(({ id }) => !locked.has(id));
	retireHallKeys(options.keyFile, new Set(idle.map(({ id }) => id)));
	for (const { id } of older)
		say(
			idle.some((each) => each.id === id)
				? `Key ${id} is gone.`
				: `Key ${id} stays: it locks ${locked.get(id)}. Start the platform anew, then try again.`,
		);
}

/** How many keys of records each hall key wraps. */
async function lockedBy(folder: string): Promise<Map<number, number>> {
	const store = readSqlite(folder);
	try {
		const keys = (await store.records(dataKeyKind)).map(({ value }) => String(value));
		const seconds = (await store.records(accountKind)).flatMap(({ value }) => staffAccount.safeParse(value).data?.second?.key ?? []);
		const counts = new Map<number, number>();
		for (const wrapped of [...keys, ...seconds]) {
			// What is older than rings has no number: it is of the first.
			const id = Number(/^(\d+)\./.exec(wrapped)?.[1] ?? 1);
			counts.set(id, (counts.get(id) ?? 0) + 1);
		}
		return counts;
	} finally {
		await store.close();
	}
}

function say(words: string): void {
	process.stdout.write(`${words}\n`);
}
